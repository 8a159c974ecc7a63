"""Spans that a reader may point at, and the whole that each belongs to."""

import pytest

from corpus.records import Span
from qa.reader.shaping.whole_spans import balance, whole_span


def marked(text: str) -> tuple[str, Span]:
    """The text without its two bars, and the range between them."""
    before, inside, after = text.split("|")
    return before + inside + after, Span(len(before), len(before) + len(inside))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        # numbers and their units
        ("It cost |£49|m in all.", "£49m"),
        ("It cost £|49| million in all.", "£49 million"),
        ("It cost |4|.5 million pounds, they said.", "4.5 million pounds"),
        ("About |1|,230 homes were flooded.", "1,230"),
        ("The rate rose by |0.5| per cent.", "0.5 per cent"),
        ("Only |1| percent of them got food.", "1 percent"),
        ("It was |-5| °C at night.", "-5 °C"),
        ("It was |5|°C at night.", "5°C"),
        ("Swindon won |3|–1 on Friday.", "3–1"),
        ("He ran the firm in |2010|-12.", "2010-12"),
        ("The road is |360| kilometers long.", "360 kilometers"),
        ("He was jailed for |six| years.", "six years"),
        ("The fund holds |two| million euros.", "two million euros"),
        ("It opens at |5.30|pm daily.", "5.30pm"),
        ("It opens at |5|.30 p.m. daily.", "5.30 p.m."),
        ("The US$|3|bn deal", "US$3bn"),
        ("|14| cables must be replaced.", "14"),
        ("In |2016|, 14 cables broke.", "2016"),
        ("It was the |18|-month deadline.", "18"),
        ("The vote was in |2016|. 12 people left.", "2016"),
        ("It has |49.9 megawatts. It cost £38|m.", "49.9 megawatts"),
        ("It has |49.9 megawatts, which is enough. It cost £38|m.", "49.9 megawatts"),
        ("It took |two| and a half years.", "two and a half years"),
        ("It took |four|-and-a-half years.", "four-and-a-half years"),
        ("It held |twenty|-five people.", "twenty-five"),
        ("About |two|-thirds of it sank.", "two-thirds"),
        ("Only |one| in five sank.", "one in five"),
        ("It takes |six| to eight weeks.", "six to eight weeks"),
        ("It went from |six| to eight weeks.", "six"),
        ("The door is |6ft| 2in high.", "6ft 2in"),
        ("It cost |1.5|m euros.", "1.5m euros"),
        ("It cost |5 million| US dollars.", "5 million US dollars"),
        ("It cost S$|5|m.", "S$5m"),
        ("It covers |12| square kilometres.", "12 square kilometres"),
        ("It was minus |5| degrees.", "minus 5 degrees"),
        ("It opens on |4| May 2016.", "4 May 2016"),
        ("It opens on May |4|.", "May 4"),
        ("It opens at half past |six|.", "half past six"),
        ("It opens at |seven| o'clock.", "seven o'clock"),
        ("It shut |two| days ago.", "two days ago"),
        # what an editor put in
        ("“We sell the old [|Mill Hall|],” he said.", "the old [Mill Hall]"),
        ("“We sell [|Mill Hall|],” he said.", "[Mill Hall]"),
        # words
        ("a bridge in |Port Tal|lis.", "Port Tallis"),
        ("The spokesman, Salem |al|-Meslet, said", "al-Meslet"),
        ("The spokesman, Salem al-|Meslet|, said", "al-Meslet"),
        ("They met in |Stoke|-on-Trent.", "Stoke-on-Trent"),
        ("said |Anne O|'Brien.", "Anne O'Brien"),
        ("A court in 's-|Hertendal| cleared him.", "'s-Hertendal"),
        ("The fair at ’t |Zwin| was rained off.", "’t Zwin"),
        ("a |Russian|-backed truce", "Russian"),
        ("|the bridge,| he said", "the bridge"),
        ("|Kerry|'s plan", "Kerry"),
        ("桥在|二月|四日关闭了，因为有裂缝。", "二月"),
        # titles and names
        ("said |Sgt| Ilse Varn of the police.", "Sgt Ilse Varn"),
        ("said |Sgt|. Ilse Varn of the police.", "Sgt. Ilse Varn"),
        ("said |Mr|. Brack.", "Mr. Brack"),
        ("|Ilse| Varn was there.", "Ilse Varn"),
        ("|Staffan| de Mistura was there.", "Staffan de Mistura"),
        ("|Staffan de| Mistura was there.", "Staffan de Mistura"),
        ("|Prime Minister| Ada Lund was there.", "Prime Minister Ada Lund"),
        (
            "|Foreign Minister| Frank-Walter Steinmeier said",
            "Foreign Minister Frank-Walter Steinmeier",
        ),
        ("by Rear Admiral |Sir Keith| Mallandine, who", "Rear Admiral Sir Keith Mallandine"),
        ("by Rear Admiral |Sir Keith Mallandine|, who", "Rear Admiral Sir Keith Mallandine"),
        ("the |President|. Generally he is", "President"),
        ("named for |Vince Lombardi| Trophy winners", "Vince Lombardi"),
        ("along |Hadrian's| Wall it rained", "Hadrian's"),
        ("as |London| Mayor Tom Brack said", "London"),
        ("met |Kerry| Monday.", "Kerry"),
        ("met |Kerry|. Lavrov left.", "Kerry"),
        ("met |Kerry|, Lavrov and others.", "Kerry"),
        ("|Kerry| said that Lavrov left.", "Kerry"),
        ("the mayor |saw| Ilse Varn", "saw"),
        ("Council |Picks| New Leader", "Picks"),
        ("said |John| F. Lund of it.", "John F. Lund"),
        ("said |J.K.| Lund of it.", "J.K. Lund"),
        ("said |George W.| Lund of it.", "George W. Lund"),
        ("It fell from |Saturn V.| The crew was safe.", "Saturn V."),
        ("said |Ada Lund| Jr. of it.", "Ada Lund Jr."),
        ("in |New| Zealand it rains", "New Zealand"),
        ("shirts of |Lund| & Berg were sold", "Lund & Berg"),
        ("in the |U.S|. it rains", "U.S."),
        # marks
        ("near |the old [Customs House|].", "the old [Customs House]"),
        ("called it “|brutal|”.", "brutal"),
        ("called it |“brutal”|.", "brutal"),
        ("called it |“brutal|”.", "brutal"),
        ("called it a “cruel and |brutal”| act.", "brutal"),
        ("her book, |“The Long Road|”, sold", "The Long Road"),
        ("her book, |The Long Road (Part II|), sold", "The Long Road (Part II)"),
        (
            "won for “|The Salt Ledger| (A Family History)”, in",
            "The Salt Ledger (A Family History)",
        ),
        ("the poet’s “|Dry Dock| [Collected Poems]”, which", "Dry Dock [Collected Poems]"),
        ("“|We| have Mr Brack to thank,” she said", "We"),
        ("“|The Mayor| of Tarn Left.” It rained", "The Mayor"),
        ("|Ilse Varn (34|) was there.", "Ilse Varn (34)"),
        ("|it was “a long| way” home, she said", "it was “a long way”"),
        ("|“We go,” she said, “and we do|.” Then", "“We go,” she said, “and we do.”"),
        ("|the 6' 2\" man| left", "the 6' 2\" man"),
        ("|the miners' strike| ended", "the miners' strike"),
    ],
)
def test_a_span_cuts_nothing_in_half(text: str, whole: str) -> None:
    text, span = marked(text)
    found = whole_span(text, span, kind="name")
    assert text[slice(*found)] == whole


def test_a_unit_that_the_question_names_is_not_added() -> None:
    text, span = marked("The lull was prolonged by |24| hours.")
    assert text[slice(*whole_span(text, span, "By how many hours?"))] == "24"
    assert text[slice(*whole_span(text, span, "By how much?"))] == "24 hours"


def test_only_who_asks_for_the_rest_of_a_name() -> None:
    text, span = marked("the |Economist| Branko Milanovic")
    assert text[slice(*whole_span(text, span, "What was he?"))] == "Economist"
    text, span = marked("the soldier |Sgt| Ilse Varn")
    assert text[slice(*whole_span(text, span, "Which soldier?"))] == "Sgt Ilse Varn"


def test_a_country_is_not_grown_into_a_name() -> None:
    text, span = marked("|Britain| Cup winners")
    assert text[slice(*whole_span(text, span, "Which country?", "country"))] == "Britain"


def test_a_quotation_too_long_to_add_is_left_out() -> None:
    text, span = marked(f"|He left early, saying “it| {'is so ' * 60}late”.")
    assert text[slice(*balance(text, span))] == "He left early, saying"
