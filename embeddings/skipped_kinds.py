"""What could not be read, however much it is: the first of each kind, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from corpus.records import Skipped

# Named one by one; a file of a million bad records would fill the screen and the memory.
SHOWN_OF_A_KIND = 20
_KINDS = 200  # kinds told apart; all later ones count as one
_OTHER = "another reason"


class SkippedKinds:
    """Counts all that is skipped, and keeps the first ones of each kind in their order.

    Reasons are of one kind that begin and end with the same words, numbers apart.
    """

    def __init__(self) -> None:
        self._kept: list[Skipped] = []
        self._counts: Counter[str] = Counter()
        self._reasons: dict[str, str] = {}  # kind → the reason of the first

    def append(self, skipped: Skipped) -> None:
        """Count one more."""
        kind = _kind_of(skipped.reason)
        if kind not in self._counts and len(self._counts) >= _KINDS:
            kind = _OTHER
        self._counts[kind] += 1
        if self._counts[kind] <= SHOWN_OF_A_KIND:
            self._kept.append(skipped)
            self._reasons.setdefault(kind, _OTHER if kind == _OTHER else skipped.reason)

    def __len__(self) -> int:
        return self._counts.total()

    def __iter__(self) -> Iterator[Skipped]:
        """The first SHOWN_OF_A_KIND of each kind."""
        return iter(self._kept)

    def left_out(self) -> Iterator[tuple[int, str]]:
        """Of each kind with more than those, how many more there are, and its first reason."""
        for kind, count in self._counts.items():
            if count > SHOWN_OF_A_KIND:
                yield count - SHOWN_OF_A_KIND, self._reasons[kind]


def _kind_of(reason: str) -> str:
    words = [word for word in reason.split() if not any(map(str.isdigit, word))]
    return " ".join(words[:2] + words[2:][-2:])
