import pytest

from qa.reader.questions.answer_types import answer_kind, asking_clause, is_of_kind


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


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("Who heads the choir at St. Alban's?", "Who heads the choir at St. Alban's?"),
        ("who heads the choir at st. alban's", "who heads the choir at st. alban's"),
        ("When did Gov. Lund sign it?", "When did Gov. Lund sign it?"),
        ("I live in Ulm. Who is mayor?", "Who is mayor?"),
        ("i live in ulm. who is mayor?", "who is mayor?"),
        ("Who is mayor? I forgot.", "Who is mayor?"),
        ("He resigned. Why?", "Why?"),
        ("The bridge is closed.", ""),
    ],
)
def test_the_last_sentence_with_an_asking_word_asks(question: str, clause: str) -> None:
    assert asking_clause(question) == clause


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which trustees voted for the move?", "name"),
        ("Which two council members resigned?", "name"),
        ("Which of the 12-year-old twins won?", "name"),
        ("Which nurses' badges were stolen?", "other"),
        ("What officers wear in court?", "other"),
    ],
)
def test_which_people_asks_for_names(question: str, kind: str) -> None:
    assert answer_kind(question) == kind
