"""Files are brought in by a process of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Timer

import pytest

from corpus.errors import InputError
from corpus.store.sqlite import SqliteStore
from qa.import_process import ImportProcess


def test_an_import_says_what_it_did_and_what_it_lacks(
    tmp_path: Path, write: Callable[[str, str], Path], exported_model: Path
) -> None:
    write("one.md", "---\ntitle: Ferries\ndate: 2016-02-04\nsource: Herald\n---\n\nA boat came in.")
    write("two.txt", "Bridges\n\nThe harbour bridge reopens soon, and nobody says when.")
    folder = write("broken.json", "{").parent
    counted: list[int] = []
    bringing = ImportProcess([folder], tmp_path / "archive", None)
    done = bringing.run(counted.append)
    assert (done.new, done.undated, done.without_outlet) == (2, 1, 1)
    assert [Path(each.where).name for each in done.skipped] == ["broken.json"]
    assert done.skipped_in_all == 1
    assert sum(counted) == 2
    store = SqliteStore.open(tmp_path / "archive")
    assert store.stats().articles == 2
    bringing.wait()
    assert store.waiting() == []
    store.check()
    store.close()


@pytest.mark.slow
def test_an_import_that_cannot_be_says_why_in_one_line(tmp_path: Path) -> None:
    bringing = ImportProcess([tmp_path / "nowhere"], tmp_path / "archive", None)
    with pytest.raises(InputError, match="no file or folder"):
        bringing.run(lambda _: None)


@pytest.mark.slow
def test_an_import_that_is_cancelled_says_that_finished_work_is_kept(
    tmp_path: Path, write: Callable[[str, str], Path]
) -> None:
    folder = write("one.txt", "Bridges\n\nThe harbour bridge reopens.").parent
    bringing = ImportProcess([folder], tmp_path / "archive", None)
    cancelling = Timer(0.05, bringing.cancel)  # it cannot be done yet: it has not started Python
    cancelling.start()
    with pytest.raises(InputError, match="cancelled: what was finished is kept"):
        bringing.run(lambda _: None)
    cancelling.join()
