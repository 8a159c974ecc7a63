"""Two readers: a fast one puts passages in order, a better one reads the best of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.reader.base import PassageReading, RankedPassage, Reader, Verdict
from qa.reader.span_reader import SpanReader
from qa.search.hits import Hit

# More take as long again each, and the fast reader has the right one among two nearly always.
REREAD_PASSAGES = 2


class RereadingReader(Reader):
    """The verdict of `second` on the best passages of `first`; the others come after."""

    def __init__(self, first: SpanReader, second: SpanReader) -> None:
        self._first, self._second = first, second

    @property
    def name(self) -> str:
        return f"{self._second.name} after {self._first.name}"

    def as_record(self) -> Mapping[str, str]:
        fast = {f"first {name}": value for name, value in self._first.as_record().items()}
        return {
            **fast, **self._second.as_record(),
            "reader": self.name, "reread passages": f"{REREAD_PASSAGES}",
        }  # fmt: skip

    def close(self) -> None:
        self._first.close()
        self._second.close()

    def read(self, question: str, hits: Sequence[Hit]) -> Verdict:
        before = self._first.read(question, hits)
        again = self._second.read(question, _best_hits(before))
        lowest = min((each.logit for each in again.passages), default=0.0)
        others = [_place_below(each, lowest) for each in before.passages[REREAD_PASSAGES:]]
        return Verdict(
            (*again.passages, *others),
            (*again.probabilities, *before.probabilities[REREAD_PASSAGES:]),
            (*again.alone, *before.alone[REREAD_PASSAGES:]),
        )

    def read_passages(self, question: str, hits: Sequence[Hit]) -> list[PassageReading]:
        """What the second reader says of each passage that it reads."""
        return self._second.read_passages(question, _best_hits(self._first.read(question, hits)))


def _best_hits(verdict: Verdict) -> list[Hit]:
    return [each.hit for each in verdict.passages[:REREAD_PASSAGES]]


def _place_below(passage: RankedPassage, lowest: float) -> RankedPassage:
    """The passage with a logit that is no higher; logits of two readers do not compare."""
    return replace(passage, logit=min(passage.logit, lowest))
