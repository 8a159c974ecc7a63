"""What a question says was spoken about, and how much of that an utterance holds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from corpus.indexes.keywords import question_stems, stems
from qa.reader.questions.asked import Asked

_SPEAKING = frozenset(
    stems(
        "say said tell told comment think react reaction respond response reply answer view opinion"
        " write wrote state call describe warn claim insist argue complain joke remark predict"
        " believe compare compared compares liken likened likens dub dubbed brand branded"
    )
)
# What a word of the topic counts that stands in the sentence before.
_BEFORE_SHARE = 0.5


class Topic:
    """What a question says was spoken about: its words but for the speaker's and those of speaking.

    Words that none of the texts holds count as well: what was said is then something else.
    """

    def __init__(self, asked: Asked, texts: Sequence[str]) -> None:
        self._held = [frozenset(stems(text)) for text in texts]
        named = {*stems(asked.form.speaker), *_SPEAKING}
        topic = [stem for stem in question_stems(asked.question) if stem not in named]
        holders = Counter(stem for held in self._held for stem in held)
        self._weights = {
            stem: math.log(1 + len(texts) / max(1, holders[stem])) for stem in dict.fromkeys(topic)
        }

    def held_by(self, place: int) -> float:
        """The share of the topic that a text holds, in [0, 1]; words of the text before it count
        half. 1 where any utterance will do.
        """
        if not self._weights:
            return 1.0
        own, before = self._held[place], self._held[place - 1] if place else frozenset()
        shared = sum(
            weight if stem in own else _BEFORE_SHARE * weight
            for stem, weight in self._weights.items()
            if stem in own or stem in before
        )
        return shared / sum(self._weights.values())
