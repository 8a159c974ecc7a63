"""Who does it and to whom it is done; in doubt a name has the part that is asked for."""

import pytest

from corpus.records import Span
from qa.reader.doubts.doers import has_other_part


@pytest.mark.parametrize(
    ("question", "text", "is_so"),
    [
        ("Who succeeded her husband?", "Her husband's firm went to |Lena Falk|.", False),
        ("Who led the opposition?", "|Pavel Orman|, who led it until May, is here.", False),
        # who did it to whom
        (
            "Who was awarded the medal?",
            "The medal was handed over on the quay by Rear Admiral |Keith Lund|.",
            True,
        ),
        ("Who was seen by the lake?", "Near by |Ada Lund| was seen.", False),
        ("Who sued the council?", "The council sued |Brack Ltd| in May.", True),
        ("Who sued the council?", "|Brack Ltd| was sued by the council.", True),
        ("Who sued the council?", "|Brack Ltd| sued the council in May.", False),
        ("Who sued the council?", "The council was sued by |Brack Ltd|.", False),
        ("Who was arrested?", "Sgt Varn arrested |Tom Brack| on Monday.", False),
        ("Who was arrested?", "Tom Brack was arrested by |Sgt Varn| on Monday.", True),
        ("Who was arrested?", "|Tom Brack| was arrested by Sgt Varn on Monday.", False),
        ("Whom did the police arrest?", "The police arrested |Tom Brack|.", False),
        ("Who killed Ed Hanlow?", "|Sir Lionel| held that Hanlow had killed it.", True),
        ("Who killed Ed Hanlow?", "Hanlow was killed by |Tom Brack|.", False),
        ("Who killed Ed Hanlow?", "|Tom Brack| killed Hanlow, who had killed before.", False),
        ("Who beat Lund?", "Lund beat |Brack| in the final.", True),
        ("Who beat Lund?", "Lund lost when |Brack| beat her.", False),
        ("Who wrote the report?", "The report, written by |Ada Lund|, is out.", False),
        ("Who won the race?", "The race was won by |Ada Lund|.", False),
        ("Who won the race?", "|Ada Lund| of Tarn won the race.", False),
        ("Who won?", "The winner was |Ada Lund|.", False),
        ("When was it sued?", "The council sued Brack Ltd in |May|.", False),
        ("Who manages Tarn Rovers?", "|Dario Fenn| is the new manager of Tarn Rovers.", False),
        ("Who is on the panel?", "The panel has people appointed by |governments|.", False),
        ("Who did the anthem?", "|Lady Lund| sang the anthem.", False),
        ("Who was thought to have killed him?", "He was killed by |Tom Brack|.", False),
        # what somebody denies
        ("Who shot the guard?", "|Ada Lund| denied that the guard was shot by her.", True),
        ("Who shot the guard?", "|Ada Lund|, 41, has disputed that she shot the guard.", True),
        ("Who shot the guard?", "|Aro|, who shot the guard, denied murder.", False),
        ("Who denied the claim?", "|Ada Lund| denied the claim.", False),
        ("Who did they team up with?", "Books published by |Lund Press| were given.", False),
    ],
)
def test_a_name_may_have_the_other_part(question: str, text: str, is_so: bool) -> None:
    before, inside, after = text.split("|")
    span = Span(len(before), len(before) + len(inside))
    assert has_other_part(question, before + inside + after, span) is is_so
