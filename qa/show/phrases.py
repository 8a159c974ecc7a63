"""The words for one thing at a time: a citation, a date, a quote, what was searched.

What archives and users wrote is shown as it stands, but always through `printable`, so that it
cannot act on the terminal.
"""

from __future__ import annotations

from datetime import date

from corpus.calendar_words import MONTHS
from corpus.records import Article, Filters, Span
from qa.answers import Answer, Evidence, Said, Searched

SILENCE = "The archive does not say."
PERHAPS = "Perhaps: "
UNSURE = "▲ The archive is not clear: check the passage before you quote it."

_OUTLETS_NAMED = 4
_OTHERS_TOLD = 3
_LONGEST_TOLD = 100  # characters of an answer that is told in passing

_BIDI_CONTROLS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *_BIDI_CONTROLS)
_SEEN_AS = (
    dict.fromkeys(_CONTROLS, "")
    | dict.fromkeys((0x2028, 0x2029), "\n")
    | dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
)


def printable(text: str) -> str:
    """The text without what a terminal would obey: C0 (but \\n and \\t), C1, DEL, bidi controls.

    Unicode's line separators become \\n; lone surrogates, which no terminal takes, become U+FFFD.
    """
    return text.translate(_SEEN_AS)


def one_line(text: str) -> str:
    """The printable text with every run of white space made one space."""
    return " ".join(filter(None, map(printable, text.split())))


def title_of(article: Article) -> str:
    """The title on one line, or "untitled"."""
    return one_line(article.title) or "untitled"


def date_of(article: Article) -> str:
    """ "4 Feb 2016", "Feb 2016", "2016" or "undated": as precise as is known."""
    if not (published := article.published):
        return "undated"
    words = _day(published.first).split(" ")
    return " ".join(words[{"day": 0, "month": 1, "year": 2}[published.precision] :])


def headline(answer: Answer) -> str:
    """What is answered, as it is told first: with a word of doubt where it is not certain."""
    doubt = PERHAPS if answer.status == "possible" else ""
    return SILENCE if answer.text is None else doubt + printable(answer.text)


def agreement_in_words(answer: Answer) -> str:
    """ "3 articles say so."; "" where it is one, and none says anything else."""
    if not answer.said or (answer.said[0].articles == 1 and len(answer.said) == 1):
        return ""
    articles = answer.said[0].articles
    return f"{count(articles, 'article')} {'says' if articles == 1 else 'say'} so."


def others_in_words(answer: Answer) -> str:
    """ "Others say: “in April” (2 articles, see 3)."; "" where none does."""
    others = answer.said[1:]
    told = [
        f"“{_shortened(other.text)}” ({count(other.articles, 'article')}, see {_ranks(other)})"
        for other in others[:_OTHERS_TOLD]
    ]
    if len(others) > _OTHERS_TOLD:
        told.append("…")
    return f"Others say: {'; '.join(told)}." if told else ""


def also_in_words(evidence: Evidence) -> str:
    """ "also in 2 articles: The Herald, Courier"; "" where nothing was folded into the row."""
    if not evidence.copies:
        return ""
    names = [one_line(copy.source or "") or f'"{title_of(copy)}"' for copy in evidence.copies]
    named = list(dict.fromkeys(names))
    more = ["…"] if len(named) > _OUTLETS_NAMED else []
    words = ", ".join(named[:_OUTLETS_NAMED] + more)
    return f"also in {count(len(evidence.copies), 'article')}: {words}"


def paragraph_of(evidence: Evidence) -> str:
    """Where the sentence stands: "paragraph 6 of 14"."""
    text = evidence.passage.article.text
    number = _paragraphs(text[: evidence.sentence.start + 1])
    return f"paragraph {number} of {_paragraphs(text)}"


def citation(evidence: Evidence) -> str:
    """One line: "Title" · Outlet · 4 Feb 2016 · paragraph 6 of 14."""
    article = evidence.passage.article
    source = one_line(article.source or "")
    known = (f'"{title_of(article)}"', source, date_of(article), paragraph_of(evidence))
    return " · ".join(part for part in known if part)


def quote_of(evidence: Evidence) -> Span:
    """What is worth quoting: the sentence, or as much more as the answer needs."""
    if not (answer := evidence.answer):
        return evidence.sentence
    sentence = evidence.sentence
    return Span(min(sentence.start, answer.start), max(sentence.end, answer.end))


def quote_with_citation(evidence: Evidence) -> str:
    """The quote, word for word, and under it where every character of it can be found."""
    article, (start, end) = evidence.passage.article, quote_of(evidence)
    known = (
        one_line(article.source or ""),
        f'"{title_of(article)}"',
        date_of(article),
        one_line(article.url or article.origin),
        f"characters {start}–{end}",
    )
    return f"“{printable(article.text[start:end])}”\n— {', '.join(part for part in known if part)}"


def why_found(evidence: Evidence) -> str:
    """Which searches found the passage: "by meaning 0.71, by words 12.3"."""
    dense, keyword = evidence.hit.dense, evidence.hit.keyword
    by_meaning = "" if dense is None else f"by meaning {dense:.2f}"
    by_words = "" if keyword is None else f"by words {keyword:.1f}"
    return ", ".join(filter(None, (by_meaning, by_words)))


def filters_in_words(filters: Filters) -> str:
    """ "since 1 Feb 2016, source Herald or Courier"; "" for no filters."""
    first, last = filters.first, filters.last
    if first and last:
        days = [_day(first) if first == last else f"{_day(first)} – {_day(last)}"]
    else:
        days = [f"since {_day(first)}"] if first else [f"until {_day(last)}"] if last else []
    sources = " or ".join(map(one_line, filters.sources))
    return ", ".join([*days, *([f"source {sources}"] if sources else [])])


def searched_in_words(searched: Searched) -> str:
    """ "Searched 12 articles (3 undated), 31 Jan 2016 – 2 Dec 2016; filters: since 1 Feb 2016."."""
    words = f"Searched {count(searched.articles, 'article')}"
    if searched.undated:
        words += f" ({searched.undated:,} undated)"
    if searched.first and searched.last:
        words += f", {_day(searched.first)} – {_day(searched.last)}"
    if searched.filters:
        words += f"; filters: {filters_in_words(searched.filters)}"
    return words + "."


def count(number: int, thing: str) -> str:
    """ "1 article", "1,204 articles"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def confidence_in_words(answer: Answer) -> str:
    """ "confidence 87%", never rounded up to certainty."""
    return f"confidence {min(99, round(100 * answer.confidence))}%"


def _ranks(said: Said) -> str:
    """ "3", "3 and 5", "3, 5 and 6": as the rows are numbered for people."""
    *before, last = (str(row + 1) for row in said.rows)
    return f"{', '.join(before)} and {last}" if before else last


def _shortened(text: str) -> str:
    words = one_line(text)
    return words if len(words) <= _LONGEST_TOLD else f"{words[:_LONGEST_TOLD].rsplit(' ', 1)[0]} …"


def _paragraphs(text: str) -> int:
    return sum(1 for paragraph in text.split("\n\n") if paragraph.strip())


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3].capitalize()} {day.year}"
