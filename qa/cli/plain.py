"""The chat without a screen: for terminals that cannot paint one, screen readers and pipes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypedDict

import click

from corpus.errors import InputError
from qa.cli.options import AskOptions
from qa.cli.output import progress_bar, say

if TYPE_CHECKING:
    from corpus.headings import Heading, Wanted
    from corpus.records import Article, Filters
    from qa.answers import Answer
    from qa.assistant import Assistant
    from qa.conversation.turns import Turn
    from qa.sessions.keeping import Keeper

SAMPLE_ARTICLES = 20


def can_paint() -> bool:
    """Whether the chat's screen can be shown: at a terminal that knows more than lines.

    Or in a browser, where `serve` says who draws.
    """
    if "TEXTUAL_DRIVER" in os.environ:
        return True
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def converse(asking: AskOptions, sample: bool, keeper: Keeper | None) -> None:
    """Take questions and commands line by line, print what comes of each, and keep the turns.

    From a pipe each line is shown before its answer. The sample archive asks one question itself
    where nothing is piped in; elsewhere that is an InputError.
    """
    from qa.archive_changes import add_sample
    from qa.plain.plain_chat import PlainChat
    from qa.sample import SAMPLE_QUESTION

    if sample:
        with progress_bar("Making the sample archive", SAMPLE_ARTICLES) as progress:
            add_sample(asking.folder, progress)
    is_typed = sys.stdin.isatty()
    lines = _typed_lines() if is_typed else _piped_lines([SAMPLE_QUESTION] if sample else [])
    with asking.assemble() as assistant:
        library = _Library(assistant, asking)
        chat = PlainChat(library, asking.filters, asking.top, **_kept(keeper))
        if is_typed:
            say("Ask in plain words; :help tells what else you can type.")
        for line in lines:
            if not is_typed:
                say(f"> {line}\n")
            reply = chat.take(line)
            for each in reply.lines:
                say(each)
            if reply.is_last:
                break
            say("")


class _Kept(TypedDict, total=False):
    """What a keeper means to a conversation in lines."""

    turns: Sequence[Turn]
    keep: Callable[[Answer], None]


def _kept(keeper: Keeper | None) -> _Kept:
    from qa.show.phrases import format_count

    if keeper is None:
        return {}
    turns = keeper.session.read().turns
    if turns:
        count = format_count(len(turns), "turn")
        say(f"This goes on with session {keeper.session.id}, {count} so far.")

    def keep(answer: Answer) -> None:
        keeper.session.append(answer, keeper.archive)

    return {"turns": [turn.remember() for turn in turns], "keep": keep}


def _typed_lines() -> Iterator[str]:
    """The lines that are typed at the prompt, but for blank ones, to the end of the input."""
    from qa.plain.plain_chat import PROMPT

    while True:
        click.echo(PROMPT, nl=False, err=True)
        raw = sys.stdin.readline()
        if not raw:
            click.echo(err=True)
            return
        if line := raw.strip():
            yield line


def _piped_lines(instead: Sequence[str]) -> Iterator[str]:
    """The lines of standard input that are not blank, each as soon as it is there.

    Where there are none: what stands instead; InputError where nothing does.
    """
    lines = (raw.decode("utf-8-sig", "surrogateescape").strip() for raw in sys.stdin.buffer)
    full = filter(None, lines)
    first = next(full, None)
    if first is None and not instead:
        raise InputError("no question was piped in: give one a line, or use `pullquote ask`")
    return chain([first] if first else instead, full)


@dataclass(frozen=True, slots=True)
class _Library:
    """An assistant as the conversation calls it."""

    assistant: Assistant
    asking: AskOptions

    def ask(self, question: str, filters: Filters, top: int) -> Answer:
        from qa.search.filters import until

        within = until(filters, self.asking.as_of)
        return self.assistant.ask(question, within, top=top, asked_on=self.asking.as_of)

    def headings(self, wanted: Wanted) -> list[Heading]:
        return self.assistant.archive.headings(wanted)

    def article(self, id: str) -> Article | None:
        return self.assistant.archive.article(id)

    def outlets(self) -> list[str]:
        return list(self.assistant.archive.sources())
