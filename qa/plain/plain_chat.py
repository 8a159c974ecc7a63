"""One conversation in lines: questions and commands in, answers out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Protocol

from corpus.errors import InputError, PullquoteError
from corpus.headings import Heading, Wanted
from corpus.records import NO_FILTERS, Article, Filters
from qa.answers import Answer, Evidence
from qa.browse.query import parse_query
from qa.conversation.article_questions import answer_from
from qa.conversation.turns import TURNS_REMEMBERED, Turn, WholeQuestion
from qa.conversation.whole_question import make_whole
from qa.search.filters import check_sources
from qa.show.phrases import format_count, format_date, format_filters, title_of
from qa.show.plain_lines import answer_in_lines
from qa.show.safe_text import one_line, printable

PROMPT = "> "
MOST_LISTED = 20  # articles of a search: more than anybody wants read aloud
HELP = """\
Type a question in plain words. A follow-up such as "and in Aleppo?" is made whole from the turns
before it; what is searched for is always told. A line that begins with a colon is a command:
:search QUERY   list the articles that hold some words, such as :search "peace talks" after:2016-02
:read N         read article N of what was answered or listed last
:filters        say which articles are searched; :filters after:2016 outlet:wire changes it,
                :filters none takes all
:help           these lines
:quit           leave; the end of the input does, too"""


class Library(Protocol):
    """What an open archive must do for the conversation."""

    def ask(self, question: str, filters: Filters, top: int) -> Answer:
        """The answer; PullquoteError where there is none to be had."""

    def headings(self, wanted: Wanted) -> Sequence[Heading]:
        """The articles that are wanted, the newest first."""

    def article(self, id: str) -> Article | None:
        """The article with this id, or None."""

    def outlets(self) -> Sequence[str]:
        """The outlets of its articles."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes of a line; `is_last` where the conversation is over."""

    lines: Sequence[str]
    is_last: bool = False


class PlainChat:
    """Takes lines as they are typed, and gives the lines to print.

    `turns` are those of an earlier conversation with which this one goes on; `keep` is called with
    each answer before it is given, and may raise OSError.
    """

    def __init__(
        self,
        library: Library,
        filters: Filters = NO_FILTERS,
        top: int = 5,
        *,
        turns: Sequence[Turn] = (),
        keep: Callable[[Answer], None] = lambda _: None,
    ) -> None:
        self.filters = filters
        self._library, self._top, self._keep = library, top, keep
        self._turns = list(turns)[-TURNS_REMEMBERED:]
        self._listed: list[str] = []  # the ids of what was answered or listed last
        self._commands: dict[str, Callable[[str], Iterator[str]]] = {
            "search": self._search,
            "read": self._read,
            "filters": self._filter,
            "help": lambda _: iter(HELP.splitlines()),
        }

    def take(self, line: str) -> Reply:
        """What a line brings; what is wrong with it is one of the lines."""
        typed = line.strip()
        if typed in (":quit", ":q", ":exit"):
            return Reply((), is_last=True)
        try:
            lines = self._obey(typed) if typed.startswith(":") else self._ask(typed)
            return Reply([printable(each) for each in lines])
        except PullquoteError as error:
            return Reply([f"pullquote: {one_line(str(error))}"])

    def _obey(self, typed: str) -> Iterator[str]:
        name, _, rest = typed[1:].partition(" ")
        if name not in self._commands:
            near = get_close_matches(name, [*self._commands, "quit"], 1)
            instead = f"the nearest is :{near[0]}" if near else ":help tells what there is"
            raise InputError(f"there is no command :{name}: {instead}")
        return self._commands[name](rest.strip())

    def _ask(self, question: str) -> Iterator[str]:
        answer = self._answer(make_whole(question, self._turns))
        self._turns = [*self._turns, Turn.of(answer)][-TURNS_REMEMBERED:]
        self._listed = [row.passage.article.id for row in _rows_to_read(answer)]
        try:
            self._keep(answer)
        except OSError as error:
            yield f"This turn could not be kept: {error.strerror}"
        yield from answer_in_lines(answer)

    def _answer(self, whole: WholeQuestion) -> Answer:
        if whole.unclear:
            return Answer.of_unclear(whole.question, whole.unclear)
        if whole.within and (article := self._library.article(whole.within.article)):
            return answer_from(article, whole)
        found = self._library.ask(whole.asked, self.filters, self._top)
        return replace(found, question=whole.question)

    def _search(self, query: str) -> Iterator[str]:
        wanted = self._checked(parse_query(query))
        found = self._library.headings(wanted)
        self._listed = [each.id for each in found[:MOST_LISTED]]
        yield f"{format_count(len(found), 'article')} found."
        for number, heading in enumerate(found[:MOST_LISTED], start=1):
            yield f"{number}. {_heading_words(heading)}"
        if len(found) > MOST_LISTED:
            yield f"These are the newest {MOST_LISTED}: say more to find the others."

    def _read(self, number: str) -> Iterator[str]:
        if not self._listed:
            raise InputError("nothing is listed to read: ask, or :search, first")
        if not number.isdecimal() or not 1 <= int(number) <= len(self._listed):
            raise InputError(f":read takes a number from 1 to {len(self._listed)}, as :read 1")
        article = self._library.article(self._listed[int(number) - 1])
        if article is None:
            raise InputError("that article is no longer in the archive")
        yield _heading_words(article)
        yield ""
        yield article.text

    def _filter(self, typed: str) -> Iterator[str]:
        if typed == "none":
            self.filters = NO_FILTERS
        elif typed:
            wanted = parse_query(typed)
            if wanted.has_text:
                raise InputError(
                    ":filters takes after:, before:, on: and outlet: only; to look for words, "
                    "use :search"
                )
            self.filters = self._checked(wanted).filters
        words = format_filters(self.filters)
        yield f"Only {words}." if words else "Every article is searched."

    def _checked(self, wanted: Wanted) -> Wanted:
        if wanted.filters.sources:
            check_sources(wanted.filters, self._library.outlets())
        return wanted


def _rows_to_read(answer: Answer) -> Sequence[Evidence]:
    if answer.text is None:
        return (answer.closest,) if answer.closest else ()
    return answer.evidence


def _heading_words(each: Heading | Article) -> str:
    known = (title_of(each), one_line(each.source or ""), format_date(each))
    return ", ".join(part for part in known if part)
