"""Credits without a "by": a name, a post, an outlet. They say so only beside another credit.

Alone in their lines the same words are as well a heading of the story, a caption, a guest.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.formats.bylines import TOWN_WORDS, Credits, is_bare_name, is_role, people_of
from corpus.formats.section_lines import is_section, is_trail_of_sections
from corpus.formats.words import word_list
from corpus.formats.written_names import is_name, is_outlet, may_be_outlet

_CREDIT_CHARS = 100
_SENTENCE = re.compile(r"[?!:;“”\"]")
_WITH = re.compile(r"with (?P<outlet>.+)", re.IGNORECASE)
_AGENCIES = re.compile(r"(?:news )?(?:agencies|services|wires)|staff", re.IGNORECASE)
_FROM = re.compile(r"(?:From|FROM) (?P<people>.+)")
_PEOPLE = re.compile(  # their place, and what is said of them
    r"(?P<people>[^,/|]+?)"
    r"(?:,? (?:in|at|IN|AT) (?P<place>[^,/|]+))?(?P<rest>(?:\s*[,/|]\s*[^,/|]+)*)"
)
_AND = re.compile(r"\s+(?:and|AND|&)\s+")
_POST = re.compile(  # "Jane Ferrow Transport correspondent"
    r"(?P<name>(?:[A-ZÀ-Þ][\w'’-]+ ){2})[A-ZÀ-Þ][\w-]+ (?:[\w-]+ )?"
    r"(?i:correspondent|reporter|editor|writer|columnist)"
)
BARS = re.compile(r"\s*[|·•/]\s*|\s+[–—-]\s+")
_BESIDE = re.compile(r"\s*[,/|]\s*")
_STAFF = re.compile(r"(?:our )?(?:staff )?reporters|staff|agencies", re.IGNORECASE)
# What ends a town's name and no person's.
_ENDS_OF_TOWNS = frozenset("bay beach springs falls island harbour harbor city town".split())
# Two words with capitals that are nobody's name.
_NO_PEOPLE = frozenset(
    "council news sport sports report reports update business court courts interview special page"
    " edition letters love review analysis weather college school university club town party union"
    " street road park hospital bank minister president mayor senior chief local political"
    " staff deputy home foreign democracy community social news assistant national judge"
    " lord lady dame".split()
)


def read_bare_credit(line: str) -> Credits | None:
    """Who wrote a story, and for whom, as a line beside other credits says it."""
    line = line.strip(" *_•–—")
    if not line or len(line) > _CREDIT_CHARS:
        return None
    if is_section(line):
        return Credits(certain=is_trail_of_sections(line))
    if _SENTENCE.search(line):
        return None
    with_others = _WITH.fullmatch(line)
    if with_others and _names_agencies(with_others["outlet"]):
        return Credits(certain=False)
    if origin := _FROM.fullmatch(line):
        found = people_of(origin["people"])
        is_known = found and found.people and all(map(_may_have_written, found.people))
        return replace(found, certain=False) if found and is_known else None
    return _read_outlet(line) or _read_post(line) or _read_people(line)


def first_named(line: str) -> tuple[str, ...]:
    """Who stands first in a line of credits, before an outlet: "Jane Ferrow | Tallis Post | …"."""
    line = line.strip(" *_•–—")
    first, *others = (part.strip(" *_") for part in BARS.split(line))
    if others and may_be_outlet(others[0]) and _may_have_written(first):
        return (first,)
    bare = _read_post(line)
    return bare.people if bare else ()


def _names_agencies(words: str) -> bool:
    each = _AND.split(words)
    return all(is_outlet(name) or _AGENCIES.fullmatch(name) for name in each)


def _read_outlet(line: str) -> Credits | None:
    """ "Tallis Post, Rome"; "Senior reporter, The Tallis Post"."""
    first, *others = (part.strip() for part in line.split(","))
    if may_be_outlet(first) and len(others) <= 1 and all(map(is_name, others)):
        return Credits(outlet=first, certain=False)
    if is_role(first) and len(others) == 1 and may_be_outlet(others[0]):
        return Credits(outlet=others[0], certain=False)
    return None


def _read_post(line: str) -> Credits | None:
    """ "Jane Ferrow Transport correspondent"."""
    match = _POST.fullmatch(line)
    if not match or not _may_have_written(match["name"].strip()):
        return None
    return Credits((match["name"].strip(),), certain=False)


def _read_people(line: str) -> Credits | None:
    """ "Jane Ferrow & Ida Lund"; "Jane Ferrow, business editor"; "Jane Ferrow / Tallis Post"."""
    match = _PEOPLE.fullmatch(line)
    if not match or not (match["place"] is None or is_name(match["place"])):
        return None
    people = [name for name in _AND.split(match["people"]) if not _STAFF.fullmatch(name)]
    if not people or not all(map(_may_have_written, people)):
        return None
    outlet, places = None, 0
    for part in filter(None, _BESIDE.split(match["rest"])):
        name = re.sub(r"^(?:in|at) ", "", part)
        if may_be_outlet(name):
            outlet = name
        elif is_name(name) and not is_role(part):
            places += 1
        elif not is_role(part):
            return None
    return Credits(tuple(people), outlet, certain=False) if places <= 1 else None


def _may_have_written(name: str) -> bool:
    """Whether a bare name is rather a person's than a town's or a body's."""
    words = name.casefold().replace("’", "'").split()
    is_other = not (_NO_PEOPLE | word_list("sections")).isdisjoint(words)
    is_town = words[0] in TOWN_WORDS or words[-1] in _ENDS_OF_TOWNS
    is_phrase = words[0] == "the" or any(word.endswith("'s") for word in words)
    if is_other or is_town or is_phrase or may_be_outlet(name):
        return False
    return is_bare_name(name)
