"""What counts against a span, and what looks as if it did."""

import pytest

from corpus.records import Span
from qa.reader.doubts.misfits import is_denied, repeats_question
from qa.reader.questions.asked import Asked


@pytest.mark.parametrize(
    ("question", "answer", "does"),
    [
        ("Who found the Corvin painting?", "Corvin", True),
        ("Who killed Ilse Varn?", "Ilse Varn", True),
        ("Who killed Ilse Varn?", "Mrs Varn", True),
        ("Who killed Varn?", "Ilse Varn", True),
        ("who killed ilse varn", "Ilse Varn", True),
        ("Who is Germany's foreign minister?", "foreign minister", True),
        ("When did the 2016 talks begin?", "in 2016", True),
        ("How many of the 40 jobs were cut?", "40", True),
        ("Who killed Ilse Varn?", "Karl Varn", False),
        ("Who killed Ilse Varn?", "Tom Brack", False),
        ("Who is Mr Varn's wife?", "Ilse Varn", False),
        ("What is Varn's full name?", "Ilse Varn", False),
        ("What was the name of France's colony in the New World?", "New France", False),
        ("Which law takes precedence?", "law", False),
        ("Which Tarn law was repealed?", "Tarn", True),
        ("Which Tarn law was repealed?", "Tarn law 5", False),
        ("Which team won, between Tarn and Hesper?", "Tarn", False),
        ("Which is older, the church or the mill?", "the mill", False),
        ("Who is Kerry?", "US Secretary of State", False),
        ("Who is Kerry?", "the US envoy John Kerry", False),
        ("Which bridge was closed?", "the harbour bridge", False),
        ("When did the talks begin?", "in February", False),
        ("How many jobs were cut?", "340", False),
    ],
)
def test_an_answer_that_repeats_the_question_is_none(
    question: str, answer: str, does: bool
) -> None:
    assert repeats_question(Asked(question), answer) is does


@pytest.mark.parametrize(
    ("question", "text", "is_so"),
    [
        ("Who won?", "It was won by Lund rather than |Brack|.", True),
        ("Who leads it?", "Lund, not |Brack|, leads it.", True),
        ("What was the cause?", "It was not due to |ice|.", True),
        ("How many jobs are cut?", "The firm will not cut |340| jobs.", True),
        ("Where did it land?", "It landed in Tarn instead of |Hesper|.", True),
        ("What did he do?", "He denied |theft|.", True),
        ("When does it open?", "It did not open in |May|.", True),
        ("Who follows?", "He is followed not by his deputy, |Yana Kosk|, but by Brell.", True),
        ("Who follows?", "It was not the end, |Yana Kosk| said.", False),
        ("Which mayor came?", "He recalls that |no mayor| has ever come.", True),
        ("Who was hurt?", "The fire hurt |no one|.", False),
        ("How many came?", "In the end |no guests| came.", False),
        ("What did he deny?", "He denied |theft|.", False),
        ("Who did not come?", "It was not |Brack| who came.", False),
        ("Who won?", "It was won by not only |Brack| but also Lund.", False),
        ("When does it open?", "It will not open until |May|.", False),
        ("Who leads it?", "Lund has not yet said whether |Brack| leads it.", False),
        ("Who leads it?", "Not far from there |Brack| leads it.", False),
        ("Where did he go?", "Nothing stopped him: he went to |Tarn|.", False),
        ("How many jobs went?", "The firm will not say how |340| jobs went.", False),
        ("Who lost?", "The late goal denied |Hesper| a win.", False),
        ("Who came?", "Lund stayed. |Brack| did not.", False),
    ],
)
def test_words_before_a_span_or_in_it_may_deny_it(question: str, text: str, is_so: bool) -> None:
    before, inside, after = text.split("|")
    span = Span(len(before), len(before) + len(inside))
    assert is_denied(Asked(question), before + inside + after, span) is is_so
