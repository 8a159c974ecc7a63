"""Files are read in a process of their own: what breaks it costs one document, and is named."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from format_samples import PAGE, RECORD, STORY, TEXT, TITLE, as_lines

from corpus.formats import reading_process, registry
from corpus.formats.parts import Parts
from corpus.formats.reading_process import ReadingProcess
from corpus.records import Article, Skipped

pytestmark = pytest.mark.slow  # every test starts a process

# A text that does by order what others do by what they are, and a container of such texts. It
# stands in the process that reads.
TROUBLE = """
import os, signal
from io import BytesIO
from corpus.formats import reading_worker, record_fields, registry
from corpus.formats.registry import Format

def obey(text):
    if "loop" in text:
        while True: pass
    if "fill" in text: bytes(2 << 30)
    if "crash" in text: os.kill(os.getpid(), signal.SIGSEGV)
    if "raise" in text: raise OverflowError("int too large to convert to float")
    if "print" in text: print("words that are no reply", flush=True)

def article_of(fields, source, id, order, of=record_fields.article_of):
    obey(fields["text"])
    return of(fields, source, id, order)

def read_box(source):
    with source.open() as stream:
        parts = [part.strip() for part in stream.read().split(b"\\n\\n")]
    for number, part in enumerate(parts):
        if part == b"loop outside": obey("loop")
        yield source.member(f"{number}.jsonl", lambda part=part: BytesIO(part))

record_fields.article_of = article_of
registry._BY_EXTENSION[".box"] = Format((".box",), read_box)
"""


@pytest.fixture
def reading() -> Iterator[ReadingProcess]:
    with ReadingProcess() as made:
        yield made


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    path, _, serve = reading_process._PROGRAM.partition("; from")
    monkeypatch.setattr(reading_process, "_PROGRAM", f"{path}\n{TROUBLE}\nfrom{serve}")
    monkeypatch.setattr(reading_process, "seconds_for", lambda size, behind: 1)


def records(*texts: str) -> str:
    return as_lines(*({"id": f"{n}", "text": text} for n, text in enumerate(texts, start=1)))


def texts(found: list[Article | Skipped]) -> list[str]:
    return [one.text for one in found if isinstance(one, Article)]


def skipped(found: list[Article | Skipped]) -> list[Skipped]:
    return [one for one in found if isinstance(one, Skipped)]


def test_the_other_process_reads_what_is_read_here(reading: ReadingProcess, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{TITLE}\n\nBy Jane Ferrow\n4 May 2016\n\n{TEXT}")
    (tmp_path / "b.html").write_text(PAGE)
    (tmp_path / "c.jsonl").write_text(as_lines(RECORD, {"text": "Two \ud800."}, {"title": "None"}))
    (tmp_path / "d.json").write_text(json.dumps([RECORD, {"text": "Two."}]))
    (tmp_path / "d.csv").write_text("id,text\n1,One.\n2\n")
    (tmp_path / "d.md").write_text(f"---\ntitle: {TITLE}\n---\n\n{TEXT}")
    (tmp_path / "d.jsonl").write_text("{bad\n" * 999 + as_lines(RECORD) + "[]\n" * 3)
    (tmp_path / "d.txt").write_bytes(b"\0\1")
    (tmp_path / "e\udce9.txt").write_text("x")
    for path in sorted(tmp_path.iterdir()):
        assert list(reading.read(path, tmp_path)) == list(registry.read(path, tmp_path))


def test_one_process_reads_many_files(reading: ReadingProcess, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{TITLE}\n\n{TEXT}")
    list(reading.read(path, tmp_path))
    first = reading._process
    list(reading.read(path, tmp_path))
    assert first is not None
    assert reading._process is first
    reading.close()
    assert first.returncode is not None  # it has ended


def test_reading_that_is_left_off_leaves_nothing_to_the_next_file(
    reading: ReadingProcess, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(records(*STORY))
    (tmp_path / "b.jsonl").write_text(records("Another."))
    left = reading.read(tmp_path / "a.jsonl", tmp_path)
    next(left)
    left.close()
    assert texts(list(reading.read(tmp_path / "b.jsonl", tmp_path))) == ["Another."]


@pytest.mark.usefixtures("trouble")
@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("loop", "takes more than 1 seconds to read"),
        ("fill", "needs more than 1,000 MB of memory"),
        ("crash", "broke its reader (SIGSEGV)"),
        ("raise", "OverflowError in <string>, line"),
    ],
)
def test_a_record_that_breaks_its_reader_costs_itself_alone(
    order: str, reason: str, reading: ReadingProcess, tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(records("One.", order, "Three.", "print", "Five."))
    found = list(reading.read(path, tmp_path))
    assert texts(found) == ["One.", "Three.", "print", "Five."]
    [broken] = skipped(found)
    assert broken.where == f"{path} line 2"
    assert reason in broken.reason


@pytest.mark.usefixtures("trouble")
def test_a_member_that_breaks_its_reader_costs_itself_alone(
    reading: ReadingProcess, tmp_path: Path
) -> None:
    path = tmp_path / "a.box"
    path.write_text(
        "\n\n".join([records("One.", "Two."), records("3", "crash", "5"), records("6")])
    )
    found = list(reading.read(path, tmp_path))
    assert texts(found) == ["One.", "Two.", "3", "5", "6"]
    assert [one.where for one in skipped(found)] == [f"{path}/1.jsonl line 2"]


@pytest.mark.usefixtures("trouble")
def test_what_lies_between_members_ends_the_document(
    reading: ReadingProcess, tmp_path: Path
) -> None:
    path = tmp_path / "a.box"
    path.write_text("\n\n".join([records("One."), "loop outside", records("Two.")]))
    found = list(reading.read(path, tmp_path))
    assert texts(found) == ["One."]
    assert {one.where for one in skipped(found)} == {str(path)}


@pytest.mark.usefixtures("trouble")
def test_a_file_full_of_such_records_is_given_up(reading: ReadingProcess, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(records("crash", "crash", "crash", "Four."))
    (tmp_path / "b.jsonl").write_text(records("Another."))
    found = list(reading.read(tmp_path / "a.jsonl", tmp_path))
    assert len(found) == 3
    assert skipped(found)[-1].reason.startswith("what follows is not read")
    assert texts(list(reading.read(tmp_path / "b.jsonl", tmp_path))) == ["Another."]


def test_a_process_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "_PROGRAM", "import a_module_that_nobody_has")
    with pytest.raises(RuntimeError, match=r"(?s)did not start: .*a_module_that_nobody_has"):
        list(ReadingProcess().read(Path(__file__), Path(__file__).parent))


def test_no_module_of_the_folder_that_one_stands_in_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "csv.py").write_text("raise SystemExit('a planted module')")
    (tmp_path / "a.txt").write_text(f"{TITLE}\n\n{TEXT}")
    monkeypatch.chdir(tmp_path)
    with ReadingProcess() as reading:
        [article] = reading.read(tmp_path / "a.txt", tmp_path)
    assert isinstance(article, Article)


def test_nothing_but_our_own_values_is_taken_from_it() -> None:
    import pickle
    from io import BytesIO

    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return os.system, ("false",)

    with pytest.raises(pickle.UnpicklingError, match="is no value that is read"):
        reading_process._Replies(BytesIO(pickle.dumps(Trap()))).load()


# The count that lets it go on behind a part.


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ((), [(1,), (2,), (2, 1), (2, 2), (3,)]),
        ((1,), [(2,), (2, 1), (2, 2), (3,)]),
        ((2,), [(3,)]),
        ((2, 1), [(2, 2), (3,)]),
        ((2, 2), [(3,)]),
        ((3,), []),
    ],
)
def test_parts_are_taken_up_behind_the_one_that_was_read(
    after: tuple[int, ...], expected: list[tuple[int, ...]]
) -> None:
    begun: list[tuple[int, ...]] = []
    parts = Parts(after, lambda place, _: begun.append(place))
    for members in (0, 2, 0):
        if parts.take_up("a part"):
            with parts.within():
                for _ in range(members):
                    parts.take_up("a part of it")
    assert begun == expected


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_an_interruption_does_not_reach_it(reading: ReadingProcess, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(records("One.", "Two."))
    found = reading.read(path, tmp_path)
    first = next(found)
    assert reading._process is not None
    os.kill(reading._process.pid, signal.SIGINT)
    assert texts([first, *found]) == ["One.", "Two."]
