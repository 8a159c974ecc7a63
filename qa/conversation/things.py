"""What "it", "there" and "the blasts" may mean: the things and places that the last turns named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.conversation.names import Name
from qa.conversation.noun_phrases import Phrase, find_phrases
from qa.conversation.scenes import Scene, count_mentions, is_name
from qa.conversation.turns import Turn
from qa.conversation.word_classes import (
    DETERMINERS,
    GROUP_NOUNS,
    PERSON_NOUNS,
    PLACE_NOUNS,
    TIME_NOUNS,
    any_word,
    is_plural,
    read_words,
)

# What is asked of a thing, which is the thing that goes on being spoken of.
_ABOUT = re.compile(
    r"^(?:the|a|its) (?:role|effects?|causes?|importance|impact|history|characteristics|lack|names?"
    r"|number|population|reasons?|origins?|benefits?|advantages?|purpose|cost|price|size|age|length|aim|goal)"
    r" of (?=[\w\s])"
)
_NOT_KNOWN = frozenset(
    "my your any some no another many much more most several few both all each every".split()
)
_ASKS_WHAT_IS = re.compile(r"\W*what(?:['’]s| is| are| was| were) (?P<what>.+?)\W*$", re.IGNORECASE)
_ASKS_WHO_IS = re.compile(r"\W*who(?:['’]s| is| are| was| were) (?P<who>.+?)\W*$", re.IGNORECASE)
_AT = re.compile(r"\b(?:at|in|to|joined|entered|attended)\s+(?:the\s+)?$")
_ASKS_WHERE = re.compile(r"\bwhere\b|\b(?:which|what) (?:city|town|country|place)\b", re.IGNORECASE)
_ASKS_WHICH_PLACE = re.compile(
    rf"\W*(?:what|which)(?:['’]s| is| was) (?:the )?(?:\w+ )?{any_word(PLACE_NOUNS)}\b",
    re.IGNORECASE,
)


def find_thing(scenes: Sequence[Scene]) -> str | None:
    """What "it" means: of what the last question spoke, what was spoken of before as well."""
    for scene in scenes:
        if wanted := _defined_name(scene) or _place_asked_for(scene):
            return wanted
        asks_whom = scene.turn.asked.lower().startswith("who")
        if scene.asks_subject and not asks_whom and scene.answer[0].kind != "person":
            return scene.answer[0].text
        singular = [each for each in scene.phrases if _may_be_it(each, scene)]
        about = [(each, _ABOUT.sub("", each.definite)) for each in singular]
        things = [(each, text) for each, text in about if not is_plural(text.split()[0])]
        names = [name for name in scene.heads if name.kind in ("group", "place")]
        # What acts is seldom meant: it has a name, or is "they".
        candidates = [
            *((True, name.start, scene.with_article(name)) for name in names),
            *((each.head in GROUP_NOUNS, each.start, text) for each, text in things),
        ]
        if candidates:
            _, _, text = min(candidates, key=lambda each: (-count_mentions(each[2], scenes), *each))
            return text
        for name in (*(() if asks_whom else scene.answer), *scene.topic, *scene.heads):
            if name.kind != "person":
                return scene.with_article(name) if name in scene.asked else name.text
    return None


def find_role(scenes: Sequence[Scene]) -> str | None:
    """The role that the last question asked the bearer of: "the mayor of Lindach"."""
    match = _ASKS_WHO_IS.fullmatch(scenes[0].turn.asked) if scenes else None
    phrases = scenes[0].phrases if match else ()
    roles = (each.text for each in phrases if each.head.lower() in read_words("roles.txt"))
    return next((text for text in roles if match and text == match["who"]), None)


def _defined_name(scene: Scene) -> str | None:
    """Brexit, where it was asked what that is."""
    match = _ASKS_WHAT_IS.fullmatch(scene.turn.asked)
    what = match["what"].removeprefix("the ") if match else ""
    named = any(name.text == what and name.kind != "person" for name in scene.asked)
    return match["what"] if match and named else None


def _place_asked_for(scene: Scene) -> str | None:
    """Pristina, where the capital was asked for and that is the answer."""
    answered = is_name(scene.turn.answer, scene.answer)
    return scene.answer[0].text if answered and _ASKS_WHICH_PLACE.match(scene.turn.asked) else None


def _may_be_it(phrase: Phrase, scene: Scene) -> bool:
    words = phrase.text.lower().split()
    roles = read_words("roles.txt") | PERSON_NOUNS
    is_other = words[-1] in roles | TIME_NOUNS or phrase.head.lower() in roles
    overlaps = any(name.start < phrase.end and phrase.start < name.end for name in scene.asked)
    known = words[0] in DETERMINERS - _NOT_KNOWN
    return not phrase.plural and not is_other and known and not (overlaps and len(words) < 3)


def find_place(scenes: Sequence[Scene]) -> str | None:
    """Where "there" is: the place that was asked for, else the last one that was named."""
    for scene in scenes:
        if place := _place_asked_for(scene):
            return place
        asked_for = scene.sentence[:1] if _ASKS_WHERE.search(scene.turn.asked) else ()
        near = [name for name in scene.sentence if _is_near(name, scene.turn)]
        unsure = [name for name in scene.heads if name.kind == "unknown" and " " not in name.text]
        asked = [*_places(scene.asked), *unsure]
        for name in (*asked_for, *asked, *_places(scene.sentence), *near):
            return name.text
    return None


def _is_near(name: Name, turn: Turn) -> bool:
    """Whether somebody is said to be at it or to go to it."""
    texts = (turn.answer, turn.sentence)
    before = [text[: text.find(name.text)] for text in texts if name.text in text]
    return name.kind != "person" and any(map(_AT.search, before))


def _places(names: Sequence[Name]) -> Iterator[Name]:
    yield from (name for name in names if name.kind == "place")


def find_fuller(scenes: Sequence[Scene], head: str, *, pointing: bool) -> str | None:
    """The fuller phrase for "the blasts" or "those strikes": "the Damascus blasts".

    Unless the question is `pointing`, only one that adds a name.
    """
    for scene in scenes:
        for text in (scene.turn.asked, scene.turn.answer, scene.turn.sentence):
            for phrase in find_phrases(text) if head in text else ():
                words = [word for word in phrase.text.split() if word.lower() not in DETERMINERS]
                adds_name = any(word[0].isupper() for word in words[:-1])
                if phrase.head == head and len(words) > 1 and (pointing or adds_name):
                    return f"the {' '.join(words)}"
    return None
