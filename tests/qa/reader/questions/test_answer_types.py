import pytest

from qa.reader.questions.answer_types import answer_kind, is_of_kind


@pytest.mark.parametrize(
    ("question", "answer", "does"),
    [
        ("How many cables must be replaced?", "14", True),
        ("How many cables must be replaced?", "a dozen", True),
        ("How many cables must be replaced?", "the engineers", False),
        ("When did the bridge close?", "on Monday", True),
        ("When did the bridge close?", "4 February", True),
        ("In what year did it close?", "Port Tallis", False),
        ("Who set the camera?", "Runa Estrin", True),
        ("Who set the camera?", "NATO", True),
        ("Who set the camera?", "in the hills", False),
        ("Who set the camera?", "谁", True),
        ("Why was it closed?", "in the hills", True),
        ("What did the man who fled say when he was caught?", "in the hills", True),
        ("Six people died when a bus crashed. Which country was it in?", "on Monday", False),
        ("The envoy flew to which country on Monday?", "Brussels", False),
        ("The envoy flew to which country on Monday?", "the U.S.", True),
        ("Which island nation did the envoy fly to?", "Sri Lanka", True),
        ("In which state did the dam break?", "Buchanan County", False),
        ("In which state did the dam break?", "rural West Virginia", True),
        ("Which company was he chief of?", "a blood-testing company", False),
        ("The ferry's captain was fined. What is her name?", "the captain", False),
        ("Which company's ferry sank?", "a ferry company", True),
        ("cables bridge", "nine weeks", True),
    ],
)
def test_an_answer_fits_the_kind_that_is_asked_for(question: str, answer: str, does: bool) -> None:
    assert is_of_kind(answer_kind(question), answer) is does
