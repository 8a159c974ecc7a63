"""Who a pronoun or "the envoy" may mean: the people and groups that the last turns spoke of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from qa.conversation.names import Gender, Name, find_names
from qa.conversation.noun_phrases import Phrase
from qa.conversation.scenes import Scene, count_mentions
from qa.conversation.word_classes import AUXILIARIES, BE, are_people, is_plural, is_role

_VAGUE = re.compile(
    r"(?:other|many|any|much|more|some|no|several|few|how|kinds?|types?)\b", re.IGNORECASE
)
_ASKS_WHO = re.compile(r"\W*who(?:m|se)?\b", re.IGNORECASE)
_ASKS_WHOM = re.compile(
    r"\W*(?:who|whom)\s+(?:do|does|did|has|have|had|will|would|can|could)\s", re.IGNORECASE
)
_COUNTED = re.compile(r"how many (?P<noun>[\w-]+) (?P<did>.+)", re.IGNORECASE)
_TOGETHER = re.compile(r"\s*(?:,|and|&|, and)\s+(?:the\s+)?")


def find_person(scenes: Sequence[Scene], pronoun: Gender) -> str | None:
    """Whom "he" or "she" means; "" where it may be two, None where nobody fits."""
    for scene in scenes:
        for certain in (True, False):
            first, second = scene.asked, scene.answer
            if scene.asks_subject:
                first, second = second, first
            for names in (first, second, scene.topic, scene.sentence):
                fitting = [
                    name
                    for name in names
                    if name.may_be(pronoun) and _is_likely(name, scene, certain=certain)
                ]
                if fitting and names is scene.asked and _stand_together(scene, fitting):
                    return ""
                if fitting:
                    return fitting[0].text
        if not scene.turn.answer and _ASKS_WHO.match(scene.turn.asked):
            return None  # who was asked for, and nobody was found
    return None


def _is_likely(name: Name, scene: Scene, *, certain: bool) -> bool:
    """Whether it is a person; unless that is to be `certain`, whether it may well be one."""
    if name.kind == "person" or name in scene.topic:
        return True
    return not certain and (" " in name.text or name in (*scene.heads, *scene.answer))


def _stand_together(scene: Scene, names: Sequence[Name]) -> bool:
    """Whether the first two are named in one breath: "Kerry and Lavrov"."""
    if len(names) < 2:
        return False
    first, second = names[:2]
    return bool(_TOGETHER.fullmatch(scene.turn.asked[first.end : second.start]))


def find_object(scenes: Sequence[Scene], pronoun: Gender) -> str | None:
    """Whom "him" means after "Whom did Trump fire?": who was the answer."""
    last = next(iter(scenes), None)
    if last is None or not _ASKS_WHOM.match(last.turn.asked):
        return None
    fitting = (each for each in last.answer[:1] if each.may_be(pronoun))
    return next((each.text for each in fitting if each.kind == "person" or " " in each.text), None)


def find_counted(scenes: Sequence[Scene]) -> str | None:
    """Who "of them" are: "the people who died in Lindach", after "How many people died …?"."""
    last = next(iter(scenes), None)
    match = _COUNTED.fullmatch(last.turn.asked.strip().rstrip("?.! ")) if last else None
    if match is None or not is_plural(match["noun"]):
        return None
    first, *others = match["did"].split()
    is_done = first in AUXILIARIES
    if is_done and not (first in BE and others and others[0].endswith(("ed", "en", "t"))):
        return None  # "did they find": somebody else counted them
    return f"the {match['noun']} {'who' if are_people(match['noun']) else 'that'} {match['did']}"


def find_several(scenes: Sequence[Scene]) -> str | None:
    """Whom or what "they" means."""
    for scene in scenes:
        if _names_several(scene.turn.answer, scene.answer):
            return scene.turn.answer.rstrip(".,;")
        if together := _names_together(scene):
            return together
        candidates = [
            *(
                (name.start, scene.with_article(name))
                for name in scene.heads
                if name.kind == "group"
            ),
            *((each.start, each.definite) for each in scene.phrases if _may_be_they(each)),
        ]
        if candidates:
            return min(candidates, key=lambda each: (-count_mentions(each[1], scenes), *each))[1]
        for name in (*scene.topic, *scene.sentence):
            if name.kind == "group" or (name in scene.topic and name.kind == "unknown"):
                return scene.with_article(name)
    return _first_of(scenes, ("unknown", "place"))


def _names_several(answer: str, names: Sequence[Name]) -> bool:
    if len(names) == 1:
        whole = answer.rstrip(".,;")
        is_name = whole.endswith(names[0].text)  # "UN envoy" is one person
        return names[0].kind == "group" and (is_name or is_plural(whole.rpartition(" ")[2]))
    return len(names) > 1 and " and " in answer


def _names_together(scene: Scene) -> str | None:
    """Two that are named in one breath, else two people: one in the question, one in the answer."""
    for first, second in zip(scene.asked, scene.asked[1:], strict=False):
        if _TOGETHER.fullmatch(scene.turn.asked[first.end : second.start]):
            return f"{first.text} and {second.text}"
    people = [(name.start, name.text) for name in scene.asked if name.kind == "person"]
    people += [(each.start, each.definite) for each in scene.phrases if is_role(each.head)]
    answering = [name.text for name in scene.answer if name.kind == "person"]
    both = list(dict.fromkeys([*(text for _, text in sorted(people)), *answering]))
    return f"{both[0]} and {both[1]}" if len(both) == 2 else None


def _may_be_they(phrase: Phrase) -> bool:
    return phrase.plural and not _VAGUE.match(phrase.text)


def _first_of(scenes: Sequence[Scene], kinds: Sequence[str]) -> str | None:
    names = (name for scene in scenes for name in (*scene.topic, *scene.asked))
    return next((name.text for name in names if name.kind in kinds), None)


def find_group(scenes: Sequence[Scene]) -> str | None:
    """Which group "that group" is."""
    for scene in scenes:
        for name in (*scene.answer, *scene.asked, *scene.topic, *scene.sentence):
            if name.kind == "group":
                return name.text
    return None


def find_bearer(scenes: Sequence[Scene], role: str) -> str | None:
    """Who "the envoy" is: the one person whom the turns call so; None where it is none or two."""
    for scene in scenes:
        bearers = {name.text for name in _bearers(scene, role)}
        if bearers:
            bearer = bearers.pop()
            called_so = bearer.lower().endswith(f" {role}")
            return None if bearers else f"the {bearer}" if called_so else bearer
    return None


def _bearers(scene: Scene, role: str) -> Iterator[Name]:
    before, after = _beside_role(role)
    yield from (each for each in scene.all_names if each.text.lower().endswith(f" {role}"))
    for text in filter(None, scene.texts):
        if role not in text.lower():
            continue
        for name in find_names(text):
            if before.search(text[: name.start]) or after.match(text, name.end):
                yield next(
                    (each for each in scene.all_names if each.text.endswith(name.text)), name
                )


@cache
def _beside_role(role: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a name and after it where it has this role."""
    owner = r"(?:the|an?|[A-Z]?\w+['’]s)"
    whose = r"(?:\s+(?:of|to|for)\s+[^,.;:]{1,40})?,"
    return re.compile(rf"\b{role}(?:{whose})?\s+$", re.IGNORECASE), re.compile(
        rf",?\s+(?:who (?:is|was) |is |was )?{owner}\s+[^,.;:]{{0,40}}?\b{role}\b"
    )
