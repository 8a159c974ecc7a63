"""Nothing counts against a right answer that is told in plain words; in each text it is marked."""

import pytest
from conftest import an_article

from corpus.records import Passage, Span
from qa.reader.questions.asked import Asked
from qa.reader.shaping.answer_shape import ShapedAnswer, shape_answer
from qa.reader.spans import ScoredSpan


def shape(question: str, text: str) -> tuple[ShapedAnswer, str, str]:
    """What becomes of the marked words, the text without the marks, and the words."""
    before, words, after = text.split("|")
    whole = before + words + after
    found = [ScoredSpan(Span(len(before), len(before) + len(words)), 5.0)]
    passage = Passage(an_article("a", "T", whole), 0, len(whole))
    return shape_answer(Asked(question), passage, found, 2.0), whole, words


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # What was done to somebody is no name.
        ("Who was arrested?", "Police arrested |Ada Lund| on Monday."),
        ("who was killed", "The blast killed |Ada Lund|."),
        ("Who is missing?", "|Ada Lund| has been missing since May."),
        # A capital before a surname is not always a first name.
        ("When did Angela Merkel resign?", "But Merkel resigned in |2021|."),
        ("When did Angela Merkel resign?", "Chancellor Merkel resigned in |2021|."),
        ("When was Ada Lund jailed?", "On Monday Lund was jailed in |2021|."),
        # Those who hold an office, and what else they are or did.
        ("Who is the mayor?", "The mayor, |Ada Lund|, a solicitor, said so."),
        ("Who is the mayor?", "The mayor, |Ada Lund|, who replaced Erik Brand in May, said so."),
        ("Who is the coach?", "|Ada Lund| was hired as coach in May."),
        ("Who is the mayor?", "The new mayor, former senator |Ada Lund|, said so."),
        # The relation is told in other words than those it is asked with.
        ("How many missiles were fired?", "The North launched |three| missiles."),
        ("What percentage of the population is vaccinated?", "|40%| of Danes have had the jab."),
        ("How much was paid for the painting?", "It fetched |£5m|."),
        ("Where did the money come from?", "|A Swiss trust| gave it."),
        ("Who made the announcement?", "|Ada Lund| announced it."),
        ("Who coaches Rovers?", "Rovers manager |Ada Lund| was pleased."),
        # Two sides of one deed.
        ("Who bought the mill?", "The council sold the mill to |Ada Lund|."),
        ("How much will the scheme cost?", "The |£2m| scheme will save lives."),
        ("How far did the climber fall?", "He plunged up to |30ft| from the ledge."),
        ("How many people were killed?", "She was one of |12| people killed."),
        # Units.
        ("How many have been arrested?", "Police have arrested |12| since Monday."),
        ("How many inhabitants are there?", "It has |1.25 million| inhabitants."),
        ("How many protested?", "There were |200-300| protesters."),
        ("When was the mill built?", "The mill was built in the |1960s|."),
        ("How old is the fossil?", "The fossil is |66 million years| old."),
        ("What sentence did she get?", "She was given |a £500 fine|."),
        ("What time did it land?", "It landed at |0930 GMT|."),
        ("How much did it cost?", "It cost |500 quid|."),
        # What is unknown is something else.
        (
            "How many people were killed in the blast?",
            "The blast killed |twelve|. It is not clear how many people were injured.",
        ),
        ("Who will miss the final?", "Injury has ruled out |Harry Kane|."),
        ("Who did the club sack?", "The club dismissed |Ada Lund|."),
        # Whose it is.
        ("Who's the mayor of Tarn?", "Tarn's mayor is |Ada Lund|."),
        ("What was the score in Saturday's match?", "United's match ended |2–1|."),
        # What happened next.
        ("Who owns the mill?", "|Ada Lund| owns it. She cut the price to a tenth of it."),
        (
            "How much will the stadium cost?",
            "The proposed stadium will cost |£40m|. The council declined to comment.",
        ),
        ("Who bought the club?", "|Lund| bought it after two bids were rejected."),
        ("When was she last seen?", "She has not been seen since |Friday|."),
        ("When did Britain leave Iraq?", "Britain withdrew from Iraq in |2009|."),
        ("How long was he in prison?", "He was wrongly jailed for |12 years|."),
        ("Who scored the winner?", "A late |Harry Kane| goal decided it."),
        ("When will Lund go?", "Asked if he would go, Lund said he will stay until |2025|."),
        ("What did the chancellor announce in the Budget?", "The chancellor announced |a tax|."),
    ],
)
def test_nothing_counts_against_it(question: str, text: str) -> None:
    answer, whole, words = shape(question, text)
    assert answer.misfit == 0
    assert words in whole[slice(*answer.span)]


@pytest.mark.parametrize(
    ("question", "text", "is_shown"),
    [
        ("What did the inspection find?", "It found that |the brakes did not work|.", None),
        ("When was it?", "It was |2017, not 2015|.", "2017"),
        ("When does it run?", "Trains run at a reduced frequency |from Monday to Friday|.", None),
        ("How many days did it last?", "It began on Monday and lasted |12| days.", None),
        ("How long did the strike that began on Monday last?", "It lasted |12| days.", "12 days"),
    ],
)
def test_its_words_stay_whole(question: str, text: str, is_shown: str | None) -> None:
    answer, whole, words = shape(question, text)
    assert whole[slice(*answer.core)] == (is_shown or words)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who is the chancellor?", "The shadow chancellor |Ada Lund| said so."),
        ("Who is Michelle Brand?", "|Michael Brand|, the mayor, said so."),
        ("What did Ada Williams say?", "“|It is late|,” Ada Williamson said."),
    ],
)
def test_it_is_told_of_somebody_else(question: str, text: str) -> None:
    answer, _, _ = shape(question, text)
    assert answer.misfit > 0
