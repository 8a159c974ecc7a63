import pytest

from corpus.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[slice(*span)] for span in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["He came.", "He saw."],
        ["Mr. Ode met Dr. Vane on Feb. 4, 2016.", "They agreed."],
        ["The U.S. Secretary of State left.", "He was tired."],
        ["She lives in the U.S.", "The end came at 5 p.m. Friday."],
        ["“It is time.”", "Nobody moved."],
        ["“Why?” he asked.", "“Because!”", "Silence."],
        ["J. K. Marl wrote it.", "Vitamin C.", "He left."],
        ["It grew 2.5 percent in No. 5.", "No.", "It did not."],
        ["He waited... and left.", "Then he came back…", "Good."],
        ["[The] door closed.", "(It was late.)", "[Sic] he wrote."],
        ["会談は中止された。", "次回は未定。"],
        ["See p. 41 (and p. 42).", "It is short."],
        ["She left Brede at 6 p.m.", "Ms. Vardell stayed."],
        ["At 7 a.m. Ms. Vardell came.", "It rained."],
        ["Trams run until 9 p.m. Eastern time.", "Then they stop."],
        ["It was you and I.", "Who else knew?"],
        ["Written by Karl I. Jonsen.", "Printed in Brede."],
        ["She wrote, “the tide . . . will turn. . . .”", "Nobody knew."],
        ["We saw . . . Ines and . . . her boat.", "It was blue."],
        ["It went on and on. . . .", "Then it stopped."],
        ["“The quay [...] is old [...]” (Moe 55).", "It was shut."],
        ["He works at Yahoo! Inc. as a clerk.", "Nobody minds."],
        ["They met in Mill St. near the quay.", "St. Anne's rang."],
        ["They live in Mill St.", "The house is old."],
        ["He joined Oster & Lunde Inc.", "Shares rose."],
        ["Oster Inc. Chief Ada Moe left.", "It was late."],
        ["Er kam am 17. März 2023.", "Der 3. Platz ging an Brede.", "Alle waren da."],
        ["I am 17.", "The others are 18."],
        ["Read it at N°. 1026.25.", "It is there."],
        ["A return costs £14.60, not £13.50.", "Islanders pay half.", "It grew 3.5.", "Ada left."],
        ["2.1. Islands of the north.", "Am 24.12. Geschlossen war das Amt."],
        ["هل جاء القطار؟", "نعم."],
    ],
    ids=lambda expected: expected[0],
)
def test_a_text_is_cut_where_its_sentences_end(expected: list[str]) -> None:
    joint = "" if expected[0].endswith("。") else " "
    assert cut(joint.join(expected)) == expected


def test_a_space_left_out_parts_sentences_and_no_addresses() -> None:
    assert cut("The quay closed.The board met!Mr. Moe paid 1,000.That is a lot.") == [
        "The quay closed.",
        "The board met!",
        "Mr. Moe paid 1,000.",
        "That is a lot.",
    ]
    for whole in (
        "Ask www.example.Com for it.",
        "Write to jo@brede.Example now.",
        "See a/b.Md now.",
    ):
        assert cut(whole) == [whole]


def test_a_blank_line_ends_a_sentence_and_a_wrapped_line_does_not() -> None:
    assert cut("A headline\n\nThe story goes\non here. It ends.\nNew line.") == [
        "A headline",
        "The story goes\non here.",
        "It ends.",
        "New line.",
    ]


def test_list_items_stand_alone() -> None:
    assert cut("Three points:\n• bread\n• water\n- salt") == [
        "Three points:",
        "• bread",
        "• water",
        "- salt",
    ]


DOTS = "." * 200_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "no stop",
        "...",
        "!?",
        "A.\n\n\n\nB",
        ". . .",
        DOTS,
        f"Ode {DOTS}x",
        f"{DOTS} X.",
    ],
    ids=lambda text: repr(text[:9]),
)
def test_every_visible_character_belongs_to_one_sentence(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
    ends = [0, *(place for span in sentences(text) for place in span)]
    assert ends == sorted(ends)
