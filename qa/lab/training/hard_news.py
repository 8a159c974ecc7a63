"""The traps as questions to calibrate on: news, and questions close to what it says.

The public sets that may be learned from are about an encyclopedia, whose questions hardly ever name
a wrong person or year. What a confidence is worth on news shows only here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from corpus.records import NO_FILTERS, Filters
from corpus.store.open_store import open_store
from embeddings.ingest import add
from embeddings.models.encoder import SentenceEncoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.assistant import as_spoken, choose_passages
from qa.lab.training.calibrating import AskedQuestion, PassageReader
from qa.lab.training.sets import Example, Paragraph
from qa.lab.traps import Trap, load_traps
from qa.reader.base import PassageReading
from qa.search.retriever import Retriever

TRAPS = Path(__file__).parents[3] / "tests" / "qa" / "traps"


def ask_hard_news(kept: Path, reader: PassageReader) -> list[AskedQuestion]:
    """Every trap as it is read in an archive of their articles, which is made in `kept`."""
    encoder = SentenceEncoder.load(DEFAULT_MODEL)
    with open_store(kept / "traps", create=True) as archive:
        add([TRAPS / "articles"], archive, lambda: encoder)
        retriever = Retriever(archive, encoder)
        return [_ask(trap, retriever, reader) for trap in load_traps(TRAPS / "gold.jsonl")]


def _ask(trap: Trap, retriever: Retriever, reader: PassageReader) -> AskedQuestion:
    as_of = date.fromisoformat(trap.as_of) if trap.as_of else None
    asked_on = date.fromisoformat(trap.asked_on) if trap.asked_on else as_of
    filters = Filters(last=as_of) if as_of else NO_FILTERS
    found = retriever.find(trap.question, filters, asked_on=asked_on)
    chosen = choose_passages(found.hits)
    spoken = as_spoken(found.asked, found.hits, chosen)
    readings = reader.read_passages(spoken, chosen)
    answers = (*trap.answers, *trap.holds) if trap.answerable else ()
    example = Example(
        trap.id, trap.question, Paragraph(trap.article, "", ""), None, answers, held_out=True
    )
    holds = [_holds(reading, trap.article, answers) for reading in readings]
    return AskedQuestion(example, readings, holds, trap.answerable)


def _holds(reading: PassageReading, article: str, answers: Sequence[str]) -> bool:
    """Whether it is a passage of the article that answers, and has the answer in it."""
    passage = reading.hit.passage
    text = passage.text.casefold()
    is_named = passage.article.id.rpartition("/")[2] == article
    return is_named and any(answer.casefold() in text for answer in answers)
