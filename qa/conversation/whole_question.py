"""`make_whole`: what a question asks where it stands, after the turns before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.conversation.article_questions import (
    HIDDEN,
    article_asked,
    hide_title,
    points_at_article,
)
from qa.conversation.left_out import fill_in
from qa.conversation.references import replace_references
from qa.conversation.scenes import read_scenes
from qa.conversation.times import find_time_phrase, has_adverb_of_time
from qa.conversation.turns import InView, Turn, WholeQuestion
from qa.conversation.word_classes import is_only_small_words

# A life has its own times, and who asks when does not know the time.
_OTHER_TIME = re.compile(
    r"^(?:\W*(?:and|but|so|then)\b)*\W*(?:(?:since|until|till) )?(?:when|how old)\b"
    r"|\b(?:which|what) (?:year|month|day|date)\b"
    r"|\b(?:born|gr[eo]w up|grown up|study|studied|die|died|dead|buried|marry|married"
    r"|succeed|before|after|earlier|later|first)\b",
    re.IGNORECASE,
)
_WAS_DONE = re.compile(r"\b(?:did|was|were|had)\b", re.IGNORECASE)


def make_whole(
    question: str, turns: Sequence[Turn], in_view: InView | None = None
) -> WholeQuestion:
    """The question as it could be asked alone, or why it cannot be.

    `turns` are those before it, the latest last; only the last few count. A question that is
    whole stays as it is, to the letter. "The article" is the one `in_view`, else the last
    answer's.
    """
    if in_view and points_at_article(question):
        turns = _look_at(in_view, turns)
    scenes = read_scenes(turns)
    filled = fill_in(question, scenes)
    if filled.unclear:
        return WholeQuestion(question, question, _ask_for_more(filled.unclear))
    without_title, title = hide_title(filled.text)
    replaced = replace_references(without_title, scenes)
    if replaced.unclear:
        return WholeQuestion(question, question, _ask_for_name(replaced.unclear))
    asked = replaced.text.replace(HIDDEN, title, 1) if without_title != filled.text else ""
    if within := article_asked(asked or replaced.text, turns):
        return WholeQuestion(question, asked or replaced.text, within=within)
    if replaced.text == question and is_only_small_words(question):
        return WholeQuestion(question, question, _ask_for_more(question.strip()))
    return WholeQuestion(question, _keep_time(question, asked or replaced.text, turns))


def _look_at(in_view: InView, turns: Sequence[Turn]) -> Sequence[Turn]:
    """The turns, and after them the article that the user has open, if it is not the last one's."""
    if turns and turns[-1].article == in_view.article:
        return turns
    return [*turns, Turn("", title=in_view.title, article=in_view.article)]


def _keep_time(question: str, whole: str, turns: Sequence[Turn]) -> str:
    """A follow-up about what was done is about the time that the last question named."""
    time = find_time_phrase(turns[-1].asked) if turns and whole != question else None
    if time is None or find_time_phrase(whole) or not _WAS_DONE.search(whole):
        return whole
    if _OTHER_TIME.search(question) or has_adverb_of_time(whole):
        return whole
    return f"{whole.rstrip('?.! ')}{time[0]}?"


def _ask_for_name(word: str) -> str:
    people = ("he", "him", "his", "she", "her", "hers", "they", "them", "their", "theirs")
    is_who = "who" if word.lower() in people else "where" if word.lower() == "there" else "what"
    return f"I do not see {is_who} “{word}” is: ask with a name."


def _ask_for_more(words: str) -> str:
    return f"I do not see what “{words}” asks about: ask in a whole sentence."
