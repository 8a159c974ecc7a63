"""Whether a name has the office that a question asks for; in doubt it has."""

import pytest

from corpus.records import Span
from qa.reader.doubts.offices import asked_office, has_left, holds_another_office


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
        # who came before or after is called so
        ("Who was mayor before Ada Lund?", "Her predecessor, |Dana Voss|, was there.", False),
        ("Who was mayor after Ada Lund?", "Her predecessor, |Dana Voss|, was there.", True),
        # another branch
        ("Who is the general secretary of Unity?", "|Ada Lund|, its branch secretary.", True),
        ("Who is the general secretary of Unity?", "Branch secretary |Ada Lund| spoke.", True),
        ("Who is the general secretary of Unity?", "|Ada Lund|, the general secretary.", False),
        ("Who is the general secretary of Unity?", "The secretary, |Ada Lund|, spoke.", False),
        (
            "Who is the general secretary of Unity?",
            "|Ada Lund|, general secretary and once its branch secretary, spoke.",
            False,
        ),
        ("Who is the secretary of Unity?", "|Ada Lund|, its branch secretary, spoke.", False),
        # a councillor is not called mayor, nor a boss a union's leader
        ("Who is the mayor of Tarn?", "Councillor |Ada Lund| voted against.", True),
        ("Who is the mayor of Tarn?", "|Cllr Ada Lund| voted against.", True),
        ("Who is the mayor of Tarn?", "Councillor |Ada Lund|, the mayor, voted.", False),
        ("Who is the union's leader?", "|Ada Lund|, the firm's managing director, spoke.", True),
        ("Who is the union's leader?", "|Ada Lund|, the union's chief executive, spoke.", False),
        ("Who is the head of the dairy?", "|Ada Lund|, its managing director, spoke.", False),
    ],
)
def test_a_name_may_hold_another_office(question: str, text: str, is_so: bool) -> None:
    before, inside, after = text.split("|")
    span = Span(len(before), len(before) + len(inside))
    assert holds_another_office(question, before + inside + after, span) is is_so


@pytest.mark.parametrize(
    "question",
    [
        "Who is suing the council?",
        "Who is looking after the budget?",
        "Who is speaking on behalf of the builder?",
        "Who was sent to guard the dam?",
        "Who is married to Ada Lund?",
        "Who is now acting for the union?",
        "Who was beaten by Tarn Rovers?",
    ],
)
def test_what_somebody_does_is_no_office(question: str) -> None:
    assert asked_office(question) is None


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Who is acting mayor?", "mayor"),
        ("Who is Acting Mayor of Tarn?", "mayor"),
        ("Who is managing director of Lund Press?", "director"),
        ("Who is the outgoing president?", "president"),
        ("Who was elected mayor?", "mayor"),
        ("Who was elected the mayor?", "mayor"),
        ("Who was mayor before Ada Lund?", "mayor"),
        ("Who was the coach after Otto Brand left?", "coach"),
    ],
)
def test_an_office_is_asked_for(question: str, noun: str) -> None:
    office = asked_office(question)
    assert office is not None
    assert office.noun == noun


@pytest.mark.parametrize(
    ("question", "text", "is_so"),
    [
        ("Who runs the mill at the moment?", "|Ada Lund| left in May.", True),
        ("Who runs the mill now?", "|Ada Lund|, who ran it, has resigned.", True),
        ("Who runs the mill now?", "|Ada Lund| was sacked as its head.", True),
        ("Who runs the mill now?", "|Ada Lund|, who stood down in May, spoke.", True),
        ("Who runs the mill now?", "The owners suspended its manager, |Ada Lund|.", True),
        ("Who runs the mill now?", "The owners sacked its manager and hired |Ada Lund|.", False),
        ("Who runs the mill now?", "|Ada Lund| left the door open.", False),
        ("Who runs the mill now?", "|Ada Lund| left hospital.", False),
        ("Who runs the mill?", "|Ada Lund| resigned on Monday.", False),
        ("Who has resigned now?", "|Ada Lund| resigned on Monday.", False),
    ],
)
def test_who_left_does_not_do_it_now(question: str, text: str, is_so: bool) -> None:
    before, inside, after = text.split("|")
    span = Span(len(before), len(before) + len(inside))
    assert has_left(question, before + inside + after, span) is is_so
