"""What every reader promises; a second one is put into `READERS` and must pass as it is."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ARTICLES, WordReader

from corpus.errors import ModelError
from corpus.records import Passage
from qa.reader.base import Reader
from qa.reader.rereading import RereadingReader
from qa.reader.settings import SETTINGS_FILE, SHIPPED_READER, WEIGHTS_FILE, ReaderSettings
from qa.reader.span_reader import SpanReader
from qa.search.hits import Hit

READERS: dict[str, Callable[[], Reader]] = {
    "spans": SpanReader.load,
    "rereading": lambda: RereadingReader(SpanReader.load(), SpanReader.load()),
    "words": WordReader,
}
QUESTION = "who promised a boat every ten minutes?"


@pytest.fixture(scope="module", params=READERS)
def reader(request: pytest.FixtureRequest) -> Iterator[Reader]:
    with READERS[request.param]() as loaded:
        yield loaded


def make_hits() -> list[Hit]:
    return [
        Hit(Passage(article, 0, len(article.text)), score=1 - place / 10, dense=0.5 - place / 10)
        for place, article in enumerate(ARTICLES)
    ]


def test_a_verdict_has_every_hit_exactly_once(reader: Reader) -> None:
    hits = make_hits()
    verdict = reader.read(QUESTION, hits)
    ids = [passage.hit.passage.id for passage in verdict.passages]
    assert sorted(ids) == sorted(hit.passage.id for hit in hits)
    assert all(passage.hit in hits for passage in verdict.passages)


def test_the_best_passage_is_the_one_that_answers(reader: Reader) -> None:
    verdict = reader.read(QUESTION, make_hits())
    best = verdict.passages[0]
    assert best.hit.passage.article.id == "ferry"
    assert best.span is not None
    assert "Otto Brandvold" in best.hit.passage.article.text[slice(*best.span)]


def test_passages_stand_in_the_order_of_their_logits(reader: Reader) -> None:
    logits = [passage.logit for passage in reader.read(QUESTION, make_hits()).passages]
    assert logits == sorted(logits, reverse=True)


def test_spans_are_ranges_of_their_passages(reader: Reader) -> None:
    text = ARTICLES[0].text
    middle = Passage(ARTICLES[0], text.index("Chief"), text.index("Ferries"))
    for passage in reader.read(QUESTION, [*make_hits(), Hit(middle, 0.5)]).passages:
        assert passage.span is not None
        whole = passage.hit.passage
        assert whole.start <= passage.span.start < passage.span.end <= whole.end


def test_each_passage_has_a_probability_and_the_first_is_the_verdicts(reader: Reader) -> None:
    verdict = reader.read(QUESTION, make_hits())
    assert len(verdict.probabilities) == len(verdict.passages)
    assert all(0 <= probability <= 1 for probability in verdict.probabilities)
    assert verdict.probability == verdict.probabilities[0]


def test_what_is_not_there_is_less_likely_than_what_is(reader: Reader) -> None:
    there = reader.read(QUESTION, make_hits()).probability
    assert reader.read("which minister resigned over the budget?", make_hits()).probability < there


def test_agreement_is_never_negative(reader: Reader) -> None:
    hits = [*make_hits(), *make_hits()]
    assert all(passage.agreement >= 0 for passage in reader.read(QUESTION, hits).passages)


def test_the_same_is_read_the_same_way_twice(reader: Reader) -> None:
    assert reader.read(QUESTION, make_hits()) == reader.read(QUESTION, make_hits())


def test_nothing_to_read_is_an_empty_verdict(reader: Reader) -> None:
    verdict = reader.read(QUESTION, [])
    assert (verdict.passages, verdict.probability) == ((), 0.0)


def test_a_record_names_the_reader_and_is_text(reader: Reader) -> None:
    record = reader.as_record()
    assert record["reader"] == reader.name
    assert all(isinstance(value, str) for value in record.values())


@pytest.mark.parametrize("load", READERS.values(), ids=READERS)
def test_a_reader_can_be_closed_twice(load: Callable[[], Reader]) -> None:
    loaded = load()
    loaded.read(QUESTION, make_hits())
    loaded.close()
    loaded.close()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in (SETTINGS_FILE, WEIGHTS_FILE):
        shutil.copyfile(SHIPPED_READER / name, tmp_path / name)
    return tmp_path


def test_a_second_reader_is_loaded_from_its_own_folder(copied: Path) -> None:
    shipped = ReaderSettings.load()
    calibration = replace(shipped.calibration, bias=shipped.calibration.bias - 5)
    replace(shipped, name="doubtful", calibration=calibration).save(copied)
    with SpanReader.load() as first, SpanReader.load(copied) as second:
        assert (first.name, second.name) == (shipped.name, "doubtful")
        one, other = (each.read(QUESTION, make_hits()) for each in (first, second))
    assert one.passages == other.passages
    assert other.probability < one.probability


def test_weights_that_the_settings_do_not_describe_are_refused(copied: Path) -> None:
    with (copied / WEIGHTS_FILE).open("ab") as weights:
        weights.write(b"damaged")
    with pytest.raises(ModelError, match=r"reader\.onnx is not the file"):
        SpanReader.load(copied)


def test_weights_that_are_missing_are_told(copied: Path) -> None:
    (copied / WEIGHTS_FILE).unlink()
    with pytest.raises(ModelError, match="missing"):
        SpanReader.load(copied)


def test_another_tokenizer_than_the_weights_were_made_with_is_refused(copied: Path) -> None:
    replace(ReaderSettings.load(), tokenizer_sha256="0" * 64).save(copied)
    with pytest.raises(ModelError, match=r"tokenizer\.json is not the file"):
        SpanReader.load(copied)
