"""One turn as a scene: the names and noun phrases that its words bring before the mind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.conversation.name_kinds import describe_name
from qa.conversation.names import Name, find_names
from qa.conversation.noun_phrases import Phrase, find_phrases
from qa.conversation.turns import TURNS_REMEMBERED, Turn
from qa.conversation.word_classes import AUXILIARIES, BE, CLOSED, any_word, without_possessive

# An answer of more words is no name for what it speaks of.
_MAX_ANSWER_WORDS = 8
_ASKS_FOR_NAME = re.compile(r"\b(?:who|whom|whose|which|what)\b", re.IGNORECASE)
_NO_AUXILIARY = rf"(?!{any_word(AUXILIARIES)}\b)[\w-]+"
_ASKS_SUBJECT = re.compile(
    rf"\W*(?:who|(?:which|what)(?:\s+{_NO_AUXILIARY}){{1,3}}?)\s+"
    rf"(?:{any_word(BE)}\b|{_NO_AUXILIARY}|(?:has|have|had|will|would|could)\s+(?!{any_word(CLOSED)}\b)[a-z])",
    re.IGNORECASE,
)
_WHO_DOES = re.compile(rf"\W*who(?: else)? {_NO_AUXILIARY}\s", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*\([^)]*\)$")


@dataclass(frozen=True, slots=True)
class Scene:
    """One turn's names and noun phrases: `topic` is what its article is called, if that is a name.

    `answer` is the answer itself where it names somebody or something; `all_names` are those of
    the whole turn.
    """

    turn: Turn
    asked: tuple[Name, ...]
    answer: tuple[Name, ...]
    topic: tuple[Name, ...]
    sentence: tuple[Name, ...]
    phrases: tuple[Phrase, ...]
    all_names: tuple[Name, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All that the turn says, from which its names are understood."""
        turn = self.turn
        return (turn.asked, turn.answer, turn.title, turn.sentence, turn.passage)

    @property
    def heads(self) -> list[Name]:
        """The names asked about, and not those within a phrase, such as "the Geneva talks"."""
        return [name for name in self.asked if not any(each.holds(name) for each in self.phrases)]

    def with_article(self, name: Name) -> str:
        """A name that was asked about, with the article that stands before it."""
        has_article = self.turn.asked[: name.start].lower().endswith("the ")
        return f"the {name.text}" if has_article and name.text[:4] != "The " else name.text

    @property
    def answer_is_short(self) -> bool:
        """Whether there is an answer of a few words, which can stand within a question."""
        return 0 < len(self.turn.answer.split()) <= _MAX_ANSWER_WORDS

    @property
    def asks_subject(self) -> bool:
        """Whether the answer is what the question is about: "Who met Kerry?", not "Whom did …"."""
        return bool(self.answer and _ASKS_SUBJECT.match(self.turn.asked))


@lru_cache(maxsize=256)
def read_scene(turn: Turn) -> Scene:
    """The names and noun phrases of a turn."""
    title = _PARENTHESIS.sub("", turn.title)
    texts = (turn.asked, turn.answer, title, turn.sentence, turn.passage)
    phrases = {title, "" if _is_sentence(turn.answer) else turn.answer}
    found = [find_names(text, sentences=text not in phrases) for text in texts]
    known = [name for names in found for name in names]
    described = {
        text: describe_name(name, texts, known)
        for text, name in {name.text: name for name in known}.items()
    }
    asked, answer, titled, sentence, _ = (
        tuple(described[name.text]._replace(start=name.start, end=name.end) for name in names)
        for names in found
    )
    topic = titled if is_name(title, titled) else ()
    is_short = len(turn.answer.split()) <= _MAX_ANSWER_WORDS
    return Scene(
        turn=turn,
        asked=tuple(_as_typed(name, turn.asked, topic) for name in asked),
        answer=answer if is_short and _ASKS_FOR_NAME.search(turn.asked) else (),
        topic=topic,
        sentence=(*answer, *sentence),
        phrases=tuple(_phrases_asked(turn.asked)),
        all_names=tuple(described.values()),
    )


def _phrases_asked(asked: str) -> Iterator[Phrase]:
    """The noun phrases of a question, but for the verb after "who": "leads" is none."""
    verb = _WHO_DOES.match(asked)
    begin = verb.end() if verb else 0
    for each in find_phrases(asked[begin:]):
        yield each._replace(start=each.start + begin, end=each.end + begin)


def _is_sentence(answer: str) -> bool:
    """Whether an answer's first capital says nothing: "Rebels who control a part of the city"."""
    words = answer.split()
    return len(words) > 3 and not any(word[0].isupper() for word in words[1:])


def _as_typed(name: Name, asked: str, topic: Sequence[Name]) -> Name:
    """A name as the user wrote it, unless the whole article is about its bearer."""
    if any(name.text == each.text for each in topic):
        return name
    return name._replace(text=without_possessive(asked[name.start : name.end]))


def is_name(text: str, names: Sequence[Name]) -> bool:
    """Whether a text is nothing but one of the names found in it."""
    return len(names) == 1 and names[0].end - names[0].start >= len(text.strip()) - len("The ")


def read_scenes(turns: Sequence[Turn]) -> list[Scene]:
    """The last turns, the latest first."""
    return [read_scene(turn) for turn in reversed(turns[-TURNS_REMEMBERED:])]


def count_mentions(words: str, scenes: Sequence[Scene]) -> int:
    """How many of the questions spoke of it."""
    return sum(words in scene.turn.asked for scene in scenes)
