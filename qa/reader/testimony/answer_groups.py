"""Statements become groups and a timeline: the answer, who agrees, who differs, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.records import PublicationDate
from qa.answers import AnswerGroup, TimelineEntry
from qa.reader.values.answer_values import Value, compare_values

_MIN_TIMELINE_DAYS = 2  # what all is printed on one day has no order in time


@dataclass(frozen=True, slots=True)
class Statement:
    """What one row of evidence says to the question.

    `counts` is whether it speaks for itself: it answers the question alone, states the answer and
    was not corrected since. `contradicts` is whether it is also near enough to the question to
    stand against another answer. `articles` are how many print the row's text.
    """

    row: int
    text: str
    value: Value
    article_id: str
    published: PublicationDate | None = None
    articles: int = 1
    is_stated: bool = True
    is_corrected: bool = False
    counts: bool = True
    contradicts: bool = True

    def agrees(self, other: Statement) -> bool:
        """Whether both say the same, however they put it."""
        return compare_values(self.value, other.value) == "same"

    def differs(self, other: Statement) -> bool:
        """Whether both say what cannot be true at once, or for one and the same thing."""
        return compare_values(self.value, other.value) == "different"

    @property
    def day(self) -> date:
        """The first day on which it can have been printed; the first of all where none is known."""
        return self.published.first if self.published else date.min


def group_statements(statements: Sequence[Statement]) -> tuple[AnswerGroup, ...]:
    """The first statement with all that say the same, then each that really differs, newest first.

    Statements that do not count are left out, but for the first, which is the answer; so are those
    of which nobody can tell whether they say the same.
    """
    if not statements:
        return ()
    first, *others = statements
    rivals = [each for each in others if each.contradicts and each.differs(first)]
    agreeing = [first]
    for statement in others:
        is_vague = any(map(statement.agrees, rivals))  # "in May", between "4 May" and "9 May"
        if statement.counts and statement.agrees(first) and not is_vague:
            _join(statement, agreeing)
    groups: list[list[Statement]] = []
    for statement in rivals:
        if group := next((g for g in groups if statement.agrees(g[0])), None):
            _join(statement, group)
        elif all(statement.differs(group[0]) for group in groups):
            groups.append([statement])
    groups.sort(key=lambda group: max(each.day for each in group), reverse=True)
    return tuple(_answer_group(group) for group in (agreeing, *groups))


def make_timeline(
    statements: Sequence[Statement], groups: Sequence[AnswerGroup]
) -> tuple[TimelineEntry, ...]:
    """When each answer was first given, oldest first; empty where all is of one day or one answer.

    An answer that was corrected stands where it was given. One that comes back, after another was
    given, stands there again.
    """
    grouped = {row for group in groups for row in group.rows}
    dated = [
        each for each in statements
        if each.published and (each.row in grouped or each.is_corrected)
    ]  # fmt: skip
    entries: list[Statement] = []
    for statement in sorted(dated, key=lambda each: (each.day, each.row)):
        if not entries or statement.differs(entries[-1]):
            entries.append(statement)
    if len({each.day for each in entries}) < _MIN_TIMELINE_DAYS:
        return ()
    return tuple(TimelineEntry(each.text, each.row, each.is_corrected) for each in entries)


def newest_of(statements: Sequence[Statement], *, must_differ: bool = True) -> Statement | None:
    """The newest statement that counts, where it differs from the first one and is later; or None.

    Of those of one day the one with the better place. Sentences cannot be compared: of them nothing
    but the day is asked for without `must_differ`.
    """
    first = statements[0]
    counting = [
        each for each in statements
        if each.published
        and (each is first or (each.counts and (each.contradicts or each.agrees(first))))
    ]  # fmt: skip
    newest = max(counting, key=lambda each: (each.day, -each.row), default=first)
    is_later = first.published and newest.day > first.published.last
    is_other = newest.differs(first) or not must_differ
    return newest if is_later and newest.contradicts and is_other else None


def _join(statement: Statement, group: list[Statement]) -> None:
    """Adds a statement to those that say the same, unless it differs from one of them.

    "Lund" says the same as "Ada Lund" and as "Eva Lund", who are two.
    """
    if not any(map(statement.differs, group)):
        group.append(statement)


def _answer_group(statements: Sequence[Statement]) -> AnswerGroup:
    rows = tuple(each.row for each in statements)
    return AnswerGroup(statements[0].text, rows, sum(each.articles for each in statements))
