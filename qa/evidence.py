"""Hits become rows of evidence: one per article, copies within, with what each answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from qa.answers import Evidence
from qa.reader.base import RankedPassage, Verdict
from qa.reader.nearest_sentence import nearest_sentence, sentence_around, word_rarities
from qa.search.hits import Hit
from qa.search.near_duplicates import DuplicateGroup, group_duplicates
from qa.search.revisions import find_revisions

_CLEARLY_LIKELIER = 0.15  # in the chance to answer
_COMPARED_ROWS = 20  # rows among which corrections are looked for: further down nobody looks


def evidence_rows(
    asked: str, verdict: Verdict, hits: Sequence[Hit], top: int, *, least: float
) -> tuple[Evidence, ...]:
    """A row for each of the best `top` articles, in the order of the hits.

    A row says its answer where that, by itself or with those that agree, and the best one are at
    least as likely as `least`.
    """
    alone = verdict.chances_alone
    read = {
        id: (passage, verdict.probability >= least and max(probability, alone[id]) >= least)
        for passage, probability in zip(verdict.passages, verdict.probabilities, strict=True)
        if (id := passage.hit.passage.id)
    }
    # Rarities take long, and rows that were read need none.
    rarities = cache(lambda: word_rarities(asked, hits))
    rows: list[Evidence] = []
    for group in group_duplicates(best_of_each_article(_own_best_first(verdict, hits)), top):
        passage, speaks = read.get(group.hit.passage.id, (None, False))
        rows.append(make_row(group, passage, speaks, rarities))
    return tuple(_mark_corrected(rows))


def _own_best_first(verdict: Verdict, hits: Sequence[Hit]) -> list[Hit]:
    """The hits, of each article but the first one's its most likely passage before its others.

    A passage may stand higher because others give the same answer, although another one of its
    article answers better by itself.
    """
    alone = verdict.chances_alone
    places: dict[str, list[int]] = {}
    for place, hit in enumerate(hits[: len(alone)]):
        places.setdefault(hit.passage.article.id, []).append(place)
    ordered = list(hits)
    for own in places.values():
        chances = {place: alone.get(hits[place].passage.id, 0.0) for place in own}
        best = max(own, key=lambda place: chances[place])
        if own[0] and chances[best] > chances[own[0]] + _CLEARLY_LIKELIER:
            ordered[own[0]], ordered[best] = hits[best], hits[own[0]]
    return ordered


def _mark_corrected(rows: Sequence[Evidence]) -> Iterator[Evidence]:
    """The rows, each with the article that corrects it, if one of the first rows does."""
    articles = [row.passage.article for row in rows[:_COMPARED_ROWS]]
    revisions = find_revisions(articles)
    for place, row in enumerate(rows):
        revising = revisions.get(place)
        yield row if revising is None else replace(row, corrected_by=articles[revising])


def first_rows(asked: str, hits: Sequence[Hit], top: int) -> tuple[Evidence, ...]:
    """Evidence before anything is read: in the searches' order, the nearest sentences.

    Only the first hits are looked at, because these rows are to be there at once: copies further
    down are not folded in yet.
    """
    groups = group_duplicates(best_of_each_article(hits)[: 2 * top], top)
    rarities = cache(lambda: word_rarities(asked, [group.hit for group in groups]))
    return tuple(make_row(group, None, False, rarities) for group in groups)


def make_row(
    group: DuplicateGroup,
    read: RankedPassage | None,
    speaks: bool,
    rarities: Callable[[], Mapping[str, float]],
) -> Evidence:
    """The row of one article: its answer if it `speaks`, and the sentence around it.

    Where nothing was read, the sentence nearest to the question.
    """
    passage = group.hit.passage
    if read is None or read.span is None:
        return Evidence(group.hit, nearest_sentence(rarities(), passage), None, group.copies)
    sentence = sentence_around(read.span, passage)
    if not speaks:
        return Evidence(group.hit, sentence, None, group.copies)
    return Evidence(group.hit, sentence, read.span, group.copies, core=read.core, shape=read.shape)


def best_of_each_article(hits: Sequence[Hit]) -> list[Hit]:
    """The first, best hit of each article, in the order given."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.passage.article.id, hit)
    return list(first.values())
