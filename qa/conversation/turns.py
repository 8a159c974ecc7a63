"""What a conversation remembers of a turn, and what a follow-up becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Self

from corpus.records import PublicationDate
from qa.answers import Answer

# Only the last turns can be meant by a follow-up.
TURNS_REMEMBERED = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was searched, whole, and what came of it; what is not known is "".

    `sentence` is the one that answers, `passage` the text around it; `title`, `published` and
    `article`, its id, are those of their article. A refusal leaves only the question.
    """

    asked: str
    answer: str = ""
    sentence: str = ""
    passage: str = ""
    title: str = ""
    published: PublicationDate | None = None
    article: str = ""

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """The turn that an answer makes."""
        if answer.text is None or not answer.evidence:
            return cls(answer.asked)
        best = answer.evidence[0]
        article = best.passage.article
        return cls(
            asked=answer.asked,
            answer=answer.core or answer.text,
            sentence=article.text[slice(*best.sentence)],
            passage=best.passage.text,
            title=article.title,
            published=article.published,
            article=article.id,
        )


class InView(NamedTuple):
    """The article that the user has open: its id and title."""

    article: str
    title: str


class Within(NamedTuple):
    """What is asked of one article: its id, what is to be spoken of, the sentences known already.

    Without a topic what comes after them is wanted.
    """

    article: str
    topic: str
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WholeQuestion:
    """A question as it was typed, and as it is to be searched.

    `unclear` is one line for people where a word of it cannot be understood, "" where all can;
    nothing is to be searched then. Where it is about what an article says, `within` names it.
    """

    question: str
    asked: str
    unclear: str = ""
    within: Within | None = None

    @property
    def was_rewritten(self) -> bool:
        """Whether another question is to be searched than the one typed."""
        return self.asked.split() != self.question.split()
