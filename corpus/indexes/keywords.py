"""Keyword search over passages: the one door to tantivy."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import tantivy

from corpus.indexes.filter_columns import is_named
from corpus.indexes.index_folders import Earlier, share
from corpus.records import NO_FILTERS, Filters
from corpus.store.sqlite import Entry, Keys

FORMAT = "keywords3"  # raise it when what is indexed, or how, changes
_ANALYSER, _FREQUENCIES = "english", "freq"
_PARTS = "meta.json"  # of tantivy: lists the parts that make up an index
# An index of which more is gone is built anew.
MOST_REMOVED = 0.2
_SPARE, _MOST_EQUALS = 20, 4000

# What a question is made of besides its subject: never worth searching for.
_QUESTION_WORDS = frozenset(
    "who whom whose what which when where why how many much often did does do done was were "
    "is are am be been has have had can could will would shall should may might must i you he "
    "she we they me him her us them my your his our their its it a an the of in on at to from "
    "by with about into for as and or but if than then that this these those there here s t d "
    "ll re ve".split()
)


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

    A word said twice is searched for twice: in long questions that tells what they are about.
    """
    words = stems(question)
    return [word for word in words if word not in _question_stems()] or words


@lru_cache(maxsize=1)
def _question_stems() -> frozenset[str]:
    return frozenset(stem for word in _QUESTION_WORDS for stem in stems(word))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", indexed=True, fast=True)
    # Without positions: no phrase is searched for, and they would be most of the index.
    builder.add_text_field("text", tokenizer_name=_ANALYSER, index_option=_FREQUENCIES)
    builder.add_integer_field("first", fast=True)
    builder.add_integer_field("last", fast=True)
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    return builder.build()


class Searched(Protocol):
    """What is indexed of an archive."""

    def entries(self, after: int = 0) -> Iterable[Entry]: ...


def build(archive: Searched, folder: Path) -> None:
    """Index what is searched of every passage, in an empty folder."""
    _write(tantivy.Index(_schema(), path=str(folder)), archive.entries(), removed=())


def extend(archive: Searched, folder: Path, earlier: Earlier) -> bool:
    """Index in an empty folder what an earlier index holds, less the removed and with the added.

    A removed passage is never found again, but until its part of the index is merged it counts
    where the rarity of words is reckoned. False where that would be many.
    """
    parts = json.loads((earlier.folder / _PARTS).read_text())["segments"]
    held = sum(part["max_doc"] for part in parts)
    lost = sum(part["deletes"]["num_deleted_docs"] for part in parts if part["deletes"])
    if lost + len(earlier.removed) > held * MOST_REMOVED:
        return False
    names = [path.name for path in earlier.folder.iterdir() if not path.name.endswith(".lock")]
    # What tantivy has written once it never changes, save for the two files that list the rest.
    share(folder, earlier.folder, *(name for name in names if not name.endswith(".json")))
    for name in (_PARTS, ".managed.json"):
        shutil.copyfile(earlier.folder / name, folder / name)
    added = archive.entries(earlier.last_key)
    _write(tantivy.Index.open(str(folder)), added, earlier.removed)
    return True


def _write(index: tantivy.Index, added: Iterable[Entry], removed: Iterable[int]) -> None:
    index.register_tokenizer(_ANALYSER, _analyser())
    # One thread: the same archive gives the same index, and so the same order of ties.
    writer = index.writer(heap_size=128_000_000, num_threads=1)
    # Not by term: a Python integer is taken for a signed one, which no document has.
    keys = [int(key) for key in removed]
    writer.delete_documents_by_query(tantivy.Query.term_set_query(index.schema, "key", keys))
    for entry in added:
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("key", entry.filed.key)
    # In one field, as if the passage began with its headline: better on public sets
    # than two fields, at any weight of the title.
    document.add_text("text", f"{entry.title}\n{entry.text}")
    document.add_integer("first", entry.filed.first)
    document.add_integer("last", entry.filed.last)
    document.add_text("source", entry.filed.source)
    return document


class KeywordIndex:
    """BM25 over English stems, of title and text."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._index.register_tokenizer(_ANALYSER, _analyser())
        self._searcher = self._index.searcher()

    def search(
        self, question: str, k: int, filters: Filters = NO_FILTERS
    ) -> tuple[Keys, np.ndarray[tuple[int], np.dtype[np.float32]]]:
        """The keys and BM25 scores of the best k passages, best first, ties by key.

        Only passages that pass the filters are found. Fewer than k, or none, where fewer share
        a word with the question.
        """
        hits = self._hits(self._query(question, filters), max(k, 1))
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        found = sorted((-score, key) for (score, _), key in zip(hits, keys, strict=True))[:k]
        return (
            np.array([key for _, key in found], dtype=np.int64),
            np.array([-score for score, _ in found], dtype=np.float32),
        )

    def _hits(self, query: tantivy.Query, k: int) -> list[tuple[float, tantivy.DocAddress]]:
        """At least the best k, and all that are as good as the last of them, up to thousands.

        Where equals are cut off, tantivy keeps those that come first in its own order.
        """
        limit = k + _SPARE
        while True:
            hits = self._searcher.search(query, limit=limit, count=False).hits
            if len(hits) < limit or hits[-1][0] < hits[k - 1][0] or limit >= _MOST_EQUALS:
                return hits
            limit *= 4

    def _query(self, question: str, filters: Filters) -> tantivy.Query:
        schema, should, must = self._index.schema, tantivy.Occur.Should, tantivy.Occur.Must
        terms: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for stem in question_stems(question):
            terms.append((should, tantivy.Query.term_query(schema, "text", stem, _FREQUENCIES)))
        words = tantivy.Query.boolean_query(terms)
        if not filters:
            return words
        # Weight 0: a filter lets through, it does not score.
        lets_through = [
            (must, tantivy.Query.const_score_query(each, 0.0)) for each in self._within(filters)
        ]
        return tantivy.Query.boolean_query([(must, words), *lets_through])

    def _within(self, filters: Filters) -> Iterator[tantivy.Query]:
        schema, days = self._index.schema, tantivy.FieldType.Integer
        if filters.first:
            first = filters.first.toordinal()
            yield tantivy.Query.range_query(schema, "first", days, first, None)
        if filters.last:
            last = filters.last.toordinal()
            yield tantivy.Query.range_query(schema, "last", days, None, last)
        if filters.sources:
            named = [source for source in self._sources if is_named(source, filters)]
            yield tantivy.Query.term_set_query(schema, "source", named)

    @cached_property
    def _sources(self) -> list[str]:
        return [source for source, _ in self._searcher.terms_with_prefix("source", "")]
