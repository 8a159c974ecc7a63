"""What `add` says and leaves out, what is set by hand, and a folder that is watched."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.records import Skipped
from embeddings.added import Added
from embeddings.skipped_kinds import SkippedKinds
from qa.cli import cli
from qa.cli.add_summary import summarize
from qa.cli.watching import watch_files

STORY = "The harbour bridge in {town} closed on Monday.\n\nFerries carry commuters meanwhile."
Run = Callable[..., Result]


def skipped(count: int) -> SkippedKinds:
    made = SkippedKinds()
    for number in range(count):
        made.append(Skipped(f"{number}.txt", "is empty"))
    return made


@pytest.mark.parametrize(
    ("done", "unread", "said"),
    [
        (Added(new=20), {}, "20 added"),
        (
            Added(new=50, changed=1, undated=3, without_outlet=24, skipped=skipped(2)),
            {".xls": 3, ".mov": 1},
            "51 added: 3 without a date, 24 without an outlet; 2 skipped; "
            "4 of kinds not read (.xls 3, .mov 1)",
        ),
        (Added(unchanged=7), {".x": 1}, "0 added; 1 of kinds not read (.x 1)"),
    ],
)  # fmt: skip
def test_what_was_added_is_said_in_one_line(done: Added, unread: dict[str, int], said: str) -> None:
    assert summarize(done, Counter(unread)) == said


class Watched:
    """A folder that changes from look to look, and how often it was added."""

    def __init__(self, folder: Path, *changes: str) -> None:
        self.folder, self.changes, self.added = folder, list(changes), 0

    def wait(self, seconds: float) -> None:
        assert seconds > 0
        if not self.changes:
            raise KeyboardInterrupt
        name, _, text = self.changes.pop(0).partition(":")
        if name:
            (self.folder / name).write_text(text)

    def add(self) -> None:
        self.added += 1


@pytest.mark.parametrize(
    ("changes", "added"),
    [
        (["", ""], 0),
        (["a.txt:one", ""], 1),
        (["a.txt:one", "a.txt:one and more", ""], 1),
        (["a.txt:one", "", "b.txt:two", "", ""], 2),
        (["picture.png:x", ""], 0),
        (["draft.txt:x", ""], 0),
    ],
)
def test_a_watched_folder_is_added_once_it_has_settled(
    changes: list[str], added: int, tmp_path: Path
) -> None:
    watched = Watched(tmp_path, *changes)
    with pytest.raises(KeyboardInterrupt):
        watch_files([tmp_path], ["draft*"], watched.add, watched.wait)
    assert watched.added == added


@pytest.fixture
def news(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    (made / "drafts").mkdir(parents=True)
    for name, town in (("tallis", "Tallis"), ("2016-02-04-morven", "Morven"), ("drafts/x", "X")):
        (made / f"{name}.txt").write_text(f"Bridge in {town} shut\n\n{STORY.format(town=town)}")
    (made / "prices.xls").write_text("x")
    return made


@pytest.fixture
def run(tmp_path: Path) -> Run:
    home = tmp_path / "home"

    def run(*args: str | Path) -> Result:
        return CliRunner().invoke(cli, ["--archive", str(home), *map(str, args)])

    return run


def listed(run: Run, *args: str) -> dict[str, dict[str, object]]:
    rows = map(json.loads, run("list", "--json", *args).stdout.splitlines())
    return {row["id"]: row for row in rows}


def test_a_dry_run_shows_what_would_be_added_and_writes_nothing(
    run: Run, news: Path, tmp_path: Path
) -> None:
    done = run("add", news, "--dry-run", "--exclude", "drafts", "--source", "Post")
    assert done.exit_code == 0
    *rows, last = done.stdout.splitlines()
    assert [row.split("  ")[0].strip() for row in rows] == ["2016-02-04-morven", "tallis"]
    assert "2016-02-04" in rows[0]
    assert "Post" in rows[0]
    assert last == "+2 new, 0 changed, 0 gone, 0 unchanged, 0 skipped"
    assert "2 added: 1 without a date; 1 of kinds not read (.xls 1)" in done.stderr
    assert "nothing was written" in done.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.slow
def test_what_is_set_by_hand_counts_and_stays(run: Run, news: Path) -> None:
    assert "3 added: 2 without a date, 3 without an outlet" in run("add", news).stderr
    assert list(listed(run, "--undated")) == ["drafts/x", "tallis"]
    done = run("set", "tallis", "--date", "2015-12", "--source", "Post")
    assert (done.exit_code, done.stdout) == (0, "1 article set\n")
    row = listed(run, "--source", "post", "--before", "2015")["tallis"]
    assert (row["published"], row["published_found_in"]) == ("2015-12", "set by hand")
    (news / "tallis.txt").write_text("Bridge in Tallis open\n\nIt opened. Ferries stop.")
    assert "0 new, 1 changed" in run("add", news).stdout
    row = listed(run)["tallis"]
    assert (row["title"], row["published"]) == ("Bridge in Tallis open", "2015-12")
    named = run("add", news, "--source", "Courier", "--exclude", "drafts/*").stdout
    assert named == "+0 new, 1 changed, 1 gone, 1 unchanged, 0 skipped\n"
    assert listed(run)["2016-02-04-morven"]["source"] == "Courier"
    assert listed(run)["tallis"]["source"] == "Post"
    assert "2 unchanged" in run("add", news, "--exclude", "drafts/*").stdout
    assert listed(run)["2016-02-04-morven"]["source"] == "Courier"


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (("set", "a"), "nothing to set"),
        (("set", "a", "--date", "someday"), "'someday' is no date"),
        (("set", "a", "--date", "2999"), "'2999' is no date"),
    ],
)
def test_what_cannot_be_set_is_said(args: tuple[str, ...], problem: str, run: Run) -> None:
    done = run(*args)
    assert done.exit_code == 2
    assert problem in done.stderr
