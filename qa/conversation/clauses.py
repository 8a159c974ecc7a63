"""A question taken apart: what it asks for, and the clause that it asks about.

"Who froze the talks?" and its answer make "did Staffan de Mistura freeze the talks".
"""

from __future__ import annotations

import re

from corpus.calendar_words import MONTHS
from qa.conversation.article_questions import asks_article
from qa.conversation.scenes import Scene
from qa.conversation.verbs import base_of
from qa.conversation.word_classes import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    any_word,
)

# An answer of more words does not stand for a subject or an object.
_MAX_SUBJECT_WORDS = 8
_AUX = "|".join(sorted(AUXILIARIES, key=len, reverse=True))
_PREP = "within|by|to|from|with|for|since|until|till|in|at|on|of|about|against|under"
_ASKED_FOR = (
    rf"(?P<asked>(?:(?:{_PREP})\s+)?(?:(?:who|whom|when|where|why)|whose(?:\s+[\w-]+){{1,2}}"
    r"|what(?:\s+[\w-]+){0,3}?|which(?:\s+[\w-]+){1,3}?|how\s+(?:many|much)(?:\s+[\w-]+){0,3}?"
    r"|how\s+(?:long|far|often|old|soon|well|large|big|high)|how))"
)
_WITH_AUXILIARY = re.compile(rf"{_ASKED_FOR}\s+(?P<aux>{_AUX})\s+(?P<rest>.+)", re.IGNORECASE)
_YES_OR_NO = re.compile(rf"(?:{_AUX})\s+.+", re.IGNORECASE)
_WHO_DOES = re.compile(r"who (?P<verb>[a-z]{3,})s (?P<rest>.+)", re.IGNORECASE)
_TIME_LAST = re.compile(
    rf"\s+(?:(?:last|next|this)\s+(?:week|month|year)|today|{any_word(PREPOSITIONS)}\s+"
    rf"(?:{any_word(map(str.capitalize, MONTHS))}\b[\s\d,]*|[12]\d{{3}}))$"
)
_ASKS_OBJECT = re.compile(r"(?:.*\s)?(?:who|whom|what|which|how many|how much)\b", re.IGNORECASE)
_COUNTED = re.compile(r"(?:how (?:many|much)|which|what)\s+(?P<noun>.+)", re.IGNORECASE)


def clause_of(scene: Scene) -> str | None:
    """What a turn's question asks about, with its auxiliary first; None where that is unsure."""
    asked = scene.turn.asked.strip().rstrip("?.! ")
    if asks_article(asked):
        return None
    if match := _WITH_AUXILIARY.fullmatch(asked):
        wanted, aux, rest = match["asked"], match["aux"].lower(), match["rest"]
        if not _lacks_subject(wanted, aux, rest):
            verb, time = _split_time(rest)
            return f"{aux} {verb}{_answer_within(scene, wanted, aux, verb)}{time}"
        subject = _subject_of(scene, wanted)
        return f"{aux} {subject} {rest}" if subject else None
    if _YES_OR_NO.fullmatch(asked):
        return asked[0].lower() + asked[1:]
    return _clause_of_subject_question(scene, asked)


def _clause_of_subject_question(scene: Scene, asked: str) -> str | None:
    """ "did Staffan de Mistura freeze the talks": the first verb in its past is the question's."""
    if present := _WHO_DOES.fullmatch(asked):
        subject = _subject_of(scene, "who")
        return f"does {subject} {present['verb']} {present['rest']}" if subject else None
    words = asked.split()
    for place, word in enumerate(words[1:6], start=1):
        if base := base_of(word.lower()):
            subject = _subject_of(scene, " ".join(words[:place]))
            return " ".join(["did", subject, base, *words[place + 1 :]]) if subject else None
    return None


def _split_time(rest: str) -> tuple[str, str]:
    """A clause without the time at its end, and that: "test", " next week"."""
    time = _TIME_LAST.search(rest)
    return (rest[: time.start()], time[0]) if time and time.start() else (rest, "")


def _lacks_subject(wanted: str, aux: str, rest: str) -> bool:
    """Whether what is asked for is the subject: "Who was killed", not "Who was the envoy"."""
    if aux in ("do", "does", "did") or not _ASKS_OBJECT.match(wanted):
        return False
    first = rest.split()[0]
    lower = first.lower()
    return (
        first[0].islower()
        and lower not in DETERMINERS | PRONOUNS
        and (lower not in PREPOSITIONS and not first.endswith(("'s", "’s")))
    )


def _subject_of(scene: Scene, wanted: str) -> str:
    """The answer, where it is short; else the noun that was asked for."""
    counted = _COUNTED.fullmatch(wanted)
    if counted and wanted.lower().startswith("how"):
        return counted["noun"]
    answer = scene.turn.answer.strip(" .,;")
    if scene.answer and len(answer.split()) <= _MAX_SUBJECT_WORDS:
        return answer
    return f"the {counted['noun']}" if counted else ""


def _answer_within(scene: Scene, wanted: str, aux: str, rest: str) -> str:
    """The answer as what the clause lacks: " Vladimir Putin" after "did Kerry see"."""
    answer = scene.turn.answer.strip(" .,;")
    if wanted.lower() == "where" and scene.answer_is_short:
        return f" {answer}" if answer.split()[0].lower() in PREPOSITIONS else f" in {answer}"
    words = rest.split()
    is_bare = len(words) <= 3 or words[-1].lower() in PREPOSITIONS
    fits = aux not in BE and _ASKS_OBJECT.match(wanted) and is_bare
    return f" {answer}" if fits and scene.answer_is_short else ""


# "did Kerry say so", after the question words: the same as nothing.
_AGAIN = (
    r"exactly|come|(?:is|was|were|are) (?:that|this|it)"
    r"|(?:did|does|has) (?:that|this|it) happen(?:ed)?"
    r"|(?:did|does|do|has|have) (?:[A-Z]\w+|he|she|they|it) (?:do|done|say|said) (?:it|that|so)"
)
QUESTION_WORDS_ALONE = re.compile(
    rf"(?P<asked>(?:{_PREP}) (?:how many|what|which) [a-z]+"
    rf"|(?:(?:{_PREP}) )?(?:who|whom|whose|what|when|where|why|which(?: [a-z]+)?"
    rf"|what [a-z]+|how(?: many| much| long| often| far| old| soon)?))(?: (?:{_AGAIN}))?",
    re.IGNORECASE,
)
"""A question that is nothing but its question words: "since when?", "why is that?"."""
