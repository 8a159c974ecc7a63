"""The names of a question, and which of them a text holds."""

from qa.reader.questions.question_names import names_in, question_names, without_times


def test_a_name_has_a_capital_or_has_one_in_the_texts() -> None:
    assert question_names("What did Thora Lund's crew find in May?", ()) == (
        "thora", "lund", "may",
    )  # fmt: skip
    assert question_names("lund crew 2016", ["Thora Lund met her crew."]) == ("lund", "2016")
    assert without_times(("thora", "may", "2016")) == ("thora",)


def test_a_text_holds_a_name_with_accents_or_without() -> None:
    assert names_in(("thora", "bjork", "lund"), "Þóra Björk's crew") == {"thora", "bjork"}
    assert names_in(("þóra",), "Thora Bjork") == {"þóra"}
    assert names_in(("thora",), "Thorax") == frozenset()
