"""Whether a name has the office that a question asks for; in doubt it has."""

import pytest

from corpus.records import Span
from qa.reader.doubts.offices import holds_another_office


@pytest.mark.parametrize(
    ("question", "text", "is_so"),
    [
        # two offices side by side
        (
            "Who is the leader of the opposition?",
            "She is leader of the opposition; the council leader is |Mr Brack|.",
            True,
        ),
        (
            "Who is the opposition leader?",
            "The council leader, |Tom Brack|, met opposition leader Ada Lund.",
            True,
        ),
        (
            "Who is the opposition leader?",
            "The council leader, Tom Brack, met opposition leader |Ada Lund|.",
            False,
        ),
        ("Who is the mayor of Tarn?", "The town's embattled mayor |Tom Brack| resigned.", False),
        ("Who is Germany's foreign minister?", "Foreign Minister |Ada Lund| said so.", False),
        ("Who is the mayor of Tarn?", "|Tom Brack|, who was mayor until May, left.", True),
        ("Who is the mayor of Tarn?", "|Tom Brack| was elected mayor on Friday.", False),
        ("Who was the mayor of Tarn?", "|Tom Brack|, who was mayor until May, left.", False),
        # relatives, deputies, predecessors
        ("Who is the mayor?", "The mayor's brother, |Karl Ott|, was there.", True),
        ("Who is the mayor?", "|Karl Ott|, the mayor's brother, was there.", True),
        ("Who is the mayor?", "Deputy mayor |Lena Falk| said so.", True),
        ("Who is the mayor?", "Her predecessor, |Dana Voss|, left.", True),
        ("Who is the mayor?", "The former mayor |Dana Voss| left.", True),
        # the title of another office
        ("Who was the chancellor?", "|Ada Lund|, the German minister, said so.", True),
        ("Who was the chancellor?", "|Ada Lund|, a former minister, is chancellor.", False),
        ("Who was the chancellor?", "|Ada Lund|, who met the minister, said so.", False),
        ("Who was the mayor in 2010?", "The former mayor |Dana Voss| left.", False),
        ("Who is the deputy mayor?", "Deputy mayor |Lena Falk| said so.", False),
        ("Who is the mayor?", "The mayor, |Tom Brack|, thanked her husband.", False),
        ("Who is the mayor?", "|Tom Brack|, who thanked her husband, is mayor.", False),
        (
            "Who is the leader of the opposition?",
            "It was hailed by |Pavel Orman|, who led the opposition until he was ousted.",
            True,
        ),
        ("Who is the mayor?", "|Ada Lund|, who was elected in May, is here.", False),
        ("Who was the hostage?", "William took his son |Duncan| as a hostage.", False),
        ("Who is the mayor?", "The mayor came with her husband, |Karl Ott|, on Monday.", True),
        ("Who led the committee?", "His special assistant |Karl Ott| led the committee.", False),
        ("Who is considered the first theologian?", "|Ada Lund|, a theologian, led it.", False),
    ],
)
def test_a_name_may_hold_another_office(question: str, text: str, is_so: bool) -> None:
    before, inside, after = text.split("|")
    span = Span(len(before), len(before) + len(inside))
    assert holds_another_office(question, before + inside + after, span) is is_so
