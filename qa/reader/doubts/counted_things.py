"""Whether a number counts other things than are asked for: tins, not tubs."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from corpus.records import Span
from qa.reader.doubts.text_sentences import sentence_of
from qa.reader.questions.answer_types import asking_clause

# Things of one kind a line, of which none is another one; with a stroke between them, the same.
_KINDS = """
tubs tins/cans bottles/flasks boxes packets/packs/sachets bags/sacks jars crates/cases barrels tubes
cars lorries/trucks buses/coaches trains trams/streetcars bicycles/bikes motorcycles/motorbikes vans
planes/aircraft/aeroplanes/airplanes/jets helicopters ships/boats/vessels ferries tanks drones
houses/homes/flats/apartments shops/stores schools hospitals churches hotels pubs libraries
nurses doctors/physicians/surgeons midwives patients teachers pupils/students firefighters
soldiers/troops prisoners/inmates judges farmers miners sailors
cows/cattle/heifers sheep/lambs/ewes pigs/hogs horses/ponies dogs/puppies cats/kittens hens/chickens
goals points/marks wickets tries runs medals
votes/ballots seats signatures complaints letters calls
"""
_ASKED_WITHIN, _COUNTED_WITHIN = 4, 3  # words in which the things asked for, and counted, are named
_BESIDE = 30  # characters in which what is counted may have a second name
_WORD = re.compile(r"[a-z]+")
_HOW_MANY = re.compile(r"how many\b", re.IGNORECASE)
_NEXT_WORD = re.compile(r" (?P<word>\w+)")
# "Contiguous", "seedless" and "analysis" are no plurals.
_ASKED_PLURAL = re.compile(r"(?i:how many) (?P<things>[a-z]{3,}(?<![uis])s)\b")
_COUNTED_PLURAL = re.compile(
    r" (?:(?!(?:of|in|on|at|for|from)\b)[a-z-]+ )??(?P<things>[a-z]{3,}(?<![uis])s)\b"
)


def counts_other_things(question: str, text: str, span: Span) -> bool:
    """Whether a number stands right before other things than are asked for.

    Where these are of the same kind, the text names the things asked for nowhere then, or its
    sentence does not, if the number stands next to the others; in doubt it counts those.
    """
    clause = asking_clause(question)
    how_many = _HOW_MANY.match(clause)
    if not how_many:
        return False
    if _counts_what_is_named(clause, text, span):
        return True
    asked = _first_thing(clause[how_many.end() :], _ASKED_WITHIN)
    counted = _first_thing(text[span.start : span.end + 40], _COUNTED_WITHIN)
    if not asked or not counted or asked[0] != counted[0] or asked == counted:
        return False
    # "200 patients died" tells of no doctor, though other sentences do.
    sentence, inside = sentence_of(text, span)
    next_word = _NEXT_WORD.match(sentence, inside.end)
    stands_next = next_word is not None and _things().get(next_word["word"].lower()) == counted
    told = sentence if stands_next else text
    return all(_things().get(word) != asked for word in _WORD.findall(told.lower()))


def _counts_what_is_named(clause: str, text: str, span: Span) -> bool:
    """Whether a number is of something that the question only names beside what it asks for.

    "16 automatic cranes" are no jobs where it asks how many jobs the cranes cost.
    """
    asked = _ASKED_PLURAL.match(clause)
    counted = _COUNTED_PLURAL.match(text, span.end)
    if not asked or not counted or asked["things"].lower() == counted["things"]:
        return False
    # Of "80 parks and gardens" and "nine kinds of tins" either may be asked for, as of "how many
    # market stalls".
    beside = text[counted.end() : counted.end() + _BESIDE].partition(".")[0]
    if re.search(rf"\b{re.escape(asked['things'])}\b", beside, re.IGNORECASE):
        return False
    named = re.search(rf"\b{re.escape(counted['things'])}\b", clause[asked.end() :], re.I)
    is_told = re.search(rf"\b{re.escape(asked['things'])}\b", text, re.IGNORECASE)
    return named is not None and named.start() > 1 and is_told is not None


def _first_thing(text: str, within: int) -> tuple[int, int] | None:
    words = islice(_WORD.findall(text.lower()), within)
    return next((_things()[word] for word in words if word in _things()), None)


@cache
def _things() -> dict[str, tuple[int, int]]:
    """The line of each word, and its place there."""
    return {
        word: (number, place)
        for number, line in enumerate(_KINDS.strip().splitlines())
        for place, same in enumerate(line.split())
        for word in same.split("/")
    }
