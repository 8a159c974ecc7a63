"""Questions about what one article says: "what else does it say about Aleppo?".

A reader of answers cannot answer them, and all of the archive is not asked: the sentences of the
article that speak of it are looked for, one after another as "else" is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.records import Article, Passage, Span
from qa.answers import Answer, AnswerGroup, Evidence, Searched, Status
from qa.conversation.turns import Turn, WholeQuestion, Within
from qa.conversation.word_classes import ARTICLE_NOUNS, CLOSED
from qa.search.hits import Hit

_ARTICLE = r"the article “(?P<title>.*)”"
_SAYS = r"(?:say|tell(?: us)?|report|write)"
_ABOUT = r"(?:about|of|on|regarding|concerning)"
_QUESTION = re.compile(
    rf"(?:(?:what|anything)(?P<else> else| more)? (?:does|do|did) {_ARTICLE}(?P<also> also)? "
    rf"{_SAYS}(?: {_ABOUT} (?P<topic>.+))?"
    rf"|does {_ARTICLE.replace('title', 'title2')}(?P<also2> also)? "
    rf"(?:{_SAYS} (?:anything|something)(?P<else2> else| more)? {_ABOUT}|mention|name"
    rf"|talk about|speak of) (?P<topic2>.+))",
    re.IGNORECASE,
)
_POINTS_AT_ARTICLE = re.compile(
    rf"\b(?:it|(?:the|this|that) (?:{'|'.join(sorted(ARTICLE_NOUNS))}))(?: also)? "
    rf"(?:{_SAYS}|mention|name|talk about|speak of)\b",
    re.IGNORECASE,
)
HIDDEN = "“…”"
_WORD = re.compile(r"\w+")
# From this share of the topic's words on a sentence may speak of it.
_LEAST_SHARE = 0.5
_SHORTEST_STEM = 5  # "Russia" is held by "Russian", "war" by no "warm"


def points_at_article(question: str) -> bool:
    """Whether a question, as it was typed, asks what "it" says, or "the article"."""
    return bool(_POINTS_AT_ARTICLE.search(question))


def asks_article(asked: str) -> bool:
    """Whether a whole question is about what an article says."""
    return bool(_QUESTION.fullmatch(asked.strip().rstrip("?.! ")))


def ask_about(topic: str, asked: str) -> str:
    """The same question of the article, about something else."""
    return f"what does the article “{title_in(asked)}” say about {topic}"


def ask_more(asked: str) -> str:
    """The same question of the article once more, for what is not known yet."""
    match = _QUESTION.fullmatch(asked.strip().rstrip("?.! "))
    topic = (match["topic"] or match["topic2"]) if match else None
    return read_on(title_in(asked)) + (f" about {topic}" if topic else "")


def read_on(title: str) -> str:
    """What comes next in an article, as a question."""
    return f"what else does the article “{title}” say"


def title_in(asked: str) -> str:
    """The title of the article that a whole question is about; "" where it is about none."""
    match = _QUESTION.fullmatch(asked.strip().rstrip("?.! "))
    return (match["title"] or match["title2"] or "") if match else ""


def hide_title(asked: str) -> tuple[str, str]:
    """A question of an article without the words of its title, in which nothing refers; and them.

    Put into the place of `HIDDEN`, they make the question again.
    """
    title = title_in(asked)
    return asked.replace(f"“{title}”", HIDDEN, 1) if title else asked, f"“{title}”"


def article_asked(asked: str, turns: Sequence[Turn]) -> Within | None:
    """Which article a whole question is about, and what of it; None where it is about none.

    It is one of the last turns'; their sentences from it are known already.
    """
    match = _QUESTION.fullmatch(asked.strip().rstrip("?.! "))
    if match is None:
        return None
    title = title_in(asked)
    ids = [turn.article for turn in reversed(turns) if turn.article and turn.title == title]
    if not ids:
        return None
    goes_on = any(match[name] for name in ("else", "also", "else2", "also2"))
    topic = (match["topic"] or match["topic2"] or "").strip()
    known = tuple(turn.sentence for turn in turns if turn.article == ids[0] and turn.sentence)
    return Within(ids[0], topic, known if goes_on or not topic else ())


def answer_from(article: Article, whole: WholeQuestion) -> Answer:
    """The sentence of the article that speaks of the topic, or that the article says no more.

    Its confidence is the share of the topic's words that the sentence holds. `whole.within` says
    what is wanted; the article must be its own.
    """
    # Here, because it loads the libraries of the index, for which a chat's first paint cannot wait.
    from qa.reader.shaping.sentence_answers import answer_units

    assert whole.within
    topic, known = whole.within.topic, whole.within.known
    units = [unit for unit in answer_units(article.text) if any(unit)]
    found = _best(article, units, topic, known) if topic else _next(article, units, known)
    if found is None:
        spoken_of = any(_share(topic, _topic_words(topic), each) >= _LEAST_SHARE for each in known)
        unclear = Answer.of_unclear(whole.question, _say_no_more(topic, spoken_of))
        return replace(unclear, asked=whole.asked)
    sentence, share = found
    return _compose(whole, article, sentence, share)


def _best(
    article: Article, units: Sequence[Span], topic: str, known: Sequence[str]
) -> tuple[Span, float] | None:
    """The first of the sentences that hold most of the topic, but for the known ones."""
    words = _topic_words(topic)
    texts = [article.text[slice(*unit)] for unit in units]
    shares = [0.0 if _is_known(text, known) else _share(topic, words, text) for text in texts]
    share = max(shares, default=0.0)
    return (units[shares.index(share)], share) if share >= _LEAST_SHARE else None


def _topic_words(topic: str) -> list[str]:
    return [word for word in _words(topic) if word not in CLOSED] or _words(topic)


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in _WORD.findall(text.casefold().replace("’", "'"))]


def _share(topic: str, words: Sequence[str], text: str) -> float:
    """The share of the topic's words that a text holds, in any form that only adds to them."""
    if topic.casefold() in text.casefold():
        return 1.0
    there = set(_words(text))
    held = sum(
        any(
            other == word or (len(stem) >= _SHORTEST_STEM and other.startswith(stem))
            for other in there
        )
        for word in words
        for stem in [word.removesuffix("s")]
    )
    return held / max(len(words), 1)


def _next(
    article: Article, units: Sequence[Span], known: Sequence[str]
) -> tuple[Span, float] | None:
    """The sentence after the last known one."""
    texts = [article.text[slice(*unit)] for unit in units]
    read = [place for place, text in enumerate(texts) if _is_known(text, known)]
    left = units[max(read, default=-1) + 1 :]
    return (left[0], 1.0) if left else None


def _is_known(text: str, known: Sequence[str]) -> bool:
    words = " ".join(text.split())
    return any(words in other or other in words for other in (" ".join(k.split()) for k in known))


def _say_no_more(topic: str, spoken_of: bool) -> str:
    if not topic:
        return "The article ends there."
    more = " more" if spoken_of else ""
    return f"The article says nothing{more} about “{topic}”: a question without “it” searches all."


def _compose(whole: WholeQuestion, article: Article, sentence: Span, share: float) -> Answer:
    start = article.text.rfind("\n\n", 0, sentence.start)
    end = article.text.find("\n\n", sentence.end)
    passage = Passage(article, 0 if start < 0 else start + 2, len(article.text) if end < 0 else end)
    text = article.text[slice(*sentence)]
    status: Status = "answered" if share == 1 else "possible"
    row = Evidence(Hit(passage, score=share), sentence, sentence, shape="sentence")
    published = article.published
    return Answer(
        question=whole.question,
        asked=whole.asked,
        status=status,
        text=text,
        confidence=share,
        evidence=(row,),
        searched=Searched(
            articles=1,
            undated=0 if published else 1,
            first=published.first if published else None,
            last=published.last if published else None,
        ),
        elapsed_ms=0.0,
        groups=(AnswerGroup(text, (0,), 1),),
        kind="sentence",
    )
