"""`make_whole`: what a question asks where it stands, after the turns before it."""

from __future__ import annotations

from collections.abc import Sequence

from qa.conversation.left_out import fill_in
from qa.conversation.references import replace_references
from qa.conversation.scenes import read_scenes
from qa.conversation.turns import Turn, WholeQuestion


def make_whole(question: str, turns: Sequence[Turn]) -> WholeQuestion:
    """The question as it could be asked alone, or why it cannot be.

    `turns` are those before it, the latest last; only the last few count. A question that is
    whole stays as it is, to the letter.
    """
    scenes = read_scenes(turns)
    filled = fill_in(question, scenes)
    if filled.unclear:
        return WholeQuestion(question, question, _ask_for_more(filled.unclear))
    replaced = replace_references(filled.text, scenes)
    if replaced.unclear:
        return WholeQuestion(question, question, _ask_for_name(replaced.unclear))
    return WholeQuestion(question, replaced.text)


def _ask_for_name(word: str) -> str:
    people = ("he", "him", "his", "she", "her", "hers", "they", "them", "their", "theirs")
    is_who = "who" if word.lower() in people else "where" if word.lower() == "there" else "what"
    return f"I do not see {is_who} “{word}” is: ask with a name."


def _ask_for_more(words: str) -> str:
    return f"I do not see what “{words}” asks about: ask in a whole sentence."
