"""Finds, with our own retrieval, what looks like an answer and is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.arrays import Vectors
from corpus.store.sqlite import SqliteStore
from embeddings.models.encoder import Encoder
from qa.lab.training.sets import Example, Paragraph
from qa.search.retriever import Retriever
from qa.search.weights import Weights

# Of so many best hits, those that do not hold an answer are negatives.
_DEPTH = 30
_NEGATIVES = 4


class _Encoded:
    """An encoder that knows the vectors of its questions already: they were made in bulk."""

    def __init__(self, encoder: Encoder, questions: Sequence[str]) -> None:
        self.name, self.fingerprint = encoder.name, encoder.fingerprint
        self.dimension, self.token_budget = encoder.dimension, encoder.token_budget
        self.count_tokens, self.encode_passages = encoder.count_tokens, encoder.encode_passages
        self._vectors: dict[str, Vectors] = dict(
            zip(questions, encoder.encode_passages(questions), strict=True)
        )

    def encode_question(self, question: str) -> Vectors:
        return self._vectors[question]

    def close(self) -> None:
        """It has no threads of its own."""


def negatives(
    examples: Sequence[Example],
    paragraphs: Mapping[str, Paragraph],
    archive: SqliteStore,
    encoder: Encoder,
) -> dict[str, list[Paragraph]]:
    """The best paragraphs for each question, by its id, that hold none of its answers.

    `archive` holds the set's `paragraphs`, each an article under the paragraph's id.
    """
    questions = list(dict.fromkeys(example.question for example in examples))
    retriever = Retriever(archive, _Encoded(encoder, questions), Weights(depth=_DEPTH))
    mined: dict[str, list[Paragraph]] = {}
    for example in examples:
        ids = dict.fromkeys(hit.passage.article.id for hit in retriever.find(example.question).hits)
        answers = [answer.casefold() for answer in example.answers]
        mined[example.id] = [
            paragraphs[id]
            for id in ids
            if id in paragraphs
            and id != example.paragraph.id
            and not any(answer in paragraphs[id].text.casefold() for answer in answers)
        ][:_NEGATIVES]
    return mined
