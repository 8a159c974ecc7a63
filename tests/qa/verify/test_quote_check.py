"""Quotations are compared with the words of an archive."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import WordEncoder, an_article

from corpus.errors import InputError
from corpus.sentences import sentences
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.cli import cli
from qa.verify.check_report import check_as_text, check_record
from qa.verify.quote_batch import check_file
from qa.verify.quote_check import QuoteCheck, QuoteChecker
from qa.verify.quote_words import split_words

MAYOR = (
    "The mayor of Port Tallis spoke on Tuesday.\n\n"
    "“We will not cut 340 jobs at the harbour this year,” said Ada Lund, the mayor. "
    "“The talks – all of them – are frozen until the spring.”\n\n"
    "Union leader Otto Brandvold said: “It’s a promise we have heard before.”"
)
LATER = "Ada Lund said again: “We will not cut 340 jobs at the harbour this year.” She left."
NEWS = (
    an_article("mayor", "Mayor rules out cuts", MAYOR, "2021-03-01", "Tallis Courier"),
    an_article("later", "Cuts ruled out again", LATER, "2021-05-01", "Northern Post"),
    an_article("undated", "A note", f"From the files. {LATER}"),
)


@pytest.fixture
def store(tmp_path: Path, encoder: WordEncoder) -> Iterator[SqliteStore]:
    with SqliteStore.open(tmp_path / "archive", create=True) as made:
        embed_and_put(NEWS, made, encoder)
        yield made


@pytest.fixture
def check(store: SqliteStore) -> Callable[..., QuoteCheck]:
    return QuoteChecker(store).check


def test_an_exact_quotation_names_every_place_the_earliest_first(check) -> None:
    found = check("We will not cut 340 jobs at the harbour this year")
    assert (found.outcome, found.is_confirmed) == ("exact", True)
    assert [place.article.id for place in found.places] == ["mayor", "later", "undated"]
    for place in found.places:
        assert place.text == "We will not cut 340 jobs at the harbour this year"
        assert "Ada Lund" in place.speakers[0]


@pytest.mark.parametrize(
    "quote",
    [
        "Its a promise",
        "the talks - all of them - are frozen",
        "it's a promise we have heard before",
    ],
)
def test_other_typography_is_told_from_other_words(check, quote: str) -> None:
    same_words = "Its" not in quote
    assert check(quote).outcome == ("typography" if same_words else "closest")


def test_a_denial_that_was_dropped_is_called_out(check) -> None:
    found = check("We will cut 340 jobs at the harbour this year")
    assert found.outcome == "closest"
    assert [*found.differences] == [("", "not")]
    assert found.alarms == ("negation",)
    assert not found.is_confirmed


def test_a_number_that_was_changed_is_called_out(check) -> None:
    found = check("We will not cut 430 jobs at the harbour this year")
    assert [*found.differences] == [("430", "340")]
    assert found.alarms == ("number",)


def test_words_that_begin_after_a_denial_are_exact_and_warned_of(check) -> None:
    found = check("cut 340 jobs at the harbour this year")
    assert found.outcome == "exact"
    assert {place.denied_before for place in found.places} == {"will not"}
    assert "will not" in check_as_text(found)


def test_what_is_left_out_by_marks_is_said(check) -> None:
    found = check("We will not cut 340 jobs … this year")
    assert (found.outcome, found.omits) == ("exact", True)
    assert found.places[0].text == "We will not cut 340 jobs at the harbour this year"
    assert check("this year … We will not cut 340 jobs").outcome != "exact"


@pytest.mark.parametrize(
    ("speaker", "is_confirmed"), [("Ada Lund", True), ("Lund", True), ("Otto Brandvold", False)]
)
def test_a_quotation_in_another_mouth_is_not_confirmed(check, speaker, is_confirmed) -> None:
    found = check("We will not cut 340 jobs at the harbour this year", speaker)
    assert found.outcome == "exact"
    assert found.is_confirmed == is_confirmed
    assert ("not Otto Brandvold" in check_as_text(found)) != is_confirmed


@pytest.mark.parametrize("marked", ["“{}.”", "<{}>", "- {} (", "«{}»!"])
def test_the_marks_around_a_quotation_change_nothing(check, marked: str) -> None:
    assert check(marked.format("It’s a promise we have heard before")).outcome == "exact"


def test_what_nobody_said_is_absent(check) -> None:
    found = check("A lynx was photographed in the Morven hills for the first time")
    assert (found.outcome, found.places) == ("absent", ())
    assert check_as_text(found) == "Not in the archive."


@pytest.mark.parametrize("quote", ["", "…", "“”", "x" * 10_001])
def test_what_is_no_quotation_is_refused_in_a_line(check, quote: str) -> None:
    with pytest.raises(InputError):
        check(quote)


def test_every_sentence_is_exact_and_none_with_a_word_changed(store, check) -> None:
    chance = random.Random(4)
    for article in NEWS:
        for span in sentences(article.text):
            sentence = article.text[slice(*span)]
            assert check(sentence).outcome == "exact"
            words = split_words(sentence)
            place = chance.choice(words.spans)
            altered = f"{sentence[: place.start]}zebra{sentence[place.end :]}"
            found = check(altered)
            assert found.outcome == ("closest" if len(words.folded) > 2 else "absent")
            assert not found.is_confirmed


def test_a_quotation_that_many_articles_hold_is_found_in_all(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    text = "“The lights stay on,” said Ada Lund."
    many = [an_article(f"a{n}", f"Day {n}", f"{'Weather. ' * (n % 7)}{text}") for n in range(90)]
    with SqliteStore.open(tmp_path / "many", create=True) as made:
        embed_and_put(many, made, encoder)
        assert len(QuoteChecker(made).check("The lights stay on").places) == 90


def test_a_file_of_quotations_is_checked_row_by_row(store, tmp_path: Path) -> None:
    path = tmp_path / "quotes.csv"
    path.write_text(
        "id,quote,by\na,It’s a promise we have heard before,Otto Brandvold\nb,,\n"
        "c,It’s a promise we have heard before,Ada Lund\n",
        encoding="utf-8",
    )
    rows = [*check_file(path, QuoteChecker(store).check)]
    assert [(row["id"], row["outcome"], row["confirmed"]) for row in rows] == [
        ("a", "exact", True), ("b", None, False), ("c", "exact", False),
    ]  # fmt: skip
    assert rows[1]["error"] == "line 3: no question"


def test_the_record_has_ranges_of_the_article(check) -> None:
    record = check_record(check("the talks – all of them – are frozen"), "q")
    (place,) = record["places"]
    text = MAYOR[place["start"] : place["end"]]
    assert text == place["text"] == "The talks – all of them – are frozen"
    assert MAYOR[place["sentence_start"] : place["sentence_end"]].startswith("“The talks")


@pytest.mark.parametrize(
    ("quote", "exit_code"),
    [("We will not cut 340 jobs at the harbour", 0), ("We will cut 340 jobs at the harbour", 1)],
)
def test_the_command_exits_by_what_it_found(store, quote: str, exit_code: int) -> None:
    done = CliRunner().invoke(cli, ["--archive", store.place, "verify", quote, "--json"])
    assert done.exit_code == exit_code
    assert json.loads(done.stdout)["confirmed"] == (exit_code == 0)


def test_batch_checks_quotations(store, tmp_path: Path) -> None:
    quotes, output = tmp_path / "quotes.txt", tmp_path / "checked.jsonl"
    quotes.write_text("We will not cut 340 jobs\nNobody ever said this here\n", encoding="utf-8")
    words = ["--archive", store.place, "batch", "--verify", str(quotes), "-o"]
    done = CliRunner().invoke(cli, [*words, str(output)])
    assert done.exit_code == 0, done.output
    assert done.stderr.endswith("2 quotations: 1 exact, 1 absent.\n")
    outcomes = [json.loads(line)["outcome"] for line in output.read_text("utf-8").splitlines()]
    assert outcomes == ["exact", "absent"]
    refused = CliRunner().invoke(cli, [*words, str(tmp_path / "checked.csv")])
    assert refused.exit_code == 2
