"""How many of some articles are of each outlet, and of each month, as bars of a histogram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from corpus.headings import Heading

# How many months a bar may stand for: until the bars fit.
_MONTHS_OF_BAR = (1, 3, 12, 24, 60, 120, 600, 1200)
_BLOCKS = " ▁▂▃▄▅▆▇█"


class Bar(NamedTuple):
    """A period and how many articles are of it."""

    first: date
    last: date
    articles: int

    @property
    def label(self) -> str:
        """ "2016-02", "2016", or "2010–2014": the period as people read it."""
        if (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return f"{self.first:%Y-%m}"
        if self.first.month == 1 and self.last.month == 12:
            years = dict.fromkeys((self.first.year, self.last.year))
            return "–".join(f"{year:04}" for year in years)
        return f"{self.first:%Y-%m} – {self.last:%Y-%m}"


def count_outlets(headings: Iterable[Heading]) -> dict[str, int]:
    """Each outlet with the number of its articles, the largest first; no outlet is not counted."""
    counted = Counter(each.source for each in headings if each.source)
    return dict(sorted(counted.items(), key=lambda each: (-each[1], each[0])))


def count_months(headings: Iterable[Heading]) -> dict[date, int]:
    """How many articles are of each month, by its first day, rising.

    Articles without a date, and those of which only the year is known, are not counted.
    """
    days = (each.published for each in headings if each.published)
    counted = Counter(day.first.replace(day=1) for day in days if day.precision != "year")
    return dict(sorted(counted.items()))


def make_bars(months: Mapping[date, int], most: int) -> list[Bar]:
    """The counts as at most `most` bars of equal periods, from the first month to the last.

    A period is a month; a quarter, a year or more where the months would be too many.
    """
    if not months:
        return []
    first, last = _number(min(months)), _number(max(months))
    fitting = (each for each in _MONTHS_OF_BAR if last // each - first // each < most)
    length = next(fitting, _MONTHS_OF_BAR[-1])
    counts = Counter[int]()
    for month, count in months.items():
        counts[_number(month) // length] += count
    places = range(first // length, last // length + 1)
    return [Bar(*_period(place * length, length), counts[place]) for place in places]


def sparkline(counts: Sequence[int]) -> str:
    """A row of blocks, each as high as its count: no count is no block, and one is seen."""
    highest = max(counts, default=0)
    steps = len(_BLOCKS) - 1
    return "".join(_BLOCKS[-(-count * steps // highest) if count else 0] for count in counts)


def bar_of(count: int, highest: int, width: int) -> str:
    """A bar across: all of the width for the highest count, and something for each."""
    return "█" * max(1, round(width * count / highest)) if count else ""


def format_histogram(bars: Sequence[Bar], width: int) -> Iterator[str]:
    """A line for each period: its name, its bar and its count."""
    labels = max((len(each.label) for each in bars), default=0)
    highest = max((each.articles for each in bars), default=0)
    for each in bars:
        bar = bar_of(each.articles, highest, max(width - labels - 10, 8))
        yield f"{each.label:<{labels}}  {bar}{' ' if bar else ''}{each.articles:,}"


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _period(number: int, length: int) -> tuple[date, date]:
    end = number + length
    after = date(end // 12, end % 12 + 1, 1) if end // 12 <= date.max.year else None
    last = after - timedelta(days=1) if after else date.max
    return date(number // 12, number % 12 + 1, 1), last
