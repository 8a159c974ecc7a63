"""Who somebody is: what stands beside a name, and which questions ask for it."""

import pytest

from qa.reader.people.descriptions import find_description, is_bare_name, person_asked_about


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is Ada Lund?", "Ada Lund"),
        ("who was ada lund", "ada lund"),
        ("What did Ada Lund do for a living?", "Ada Lund"),
        ("What was Ada Lund's job?", "Ada Lund"),
        ("What was the mayor's job?", ""),
        ("What did Ada Lund do?", ""),
        ("Who's Staffan van der Berg?", "Staffan van der Berg"),
        ("who is adel al-jubeir", "adel al-jubeir"),
        ("Who is Tom Baker?", "Tom Baker"),
        ("Who is the mayor of Port Tallis?", ""),
        ("who is prime minister", ""),
        ("who is mayor of port tallis", ""),
        ("Who is behind the closure?", ""),
        ("Who was hurt in Port Tallis?", ""),
        ("Who is Lund's deputy, and why?", ""),
        ("When is Ada Lund leaving?", ""),
    ],
)
def test_a_question_asks_who_somebody_is_or_something_else(question: str, name: str) -> None:
    assert " ".join(person_asked_about(question)) == name


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Ada Lund, the harbour master, said no.", "the harbour master"),
        ("“No,” said Ada Lund, 43, a nurse of Tarn.", "a nurse of Tarn"),
        ("“No,” said Ada Lund, a plasterer from Waco, Texas.", "a plasterer from Waco, Texas"),
        ("Ada Lund, a nurse from Tarn, Tom Orr and Bo Falk left.", "a nurse from Tarn"),
        ("The town's harbour master, Ada Lund, said no.", "The town's harbour master"),
        ("It was shut, harbour master Ada Lund said.", "harbour master"),
        ("On Monday Russian Foreign Minister Ada Lund met him.", "Russian Foreign Minister"),
        ("He met Secretary of State Ada Lund there.", "Secretary of State"),
        ("Spain meets Danish Foreign Minister Ada Lund.", "Danish Foreign Minister"),
        ("A spokesman for the High Council (HC), Ada Lund, said no.",
         "A spokesman for the High Council (HC)"),
        ("Ada Lund is also the chair of the fund.", "the chair of the fund"),
        ("Ada Lund, who has died, was general secretary of the union.",
         "general secretary of the union"),
        ("The bridge was shut. The mayor, Lund, said no.", "The mayor"),
        ("Ada Lund, the council said, was told.", None),
        ("Ada Lund, whose father was a butcher, said no.", None),
        ("Ada Lund, police chief Boris Takal and others were named.", None),
        ("Ada Lund was jailed by the chief judge.", None),
        ("The mayor, Karl Lund, said no.", None),
        ("The lunds are a kind of puffin, the keeper said.", None),
        ("Nobody knows her.", None),
    ],
)  # fmt: skip
def test_a_text_tells_right_beside_a_name_who_that_is(text: str, description: str | None) -> None:
    found = find_description(text, ("Ada", "Lund"))
    assert (found and text[slice(*found)]) == description
    assert find_description(text, ("ada", "lund")) == found


def test_the_first_mention_that_is_described_counts_and_the_longest_beside_it() -> None:
    text = "Lund spoke. The aide Ada Lund, a member of the town's fund, is the widow of Mr Brack."
    found = find_description(text, ("Ada", "Lund"))
    assert found is not None
    assert text[slice(*found)] == "a member of the town's fund"


def test_spellings_of_a_first_name_are_one() -> None:
    text = "Foreign Minister Sergey Lavrenik left."
    assert find_description(text, ("Sergei", "Lavrenik")) is not None


@pytest.mark.parametrize(
    ("words", "is_bare"),
    [("Ada Lund", True), ("Staffan de Mistura", True), ("Mayor Ada Lund", False),
     ("the mayor", False), ("", False)],
)  # fmt: skip
def test_a_bare_name_does_not_say_who_that_is(words: str, is_bare: bool) -> None:
    assert is_bare_name(words) is is_bare
