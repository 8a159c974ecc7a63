"""What `add` did, and where its time went, in a line each for people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings.added import Added


def summarize(done: Added, unread: Counter[str]) -> str:
    """Such as "51 added: 3 without a date, 24 without an outlet; 2 skipped; 4 of kinds not read".

    `unread` counts the files that no format reads, by how they end.
    """
    added = done.new + done.changed
    lacking = [
        f"{count:,} without {what}"
        for count, what in ((done.undated, "a date"), (done.without_outlet, "an outlet"))
        if count
    ]
    parts = [f"{added:,} added" + (f": {', '.join(lacking)}" if lacking else "")]
    if done.skipped:
        parts.append(f"{len(done.skipped):,} skipped")
    if unread:
        kinds = ", ".join(f"{ending} {count:,}" for ending, count in unread.most_common())
        parts.append(f"{unread.total():,} of kinds not read ({kinds})")
    return "; ".join(parts)


def describe_times(done: Added) -> str:
    """Such as "21,534 articles · read 41 s · words 9 s · meaning 52 min at 78/s".

    Empty where nothing was added or embedded. Reading is what the other stages waited for it.
    """
    added = done.new + done.changed
    stages = []
    if added:
        stages.append(f"{added:,} article{'' if added == 1 else 's'}")
        stages.append(f"read {_format_seconds(done.reading_seconds)}")
        if done.words_seconds:  # workers do it together with embedding
            stages.append(f"words {_format_seconds(done.words_seconds)}")
    if done.embedded:
        stages.append(describe_embedding(done.embedded, done.meaning_seconds))
    return " · ".join(stages)


def describe_embedding(passages: int, seconds: float) -> str:
    """Such as "meaning 52 min at 78/s"."""
    pace = passages / seconds if seconds else 0.0
    return f"meaning {_format_seconds(seconds)} at {pace:.0f}/s"


def _format_seconds(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
