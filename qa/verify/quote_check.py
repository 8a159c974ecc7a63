"""Checks quotations: word for word in the archive, altered, or not there; and who says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from corpus.errors import InputError
from corpus.records import NO_FILTERS, Article, Filters, Span
from corpus.store.store import Searches, Store
from qa.reader.people.speakers import Utterance, find_utterances, is_by
from qa.verify.quote_words import is_negation, is_number, split_at_omissions, split_words
from qa.verify.word_alignment import WordRange, find_differences, find_exact, find_nearest

Outcome = Literal["exact", "typography", "closest", "absent"]
Alarm = Literal["negation", "number"]

MAX_QUOTE_CHARACTERS = 10_000
# Passages looked at for one quotation; more while the last of them still hold it.
_FIRST_PASSAGES, _MOST_PASSAGES, _GROWTH = 16, 4_096, 4
# A quotation as short as this may stand in passages that a ranking by words puts far behind.
_SHORT_WORDS, _SHORT_PASSAGES = 4, 64
# Beyond this share of its words changed, a passage says something else.
_MAX_EDITED_SHARE = 0.35


class Difference(NamedTuple):
    """Words that differ: "" where one side has none."""

    quoted: str
    archived: str


@dataclass(frozen=True, slots=True)
class QuotedPlace:
    """A place of the archive that holds the words: `span` is a range of the article's text.

    `sentence` are the whole sentences around it. `speakers` are whom the text itself names,
    and `is_asked_speaker` says whether the one that was asked about is among them: None where
    the text does not say, or nobody was asked about. `denied_before` are words of the same
    sentence before the place that deny what follows.
    """

    article: Article
    span: Span
    sentence: Span
    speakers: tuple[str, ...] = ()
    is_asked_speaker: bool | None = None
    denied_before: str = ""

    @property
    def text(self) -> str:
        """The words as the article has them."""
        return self.article.text[slice(*self.span)]


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """What the archive says of one quotation.

    `outcome` "typography" means the same words under other marks, capitals or spaces, and
    "closest" that they differ as `differences` say. `alarms` name what of a difference turns a
    meaning round. `omits` says that the quotation leaves something out, by its own marks.
    `places` are in the order of their dates, undated ones last; a closest one is alone.
    """

    quote: str
    speaker: str
    outcome: Outcome
    places: tuple[QuotedPlace, ...] = ()
    differences: tuple[Difference, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    omits: bool = False

    @property
    def is_confirmed(self) -> bool:
        """Whether it stands word for word, and not in somebody else's mouth."""
        return self.outcome == "exact" and not self.is_others

    @property
    def is_others(self) -> bool:
        """Whether every place that names a speaker names another one than was asked about."""
        said = [each.is_asked_speaker for each in self.places]
        return False in said and True not in said


class QuoteChecker:
    """Checks quotations against one archive."""

    def __init__(self, archive: Store, filters: Filters = NO_FILTERS) -> None:
        self._archive, self._filters = archive, filters

    def check(self, quote: str, speaker: str = "") -> QuoteCheck:
        """Look for a quotation; InputError where it holds no word or is absurdly long."""
        parts = _parts_of(quote)
        with self._archive.searches() as view:
            articles = self._find_articles(view, quote, parts)
        places = [place for each in articles for place in _places_in(each, parts)]
        if places:
            return _describe_places(quote, speaker, parts, places)
        return _describe_nearest(quote, speaker, articles)

    def _find_articles(
        self, view: Searches, quote: str, parts: Sequence[Sequence[str]]
    ) -> list[Article]:
        """The articles that may hold it, likeliest first."""
        words = sum(map(len, parts))
        wanted = _SHORT_PASSAGES if words <= _SHORT_WORDS else _FIRST_PASSAGES
        while True:
            keys = view.keyword(quote, wanted, self._filters).keys.tolist()
            passages = view.passages(keys).values()
            articles = list({each.article.id: each.article for each in passages}.values())
            last = articles[-max(1, len(articles) // 4) :]
            is_spread = any(any(_places_in(each, parts)) for each in last)
            if not is_spread or len(keys) < wanted or wanted >= _MOST_PASSAGES:
                return articles
            wanted *= _GROWTH


class _Place(NamedTuple):
    article: Article
    words: WordRange

    @property
    def span(self) -> Span:
        spans = split_words(self.article.text).spans
        return Span(spans[self.words.first].start, spans[self.words.end - 1].end)


def _parts_of(quote: str) -> list[tuple[str, ...]]:
    if len(quote) > MAX_QUOTE_CHARACTERS:
        raise InputError(
            f"the quotation is longer than {MAX_QUOTE_CHARACTERS:,} characters: check it in parts"
        )
    parts = [split_words(part).folded for part in split_at_omissions(quote)]
    if not parts:
        raise InputError("the quotation is empty: give its words, like “the talks are frozen”")
    return parts


def _places_in(article: Article, parts: Sequence[Sequence[str]]) -> Iterator[_Place]:
    for found in find_exact(parts, split_words(article.text).folded):
        yield _Place(article, found)


def _describe_places(
    quote: str, speaker: str, parts: Sequence[Sequence[str]], places: Sequence[_Place]
) -> QuoteCheck:
    omits = len(parts) > 1
    as_typed = [place for place in places if omits or _is_verbatim(quote, place)]
    described = [_describe(each, speaker) for each in (as_typed or places)]
    others = [_describe(each, speaker) for each in places if as_typed and each not in as_typed]
    return QuoteCheck(
        quote,
        speaker,
        outcome="exact" if as_typed else "typography",
        places=(*sorted(described, key=_print_order), *sorted(others, key=_print_order)),
        omits=omits,
    )


def _describe_nearest(quote: str, speaker: str, articles: Sequence[Article]) -> QuoteCheck:
    """The least edited place, if one is near enough; of equals in the likelier article."""
    words = split_words(quote)
    near = [
        _Place(article, find_nearest(words.folded, split_words(article.text).folded))
        for article in articles
        if article.text
    ]
    best = min(near, key=lambda place: place.words.edits, default=None)
    if best is None or best.words.edits > _MAX_EDITED_SHARE * len(words.folded):
        return QuoteCheck(quote, speaker, "absent")
    differences, alarms = _compare(quote, best)
    place = _describe(best, speaker)
    return QuoteCheck(quote, speaker, "closest", (place,), differences, alarms)


def _compare(quote: str, place: _Place) -> tuple[tuple[Difference, ...], tuple[Alarm, ...]]:
    asked, archived = split_words(quote), split_words(place.article.text)
    first, end, _ = place.words
    changes = find_differences(asked.folded, archived.folded[first:end])
    differences: list[Difference] = []
    changed: list[str] = []
    for own, found in changes:
        there = Span(first + found.start, first + found.end)
        differences.append(
            Difference(
                _text_of(quote, asked.spans[slice(*own)]),
                _text_of(place.article.text, archived.spans[slice(*there)]),
            )
        )
        changed += [*asked.folded[slice(*own)], *archived.folded[slice(*there)]]
    alarms: dict[Alarm, bool] = {
        "negation": any(map(is_negation, changed)),
        "number": any(map(is_number, changed)),
    }
    return tuple(differences), tuple(name for name, rings in alarms.items() if rings)


def _text_of(text: str, spans: Sequence[Span]) -> str:
    return text[spans[0].start : spans[-1].end] if spans else ""


def _is_verbatim(quote: str, place: _Place) -> bool:
    """Whether all from the first word to the last is the same but for spaces.

    Nobody types the marks around a quotation alike.
    """
    spans = split_words(quote).spans
    typed = quote[spans[0].start : spans[-1].end]
    return typed.split() == place.article.text[slice(*place.span)].split()


def _describe(place: _Place, speaker: str) -> QuotedPlace:
    text, span = place.article.text, place.span
    utterances = [
        each
        for each in find_utterances(text)
        if each.span.start < span.end and each.span.end > span.start
    ]
    around = Span(
        min([span.start, *(each.span.start for each in utterances)]),
        max([span.end, *(each.span.end for each in utterances)]),
    )
    return QuotedPlace(
        article=place.article,
        span=span,
        sentence=around,
        speakers=tuple(dict.fromkeys(who for each in utterances for who in _speakers_of(each))),
        is_asked_speaker=_is_said_by(utterances, speaker, text),
        denied_before=_find_denial(text[around.start : span.start]),
    )


def _speakers_of(utterance: Utterance) -> tuple[str, ...]:
    return utterance.speakers or tuple(filter(None, [utterance.inherited]))


def _is_said_by(utterances: Sequence[Utterance], speaker: str, text: str) -> bool | None:
    if not speaker:
        return None
    told = [is_by(each, speaker, text) for each in utterances]
    known = [each for each in told if each is not None]
    return any(known) if known else None


def _find_denial(before: str) -> str:
    """The last words before a place that deny it: "will not", where it begins in mid-clause."""
    words = split_words(before.rpartition(",")[2])
    for number in reversed(range(len(words.folded))):
        if is_negation(words.folded[number]):
            return _text_of(before.rpartition(",")[2], words.spans[max(0, number - 1) :])
    return ""


def _print_order(place: QuotedPlace) -> tuple[date, str]:
    published = place.article.published
    return (published.first if published else date.max, place.article.id)
