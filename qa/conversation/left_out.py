"""Questions that leave out what the last one said: "and in Aleppo?", "what of Lavrov?", "why?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.conversation.article_questions import ask_about, ask_more, asks_article, read_on, title_in
from qa.conversation.clauses import QUESTION_WORDS_ALONE, clause_of
from qa.conversation.name_kinds import describe_name
from qa.conversation.names import Name, find_names
from qa.conversation.noun_phrases import Phrase, find_phrases
from qa.conversation.references import Completed
from qa.conversation.scenes import Scene
from qa.conversation.times import find_time_phrase, is_time
from qa.conversation.word_classes import (
    AUXILIARIES,
    PREPOSITIONS,
    QUESTION_WORDS,
    is_plural,
    possessive,
    read_words,
)

_JOINERS = re.compile(
    r"^(?P<joiners>(?:(?:and|but|so|or|ok|okay|also|then)\b,?\s+)*)", re.IGNORECASE
)
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
_HOW_MANY = re.compile(r"how (?:many|much)", re.IGNORECASE)
_OWNER = re.compile(r"\b(?:(?:the|[A-Z][\w-]*)\s+)*[\w-]+['’]s\b")
_ABOUT = re.compile(r"\b(?:about|of|on)\s+(?P<what>.+)$")
_OWNING_PHRASE = re.compile(r"(?:[\w-]+\s+){0,3}[\w-]+['’]s")
_GOES_ON = re.compile(r"then(?: what)?|what (?:then|next)|go on|read on", re.IGNORECASE)
_SAID_SO = re.compile(
    r"who (?P<said>says|said|claims|claimed|reports|reported) (?:so|that|this|it)", re.IGNORECASE
)
# A longer sentence is not looked for as a whole.
_MAX_QUOTED_WORDS = 40


def fill_in(question: str, scenes: Sequence[Scene]) -> Completed:
    """The question with what it takes from the last one; as it is where it leaves nothing out."""
    last = next((scene for scene in scenes if scene.turn.asked), None)
    core = question.strip().rstrip("?.! ")
    joiners = _JOINERS.match(core)
    joined = bool(joiners and joiners["joiners"])
    core = core[joiners.end() :] if joiners else core
    bare = (QUESTION_WORDS_ALONE, _SAID_SO, _GOES_ON)
    is_bare = any(form.fullmatch(core) for form in bare)
    if last is None:
        return Completed(question, question.strip() if is_bare else "")
    whole = _fill(core, last, joined=joined)
    if whole is None:
        return Completed(question, question.strip() if is_bare else "")
    return Completed(f"{whole[0].upper()}{whole[1:]}?")


def _fill(core: str, last: Scene, *, joined: bool) -> str | None:
    if _GOES_ON.fullmatch(core):
        title = last.turn.title or title_in(last.turn.asked)
        return read_on(title) if title else None
    if asks_article(last.turn.asked) and _ELSE.fullmatch(core):
        return ask_more(last.turn.asked)
    if bare := QUESTION_WORDS_ALONE.fullmatch(core):
        return _ask_again(bare["asked"], last)
    if (so := _SAID_SO.fullmatch(core)) and last.turn.answer:
        return f"who {so['said']} that {_said_by(last)}"
    if more := _ELSE.fullmatch(core):
        return _ask_more((more["asked"] or "what").lower(), last)
    if about := _WHAT_ABOUT.fullmatch(core):
        return _ask_about(about["new"], last)
    words = core.split()  # "May" is a month
    first = words[0].lower() if words else ""
    is_part = 0 < len(words) <= 6 and not (QUESTION_WORDS | AUXILIARIES) & {*words}
    if is_part and (joined or first in PREPOSITIONS):
        return _ask_about(core, last)
    if _NAMELESS.fullmatch(core) and not find_names(core):
        return _add_topic(core, last)
    return None


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
    question = last.turn.asked.strip().rstrip("?.! ")
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


def _ask_more(asked: str, last: Scene) -> str | None:
    """ "What else?" after "What did Kerry say?" becomes "What else did Kerry say?"."""
    question = last.turn.asked.strip().rstrip("?.! ")
    asked = {"anything": "what", "anyone": "who", "anybody": "who", "more": "what"}.get(
        asked, asked
    )
    first, _, rest = question.partition(" ")
    if first.lower() == asked and not rest.startswith("else "):
        return f"{first} else {rest}"
    return question if first.lower() == asked else None


def _ask_about(new: str, last: Scene) -> str | None:
    """The last question about something new, which may be another topic of the same article."""
    if not asks_article(last.turn.asked):
        return _put_in(new, last)
    first, _, rest = new.partition(" ")
    topic = rest if first.lower() in PREPOSITIONS and rest else new
    return ask_about(topic, last.turn.asked)


def _put_in(new: str, last: Scene) -> str | None:
    """The last question with something new in the place of its like."""
    question = last.turn.asked.strip().rstrip("?.! ")
    first, _, rest = new.partition(" ")
    if first.lower() in PREPOSITIONS and rest:
        return _put_in_with_preposition(first.lower(), rest, question)
    if bare := QUESTION_WORDS_ALONE.fullmatch(new):
        return _ask_again(bare["asked"], last)
    if is_time(new):
        return _put_in_with_preposition("on" if "day" in new else "in", new, question)
    if _OWNING_PHRASE.fullmatch(new) and (owner := _OWNER.search(question)):
        return _swap(question, *owner.span(), new)
    names = find_names(new, sentences=False)
    if not names:
        return _put_in_phrase(new, question)
    if find_phrases(new)[-1:] and len(find_phrases(new)[-1].text) > len(names[0].text) + 4:
        return None  # "the BBC experiment": what it takes the place of is not plain
    described = describe_name(names[0], (new, *last.texts), last.all_names)
    if old := _like_of(described, new, last):
        return _swap(question, old.start, old.end, new)
    if about := _ABOUT.search(question):
        return f"{question[: about.start('what')]}{new}"
    if described.kind in ("person", "group"):
        return _put_in_phrase(new, question)
    return f"{question} in {new}"


def _put_in_with_preposition(preposition: str, new: str, question: str) -> str:
    """ "in Aleppo" for "in the Damascus blasts"; added where the question has nothing like it."""
    dated = is_time(new)
    if preposition == "of" and (owner := _OWNER.search(question)):
        return _swap(question, *owner.span(), new)
    if dated and (time := find_time_phrase(question)):
        return f"{question[: time.start()]} {preposition} {new}{question[time.end() :]}"
    for phrase in [] if dated else reversed(find_phrases(question)):
        before = re.search(r"\b(\w+)\s+$", question[: phrase.start])
        if not before or before[1].lower() not in PREPOSITIONS:
            continue
        if before[1].lower() == preposition and not is_time(phrase.text):
            return f"{question[: before.start()]}{preposition} {new}{question[phrase.end :]}"
    return f"{question} {preposition} {new}"


def _like_of(new: Name, written: str, last: Scene) -> Name | None:
    """The name of the last question that the new one takes the place of: one of its kind."""
    owns = written.endswith(("'s", "’s"))
    asked = [
        name
        for name in last.asked
        if name.text != new.text
        and (not owns or last.turn.asked[name.start : name.end].endswith(("'s", "’s")))
    ]
    same = [name for name in asked if name.kind == new.kind]
    unsure = [name for name in asked if "unknown" in (name.kind, new.kind)]
    return next(iter(same or unsure), None)


def _put_in_phrase(new: str, question: str) -> str | None:
    """ "the rebels" for "the government", "women" for the "children" of "how many children"."""
    counted = re.match(
        r"(?:how many|which|what)\s+(?P<noun>[a-z]+s|people|children)\s", question, re.I
    )
    if counted and re.fullmatch(r"[a-z]+", new):
        return _swap(question, *counted.span("noun"), new)
    known = [each for each in find_phrases(question) if each.text.lower().startswith("the ")]
    old = next(iter(known), None)
    return _swap(question, old.start, old.end, new) if old else None


def _swap(question: str, start: int, end: int, new: str) -> str:
    owns = question[start:end].endswith(("'s", "’s")) and not new.endswith(("'s", "’s"))
    return question[:start] + (possessive(new) if owns else new) + question[end:]


def _add_topic(core: str, last: Scene) -> str | None:
    """ "How many people died?" with what the last question was about: "in the Damascus blasts"."""
    phrase = _topic_of(last)
    if phrase is None:
        return None
    if "happened" in core:
        return f"{core} to {phrase}" if any(phrase == each.text for each in last.asked) else None
    time = find_time_phrase(last.turn.asked)
    return f"{core} in {phrase}{time[0] if time else ''}"


def _topic_of(last: Scene) -> str | None:
    """The phrase with a name that the last question is about, its longest one.

    None that ends in a person's, for nothing happens "in Ines Caldera", nor "in the manager of
    Tallis Town", but in Tallis Town.
    """
    named: list[Phrase] = [each for each in last.phrases if any(map(str.isupper, each.text))]
    people = [name.text for name in last.asked if name.kind == "person"]
    named = [each for each in named if not each.text.endswith(("'s", "’s", *people))]
    if named:
        longest = max(named, key=lambda each: len(each.text.split()))
        _, of, whose = longest.text.partition(" of ")
        return whose if of and longest.head in read_words("roles.txt") else longest.text
    return last.topic[0].text if last.topic else None
