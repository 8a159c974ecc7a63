"""Conversations asked of an archive: whether our whole questions find what a person's find.

`python -m qa.lab.conversation_gold tests/qa/conversation/conversations.jsonl ARCHIVE` prints a
table; the archive is made of the sample's articles where it is not there yet.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from qa.answers import Answer
from qa.app import assemble
from qa.archive_changes import add_sample
from qa.conversation.turns import Turn
from qa.conversation.whole_question import make_whole


class GoldTurn(NamedTuple):
    """A question as it was typed, and as a person made it whole."""

    question: str
    whole: str


class AskedTurn(NamedTuple):
    """A follow-up, what we made of it, and whether each form finds the passage of the whole one."""

    conversation: str
    gold: GoldTurn
    asked: str
    unclear: str
    found_as_typed: bool
    found: bool


def load_conversations(path: Path) -> dict[str, list[GoldTurn]]:
    """The conversations of a file, one a line, by id."""
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {
        each["id"]: [GoldTurn(turn["question"], turn["whole"]) for turn in each["turns"]]
        for each in records
    }


def ask_conversation(
    id: str, gold: Sequence[GoldTurn], ask: Callable[[str], Answer]
) -> Iterator[AskedTurn]:
    """Ask the turns in their order, each after our own whole questions before it."""
    turns: list[Turn] = []
    for number, turn in enumerate(gold):
        whole = make_whole(turn.question, turns)
        answer = ask(whole.asked)
        turns.append(Turn.of(answer))
        if number:
            wanted = _top_passage(ask(turn.whole))
            yield AskedTurn(
                id,
                turn,
                whole.asked,
                whole.unclear,
                found_as_typed=_top_passage(ask(turn.question)) == wanted,
                found=not whole.unclear and _top_passage(answer) == wanted,
            )


def _top_passage(answer: Answer) -> str:
    return answer.evidence[0].passage.id if answer.evidence else ""


def main(arguments: Sequence[str]) -> None:
    """Print the table: the gold's file, then the archive's folder; `misses` lists the others."""
    gold, folder = load_conversations(Path(arguments[0])), Path(arguments[1])
    add_sample(folder, lambda _: None)
    with assemble(folder) as assistant:
        ask = cache(assistant.ask)  # many are whole as they were typed
        asked = [turn for id, turns in gold.items() for turn in ask_conversation(id, turns, ask)]
    print("| conversations | follow-ups | found as typed | found whole |\n|--:|--:|--:|--:|")
    shares = fmean(one.found_as_typed for one in asked), fmean(one.found for one in asked)
    print(f"| {len(gold)} | {len(asked)} | {shares[0]:.3f} | {shares[1]:.3f} |")
    if "misses" in arguments[2:]:
        for one in asked:
            if not one.found:
                print(f"\n{one.conversation}  {one.gold.question}\n→ {one.unclear or one.asked}")
                print(f"≙ {one.gold.whole}")


if __name__ == "__main__":
    main(sys.argv[1:])
