"""Follow-ups of public sets beside what people made of them: how near our whole questions come.

`python -m qa.lab.follow_ups canard-dev.jsonl.gz` prints a table. The sets' text stays outside.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from statistics import fmean
from time import thread_time
from typing import NamedTuple

from qa.conversation.turns import Turn
from qa.conversation.whole_question import make_whole

# Of every hundred dialogues so many are held out: rules are made from the others.
HELD_OUT_PER_CENT = 18
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = {"a", "an", "the"}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question as it was typed in a dialogue, and as a person made it whole."""

    dialogue: str
    question: str
    by_hand: str
    answer_before: str
    title: str


class Judged(NamedTuple):
    """A follow-up, what we made of it, and the time that it took."""

    follow_up: FollowUp
    ours: str
    unclear: str
    milliseconds: float


def read_follow_ups(path: Path) -> Iterator[FollowUp]:
    """Every question of a set, in order: fields `id`, `question`, `rewrite`, `history`, `title`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            dialogue = re.split(r"[#_](?=\d+$)", record["id"])[0]
            alternates = "title" in record or record["id"].startswith("cast2021")
            answer = record["history"][-1] if record["history"] and alternates else ""
            yield FollowUp(
                dialogue,
                record["question"].strip(),
                record["rewrite"].strip(),
                "" if answer == "I don't know." else answer,
                record.get("title", ""),
            )


def make_all_whole(follow_ups: Iterable[FollowUp]) -> Iterator[Judged]:
    """Each question made whole after our own whole questions before it, as in a conversation."""
    for _, questions in groupby(follow_ups, key=lambda each: each.dialogue):
        turns: list[Turn] = []
        for each in questions:
            if not turns:
                turns.append(Turn("", title=each.title))
            else:
                turns[-1] = Turn(
                    turns[-1].asked, each.answer_before, each.answer_before, title=each.title
                )
            started = thread_time()
            whole = make_whole(each.question, turns)
            took = 1000 * (thread_time() - started)
            yield Judged(each, whole.asked, whole.unclear, took)
            turns.append(Turn(whole.asked, title=each.title))


def token_f1(ours: str, by_hand: str) -> float:
    """SQuAD's F1 over words, articles left out."""
    return _overlap(_words(ours, but=_ARTICLES), _words(by_hand, but=_ARTICLES))


def rouge_1(ours: str, by_hand: str) -> float:
    """ROUGE-1's F1: the overlap of single words."""
    return _overlap(_words(ours), _words(by_hand))


def _words(text: str, but: Iterable[str] = ()) -> Counter[str]:
    return Counter(word for word in _WORD.findall(text.lower()) if word not in but)


def _overlap(ours: Counter[str], theirs: Counter[str]) -> float:
    both = (ours & theirs).total()
    return 2 * both / (ours.total() + theirs.total()) if both else 0.0


def is_whole(each: FollowUp) -> bool:
    """Whether the person left the question as it was."""
    return _words(each.question) == _words(each.by_hand)


def is_held_out(dialogue: str) -> bool:
    """Whether the rules were made without this dialogue."""
    return int(sha256(dialogue.encode()).hexdigest(), 16) % 100 < HELD_OUT_PER_CENT


def format_row(name: str, judged: Sequence[Judged]) -> str:
    """One line of the table."""
    whole = [each for each in judged if is_whole(each.follow_up)]
    harmed = [each for each in whole if _words(each.ours) != _words(each.follow_up.by_hand)]
    values = [
        fmean(measure(text, by_hand) for text, by_hand in texts)
        for measure in (token_f1, rouge_1)
        for texts in (
            [(each.follow_up.question, each.follow_up.by_hand) for each in judged],
            [(each.ours, each.follow_up.by_hand) for each in judged],
        )
    ]
    slowest = sorted(each.milliseconds for each in judged)[int(0.99 * len(judged))]
    cells = [f"{len(judged):,}", *(f"{value:.3f}" for value in values)]
    cells += [f"{len(harmed)} of {len(whole)}", f"{slowest:.2f}"]
    return f"| {name} | {' | '.join(cells)} |"


HEAD = (
    "| set | questions | F1 as typed | F1 whole | ROUGE-1 as typed | ROUGE-1 whole "
    "| whole ones changed | ms, 99 % |\n|---|--:|--:|--:|--:|--:|--:|--:|"
)


def main(arguments: Sequence[str]) -> None:
    """Print the table for the files named; a last argument `changes` lists our questions too."""
    print(HEAD)
    for path in map(Path, arguments):
        if not path.exists():
            continue
        judged = list(make_all_whole(read_follow_ups(path)))
        parts = {
            "tuned on": [one for one in judged if not is_held_out(one.follow_up.dialogue)],
            "held out": [one for one in judged if is_held_out(one.follow_up.dialogue)],
        }
        for name, part in parts.items():
            if not part:
                continue
            print(format_row(f"{path.parent.name}, {name}", part))
        if "changes" in arguments:
            for one in parts["tuned on"]:
                print("\n".join(_change_lines(one)))


def _change_lines(one: Judged) -> Iterator[str]:
    yield f"\n {one.follow_up.question}"
    yield f"→ {one.ours} {one.unclear}"
    yield f"≙ {one.follow_up.by_hand}"


if __name__ == "__main__":
    main(sys.argv[1:])
