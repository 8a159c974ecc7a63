"""What bringing files in is told, and what it did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.records import Article
from embeddings.skipped_kinds import SkippedKinds


@dataclass(frozen=True, slots=True)
class AddOptions:
    """What to leave out below the folders, by pattern, and the outlet of what states none.

    With `words_only` nothing is embedded: what is added waits for its vectors.
    """

    exclude: tuple[str, ...] = ()
    outlet: str | None = None
    words_only: bool = False


DEFAULT_OPTIONS = AddOptions()


class Workers(NamedTuple):
    """Machines that read, cut and embed, by the address of their Dask scheduler.

    `files_at` is the URL below which they find what is below the folder that is added, where they
    do not see it under the same path.
    """

    scheduler: str
    files_at: str | None = None


@dataclass(slots=True)
class Added:
    """What one `add` did. `skipped` says what could not be read, and why.

    `undated` and `without_outlet` count among the new and the changed. Then how many passages
    were embedded, and the seconds that each stage took: waiting for what files hold, cutting and
    keeping it, embedding.
    """

    new: int = 0
    changed: int = 0
    gone: int = 0
    unchanged: int = 0
    skipped: SkippedKinds = field(default_factory=SkippedKinds)
    undated: int = 0
    without_outlet: int = 0
    embedded: int = 0
    reading_seconds: float = 0.0
    words_seconds: float = 0.0
    meaning_seconds: float = 0.0

    def count(self, article: Article, *, is_new: bool) -> None:
        """Count an article that is new or has changed."""
        self.new += is_new
        self.changed += not is_new
        self.undated += article.published is None
        self.without_outlet += article.source is None

    def __str__(self) -> str:
        return (
            f"+{self.new:,} new, {self.changed:,} changed, {self.gone:,} gone, "
            f"{self.unchanged:,} unchanged, {len(self.skipped):,} skipped"
        )
