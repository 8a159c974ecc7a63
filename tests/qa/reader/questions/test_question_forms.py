"""What form of answer a question asks for, in the ways in which people type questions."""

import pytest

from qa.reader.questions.question_forms import AnswerForm, question_form


@pytest.mark.parametrize(
    ("form", "questions"),
    [
        (
            "yes or no",
            """Did Kerry visit Hamburg?
            is the bridge closed
            Has the council approved the plan, or was it put off?
            In 2016, did Kerry visit Moscow?
            When he came back, was the mayor arrested?
            Isn't the ferry free?
            And will the school reopen in May?
            will the school reopen
            The mayor resigned, didn't she?
            Do you know whether the bridge is safe?""",
        ),
        (
            "sentence",
            """Why was the bridge closed?
            why did the mayor resign
            The bridge was closed in May. Why?
            How did the thieves get in?
            How will the cuts affect schools?
            how to claim the grant
            For what reason was she dismissed?
            What was the reason for the delay?
            Can you tell me why the bridge was closed?
            In what way did the plan change?""",
        ),
        (
            "identity",
            """Who is Ada Lund?
            who was ada lund
            Who's Ada Lund?""",
        ),
        (
            "speaker",
            """Who said the bridge was safe?
            who told the council that it was safe
            Who called the closure a disaster?
            Who was it that said so?""",
        ),
        (
            "list",
            """Who are the victims?
            Who were the two men arrested?
            Which countries signed the treaty?
            which streets will be closed
            Which two schools are to merge?
            What are the names of the winners?
            From which countries did the children come?
            Name the victims of the fire.""",
        ),
        (
            "open",
            """Who froze the Geneva talks?
            Can you tell me who won?
            Who will share the cost?
            What was stolen from the museum?
            What is the loaf made of?""",
        ),
        (
            "words",
            """How many children died in the bombardment of Aleppo?
            How old was she?
            How soon should Syria hold elections?
            How far is Aleppo from the capital?
            How is the disease called?
            How often does the ferry sail?
            When did the bridge close?
            What did Steinmeier call the next occasion?
            What did the Saudi minister say was breached by the escalation?
            What did Kerry say Damascus prefers to a political solution?
            What did Kerry warn of?
            What sort of outcome did Kerry want?
            Which bus goes to the island?
            Which Fields Medal winner teaches there?
            What kind of markets did it serve?
            What group started peace meetings?
            Which news agency reported it?
            What is the population of the town?
            Who is the leader of the council?
            may 2016 talks
            will smith oscar
            IS attack in Paris
            kerry hamburg
            What happens to the old bridge?
            Whose resolution did he invoke when he asked why the siege went on?""",
        ),
    ],
)
def test_a_question_tells_the_form_of_its_answer(form: AnswerForm, questions: str) -> None:
    asked = [line.strip() for line in questions.splitlines()]
    assert {each: question_form(each).form for each in asked} == dict.fromkeys(asked, form)


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What did Ilse Varn say about the flood?", "Ilse Varn"),
        ("what did the mayor say", "the mayor"),
        ("What does the council's deputy leader think of the plan?", "the council's deputy leader"),
        ("What did the coroner tell the jury about the brakes?", "the coroner"),
        ("What did Kerry tell reporters?", "Kerry"),
        ("After the vote, what did Brack say to his party?", "Brack"),
        ("How did residents react to the closure?", "residents"),
        ("What was Brack's reaction to the verdict?", "Brack"),
        ("What was the response of the water company?", "the water company"),
        ("What was Brack's answer about the doors?", "Brack"),
        ("Does she shout at players, according to her captain?", "her captain"),
    ],
)
def test_what_somebody_said_is_a_quotation(question: str, speaker: str) -> None:
    assert question_form(question) == ("quotation", speaker)


def test_how_somebody_describes_something_is_a_description_of_theirs() -> None:
    assert question_form("How did Fabius describe the offensive?") == ("description", "Fabius")


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("What are the porters striking for?", "sentence"),
        ("what did the farmers march against", "sentence"),
        ("What was the porter paid for?", "words"),
        ("What did the search turn up?", "open"),
        ("What did the raid yield?", "open"),
        ("What did she find?", "words"),
        ("Which of the brothers went to sea?", "open"),
        ("Who is left on the board?", "list"),
        ("Who remains on the council?", "list"),
        ("Who is left out?", "words"),
        ("Which aldermen went to Ulm?", "list"),
        ("Which specimen was stolen?", "words"),
        ("Who likened the tax to a leak?", "speaker"),
        ("What did Ada Lund do for a living?", "identity"),
    ],
)
def test_other_words_ask_for_reasons_lists_and_speakers(question: str, form: AnswerForm) -> None:
    assert question_form(question).form == form
