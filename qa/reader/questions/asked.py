"""A question, and what its words say about the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from corpus.indexes.keywords import stems
from qa.reader.agreement import answer_words
from qa.reader.people.descriptions import person_asked_about
from qa.reader.questions.answer_types import AnswerKind, answer_kind
from qa.reader.questions.question_forms import QuestionForm, question_form

_NAME = re.compile(r"(?<!^)\b[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_ASKS_FOR_DENIAL = re.compile(
    r"\b(?:not|never|no|cannot|den(?:y|ied|ies)|refus\w+|reject\w+|rul\w+ out|except|instead|"
    r"rather|without|dismiss\w*|fail\w*|other than|unlike|longer|avoid\w*)\b|n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asked:
    """A question, and what its words say about the answer; each part is worked out once."""

    question: str

    @cached_property
    def kind(self) -> AnswerKind:
        """What kind of thing is asked for."""
        return answer_kind(self.question)

    @cached_property
    def form(self) -> QuestionForm:
        """What form the answer has, and whose words it is."""
        return question_form(self.question)

    @cached_property
    def person(self) -> tuple[str, ...]:
        """The words of the name of which is asked who that is; none for any other question."""
        return person_asked_about(self.question)

    @cached_property
    def words(self) -> frozenset[str]:
        """The question's words, without possessive endings."""
        return frozenset(self.words_in_a_row.split())

    @cached_property
    def words_in_a_row(self) -> str:
        """The same words in their order, with spaces around each."""
        return f" {' '.join(map(bare_word, answer_words(self.question)))} "

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the question's words."""
        return frozenset(stems(self.question))

    @cached_property
    def years(self) -> frozenset[str]:
        """The years in the question."""
        return frozenset(_YEAR.findall(self.question))

    @cached_property
    def asks_for_denial(self) -> bool:
        """Whether the question asks for what is not so."""
        return _ASKS_FOR_DENIAL.search(self.question) is not None

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The names in the question, each as its words."""
        found = _NAME.findall(self.question)
        return tuple(tuple(bare_word(word) for word in answer_words(name)) for name in found)


def bare_word(word: str) -> str:
    """A word without its possessive ending."""
    return _POSSESSIVE.sub("", word)
