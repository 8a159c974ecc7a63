"""Questions of a file that are turns of one conversation: each is made whole by those before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeAlias

from qa.answers import Answer
from qa.conversation.turns import Turn, WholeQuestion
from qa.conversation.whole_question import make_whole
from qa.questions import Question

AskWhole: TypeAlias = Callable[[Question, WholeQuestion], Answer]
"""Asks a question of a file as it was made whole; an answer, be it one with an error."""


class Conversations:
    """Asks the questions of one file; those with one `conversation` are its turns, in order."""

    def __init__(self, questions: Sequence[Question], ask: AskWhole) -> None:
        self._ask = ask
        self._questions = defaultdict[str, list[Question]](list)
        for question in questions:
            self._questions[question.conversation].append(question)
        self._turns = defaultdict[str, list[Turn]](list)

    def ask(self, question: Question) -> Answer:
        """The answer to a question; to a follow-up, after the answers to the turns before it.

        A run that is resumed has no answers of the turns that it keeps: they are asked again.
        """
        if not question.conversation:
            return self._ask(question, WholeQuestion(question.text, question.text))
        turns = self._turns[question.conversation]
        place = self._questions[question.conversation].index(question)
        for earlier in self._questions[question.conversation][len(turns) : place]:
            turns.append(Turn.of(self._ask_turn(earlier, turns)))
        answer = self._ask_turn(question, turns)
        turns.append(Turn.of(answer))
        return answer

    def _ask_turn(self, question: Question, turns: Sequence[Turn]) -> Answer:
        whole = make_whole(question.text, turns)
        if whole.unclear and not question.problem:
            return Answer.of_unclear(question.text, whole.unclear)
        return self._ask(question, whole)
