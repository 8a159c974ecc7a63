"""Whatever an archive or a user wrote, no form of an answer acts on a terminal or hides in it."""

from dataclasses import replace

import pytest
from acting_texts import acting_in, acting_texts
from hypothesis import given
from show_kit import APRIL, BRIDGE, NOBODY_KNOWS, SEARCHED, answer, evidence

from qa.answers import Answer, AnswerGroup
from qa.batch.answer_rows import choose_layout, format_row
from qa.questions import Question
from qa.show.answer_markdown import answer_as_markdown
from qa.show.phrases import citation, quote_with_citation
from qa.show.safe_text import one_line, printable
from qa.show.schema import answer_record, to_json_line
from qa.show.terminal import answer_as_text

SENTENCE = "The bridge will reopen to traffic on 4 March 2016, the council said."


def answers_with(words: str) -> list[Answer]:
    """An answer, a refusal and a failure in which everybody has written these words."""
    article = replace(
        BRIDGE, id=words, title=words, source=words, author=words, url=words, origin=words,
        text=f"{words}\n\n{words} {SENTENCE} {words}",
    )  # fmt: skip
    best = evidence(article, SENTENCE, "4 March 2016")
    best = replace(best, copies=(replace(article, id="copy"),), corrected_by=article)
    others = (best, NOBODY_KNOWS, APRIL)
    group = AnswerGroup(words, (2,), 1)
    written = {"question": words, "asked": f"{words}?", "note": words, "searched": SEARCHED}
    return [
        answer(**written, text=words, evidence=others, groups=(group,)),
        answer(**written, text=None, status="not_found", evidence=others, closest=best),
        answer(**written, text=None, status="error", error=words, evidence=()),
    ]


@given(acting_texts)
def test_no_form_of_an_answer_acts(words: str) -> None:
    for each in answers_with(words):
        shown = [answer_as_text(each, 60), answer_as_markdown(each)]
        shown += [to_json_line(answer_record(each, words))]
        shown += [citation(one) + quote_with_citation(one) for one in each.evidence]
        assert [acting_in(text) for text in shown] == [[]] * len(shown)


@pytest.mark.parametrize("fmt", ["jsonl", "csv", "md"])
@given(words=acting_texts)
def test_no_row_of_a_batch_acts(fmt: str, words: str) -> None:
    question = Question(id=words, text=words)
    layout = choose_layout(fmt, [question])
    for each in answers_with(words):
        row = format_row(each, question, "archive a-1", layout).decode("utf-8")
        assert acting_in(row) == []


@given(acting_texts)
def test_printable_takes_out_what_acts_and_nothing_else(words: str) -> None:
    shown = printable(words)
    assert acting_in(shown) == []
    assert acting_in(one_line(words)) == []
    kept = [c for c in words if not acting_in(c)]
    assert "".join(kept) == "".join(c for c in shown if c in kept)
