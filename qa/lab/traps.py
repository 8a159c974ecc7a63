"""Questions that tempt a reader to mislead: how many of each kind it gets right.

`make bench-traps` asks the traps of `tests/qa/traps`, invented articles with questions about them.
Each kind of trap is a way in which an answer may not be fit to print; answers are judged by what
`pullquote ask --json` prints.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, cast

from corpus.records import NO_FILTERS, Filters
from qa.app import assemble
from qa.archive_changes import add_files
from qa.assistant import Assistant
from qa.evaluation.measures import normalise
from qa.show.schema import AnswerRecord, SaidRecord, answer_record

# A right answer may have as many words around the accepted one.
_EXTRA_WORDS = 4
_ARTICLE = re.compile(r"\A(?:the|an?)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trap:
    """A question, and what a reply to it must and must not say.

    `answers` are accepted wordings, to the letter where `exact`; `never` is what no answer may
    hold, and `holds` what one must hold, all of it. `article` is the name of the article that
    answers, `agreeing` others that say the same, `copies` those that print its text, `differing`
    those that say something else, each with its value; `timeline` is the same in order, oldest
    first. `closest` is what the passage shown beside a refusal holds, "" where there is to be
    none. A field that does not matter is None.
    """

    id: str
    kind: str
    question: str
    answers: Sequence[str]
    answerable: bool
    article: str = ""
    never: Sequence[str] = ()
    holds: Sequence[str] = ()
    exact: bool = False
    answer_kind: str | None = None
    agreeing: Sequence[str] | None = None
    copies: Sequence[str] | None = None
    differing: Sequence[tuple[str, str]] | None = None
    timeline: Sequence[tuple[str, str]] | None = None
    closest: str | None = None
    as_of: str | None = None
    asked_on: str | None = None
    note: str = field(default="", compare=False)


def load_traps(path: Path) -> list[Trap]:
    """The traps of a file, one a line."""
    known = {each.name for each in fields(Trap)}
    lines = path.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line]
    return [Trap(**{name: record[name] for name in record.keys() & known}) for record in records]


def ask_trap(trap: Trap, assistant: Assistant) -> AnswerRecord:
    """What the program says, as of the trap's day."""
    as_of = date.fromisoformat(trap.as_of) if trap.as_of else None
    asked_on = date.fromisoformat(trap.asked_on) if trap.asked_on else as_of
    filters = Filters(last=as_of) if as_of else NO_FILTERS
    return answer_record(assistant.ask(trap.question, filters, asked_on=asked_on), trap.id)


def find_faults(trap: Trap, reply: AnswerRecord) -> list[str]:
    """What is wrong with a reply; nothing where it is right."""
    if not trap.answerable:
        refused = reply["status"] == "not_found"
        return [*([] if refused else ["not refused"]), *_closest_faults(trap, reply)]
    if reply["status"] == "not_found":
        return ["refused", *_closest_faults(trap, reply)]
    return [
        *_answer_faults(trap, reply["answer"] or ""),
        *_agreement_faults(trap, reply),
        *_difference_faults(trap, reply),
        *_timeline_faults(trap, reply),
    ]


def _answer_faults(trap: Trap, answer: str) -> list[str]:
    faults = [f"says {each}" for each in trap.never if each.casefold() in answer.casefold()]
    faults += [f"lacks {each}" for each in trap.holds if each.casefold() not in answer.casefold()]
    if trap.answers and not trap.holds and not _is_accepted(trap, answer):
        faults.append("another answer")
    return faults


def _is_accepted(trap: Trap, answer: str) -> bool:
    if trap.exact:
        return _ARTICLE.sub("", answer) in {_ARTICLE.sub("", each) for each in trap.answers}
    words = normalise(answer).split()
    accepted = [normalise(each).split() for each in trap.answers]
    extra = len(words) if trap.answer_kind in ("sentence", "list") else _EXTRA_WORDS
    return any(_holds(words, each) and len(words) <= len(each) + extra for each in accepted)


def _holds(words: Sequence[str], part: Sequence[str]) -> bool:
    return any([*words[n : n + len(part)]] == [*part] for n in range(len(words)))


def _agreement_faults(trap: Trap, reply: AnswerRecord) -> list[str]:
    if trap.agreeing is None or not reply["said"]:
        return []
    right = {trap.article, *trap.agreeing, *(trap.copies or ())}
    saying = _articles_of(reply, reply["said"][0])
    faults = [f"counts {each}" for each in sorted(saying - right)]
    if len(right) > 1 and len(saying) == 1:
        faults.append("finds nobody else who says so")
    return faults


def _difference_faults(trap: Trap, reply: AnswerRecord) -> list[str]:
    if trap.differing is None:
        return []
    others = [(group["answer"], _articles_of(reply, group)) for group in reply["said"][1:]]
    right = {article for article, _ in trap.differing}
    faults = [f"“{said}” is no other answer" for said, articles in others if not articles & right]
    if right and not any(articles & right for _, articles in others):
        faults.append("shows no other answer")
    return faults


def _timeline_faults(trap: Trap, reply: AnswerRecord) -> list[str]:
    if not trap.timeline:
        return []
    shown = [normalise(entry["answer"]) for entry in _more(reply, "timeline") or ()]
    wanted = [normalise(value) for _, value in trap.timeline]
    rest = iter(shown)
    is_there = all(any(value in each for each in rest) for value in wanted)
    return [] if is_there else ["the sequence is not shown"]


def _closest_faults(trap: Trap, reply: AnswerRecord) -> list[str]:
    if trap.closest is None:
        return []
    closest = _more(reply, "closest")
    shown = closest["text"] if closest else ""
    if not trap.closest:
        return ["shows a passage where none is near"] if shown else []
    is_shown = trap.closest.casefold() in shown.casefold()
    return [] if is_shown else ["the closest passage is not shown"]


def _more(reply: AnswerRecord, name: str) -> Any:
    return cast(Mapping[str, Any], reply).get(name)


def _articles_of(reply: AnswerRecord, said: SaidRecord) -> set[str]:
    """The names of the articles that say something, copies among them."""
    rows = [row for row in reply["evidence"] if row["rank"] in said["rows"]]
    copies = [copy["article_id"] for row in rows for copy in row["copies"]]
    return {_name(id) for id in [*(row["article_id"] for row in rows), *copies]}


def _name(article_id: str) -> str:
    return article_id.rpartition("/")[2]


class Judged(NamedTuple):
    """A trap, the reply to it, and the reply's faults."""

    trap: Trap
    reply: AnswerRecord
    faults: list[str]


class Tally(NamedTuple):
    """How many questions there are, and replies without a fault; how many of the outright answers
    are wrong."""

    questions: int
    right: int
    outright: int
    outright_wrong: int


def ask_traps(traps: Sequence[Trap], assistant: Assistant) -> list[Judged]:
    """Ask every trap, and judge what comes back."""
    replies = [ask_trap(trap, assistant) for trap in traps]
    return [
        Judged(trap, reply, find_faults(trap, reply))
        for trap, reply in zip(traps, replies, strict=True)
    ]


def tally(judged: Iterable[Judged]) -> Tally:
    """Count the replies."""
    all_of_them = list(judged)
    outright = [each for each in all_of_them if each.reply["status"] == "answered"]
    return Tally(
        questions=len(all_of_them),
        right=sum(not each.faults for each in all_of_them),
        outright=len(outright),
        outright_wrong=sum(bool(each.faults) for each in outright),
    )


def main(arguments: Sequence[str]) -> None:
    """Print a row for each kind of trap: the traps' folder, then one for the archive of them.

    With `faults` after them every reply that is wrong is listed as well, and with `large` the
    large reader is asked.
    """
    traps, kept = Path(arguments[0]), Path(arguments[1])
    add_files([traps / "articles"], kept, None, lambda _: None)
    with assemble(kept, reader="large" if "large" in arguments[2:] else "small") as assistant:
        judged = ask_traps(load_traps(traps / "gold.jsonl"), assistant)
    kinds = dict.fromkeys(each.trap.kind for each in judged)
    for kind in kinds:
        print(_format_row(kind, tally(each for each in judged if each.trap.kind == kind)))
    print(_format_row("all", tally(judged)))
    if "faults" in arguments[2:]:
        for trap, reply, faults in judged:
            if faults:
                print(f"{trap.id} {trap.question} → {reply['status']}: {reply['answer']}"
                      f" [{'; '.join(faults)}] ({' | '.join(trap.answers)})")  # fmt: skip


def _format_row(kind: str, counted: Tally) -> str:
    share = counted.right / counted.questions
    wrong = f"{counted.outright_wrong} of {counted.outright}"
    return f"| {kind} | {counted.questions} | {share:.3f} | {wrong} |"


if __name__ == "__main__":
    main(sys.argv[1:])
