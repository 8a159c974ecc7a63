"""The small words of English by what they do in a question, and the word lists beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

TOKEN = re.compile(r"[^\W_]+(?:[-.&][^\W_]+)*(?:['’](?:s|S|t|re|ve|ll|d)\b|(?<=s)['’](?!\w))?")

BE = frozenset("is are was were be been being isn't wasn't weren't aren't".split())
AUXILIARIES = BE | frozenset(
    "do does did has have had can could will would shall should may might must don't doesn't "
    "didn't hasn't haven't hadn't can't couldn't won't wouldn't".split()
)
QUESTION_WORDS = frozenset("who whom whose what which when where why how".split())
DETERMINERS = frozenset(
    "the a an this that these those my your his her its our their any some all both each every no "
    "another other many much more most several few".split()
)
PREPOSITIONS = frozenset(
    "in on at by for from of to with about after before during since under over until till against "
    "into near around within without between among through across behind towards toward upon like "
    "as besides inside outside throughout despite beyond per than off up down out".split()
)
PRONOUNS = frozenset(
    "he him his himself she her hers herself they them their theirs themselves it its itself i me "
    "we us you one ones who whom there then here someone anyone anybody somebody everyone anything "
    "something nothing everything".split()
)
JOINING = frozenset(
    "and or but if that because while although though when where so as than whether not also too "
    "ever still only just even later else again exactly most more first last next instead together "
    "already now today back home".split()
)
CLOSED = (
    AUXILIARIES | QUESTION_WORDS | DETERMINERS | PREPOSITIONS | PRONOUNS | JOINING
)  # none of them is a noun

POINTING = frozenset("this that these those".split())

PLACE_NOUNS = frozenset(
    "place city town village country nation region area province state district neighborhood "
    "neighbourhood suburb island capital county continent territory".split()
)
GROUP_NOUNS = frozenset(
    "group party organization organisation committee council company firm team band agency "
    "ministry militia army government union association club university court commission bloc "
    "coalition delegation department movement faction office police".split()
)
TIME_NOUNS = frozenset("day date week weekend month year time period moment season".split())
PERSON_NOUNS = frozenset("man woman person guy boy girl lady gentleman".split())
ARTICLE_NOUNS = frozenset("article story report piece text".split())
IRREGULAR_PLURALS = frozenset("people children men women police media forces data".split())


# What acts as one, beside the groups: what "the government" may be swapped for.
BODIES = GROUP_NOUNS | frozenset(
    "opposition regime public press parliament senate congress cabinet church staff crew crowd "
    "west left right side minority majority industry".split()
)
KIN = frozenset(
    "mother father parent son daughter brother sister wife husband widow child baby".split()
)
# What "he" or "she" cannot mean.
WOMEN = frozenset(
    "queen princess woman girl lady actress mother daughter sister wife widow dame miss mrs ms "
    "chairwoman spokeswoman congresswoman".split()
)
MEN = frozenset(
    "king prince pope man boy guy gentleman actor father son brother husband lord sir mr chairman "
    "spokesman congressman".split()
)


@cache
def read_words(name: str) -> frozenset[str]:
    """The words of a list beside this module, which has some on each line; `#` begins a note."""
    lines = (Path(__file__).parent / "words" / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_plural(noun: str) -> bool:
    """Whether a noun looks like more than one."""
    noun = noun.lower()
    return noun in IRREGULAR_PLURALS or (
        noun.endswith("s") and not noun.endswith(("ss", "us", "is", "ics", "news", "series"))
    )


def without_possessive(word: str) -> str:
    """A word without its ’s."""
    return re.sub(r"['’][sS]?$", "", word)


def possessive(words: str) -> str:
    """ "Kerry's", "the rebels'"."""
    last = words.rsplit(maxsplit=1)[-1]
    return words + ("'" if last.islower() and is_plural(last) and last.endswith("s") else "'s")


def is_role(noun: str) -> bool:
    """Whether a noun says what somebody is: "envoy", "woman"."""
    return noun in read_words("roles.txt") | PERSON_NOUNS and not is_plural(noun)


def are_people(noun: str) -> bool:
    """Whether a noun is of several people: "pilots", "refugees"."""
    one = noun.removesuffix("s")
    return noun in read_words("people.txt") or (one != noun and is_role(one)) or one in KIN - {noun}


def acts(noun: str) -> bool:
    """Whether it may act: somebody's role, people, or a group of them."""
    return is_role(noun) or are_people(noun) or noun in KIN or noun.removesuffix("s") in BODIES


def is_only_small_words(question: str) -> bool:
    """Whether it asks and nothing in it can be searched for: "where is it?", not "what is WHO?"."""
    words = TOKEN.findall(question)
    only_words = not TOKEN.sub("", question).strip(" ?.!,;")
    asks = (
        only_words
        and bool(words)
        and words[0].lower() in QUESTION_WORDS | AUXILIARIES | {"and", "but", "so"}
    )
    names = any(word != word.lower() for word in words[1:])
    return asks and not names and all(word.lower() in CLOSED for word in words)


def any_word(words: Iterable[str]) -> str:
    """A pattern that matches one of the words, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


class Word(NamedTuple):
    """A word of a question with those beside it, all in lower case, "" where there is none."""

    lower: str
    before: str
    after: str
    start: int
    end: int

    @classmethod
    def all_of(cls, question: str) -> list[Word]:
        """The words of a question in order."""
        tokens = list(TOKEN.finditer(question))
        words = ["", *(token[0].lower() for token in tokens), ""]
        return [
            cls(words[n], words[n - 1], words[n + 1], token.start(), token.end())
            for n, token in enumerate(tokens, start=1)
        ]
