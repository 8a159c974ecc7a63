"""The words for one thing at a time: a citation, a date, a quote, what was searched.

What archives and users wrote is shown as it stands, but always through `printable` or `one_line`,
so that it cannot act on the terminal.
"""

from __future__ import annotations

from datetime import date

from corpus.calendar_words import MONTHS
from corpus.headings import Heading
from corpus.records import Article, Filters, Span
from qa.answers import Answer, AnswerGroup, Evidence, Searched
from qa.show.safe_text import one_line, printable

SILENCE = "The archive does not say."
PERHAPS = "Perhaps: "
NO_ARTICLES = "No article passes the filters."
NOTHING_NEAR = "Nothing near: no sentence comes close to what is asked."
CLOSEST = "Closest passage"
UNSURE = "▲ The archive is not clear: check the passage before you quote it."

# What is mentioned in passing stays on one or two lines of 80 columns.
_MAX_TIMELINE_ENTRIES = 6
_MAX_OUTLETS = 4
_MAX_OTHER_ANSWERS = 3
_MAX_ANSWER_CHARACTERS = 100
_DOUBLE_MARKS = '“”„«»"'


def title_of(article: Article | Heading) -> str:
    """The title on one line, or "untitled"."""
    return one_line(article.title) or "untitled"


def quoted_title(article: Article | Heading) -> str:
    """The title in quotation marks, unless it begins or ends with some of its own."""
    title = title_of(article)
    mark = '"' if any(quotation_marks(title)) else ""
    return f"{mark}{title}{mark}"


def format_date(article: Article | Heading) -> str:
    """ "4 Feb 2016", "Feb 2016", "2016" or "undated": as precise as is known."""
    if not (published := article.published):
        return "undated"
    words = format_day(published.first).split(" ")
    return " ".join(words[{"day": 0, "month": 1, "year": 2}[published.precision] :])


def headline(answer: Answer) -> str:
    """The first line of an answer: its text, with a word of doubt where it is not certain."""
    if answer.text is None:
        return refusal(answer)
    return (PERHAPS if answer.status == "possible" else "") + printable(answer.text)


def refusal(answer: Answer) -> str:
    """Why there is no answer: the archive does not say, or why nothing was searched."""
    if answer.note:
        return printable(answer.note)
    searched = answer.searched
    return NO_ARTICLES if searched and searched.filters and not searched.articles else SILENCE


def format_nearness(answer: Answer) -> str:
    """That nothing is near, where there is neither an answer nor a closest passage."""
    is_bare = answer.text is None and answer.closest is None
    return NOTHING_NEAR if is_bare and refusal(answer) == SILENCE else ""


def format_agreement(answer: Answer) -> str:
    """ "3 articles say so."; "" where it is one, and none says anything else."""
    if not answer.groups or (answer.groups[0].articles == 1 and len(answer.groups) == 1):
        return ""
    articles = answer.groups[0].articles
    return f"{format_count(articles, 'article')} {'says' if articles == 1 else 'say'} so."


def format_agreeing(answer: Answer) -> str:
    """ "3 articles say so: also Courier, 4 Feb 2016; Herald, 2016."; "" where only one does."""
    if not answer.groups or answer.groups[0].articles == 1:
        return ""
    best, *others = (answer.evidence[row] for row in answer.groups[0].rows)
    articles = [*best.copies]
    for row in others:
        articles += [row.passage.article, *row.copies]
    named = list(dict.fromkeys(map(format_outlet, articles)))
    more = ["…"] if len(named) > _MAX_OUTLETS else []
    count = format_count(answer.groups[0].articles, "article")
    return f"{count} say so: also {'; '.join(named[:_MAX_OUTLETS] + more)}."


def format_outlet(article: Article) -> str:
    """ "Courier, 4 Feb 2016": who printed it, and when; its title where the outlet is not known."""
    outlet = one_line(article.source or "") or quoted_title(article)
    return f"{outlet}, {format_date(article)}"


def format_other_answers(answer: Answer) -> str:
    """ "Others say: “in April” (Courier, 4 Feb 2016, see 3)."; "" where none does."""
    others = answer.groups[1:]
    mentioned = [_format_other(other, answer) for other in others[:_MAX_OTHER_ANSWERS]]
    if len(others) > _MAX_OTHER_ANSWERS:
        mentioned.append("…")
    return f"Others say: {'; '.join(mentioned)}." if mentioned else ""


def format_timeline(answer: Answer) -> str:
    """ "Over time: £49m · 3 May 2019 → £57m · 1 Mar 2022"; "" where there is only one answer."""
    entries = answer.timeline[-_MAX_TIMELINE_ENTRIES:]
    shown = [
        f"{_shorten(entry.text)} · {format_date(answer.evidence[entry.row].passage.article)}"
        + (" (corrected)" if entry.is_corrected else "")
        for entry in entries
    ]
    dots = ["…"] if len(entries) < len(answer.timeline) else []
    return f"Over time: {' → '.join(dots + shown)}" if shown else ""


def format_correction(evidence: Evidence) -> str:
    """ "corrected by "Title" · Outlet · 4 Feb 2016"; "" where nothing corrects the article."""
    if (later := evidence.corrected_by) is None:
        return ""
    known = (quoted_title(later), one_line(later.source or ""), format_date(later))
    return f"▲ corrected by {' · '.join(part for part in known if part)}"


def format_copies(evidence: Evidence) -> str:
    """ "also in 2 articles: The Herald, Courier"; "" where nothing was folded into the row."""
    if not evidence.copies:
        return ""
    names = [one_line(copy.source or "") or quoted_title(copy) for copy in evidence.copies]
    named = list(dict.fromkeys(names))
    more = ["…"] if len(named) > _MAX_OUTLETS else []
    words = ", ".join(named[:_MAX_OUTLETS] + more)
    return f"also in {format_count(len(evidence.copies), 'article')}: {words}"


def paragraph_of(evidence: Evidence) -> str:
    """Where the sentence stands: "paragraph 6 of 14"."""
    text = evidence.passage.article.text
    number = _count_paragraphs(text[: evidence.sentence.start + 1])
    return f"paragraph {number} of {_count_paragraphs(text)}"


def citation(evidence: Evidence) -> str:
    """One line: "Title" · Outlet · GENEVA · 4 Feb 2016 · page 3 · paragraph 6 of 14."""
    return f"{quoted_title(evidence.passage.article)} · {byline(evidence)}"


def byline(evidence: Evidence) -> str:
    """A citation without its title: Outlet · GENEVA · 4 Feb 2016 · page 3 · paragraph 6 of 14."""
    article = evidence.passage.article
    source, place, locator = map(
        one_line, (article.source or "", article.place or "", evidence.locator or "")
    )
    known = (source, place, format_date(article), locator, paragraph_of(evidence))
    return " · ".join(part for part in known if part)


def quote_of(evidence: Evidence) -> Span:
    """The range of the article to quote: the sentence, widened to hold the whole answer."""
    if not (answer := evidence.answer):
        return evidence.sentence
    sentence = evidence.sentence
    return Span(min(sentence.start, answer.start), max(sentence.end, answer.end))


def quote_with_citation(evidence: Evidence) -> str:
    """The quote, word for word, and under it the article and the range that it was taken from."""
    article, (start, end) = evidence.passage.article, quote_of(evidence)
    known = (
        one_line(article.source or ""),
        quoted_title(article),
        one_line(article.place or ""),
        format_date(article),
        one_line(evidence.locator or ""),
        one_line(article.url or article.origin),
        f"characters {start}–{end}",
    )
    return f"{quoted(printable(article.text[start:end]))}\n— {', '.join(filter(None, known))}"


def quoted(text: str) -> str:
    """The text in quotation marks, unless it begins or ends with some of its own."""
    first, last = quotation_marks(text)
    return f"{first}{text}{last}"


def quotation_marks(text: str) -> tuple[str, str]:
    """What a text is quoted with: nothing where marks would stand beside its own."""
    edges = text.strip()
    has_own = edges[:1] in _DOUBLE_MARKS or edges[-1:] in _DOUBLE_MARKS
    return ("", "") if edges and has_own else ("“", "”")


def format_scores(evidence: Evidence) -> str:
    """The score of each search that found the passage: "by meaning 0.71, by words 12.3"."""
    dense, keyword = evidence.hit.dense, evidence.hit.keyword
    by_meaning = "" if dense is None else f"by meaning {dense:.2f}"
    by_words = "" if keyword is None else f"by words {keyword:.1f}"
    return ", ".join(filter(None, (by_meaning, by_words)))


def format_filters(filters: Filters) -> str:
    """ "since 1 Feb 2016, source Herald or Courier"; "" for no filters."""
    days = _format_days(filters.first, filters.last)
    sources = " or ".join(map(one_line, filters.sources))
    return ", ".join(filter(None, (days, f"source {sources}" if sources else "")))


def format_searched(searched: Searched) -> str:
    """ "Searched 12 articles (3 undated), 31 Jan 2016 – 2 Dec 2016; filters: since 1 Feb 2016."."""
    words = f"Searched {format_count(searched.articles, 'article')}"
    if searched.undated:
        words += f" ({searched.undated:,} undated)"
    if searched.first and searched.last:
        words += f", {format_day(searched.first)} – {format_day(searched.last)}"
    if searched.filters:
        words += f"; filters: {format_filters(searched.filters)}"
    return words + "."


def format_count(number: int, thing: str) -> str:
    """ "1 article", "1,204 articles"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def format_share(share: float) -> str:
    """A share of passages that are embedded: "34 %"; "100 %" only where all are."""
    return f"{min(int(100 * share), 100)} %"


def format_confidence(answer: Answer) -> str:
    """ "confidence 87%", never rounded up to certainty."""
    return f"confidence {min(99, round(100 * answer.confidence))}%"


def format_sureness(answer: Answer) -> str:
    """How sure the answer is, in words: "almost certainly right" down to "not clear"."""
    if answer.status == "possible":
        return "not clear"
    steps = ((0.95, "almost certainly right"), (0.8, "very likely right"), (0.5, "likely right"))
    return next((words for least, words in steps if answer.confidence >= least), "perhaps right")


def _format_other(other: AnswerGroup, answer: Answer) -> str:
    """The answer with the outlet and date of the newest article that gives it."""
    articles = [answer.evidence[row].passage.article for row in other.rows]
    newest = max(articles, key=lambda each: each.published.first if each.published else date.min)
    known = [one_line(newest.source or ""), format_date(newest)]
    if other.articles > 1:
        known.append(format_count(other.articles, "article"))
    words = ", ".join(part for part in known if part)
    return f"{quoted(_shorten(other.text))} ({words}, see {_format_ranks(other)})"


def _format_ranks(said: AnswerGroup) -> str:
    """ "3", "3 and 5", "3, 5 and 6": as the rows are numbered for people."""
    *before, last = (str(row + 1) for row in said.rows)
    return f"{', '.join(before)} and {last}" if before else last


def _shorten(text: str) -> str:
    words = one_line(text)
    if len(words) <= _MAX_ANSWER_CHARACTERS:
        return words
    return f"{words[:_MAX_ANSWER_CHARACTERS].rsplit(' ', 1)[0]} …"


def _count_paragraphs(text: str) -> int:
    return sum(1 for paragraph in text.split("\n\n") if paragraph.strip())


def format_day(day: date) -> str:
    """ "4 Feb 2016"."""
    return f"{day.day} {MONTHS[day.month - 1][:3].capitalize()} {day.year}"


def _format_days(first: date | None, last: date | None) -> str:
    if first and last:
        return format_day(first) if first == last else f"{format_day(first)} – {format_day(last)}"
    if first:
        return f"since {format_day(first)}"
    return f"until {format_day(last)}" if last else ""
