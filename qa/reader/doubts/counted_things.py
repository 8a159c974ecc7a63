"""Whether a number counts other things than are asked for: tins, not tubs."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from corpus.records import Span
from qa.reader.questions.answer_types import asking_clause

# Things of one kind a line, of which none is another one; with a stroke between them, the same.
_KINDS = """
tubs tins/cans bottles/flasks boxes packets/packs/sachets bags/sacks jars crates/cases barrels tubes
cars lorries/trucks buses/coaches trains trams/streetcars bicycles/bikes motorcycles/motorbikes vans
planes/aircraft/aeroplanes/airplanes/jets helicopters ships/boats/vessels ferries tanks drones
houses/homes/flats/apartments shops/stores schools hospitals churches hotels pubs libraries
nurses doctors/physicians/surgeons midwives teachers pupils/students/schoolchildren firefighters
soldiers/troops prisoners/inmates judges farmers miners sailors
cows/cattle/heifers sheep/lambs/ewes pigs/hogs horses/ponies dogs/puppies cats/kittens hens/chickens
goals points/marks wickets tries runs medals
votes/ballots seats signatures complaints letters calls
"""
_ASKED_WITHIN, _COUNTED_WITHIN = 4, 3  # words in which the things asked for, and counted, are named
_WORD = re.compile(r"[a-z]+")
_HOW_MANY = re.compile(r"how many\b", re.IGNORECASE)


def counts_other_things(question: str, text: str, span: Span) -> bool:
    """Whether a number stands right before other things of the kind that is asked for.

    The text names the things asked for nowhere then; in doubt it counts those.
    """
    clause = asking_clause(question)
    how_many = _HOW_MANY.match(clause)
    if not how_many:
        return False
    asked = _first_thing(clause[how_many.end() :], _ASKED_WITHIN)
    counted = _first_thing(text[span.start : span.end + 40], _COUNTED_WITHIN)
    if not asked or not counted or asked[0] != counted[0] or asked == counted:
        return False
    return all(_things().get(word) != asked for word in _WORD.findall(text.lower()))


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
