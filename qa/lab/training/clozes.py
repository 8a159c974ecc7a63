"""Questions made of plain text, to practise on before the real ones.

A sentence loses a name, a date, a number or a few plain words to a question word; the answer
stands in the same paragraph, or in another one of the article that tells the same (after Lewis
et al., 2019, and Ram et al., 2021). Such questions are crude, but there are as many as one likes.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus.calendar_words import MONTHS, any_of
from corpus.indexes.keywords import stems
from corpus.records import Span
from corpus.sentences import sentences
from qa.lab.training.sets import Example, Paragraph

_NAME = r"[A-Z][\w’'-]*\w(?: (?:(?:of|the|de|van|von|and|for) )?[A-Z][\w’'-]*\w){0,4}"
_MONTH = any_of(month.capitalize() for month in MONTHS)
_DATE = rf"(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}},)?(?: \d{{4}})?|\b[12]\d{{3}}\b"
_NUMBER = r"\b\d[\d,.]*\d(?: (?:million|billion|percent|people|men|years))?|\b\d+ percent"
# What stands between an article and a word of grammar is mostly one noun phrase.
_PHRASE = (
    r"\b(?:the|an?|its|their|his|her) (?:[a-z][a-z-]+ ){0,2}[a-z][a-z-]{2,}"
    r"(?=[.,;:)]| (?:of|in|on|at|by|for|from|with|to|and|or|that|which|who|is|was|are|were|has|had|"
    r"as|when|while|after|before|into|through|can|could|would|will|may|did|does|be)\b)"
)
_ASKED_FOR = re.compile(
    rf"(?P<when>{_DATE})|(?P<number>{_NUMBER})|(?P<name>{_NAME})|(?P<phrase>{_PHRASE})"
)
# A whole sentence and no list, table or remains of markup.
_SENTENCE = re.compile(r"[A-Z“\"](?:[^\s\[\]|<>{}=]+ ){7,}[^\s\[\]|<>{}=]+[.”\"]", re.DOTALL)
_OF_PHRASES = 0.3  # they are many, and the least like what people ask for

_WORDS_BESIDE = (4, 11)  # so many words of the sentence stay on each side
_DROPPED = 0.25
_FRONTED = 0.7
# Two sentences tell the same if they share at least so many words beside the answer.
_SHARED = 3


def clozes(paragraphs: Sequence[Paragraph], most: int, chance: random.Random) -> list[Example]:
    """At most so many questions on the paragraphs of one article."""
    told = [(p, span, match) for p in paragraphs for span, match in asked_for(p)]
    by_answer: dict[str, list[int]] = defaultdict(list)
    for place, (_, _, match) in enumerate(told):
        by_answer[match.group()].append(place)
    chance.shuffle(order := list(range(len(told))))
    made: list[Example] = []
    for place in order:
        if len(made) == most:
            break
        paragraph, span, match = told[place]
        if match.group() in paragraph.title or (match["phrase"] and chance.random() >= _OF_PHRASES):
            continue
        elsewhere = _elsewhere(told[place], [told[o] for o in by_answer[match.group()]])
        read, answer = elsewhere or (paragraph, match)
        question = _question(paragraph.text[slice(*span)], span.start, match, chance)
        id = f"cloze/{paragraph.id}/{match.start()}"
        made.append(
            Example(id, question, read, Span(*answer.span()), (match.group(),), held_out=False)
        )
    return made


_Told = tuple[Paragraph, Span, re.Match[str]]


def asked_for(paragraph: Paragraph) -> Iterator[tuple[Span, re.Match[str]]]:
    """What could be asked for: a sentence of it, and the name, date, number or phrase."""
    for span in sentences(paragraph.text):
        if not _SENTENCE.fullmatch(paragraph.text[slice(*span)]):
            continue
        for match in _ASKED_FOR.finditer(paragraph.text, *span):
            # A capital at the start of a sentence need not be a name's.
            if match["phrase"] or match.start() > span.start or " " in match.group():
                yield span, match


def _elsewhere(one: _Told, others: Sequence[_Told]) -> tuple[Paragraph, re.Match[str]] | None:
    """Where another paragraph tells the same: the sentence that shares the most words."""
    paragraph, span, match = one
    words = set(stems(paragraph.text[slice(*span)])) - set(stems(match.group()))
    shared = {
        place: len(words & set(stems(other.text[slice(*beside)])))
        for place, (other, beside, _) in enumerate(others)
        if other.id != paragraph.id
    }
    best = max(shared, key=lambda place: shared[place], default=-1)
    if best < 0 or shared[best] < _SHARED:
        return None
    return others[best][0], others[best][2]


def _question(sentence: str, start: int, match: re.Match[str], chance: random.Random) -> str:
    beside = chance.randint(*_WORDS_BESIDE)
    before = sentence[: match.start() - start].split()[-beside:]
    after = sentence[match.end() - start :].split()[:beside]
    before, after = (
        [word for word in words if chance.random() >= _DROPPED] for words in (before, after)
    )
    asked = [chance.choice(_question_words(match, before[-1:]))]
    if match["number"]:  # of what belongs to the question word
        asked, after = [*asked, *after[:1]], after[1:]
    words = [*asked, *before, *after] if chance.random() < _FRONTED else [*before, *asked, *after]
    return " ".join(words).strip(" .,;:") + "?"


def _question_words(match: re.Match[str], preposition: Sequence[str]) -> list[str]:
    if match["when"]:
        return ["when", "what year", "in what year", "what date"]
    if match["number"]:
        return ["how many", "how many", "how much", "what number of"]
    if match["phrase"]:
        return ["what", "what", "which"]
    if preposition and preposition[0] in ("in", "at", "near", "from", "to"):
        return ["where", "what", "which", "what place"]
    return ["who", "who", "what", "which"]
