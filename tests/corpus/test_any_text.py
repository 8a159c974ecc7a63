"""What holds of every text: nothing is lost between cleaning, sentences, passages and offsets."""

import itertools
import json
import re
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from odd_texts import odd_texts, odd_values

from corpus.dates import find_dates, parse_date_line, parse_publication_date
from corpus.passages import embedded_text, split
from corpus.quotation_marks import find_lone_marks, find_pairs
from corpus.records import Article
from corpus.sentences import sentences
from corpus.text import one_line, paragraphs, tidy


@given(odd_texts)
def test_a_tidy_text_is_tidy_and_can_be_kept(text: str) -> None:
    clean = tidy(text)
    assert tidy(clean) == clean
    clean.encode("utf-8")
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\ufff9-\ufffb\U000e0000-\U000e007f]", clean
    )
    assert "\n" not in one_line(text)
    assert one_line(one_line(text)) == one_line(text)


@given(odd_texts)
def test_cleaning_loses_no_word(text: str) -> None:
    kept = re.sub(r"\s", "", tidy(text))
    assert re.sub(r"\s", "", "".join(paragraphs(text))) == kept


@given(odd_texts)
def test_every_letter_belongs_to_one_sentence(text: str) -> None:
    found = list(sentences(text))
    assert all(start < end for start, end in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    whole = "".join(text[start:end] for start, end in found)
    assert "".join(whole.split()) == "".join(text.split())


def count_words(texts: object) -> list[int]:
    return [len(str(text).split()) for text in texts]  # type: ignore[attr-defined]


@given(odd_texts, odd_texts, st.integers(min_value=1, max_value=40))
def test_passages_hold_all_of_a_text_in_order(text: str, title: str, budget: int) -> None:
    article = Article("a", one_line(title), tidy(text), "/a.txt")
    passages = split(article, count_words, budget)
    edges = [edge for passage in passages for edge in (passage.start, passage.end)]
    assert edges == sorted(edges)
    held = "".join(passage.text for passage in passages)
    assert "".join(held.split()) == "".join(article.text.split())
    assert all(embedded_text(passage).endswith(passage.text) for passage in passages)


@given(odd_texts)
def test_dates_stand_where_they_are_found(text: str) -> None:
    mentions = find_dates(text)
    places = [edge for mention in mentions for edge in (mention.start, mention.end)]
    assert places == sorted(places)
    for mention in mentions:
        again = find_dates(text[mention.start : mention.end])
        assert [(each.first, each.precision) for each in again] == [mention[:2]]
    parse_date_line(text)


@given(odd_values)
def test_a_field_is_a_date_of_the_past_or_none(value: object) -> None:
    found = parse_publication_date(value, "record")
    if found:
        tomorrow = datetime.now(UTC).date() + timedelta(days=1)
        assert date(1600, 1, 1) <= found.first <= tomorrow
        assert found.first <= found.last
        assert str(found) == found.first.isoformat()[: len(str(found))]


@given(st.integers(min_value=-(10**4_000), max_value=10**4_000), st.booleans())
def test_a_number_of_any_length_is_a_date_or_none(number: int, as_text: bool) -> None:
    written = json.loads(str(number % 10**4_000))
    parse_publication_date(str(written) if as_text else written, "record")


@given(odd_texts)
def test_quotation_marks_are_paired_within_the_text_and_never_cross(text: str) -> None:
    pairs = [pair[:2] for pair in find_pairs(text)]
    assert all(0 <= start < end <= len(text) for start, end in pairs)
    assert not [(one, two) for one in pairs for two in pairs if one[0] < two[0] < one[1] < two[1]]
    assert all(0 <= place < len(text) for place in find_lone_marks(text))
