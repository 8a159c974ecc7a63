"""A question taken apart: what it asks for, and the clause that it asks about.

"Who froze the talks?" and its answer make "did Staffan de Mistura freeze the talks".
"""

from __future__ import annotations

import re

from corpus.calendar_words import MONTHS
from qa.conversation.article_questions import asks_article
from qa.conversation.noun_phrases import find_phrases
from qa.conversation.scenes import Scene
from qa.conversation.verbs import base_of
from qa.conversation.word_classes import (
    AUXILIARIES,
    BE,
    CLOSED,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    any_word,
    read_words,
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
# Whoever is not asked what he said of it spoke of it: "When did Kerry speak about the talks?".
_SPEAKS = {"say": "speak", "said": "spoken"}
_SPEAKS_OF = re.compile(r"\b(?:say|said)(?= (?:about|of)\b)")


def clause_of(scene: Scene) -> str | None:
    """What a turn's question asks about, with its auxiliary first; None where that is unsure."""
    asked = scene.turn.asked.strip().rstrip("?.! ")
    if asks_article(asked):
        return None
    if match := _WITH_AUXILIARY.fullmatch(asked):
        wanted, aux, rest = match["asked"], match["aux"].lower(), match["rest"]
        if wanted.lower() == "who" and aux in BE and _is_role_of(rest):
            bearer = _subject_of(scene, wanted)
            return f"{aux} {bearer} {rest}" if bearer else None
        if not _lacks_subject(wanted, aux, rest):
            if wanted.lower() == "what":
                rest = _SPEAKS_OF.sub(lambda said: _SPEAKS[said[0]], rest)
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


def _is_role_of(rest: str) -> bool:
    """Whether the words are somebody's role: "Norland's envoy", "the mayor of Lindach in 2015"."""
    phrase = next(iter(find_phrases(rest)), None)
    if phrase is None or phrase.start or phrase.head.lower() not in read_words("roles.txt"):
        return False
    following = rest[phrase.end :].split()
    return not following or following[0].lower() in PREPOSITIONS


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
    r"exactly|come|(?P<be>is|are|was|were) (?P<pronoun>that|this|it)"
    r"|(?:did|does|has) (?:that|this|it) happen(?:ed)?"
    r"|(?:did|does|do|has|have) (?:[A-Z]\w+|he|she|they|it) (?:do|done|say|said) (?:it|that|so)"
)
_WORDS_ALONE = re.compile(
    rf"(?P<asked>(?:(?:{_PREP}) )?(?:who|whom|whose|what|when|where|why|which"
    rf"|how(?: many| much| long| often| far| old| soon)?)"
    rf"|(?:{_PREP}) how many [a-z]+|(?:(?:{_PREP}) )?(?:what|which) (?P<noun>[a-z]+))"
    rf"(?: (?:{_AGAIN}))?",
    re.IGNORECASE,
)
_NO_NOUNS = CLOSED | {"happens", "others"}


def words_alone(question: str) -> str:
    """The question words of a question that is nothing else: "since when?", "why is that?".

    "" where it is more. "What happened?" is, and "where is it?", which asks of a thing; "where was
    it?" may be about what was done.
    """
    match = _WORDS_ALONE.fullmatch(question)
    if match is None:
        return ""
    noun = (match["noun"] or "").lower()
    if noun in _NO_NOUNS or base_of(noun):
        return ""
    if match["be"]:
        word = match["asked"].lower().rpartition(" ")[2]
        is_past = match["be"].lower() in ("was", "were")
        of_thing = match["pronoun"].lower() == "it" and word != "why"
        if word in ("who", "whom", "whose", "what") or (
            not is_past and (word == "where" or of_thing)
        ):
            return ""
    return match["asked"]
