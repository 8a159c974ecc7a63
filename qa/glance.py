"""A first look at what an archive holds for a question, before any model is loaded."""

from __future__ import annotations

from pathlib import Path

from corpus.records import Filters
from corpus.store.open_store import open_store
from qa.answers import Evidence
from qa.evidence import first_rows
from qa.search.hits import Hit

# Passages that a glance looks at for each article that it gives: some are of the same article.
_GLANCED = 4


def glance(folder: Path, question: str, filters: Filters, top: int) -> tuple[Evidence, ...]:
    """What the keyword search alone finds, best first: it is there before any model is loaded.

    ArchiveError as `assemble` raises it.
    """
    with open_store(folder) as archive, archive.searches() as searches:
        keys, scores = searches.keyword(question, _GLANCED * top, filters)
        passages = searches.passages(keys.tolist())
        hits = [
            Hit(passages[key], score=score, keyword=score, keyword_rank=rank)
            for rank, (key, score) in enumerate(
                zip(keys.tolist(), scores.tolist(), strict=True), start=1
            )
            if key in passages
        ]
    return first_rows(question, hits, top)
