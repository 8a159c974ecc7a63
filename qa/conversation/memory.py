"""The memory of one conversation: what was asked and answered, and what the next question means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from qa.answers import Answer
from qa.conversation.turns import TURNS_REMEMBERED, InView, Turn, WholeQuestion
from qa.conversation.whole_question import make_whole


@dataclass(slots=True)
class Conversation:
    """The last turns of a conversation, as a follow-up needs them.

    While `follows` is off every question stands alone; its answers are remembered all the same.
    """

    follows: bool = True
    _turns: list[Turn] = field(default_factory=list)

    def make_whole(self, question: str, in_view: InView | None = None) -> WholeQuestion:
        """The question as it could be asked alone, after the turns before it."""
        if not self.follows:
            return WholeQuestion(question, question)
        return make_whole(question, self._turns, in_view)

    def remember(self, answer: Answer) -> None:
        """Add a turn: one that failed leaves nothing that a follow-up could mean."""
        if answer.status != "error":
            self._turns = [*self._turns, Turn.of(answer)][-TURNS_REMEMBERED:]

    def begin_again(self, answers: Iterable[Answer] = ()) -> None:
        """Forget every turn, and remember these answers instead."""
        self._turns = []
        for answer in answers:
            self.remember(answer)
