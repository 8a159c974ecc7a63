import pytest

from qa.reader.testimony.tenses import asks_of_future, wants_newest


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Port Tallis?",
        "who manages pellworth rovers",
        "Which company owns the ferry?",
        "What does an hour in the car park cost?",
        "When will the bridge open again?",
        "How many people died in the flood?",
        "How much was the firm fined?",
        "When will the trial of the harbour master begin?",
        "Until when is the bridge closed?",
    ],
)
def test_the_newest_is_meant_of_what_holds_now_and_of_amounts(question: str) -> None:
    assert wants_newest(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who was the mayor of Port Tallis?",
        "Who won the election?",
        "Who froze the talks?",
        "Who is the mayor, as of March 2016?",
        "How many people died in 2019?",
        "What was the first estimate of the cost?",
        "How many jobs did the firm originally plan to cut?",
        "Who is the former mayor?",
        "What does it cost until May?",
        "How much did it cost last year?",
    ],
)
def test_what_was_so_at_a_time_is_not_outdated(question: str) -> None:
    assert not wants_newest(question)


def test_what_is_to_come_is_told_from_what_was() -> None:
    assert asks_of_future("When will the bridge open?")
    assert asks_of_future("When is it due to close?")
    assert not asks_of_future("When did the bridge close?")
