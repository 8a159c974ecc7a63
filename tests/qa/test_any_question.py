"""What holds of every question and file of questions: it is read, or one line says why not."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odd_texts import odd_texts

from corpus.errors import InputError
from corpus.records import Span
from qa.questions import read_questions
from qa.reader.questions.answer_types import answer_kind, asking_clause, is_of_kind
from qa.search.exact_terms import find_exact_terms, quotations
from qa.search.filters import parse_filters
from qa.search.time_expressions import parse_period
from qa.show.wrapping import cell_width, wrap_lines

days = st.dates(min_value=date(1601, 1, 1), max_value=date(2200, 1, 1))


@given(odd_texts, days)
def test_the_time_of_a_question_is_a_period_or_none(question: str, asked_on: date) -> None:
    period = parse_period(question, asked_on)
    if period and period.first and period.last:
        assert period.last - period.first >= timedelta(0)


@given(odd_texts)
def test_what_a_question_names_stands_in_it(question: str) -> None:
    letters = "".join(question.split()).casefold()
    for term in find_exact_terms(question):
        assert "".join(term.split()).casefold() in letters
    assert all(0 <= start <= end <= len(question) for start, end in quotations(question))
    asking_clause(question)
    is_of_kind(answer_kind(question), question)


@pytest.mark.parametrize("ending", ["txt", "csv", "jsonl"])
@given(content=odd_texts.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary())
def test_any_file_of_questions_is_read_or_refused_in_one_line(ending: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{ending}"
        path.write_bytes(content)
        try:
            questions = read_questions(path)
        except InputError:
            return
    assert questions
    assert len({question.id for question in questions}) == len(questions)
    assert all(question.text.strip() or question.problem for question in questions)


@given(odd_texts, odd_texts)
def test_filters_are_understood_or_refused_in_one_line(one: str, two: str) -> None:
    with suppress(InputError):
        filters = parse_filters(one, two, None, (one,))
        assert "".join(filters.sources) == " ".join(one.split())


@given(odd_texts, st.integers(min_value=2, max_value=60))
def test_lines_hold_every_letter_and_keep_to_their_width(text: str, width: int) -> None:
    lines = list(wrap_lines(text, Span(0, len(text)), width))
    shown = "".join(text[start:end] for start, end in lines)
    assert "".join(shown.split()) == "".join(text.split())
    for start, end in lines:
        wide = cell_width(text[start:end])
        assert wide <= width or end - start <= 12  # what is drawn as one is never broken
