"""An article becomes passages: runs of whole sentences that the encoder can read in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from corpus.records import Article, Passage, Span
from corpus.sentences import sentences, trim

CountTokens = Callable[[Sequence[str]], list[int]]

# A title longer than this many characters is shortened in what is embedded: the passage
# must keep most of the encoder's room.
TITLE_CHARS = 160
TOKEN_CHARS = 12  # characters; in plain English a token has between four and five

_TO_LAST_SPACE = re.compile(r".*\s", re.DOTALL)
_SPACE = re.compile(r"\s")


def embedded_text(passage: Passage) -> str:
    """What the encoder reads: the title, then the passage. The quote never holds the title."""
    title = short_title(passage.article)
    return f"{title}\n{passage.text}" if title else passage.text


def split(article: Article, count_tokens: CountTokens, budget: int) -> list[Passage]:
    """Cut an article into passages of nearly equal size, at sentence ends.

    `budget` is how many tokens the encoder reads of title and passage together. A sentence
    that alone exceeds what the title leaves is cut between words. An empty text gives none.
    """
    count_tokens = partial(_count_cautiously, count_tokens)
    title_tokens, *_ = count_tokens([short_title(article)])
    room = max(budget - title_tokens, 8)
    spans = list(sentences(article.text))
    sizes = count_tokens([article.text[slice(*span)] for span in spans])
    pieces = list(_pieces_that_fit(article.text, spans, sizes, count_tokens, room))
    return [Passage(article, start, end) for start, end in _pack(pieces, room)]


def _count_cautiously(count_tokens: CountTokens, texts: Sequence[str]) -> list[int]:
    """Token counts, never fewer than a token for every `TOKEN_CHARS` characters.

    A word unknown to the encoder counts as one token, even if it is a page long.
    """
    counts = zip(count_tokens(texts), texts, strict=True)
    return [max(count, len(text) // TOKEN_CHARS) for count, text in counts]


def short_title(article: Article) -> str:
    """The headline as models read it, at most TITLE_CHARS characters of it."""
    title = " ".join(article.title.split())
    return title if len(title) <= TITLE_CHARS else title[:TITLE_CHARS].rsplit(" ", 1)[0]


def _pieces_that_fit(
    text: str, spans: list[Span], sizes: list[int], count_tokens: CountTokens, room: int
) -> Iterator[tuple[Span, int]]:
    for span, size in zip(spans, sizes, strict=True):
        if size <= room:
            yield span, size
        else:
            yield from _halve_until_it_fits(text, span, size, count_tokens, room)


def _halve_until_it_fits(
    text: str, span: Span, size: int, count_tokens: CountTokens, room: int
) -> Iterator[tuple[Span, int]]:
    """Halve a sentence, between words where it has any, until every part fits."""
    if size <= room or span.end - span.start < 2:
        yield span, min(size, room)
        return
    middle = (span.start + span.end) // 2
    space = _TO_LAST_SPACE.match(text, span.start, middle) or _SPACE.search(text, middle, span.end)
    at = space.end() if space else middle
    parts = [*trim(text, span.start, at), *trim(text, at, span.end)]
    sizes = count_tokens([text[slice(*part)] for part in parts])
    for part, part_size in zip(parts, sizes, strict=True):
        yield from _halve_until_it_fits(text, part, part_size, count_tokens, room)


def _pack(pieces: list[tuple[Span, int]], room: int) -> Iterator[Span]:
    """Join neighbours into the fewest passages that fit, of about the same size each."""
    first, left = 0, sum(size for _, size in pieces)
    for passages_left in range(_count_fewest(pieces, room), 0, -1):
        last = _end_of_passage(pieces, first, room, left / passages_left)
        yield Span(pieces[first][0].start, pieces[last][0].end)
        left -= sum(size for _, size in pieces[first : last + 1])
        first = last + 1
    # Fair shares may waste so much room that the rest needs one passage more.
    if first < len(pieces):
        yield from _pack(pieces[first:], room)


def _count_fewest(pieces: list[tuple[Span, int]], room: int) -> int:
    passages, first = 0, 0
    while first < len(pieces):
        first = _end_of_passage(pieces, first, room, room) + 1
        passages += 1
    return passages


def _end_of_passage(pieces: list[tuple[Span, int]], first: int, room: int, share: float) -> int:
    """The last sentence of a passage that begins with `first` and holds about `share` tokens."""
    used = pieces[first][1]
    for place in range(first + 1, len(pieces)):
        size = pieces[place][1]
        # Ending here is right when the next sentence would not fit, or when the passage
        # comes nearer to its share without it.
        if used + size > room or used + size / 2 > share:
            return place - 1
        used += size
    return len(pieces) - 1
