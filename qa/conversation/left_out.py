"""Questions that leave out what the last one said: "and in Aleppo?", "what of Lavrov?", "why?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.conversation.article_questions import ask_about, ask_more, asks_article, read_on, title_in
from qa.conversation.clauses import clause_of, words_alone
from qa.conversation.names import find_names
from qa.conversation.new_for_old import put_in
from qa.conversation.noun_phrases import find_phrases
from qa.conversation.question_topic import add_topic
from qa.conversation.references import Completed
from qa.conversation.scenes import Scene
from qa.conversation.times import is_time
from qa.conversation.word_classes import (
    AUXILIARIES,
    BE,
    PREPOSITIONS,
    QUESTION_WORDS,
    is_plural,
)

_JOINERS = re.compile(
    r"^(?P<joiners>(?:(?:and|but|so|or|ok|okay|also|then)\b,?\s+)*)", re.IGNORECASE
)
# In German "also" and "so" begin a sentence.
_WEAK_JOINERS = re.compile(r"(?:(?:so|also)\b,?\s+)+", re.IGNORECASE)
# Without a joiner "on climate change" is a search.
_PLACING = frozenset("in at from for to by with since until before after during".split())
_WHAT_ABOUT = re.compile(r"(?:what|how) about\s+(?P<new>.+)", re.IGNORECASE)
_ELSE = re.compile(
    r"(?P<asked>who|what|where|when|anything|anyone|anybody)(?: else| more)|(?:tell me )?more",
    re.IGNORECASE,
)
# "Who was killed?", "How many people died?", "What happened next?": nothing says where or in what.
_NAMELESS = re.compile(
    r"(?:who|what|how many(?: [a-z]+)?|when|where|why)(?: else)?"
    r"(?: (?:is|are|was|were|has been|have been|had been))?"
    r" (?:[a-z]+(?:ed|en)|won|lost|died|began|happened|paid|hurt|left|caught|responsible"
    r"|to blame|involved|guilty|present|absent)(?: next| afterwards)?",
    re.IGNORECASE,
)
_ELSE_ASKS = {"anything": "what", "anyone": "who", "anybody": "who", "more": "what"}
_HOW_MANY = re.compile(r"how (?:many|much)", re.IGNORECASE)
_HOW_MANY_OF_WHAT = re.compile(r"how many (?P<new>people|children|women|men)", re.IGNORECASE)
_GOES_ON = re.compile(
    r"then(?: what)?|what (?:then|next)|go on|read on|what (?:does|did) (?:that|this|it) mean"
    r"|(?:tell me )?more(?: about (?:that|this|it))?",
    re.IGNORECASE,
)
_SAID_SO = re.compile(
    r"who (?P<said>says|said|claims|claimed|reports|reported) (?:so|that|this|it)", re.IGNORECASE
)
_WHICH_ONES = re.compile(r"which ones", re.IGNORECASE)
_WHY_NOT = re.compile(r"why not", re.IGNORECASE)
# What is picked of several that no answer lists, and doubts: nothing that could be searched for.
_PICKS = re.compile(
    r"which (?:one|others?)|(?:the )?(?:first|second|third|last|next|other)(?: ones?)?"
    r"|is (?:that|this|it) (?:so|true|right|correct)"
    r"|.*\b(?:year|month|week|day|night) (?:before|after)"
    r"|.*\bthe (?:\w+ )?(?:ones?|others)",
    re.IGNORECASE,
)
# A longer sentence is not looked for as a whole.
_MAX_QUOTED_WORDS = 40


def fill_in(question: str, scenes: Sequence[Scene]) -> Completed:
    """The question with what it takes from the last one; as it is where it leaves nothing out."""
    last = next((scene for scene in scenes if scene.turn.asked), None)
    core = question.strip().rstrip("?.! ")
    joiners = _JOINERS.match(core)
    joined = joiners["joiners"] if joiners else ""
    core = core[len(joined) :]
    whole = _fill(core, last, joined) if last else None
    if whole is None:
        return Completed(question, question.strip() if _is_bare(core) else "")
    return Completed(f"{whole[0].upper()}{whole[1:]}?")


def _is_bare(core: str) -> bool:
    """Whether nothing could be searched for: a question word, or what points at a turn before."""
    about = _WHAT_ABOUT.fullmatch(core)
    new = about["new"] if about else core
    is_short = len(new.split()) <= 4 and not find_names(new, sentences=False)
    forms = (_SAID_SO, _GOES_ON, _ELSE, _WHICH_ONES, _WHY_NOT)
    return bool(
        words_alone(core)
        or any(form.fullmatch(core) for form in forms)
        or (is_short and _PICKS.fullmatch(new))
    )


def _fill(core: str, last: Scene, joined: str) -> str | None:
    if asked := words_alone(core):
        return _ask_again(asked, last)
    if (so := _SAID_SO.fullmatch(core)) and last.turn.answer:
        return f"who {so['said']} that {_said_by(last)}"
    if more := _go_on(core, last):
        return more
    if _WHICH_ONES.fullmatch(core):
        return _ask_which(last)
    if _WHY_NOT.fullmatch(core):
        return _ask_why_not(last)
    if about := _WHAT_ABOUT.fullmatch(core) or _HOW_MANY_OF_WHAT.fullmatch(core):
        return _ask_about(about["new"], last)
    if _is_part(core, joined, last):
        return _ask_about(core, last)
    if _NAMELESS.fullmatch(core) and not find_names(core):
        return add_topic(core, last)
    return None


def _go_on(core: str, last: Scene) -> str | None:
    """More of what was asked for, else what comes next in the last article."""
    if more := _ELSE.fullmatch(core):
        if asks_article(last.turn.asked):
            return ask_more(last.turn.asked)
        if whole := _ask_more(more["asked"] or "more", last):
            return whole
    title = last.turn.title or title_in(last.turn.asked)
    return read_on(title) if title and _GOES_ON.fullmatch(core) else None


def _is_part(core: str, joined: str, last: Scene) -> bool:
    """Whether it is no question, but a part that takes the place of another one."""
    words = core.split()  # "May" is a month
    if not 0 < len(words) <= 6 or (QUESTION_WORDS | AUXILIARIES) & {*words}:
        return False
    first, rest = words[0].lower(), " ".join(words[1:])
    places = first in _PLACING or (first == "on" and is_time(rest))
    if asks_article(last.turn.asked):
        places = first in PREPOSITIONS
    is_joined = bool(joined) and not _WEAK_JOINERS.fullmatch(joined)
    names_new = bool(joined) and (first == "the" or bool(find_names(core, sentences=False)))
    return is_joined or places or names_new


def _ask_again(asked: str, last: Scene) -> str | None:
    """The last question with other question words: "why?", "since when?", "how many?"."""
    if _HOW_MANY.fullmatch(asked):
        return _ask_how_many(asked, last)
    clause = clause_of(last)
    return f"{asked} {clause}" if clause else None


def _said_by(last: Scene) -> str:
    """What the last answer said: its sentence, where that is not too long to look for."""
    sentence = last.turn.sentence.strip(" .")
    is_short = 0 < len(sentence.split()) <= _MAX_QUOTED_WORDS
    return f"“{sentence if is_short else last.turn.answer}”"


def _ask_how_many(asked: str, last: Scene) -> str | None:
    """ "Who was killed in Aleppo?" becomes "How many people were killed in Aleppo?"."""
    question = _question_of(last)
    who = re.fullmatch(r"who (?:was|were|is|are) (?P<rest>.+)", question, re.IGNORECASE)
    if who and not find_names(question[: who.start("rest") + 1]):
        return f"{asked} people were {who['rest']}"
    which = re.fullmatch(r"(?:which|what) (?P<noun>[\w-]+s (?:\w+).*)", question, re.IGNORECASE)
    if which:
        return f"{asked} {which['noun']}"
    polar = re.fullmatch(r"(?P<aux>\w+) (?:the |any )?(?P<noun>[a-z-]+) (?P<rest>.+)", question)
    if polar and polar["aux"].lower() in AUXILIARIES and is_plural(polar["noun"]):
        return f"{asked} {polar['noun']} {polar['aux'].lower()} {polar['rest']}"
    return None


def _ask_which(last: Scene) -> str | None:
    """ "Which ones?" after "How many ports closed?" becomes "Which ports closed?"."""
    counted = re.fullmatch(r"how many (?P<noun>[a-z-]+) (?P<rest>.+)", _question_of(last), re.I)
    plural = counted and is_plural(counted["noun"])
    return f"which {counted['noun']} {counted['rest']}" if counted and plural else None


def _ask_why_not(last: Scene) -> str | None:
    """ "Why not?" after "Did Greece pay its debt?" becomes "Why did Greece not pay its debt?"."""
    question = _question_of(last)
    auxiliary = question.partition(" ")[0]
    if auxiliary.lower() not in AUXILIARIES:
        return None
    begin = len(auxiliary) + 1
    named = [name.end for name in last.asked if name.start == begin]
    ends = named or [phrase.end for phrase in find_phrases(question) if phrase.start == begin]
    if not ends or ends[0] >= len(question):
        return None
    return f"why {auxiliary.lower()} {question[begin : ends[0]]} not{question[ends[0] :]}"


def _ask_more(asked: str, last: Scene) -> str | None:
    """ "What else?" after "What did Kerry say?" becomes "What else did Kerry say?"."""
    question = _question_of(last)
    first, _, rest = question.partition(" ")
    if asked == "more" and rest.partition(" ")[0].lower() in BE:
        return None  # "What is a truce?" can only be read on about
    asked = _ELSE_ASKS.get(asked.lower(), asked.lower())
    if first.lower() == asked and not rest.startswith("else "):
        return f"{first} else {rest}"
    return question if first.lower() == asked else None


def _ask_about(new: str, last: Scene) -> str | None:
    """The last question about something new, which may be another topic of the same article."""
    if not asks_article(last.turn.asked):
        asked = words_alone(new)
        return _ask_again(asked, last) if asked else put_in(new, last)
    first, _, rest = new.partition(" ")
    topic = rest if first.lower() in PREPOSITIONS and rest else new
    return ask_about(topic, last.turn.asked)


def _question_of(last: Scene) -> str:
    return last.turn.asked.strip().rstrip("?.! ")
