"""What is too large, too long or too deep is refused with the limit that it met."""

import gzip
import json
from io import BytesIO
from pathlib import Path

import pytest
from format_samples import TEXT, TITLE, as_lines, reason

from corpus.formats import limits
from corpus.formats.limits import bounded, is_worth_going_on, lines_of
from corpus.formats.registry import estimated_records, read
from corpus.formats.source import Unreadable
from corpus.records import Article, Skipped


def test_lines_come_as_they_are_and_one_that_is_too_long_as_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "LINE_BYTES", 6)
    monkeypatch.setattr(limits, "MB", 3)
    lines = [b"short\n", b"longer\n", b"long" * 9 + b"\n", b"\n", b"last"]
    assert list(lines_of(BytesIO(b"".join(lines)))) == [b"short\n", None, None, b"\n", b"last"]


def test_a_record_on_too_long_a_line_is_skipped_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LINE_BYTES", 2_000_000)
    path = tmp_path / "a.jsonl"
    path.write_text(as_lines({"text": "One."}, {"text": "long " * 500_000}, {"text": "Three."}))
    one, two, three = read(path, tmp_path)
    assert isinstance(two, Skipped)
    assert two.where == f"{path} line 2"
    assert two.reason.startswith("is larger than ")
    assert [one.text, three.text] == ["One.", "Three."]


def test_a_packed_document_is_read_whole_unless_it_comes_to_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 3_000_000)
    words = json.dumps(list(range(500_000))).encode()
    for data, is_read in ((words, True), (b" " * 2_900_000, True), (b" " * 9_000_000, False)):
        packed = BytesIO(gzip.compress(data))
        with gzip.open(packed) as unpacked:
            stream = bounded(unpacked, packed)
            if is_read:
                assert stream.read() == data
            else:
                with pytest.raises(Unreadable, match="unpacks to more than 100 times its size"):
                    stream.read()


def test_a_bomb_in_a_packed_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 1_000_000)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "' + b"a" * 9_000_000 + b'"}\n'))
    assert "unpacks to more than 100 times its size" in reason(path)


def test_an_article_of_endless_text_or_title_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{TITLE}\n\n" + "Ferries carry commuters. " * 250_000)
    assert reason(path) == "its text has more than 6,000,000 characters: split it"
    path = tmp_path / "a.jsonl"
    path.write_text(as_lines({"title": "A" * 20_001, "text": TEXT}, {"text": TEXT}))
    refused, article = read(path, tmp_path)
    assert isinstance(refused, Skipped)
    assert refused.reason == "its title or another fact has more than 20,000 characters"
    assert isinstance(article, Article)


def test_the_records_of_a_large_file_are_estimated_from_its_beginning(tmp_path: Path) -> None:
    line = json.dumps({"text": "Ferries carry commuters. " * 40}) + "\n"
    path = tmp_path / "a.jsonl"
    path.write_text(line * 100)
    assert estimated_records(path) == 100
    path.write_text(line * 20_000)
    assert path.stat().st_size > 2 * 8_000_000
    assert estimated_records(path) == pytest.approx(20_000, rel=0.01)


def test_of_records_without_end_that_cannot_be_read_the_rest_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BAD_RECORDS", 50)
    path = tmp_path / "a.jsonl"
    path.write_text(as_lines({"text": "One."}) + "{bad\n" * 60)
    article, *skipped = read(path, tmp_path)
    assert isinstance(article, Article)
    assert len(skipped) == 51
    assert "records that cannot be read: what follows is not read" in skipped[-1].reason


def test_what_of_a_file_could_not_be_read_is_weighed_with_what_could() -> None:
    assert is_worth_going_on(ended=1, read=0)
    assert not is_worth_going_on(ended=2, read=49)
    assert is_worth_going_on(ended=2, read=50)
    assert is_worth_going_on(ended=11, read=500)
