"""Keyword search over passages: the one door to tantivy."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
import tantivy

from corpus.archive import Keys

FORMAT = "keywords2"  # raise it when what is indexed, or how, changes
_ANALYSER = "english"

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
    builder.add_unsigned_field("key", stored=True, indexed=True, fast=True)
    builder.add_text_field("text", tokenizer_name=_ANALYSER)
    return builder.build()


def build(folder: Path, texts: Iterable[tuple[int, str, str]]) -> None:
    """Index (key, title, text) of every passage in an empty folder."""
    index = tantivy.Index(_schema(), path=str(folder))
    index.register_tokenizer(_ANALYSER, _analyser())
    # One thread: the same archive gives the same index, and so the same order of ties.
    writer = index.writer(heap_size=128_000_000, num_threads=1)
    for key, title, text in texts:
        document = tantivy.Document()
        document.add_unsigned("key", key)
        # In one field, as if the passage began with its headline: better on public sets
        # than two fields, at any weight of the title.
        document.add_text("text", f"{title}\n{text}")
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


class KeywordIndex:
    """BM25 over English stems, of title and text."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._index.register_tokenizer(_ANALYSER, _analyser())
        self._searcher = self._index.searcher()

    def search(
        self, question: str, k: int, allowed: Keys | None = None
    ) -> tuple[Keys, np.ndarray[tuple[int], np.dtype[np.float32]]]:
        """The keys and BM25 scores of the best k passages, best first, ties by key.

        `allowed` are the only keys that may be found; None allows all. Fewer than k, or
        none, where fewer share a word with the question.
        """
        query = self._query(question, allowed)
        hits = self._searcher.search(query, limit=max(k, 1), count=False).hits
        found = sorted((-score, self._key(address)) for score, address in hits)
        keys = np.array([key for _, key in found], dtype=np.int64)
        return keys, np.array([-score for score, _ in found], dtype=np.float32)

    def _query(self, question: str, allowed: Keys | None) -> tantivy.Query:
        schema, should, must = self._index.schema, tantivy.Occur.Should, tantivy.Occur.Must
        terms: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for stem in question_stems(question):
            terms.append((should, tantivy.Query.term_query(schema, "text", stem)))
        words = tantivy.Query.boolean_query(terms)
        if allowed is None:
            return words
        within = tantivy.Query.term_set_query(schema, "key", [int(key) for key in allowed])
        # Weight 0: the filter lets through, it does not score.
        return tantivy.Query.boolean_query(
            [(must, words), (must, tantivy.Query.const_score_query(within, 0.0))]
        )

    def _key(self, address: tantivy.DocAddress) -> int:
        return int(self._searcher.doc(address)["key"][0])
