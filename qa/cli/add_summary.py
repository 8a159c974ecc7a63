"""What `add` did, in one line for people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings.ingest import Added


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
