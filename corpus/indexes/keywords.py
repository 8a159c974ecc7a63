"""Keyword search over passages: the one door to tantivy."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import tantivy

from corpus.arrays import Ranked
from corpus.indexes.day_terms import FIRST, LAST, terms_of_day, terms_of_range
from corpus.indexes.index_folders import PreviousIndex, link_files
from corpus.indexes.index_source import IndexedPassage
from corpus.indexes.near_words import fold, nearest_stems
from corpus.indexes.own_stems import mark_of, own_terms, question_terms
from corpus.question_words import QUESTION_WORDS, foreign_small_words, named_words
from corpus.records import NO_FILTERS, Filters

FORMAT = "keywords5"  # raise it when what is indexed, or how, changes
_ANALYSER, _FREQUENCIES = "english", "freq"
_SEGMENTS = "meta.json"  # tantivy's list of the segments that make up an index
# Share of an index's passages. Beyond it the index is rebuilt, because removed passages still
# count in how rare its words are.
MAX_REMOVED_SHARE = 0.2
# Fetched beyond what was asked for, to see whether equals were cut off; and at most this many.
_SPARE_HITS, _MAX_EQUAL_HITS = 20, 4000


@lru_cache(maxsize=1)
def _analyser() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def stems(text: str) -> list[str]:
    """The words of a text as they are indexed: lower case, without accents, stemmed."""
    return list(_analyser().analyze(text))


def question_stems(question: str) -> list[str]:
    """The stems worth searching for, in their order; all if none is left.

    A word that occurs twice is searched for twice: in long questions it shows the subject. What
    is written as a name is one: "US", "WHO", "Theresa May".
    """
    words = stems(question)
    small = _question_stems()
    if others := foreign_small_words(question):
        small = small | {stem for word in others for stem in stems(word)}
    named = [stem for word in named_words(question) for stem in stems(word)]
    left: list[str] = []
    for word in words:
        if word in named:
            named.remove(word)
        elif word in small:
            continue
        left.append(word)
    return left or words


@lru_cache(maxsize=1)
def _question_stems() -> frozenset[str]:
    return frozenset(stem for word in QUESTION_WORDS for stem in stems(word))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", indexed=True, fast=True)
    # Without positions: no phrase is searched for, and they would be most of the index.
    builder.add_text_field("text", tokenizer_name=_ANALYSER, index_option=_FREQUENCIES)
    # The terms of other languages, which we make ourselves, one beside the other.
    builder.add_text_field("own", tokenizer_name="whitespace", index_option=_FREQUENCIES)
    builder.add_text_field("days", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    return builder.build()


class PassageSource(Protocol):
    """Where the passages to index come from."""

    def passages(self, after: int = 0) -> Iterable[IndexedPassage]:
        """All of them by rising keys, or those with keys above `after`."""


def build(source: PassageSource, folder: Path) -> None:
    """Index what is searched of every passage, in an empty folder."""
    _write(tantivy.Index(_schema(), path=str(folder)), source.passages(), removed=())


def extend(source: PassageSource, folder: Path, previous: PreviousIndex) -> bool:
    """Index in an empty folder what a previous index holds, less the removed and with the added.

    A removed passage is never found again, but until its segment is merged it still counts in
    how rare its words are. False where too many would: the index is better rebuilt.
    """
    segments = json.loads((previous.folder / _SEGMENTS).read_text())["segments"]
    indexed = sum(segment["max_doc"] for segment in segments)
    deleted = sum(each["deletes"]["num_deleted_docs"] for each in segments if each["deletes"])
    if deleted + len(previous.removed) > indexed * MAX_REMOVED_SHARE:
        return False
    names = [path.name for path in previous.folder.iterdir() if not path.name.endswith(".lock")]
    # tantivy never changes a file once written, except the two that list the others.
    link_files(folder, previous.folder, *(name for name in names if not name.endswith(".json")))
    for name in (_SEGMENTS, ".managed.json"):
        shutil.copyfile(previous.folder / name, folder / name)
    added = source.passages(previous.last_key)
    _write(tantivy.Index.open(str(folder)), added, previous.removed)
    return True


def _write(index: tantivy.Index, added: Iterable[IndexedPassage], removed: Iterable[int]) -> None:
    index.register_tokenizer(_ANALYSER, _analyser())
    # One thread: the same archive gives the same index, and so the same order of ties.
    writer = index.writer(heap_size=128_000_000, num_threads=1)
    # Not by term: a Python integer is taken for a signed one, which no document has.
    keys = [int(key) for key in removed]
    writer.delete_documents_by_query(tantivy.Query.term_set_query(index.schema, "key", keys))
    for passage in added:
        writer.add_document(_document(passage))
    writer.commit()
    writer.wait_merging_threads()


def _document(passage: IndexedPassage) -> tantivy.Document:
    document, columns = tantivy.Document(), passage.columns
    document.add_unsigned("key", columns.key)
    # In one field, as if the passage began with its headline: better on public sets
    # than two fields, at any weight of the title.
    document.add_text("text", f"{passage.title}\n{passage.text}")
    if own := own_terms(passage.title, passage.text, passage.article_text):
        document.add_text("own", " ".join(own))
    days = *terms_of_day(FIRST, columns.first), *terms_of_day(LAST, columns.last)
    document.add_text("days", " ".join(days))
    document.add_text("source", columns.source)
    return document


class KeywordIndex:
    """BM25 over English stems, of title and text, and over those of the article's own language."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._index.register_tokenizer(_ANALYSER, _analyser())
        self._searcher = self._index.searcher()

    def search(self, question: str, k: int, filters: Filters = NO_FILTERS) -> Ranked:
        """The keys and BM25 scores of the best k passages, best first, ties by key.

        Only passages that pass the filters are found. Fewer than k, or none, where fewer share
        a word with the question.
        """
        hits = self._hits(self._query(question, filters), max(k, 1))
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        found = sorted((-score, key) for (score, _), key in zip(hits, keys, strict=True))[:k]
        return Ranked(
            np.array([key for _, key in found], dtype=np.int64),
            np.array([-score for score, _ in found], dtype=np.float32),
        )

    def frequency(self, word: str) -> int:
        """How many passages hold a word in any of its forms, removed ones perhaps among them."""
        each = [self._searcher.doc_freq("text", stem) for stem in stems(word)]
        return min(each, default=0)

    def stems_like(self, word: str, edits: int) -> list[str]:
        """The stems that a word may have been meant for, nearest first, with its first letter."""
        for stem in stems(word)[:1]:
            known = self._searcher.terms_with_prefix("text", stem[:1])
            return nearest_stems(fold(word), stem, known, edits)
        return []

    def keys_with(self, stem: str, k: int) -> list[int]:
        """Some passages that hold a stem, at most k."""
        query = tantivy.Query.term_query(self._index.schema, "text", stem, _FREQUENCIES)
        hits = self._searcher.search(query, limit=k, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        return [int(key) for key in keys if key is not None]

    def stems(self, text: str) -> list[str]:
        """The words of a text as they are indexed."""
        return stems(text)

    def passages_with(self, stem: str) -> list[int]:
        """The keys of all passages that hold a stem."""
        return self.keys_with(stem, max(self._searcher.num_docs, 1))

    def _hits(self, query: tantivy.Query, k: int) -> list[tuple[float, tantivy.DocAddress]]:
        """At least the best k, and all with the same score as the last of them, up to thousands.

        Where equals are cut off, tantivy keeps those that come first in its own order.
        """
        limit = k + _SPARE_HITS
        while True:
            hits = self._searcher.search(query, limit=limit, count=False).hits
            if len(hits) < limit or hits[-1][0] < hits[k - 1][0] or limit >= _MAX_EQUAL_HITS:
                return hits
            limit *= 4

    def _query(self, question: str, filters: Filters) -> tantivy.Query:
        schema, should, must = self._index.schema, tantivy.Occur.Should, tantivy.Occur.Must
        terms: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for stem in question_stems(question):
            terms.append((should, tantivy.Query.term_query(schema, "text", stem, _FREQUENCIES)))
        for term in question_terms(question, self._own_marks):
            terms.append((should, tantivy.Query.term_query(schema, "own", term, _FREQUENCIES)))
        words = tantivy.Query.boolean_query(terms)
        if not filters:
            return words
        # Weight 0: a filter lets through, it does not score.
        conditions = [
            (must, tantivy.Query.const_score_query(each, 0.0)) for each in self._conditions(filters)
        ]
        return tantivy.Query.boolean_query([(must, words), *conditions])

    def _conditions(self, filters: Filters) -> Iterator[tantivy.Query]:
        """What `Filters.admit` lets through."""
        schema = self._index.schema
        # A passage's last day is not before its first: with both ends given, each day is between
        # them, which is fewer passages to look at than all after one and all before the other.
        first = (filters.first or date.min).toordinal()
        last = (filters.last or date.max).toordinal()
        if filters.first:
            terms = list(terms_of_range(FIRST, first, last))
            yield tantivy.Query.term_set_query(schema, "days", terms)
        if filters.last:
            terms = list(terms_of_range(LAST, first, last))
            yield tantivy.Query.term_set_query(schema, "days", terms)
        if filters.sources:
            named = [source for source in self._sources if filters.name_source(source)]
            yield tantivy.Query.term_set_query(schema, "source", named)

    @cached_property
    def _own_marks(self) -> frozenset[str]:
        """What the terms of other languages begin with, of those that the index has."""
        return frozenset(mark_of(term) for term, _ in self._searcher.terms_with_prefix("own", ""))

    @cached_property
    def _sources(self) -> list[str]:
        return [source for source, _ in self._searcher.terms_with_prefix("source", "")]
