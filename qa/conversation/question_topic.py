"""What a question without a name takes from the last one: "Who was killed in the blasts?"."""

from __future__ import annotations

import re

from qa.conversation.noun_phrases import Phrase
from qa.conversation.scenes import Scene
from qa.conversation.times import find_time_phrase
from qa.conversation.word_classes import are_people, read_words

_FOR_WHAT = re.compile(r"(?:responsible|to blame|paid)$", re.IGNORECASE)


def add_topic(core: str, last: Scene) -> str | None:
    """ "How many people died?" with what the last question was about: "in the Damascus blasts"."""
    phrase = _topic_of(last)
    if phrase is None:
        return None
    is_place = any(name.kind == "place" for name in last.asked if phrase == name.text)
    if "happened" in core:
        return f"{core} to {phrase}" if any(phrase == each.text for each in last.asked) else None
    time = find_time_phrase(last.turn.asked)
    preposition = "for" if _FOR_WHAT.search(core) and not is_place else "in"
    if not is_place and not core.endswith("paid") and _is_mere_name(phrase, last):
        return None  # nothing happens in a firm
    return f"{core} {preposition} {phrase}{time[0] if time else ''}"


def _is_mere_name(phrase: str, last: Scene) -> bool:
    """Whether it is a name alone, "the Labour Party", and no event such as "the Geneva talks"."""
    names = [*last.asked, *last.topic]
    return any(phrase.removeprefix("the ") == name.text for name in names)


def _topic_of(last: Scene) -> str | None:
    """The phrase with a name that the last question is about, its longest one.

    None that ends in a person's, for nothing happens "in Ines Caldera", nor "in the manager of
    Tallis Town", but in Tallis Town; and none that is people: "Norland's dockers".
    """
    named: list[Phrase] = [each for each in last.phrases if any(map(str.isupper, each.text))]
    people = [name.text for name in last.asked if name.kind == "person"]
    named = [each for each in named if not each.text.endswith(("'s", "’s", *people))]
    if named:
        longest = max(named, key=lambda each: len(each.text.split()))
        _, of, whose = longest.text.partition(" of ")
        if of and longest.head.lower() in read_words("roles.txt"):
            return whose
        return None if are_people(longest.head) else longest.text
    return last.topic[0].text if last.topic else None
