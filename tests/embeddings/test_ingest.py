import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import WordEncoder

import embeddings.ingest
from corpus.errors import ArchiveError, InputError
from corpus.formats.registry import read
from corpus.records import Article, Skipped
from corpus.store.sqlite import SqliteStore
from embeddings.added import Added
from embeddings.ingest import add

Write = Callable[[str, str], Path]

STORY = "The harbour bridge in {town} closed on Monday.\n\nFerries carry commuters meanwhile."


@pytest.fixture
def empty(tmp_path: Path) -> SqliteStore:
    return SqliteStore.open(tmp_path / "archive", create=True)


@pytest.fixture
def news(write: Write) -> Path:
    for town in ("Tallis", "Morven", "Estrin"):
        write(f"2021/{town.lower()}.txt", f"Bridge in {town} shut\n\n{STORY.format(town=town)}")
    return write("note.txt", "A note\n\nNothing else happened on Tuesday.").parent


class Adding:
    """Adds to one archive, and remembers its encoder."""

    def __init__(self, archive: SqliteStore) -> None:
        self.archive, self.encoder, self.read = archive, WordEncoder(), read

    def __call__(self, *paths: Path) -> Added:
        return add(paths, self.archive, lambda: self.encoder, read=self.read)

    def ids(self) -> list[str]:
        return [article.id for article in self.archive.articles()]


@pytest.fixture
def adding(empty: SqliteStore) -> Adding:
    return Adding(empty)


def test_files_are_named_by_their_path_without_the_ending(adding: Adding, news: Path) -> None:
    assert str(adding(news)) == "+4 new, 0 changed, 0 gone, 0 unchanged, 0 skipped"
    assert adding.ids() == ["2021/estrin", "2021/morven", "2021/tallis", "note"]


def test_adding_again_embeds_nothing(adding: Adding, news: Path) -> None:
    adding(news)
    stamp, encoded = adding.archive.stamp, adding.encoder.encoded
    assert str(adding(news)) == "+0 new, 0 changed, 0 gone, 4 unchanged, 0 skipped"
    assert (adding.archive.stamp, adding.encoder.encoded) == (stamp, encoded)


def test_adding_again_follows_what_changed_and_what_is_gone(adding: Adding, news: Path) -> None:
    adding(news)
    encoded = adding.encoder.encoded
    (news / "note.txt").write_text("A note\n\nSomething happened on Tuesday after all.")
    (news / "2021/morven.txt").unlink()
    (news / "new.md").write_text("# New\n\nA new story.")
    assert str(adding(news)) == "+1 new, 1 changed, 1 gone, 2 unchanged, 0 skipped"
    assert adding.ids() == ["2021/estrin", "2021/tallis", "new", "note"]
    assert adding.encoder.encoded - encoded == 2


def test_one_bad_file_never_stops_the_others(adding: Adding, news: Path) -> None:
    (news / "photo.txt").write_bytes(bytes(range(256)) * 40)
    (news / "broken.jsonl").write_text('{"_id": "r1", "text": "A story."}\n{"_id": \n')
    done = adding(news)
    assert (done.new, len(done.skipped)) == (5, 2)
    assert sorted(Path(each.where.split(" line")[0]).name for each in done.skipped) == [
        "broken.jsonl",
        "photo.txt",
    ]
    assert all(each.reason for each in done.skipped)


def test_what_cannot_be_read_any_more_is_kept(adding: Adding, news: Path) -> None:
    adding(news)
    (news / "note.txt").write_bytes(bytes(range(256)) * 40)
    done = adding(news)
    assert (done.gone, done.unchanged, len(done.skipped)) == (0, 3, 1)
    assert "note" in adding.ids()


def test_what_lies_below_a_folder_that_cannot_be_listed_is_kept(adding: Adding, news: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may list every folder")
    adding(news)
    (news / "2021").chmod(0)
    done = adding(news)
    (news / "2021").chmod(0o755)
    assert (done.gone, done.unchanged, len(done.skipped)) == (0, 1, 1)


def test_a_folder_found_empty_is_not_taken_for_a_wish_to_forget(adding: Adding, news: Path) -> None:
    adding(news)
    shutil.rmtree(news)
    news.mkdir()
    with pytest.raises(ArchiveError, match="pullquote remove"):
        adding(news)
    assert len(adding.ids()) == 4


def test_a_folder_moved_elsewhere_keeps_its_articles(adding: Adding, news: Path) -> None:
    adding(news)
    moved = news.rename(news.with_name("moved"))
    assert str(adding(moved)) == "+0 new, 0 changed, 0 gone, 4 unchanged, 0 skipped"
    kept = adding.archive.article("note")
    assert kept is not None
    assert kept.origin == str(moved / "note.txt")


def test_two_folders_with_the_same_names_lose_nothing(adding: Adding, tmp_path: Path) -> None:
    for folder in ("monday", "tuesday"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "001.txt").write_text(f"Lead\n\nThis happened on {folder}.")
        (tmp_path / folder / "001.md").write_text(f"# Other\n\nThat happened on {folder}.")
        adding(tmp_path / folder)
    assert adding.ids() == ["001", "001.txt", "tuesday/001", "tuesday/001.txt"]
    assert adding(tmp_path / "monday").unchanged == 2
    assert adding(tmp_path / "tuesday").unchanged == 2


def test_records_keep_their_own_ids_and_never_push_another_out(
    adding: Adding, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz"
    first.write_text(json.dumps({"_id": "7", "title": "One", "text": "The first story."}))
    record = json.dumps({"_id": "7", "title": "Two", "text": "Another story."})
    second.write_bytes(gzip.compress(record.encode()))
    assert adding(first).new == 1
    (skipped,) = adding(second).skipped
    assert str(first) in skipped.reason
    kept = adding.archive.article("7")
    assert kept is not None
    assert kept.title == "One"


def write_records(path: Path, records: dict[str, str]) -> None:
    """A .jsonl file of these records: id → text."""
    lines = (json.dumps({"_id": id, "text": text}) for id, text in records.items())
    path.write_text("\n".join(lines))


@pytest.mark.parametrize("text", ["The first story.", "The first story, corrected."])
@pytest.mark.parametrize(("old", "new"), [("a", "b"), ("b", "a")])
def test_a_record_moved_to_another_file_of_its_folder_stays(
    old: str, new: str, text: str, adding: Adding, tmp_path: Path
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    write_records(news / f"{old}.jsonl", {"1": "The first story.", "2": "The second story."})
    adding(news)
    write_records(news / f"{old}.jsonl", {"2": "The second story."})
    write_records(news / f"{new}.jsonl", {"1": text})
    done = adding(news)
    assert (done.gone, len(done.skipped)) == (0, 0)
    kept = adding.archive.article("1")
    assert kept is not None
    assert (kept.text, kept.origin) == (text, str(news / f"{new}.jsonl"))
    assert adding(news / f"{old}.jsonl").gone == 0


def test_a_record_never_takes_the_place_of_a_text_that_has_its_id(
    adding: Adding, news: Path
) -> None:
    adding(news)
    write_records(news / "all.jsonl", {"note": "A record called note."})
    adding(news)
    kept = {article.text for article in adding.archive.articles()}
    assert {"A record called note.", "Nothing else happened on Tuesday."} <= kept
    assert adding(news).unchanged == 5


def test_json_articles_without_ids_are_told_apart_by_their_folders(
    adding: Adding, tmp_path: Path
) -> None:
    for folder in ("p", "q"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "001.json").write_text(json.dumps({"text": f"A story of {folder}."}))
        assert adding(tmp_path / folder).new == 1
    assert adding.ids() == ["001", "q/001"]
    (tmp_path / "p/001.json").unlink()
    assert adding(tmp_path / "q").unchanged == 1


def test_a_record_called_like_its_file_takes_no_other_records_id(
    adding: Adding, tmp_path: Path
) -> None:
    records = tmp_path / "7.jsonl"
    write_records(records, {"8": "The eighth story."})
    adding(records)
    write_records(records, {"7": "The seventh story.", "8": "The eighth story."})
    assert adding(records).new == 1
    assert adding.ids() == ["7", "8"]


def test_an_article_that_one_folder_lost_comes_back_from_the_other(
    adding: Adding, tmp_path: Path
) -> None:
    for folder in ("p", "q"):
        (tmp_path / folder).mkdir()
        write_records(tmp_path / folder / f"{folder}.jsonl", {"1": "Shared.", folder: "Own."})
        adding(tmp_path / folder)
    write_records(tmp_path / "p/p.jsonl", {"p": "Own."})
    adding(tmp_path / "p", tmp_path / "q")
    assert adding.ids() == ["1", "p", "q"]


def test_a_name_that_is_not_utf8_never_stops_the_others(adding: Adding, news: Path) -> None:
    bad = Path(os.fsdecode(os.fsencode(news) + b"/caf\xe9"))
    bad.mkdir()
    (bad / "menu.txt").write_text("Menu\n\nSoup is served on Monday.")
    done = adding(news)
    assert (done.new, [each.reason for each in done.skipped]) == (
        4,
        ["its name is not UTF-8: rename it"],
    )
    assert [str(adding(path)) for path in (bad, bad / "menu.txt")] == [
        "+0 new, 0 changed, 0 gone, 0 unchanged, 1 skipped"
    ] * 2


def test_a_file_added_alone_first_keeps_its_id_in_the_folder(adding: Adding, news: Path) -> None:
    adding(news / "2021/tallis.txt")
    assert adding.ids() == ["tallis"]
    assert str(adding(news)) == "+3 new, 0 changed, 0 gone, 1 unchanged, 0 skipped"


def test_a_missing_path_is_one_line(adding: Adding, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file or folder"):
        adding(tmp_path / "nowhere")


def test_an_import_killed_halfway_goes_on_where_it_stopped(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for number in range(1200):
        (tmp_path / f"news/{number:04}.txt").write_text(f"Story {number}\n\n{STORY}")
    killed = (
        "import os, sys; from pathlib import Path; from conftest import WordEncoder\n"
        "from corpus.store.sqlite import SqliteStore; from embeddings.ingest import add\n"
        "calls = []\n"
        "def progress(n):\n"
        "    calls.append(n)\n"
        "    if len(calls) == 3: os._exit(9)\n"
        "archive = SqliteStore.open(Path(sys.argv[1]) / 'archive', create=True)\n"
        "add([Path(sys.argv[1]) / 'news'], archive, WordEncoder, progress)\n"
    )
    here = Path(__file__).resolve().parents[1]
    path = os.pathsep.join([str(here), str(here.parent)])
    run = subprocess.run(
        [sys.executable, "-c", killed, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": path},
        check=False,
    )
    assert run.returncode == 9
    archive = SqliteStore.open(tmp_path / "archive")
    archive.check()
    kept = archive.stats().articles
    assert 0 < kept < 1200
    adding = Adding(archive)
    done = adding(tmp_path / "news")
    assert (done.new, done.unchanged) == (1200 - kept, kept)
    assert all(archive.passages_of(article) for article in archive.articles())


def test_a_file_emptied_of_its_records_is_told_and_takes_nothing_along(
    adding: Adding, tmp_path: Path
) -> None:
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "note.txt").write_text("A note\n\nNothing else happened on Tuesday.")
    records = tmp_path / "wire" / "records.jsonl"
    records.write_text(json.dumps({"_id": "7", "title": "One", "text": "The first story."}))
    adding(tmp_path / "wire")
    records.write_text("")
    done = adding(tmp_path / "wire")
    assert (done.gone, [each.reason for each in done.skipped]) == (0, ["holds no articles"])
    assert "7" in adding.ids()


# -- files left untouched -------------------------------------------------------------------

LONG_AGO = 1_600_000_000  # seconds of the epoch


def settled(folder: Path) -> None:
    """Make files look as if they had not been written to for long."""
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


@pytest.fixture
def read_again(adding: Adding) -> list[str]:
    """The names of the files that are read, as they are."""
    names: list[str] = []

    def noted(path: Path, root: Path) -> Iterator[Article | Skipped]:
        names.append(path.name)
        return read(path, root)

    adding.read = noted
    return names


def test_a_file_left_untouched_is_not_read_again(
    adding: Adding, news: Path, read_again: list[str]
) -> None:
    settled(news)
    adding(news)
    generation = adding.archive.generation
    read_again.clear()
    assert str(adding(news)) == "+0 new, 0 changed, 0 gone, 4 unchanged, 0 skipped"
    assert read_again == []
    assert adding.archive.generation == generation
    (news / "note.txt").write_text("A note\n\nNothing else happened on Monday..")
    assert str(adding(news)) == "+0 new, 1 changed, 0 gone, 3 unchanged, 0 skipped"
    assert read_again == ["note.txt"]


def test_a_file_only_just_written_is_read_again(
    adding: Adding, news: Path, read_again: list[str]
) -> None:
    """It could change within the time that its system tells apart."""
    adding(news)
    read_again.clear()
    adding(news)
    assert len(read_again) == 4


@pytest.mark.parametrize(
    "removed", [["note"], ["2021/tallis", "2021/morven", "2021/estrin", "note"]]
)
def test_what_was_removed_by_hand_comes_back_from_an_untouched_file(
    adding: Adding, news: Path, removed: list[str]
) -> None:
    settled(news)
    adding(news)
    with adding.archive.change() as writing:
        writing.remove(removed)
    assert adding(news).new == len(removed)
    assert len(adding.ids()) == 4


def test_what_other_readers_read_is_read_again(
    adding: Adding, news: Path, read_again: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(news)
    adding(news)
    read_again.clear()
    monkeypatch.setattr(embeddings.ingest, "fingerprint", lambda: "newer readers")
    adding(news)
    assert len(read_again) == 4


def test_a_file_of_which_something_was_skipped_is_read_again(
    adding: Adding, tmp_path: Path, read_again: list[str]
) -> None:
    lines = [{"_id": "a", "text": "One story."}, {"_id": "b", "text": "Another."}]
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "whole.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    (folder / "torn.jsonl").write_text(json.dumps({"_id": "c", "text": "Third."}) + "\n{")
    settled(folder)
    adding(folder)
    read_again.clear()
    assert adding(folder).skipped
    assert read_again == ["torn.jsonl"]


def test_an_untouched_file_brings_back_what_another_file_lost(
    adding: Adding, tmp_path: Path
) -> None:
    """Both held the same article, which was kept as the first one's."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.jsonl").write_text(
            "\n".join(json.dumps({"_id": id, "text": f"Story {id}."}) for id in ("both", name))
        )
        settled(tmp_path / name)
        adding(tmp_path / name)
    (tmp_path / "a" / "a.jsonl").write_text(json.dumps({"_id": "a", "text": "Story a."}))
    assert adding(tmp_path / "a").gone == 1
    assert adding(tmp_path / "b").new == 1
    assert adding.ids() == ["a", "b", "both"]
