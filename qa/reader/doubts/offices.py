"""Whether a name has the office that a question asks for, or is only called beside it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from corpus.records import Span
from qa.reader.questions.answer_types import asking_clause

# Characters before and after a name in which its office may stand.
REACH = 80
_CLAUSE_END = re.compile(r"[.;:!?“”\"()\n]")

_ASKED = re.compile(
    r"(?:who(?: is| was| are| were|['’]s)|what(?: is|['’]s| was) the name of) "
    r"(?P<office>(?:the |an? |[\w’' -]*?['’]s? )?"
    r"(?!.*\b(?:considered|known|called|said|thought|believed)\b)[\w’' -]+?)"
    r"(?: (?:in|at|when|during|since|as of|before|after|until) .*)?\??$",
    re.IGNORECASE,
)
# "Who is suing the council?", "who was sent to guard the dam?", "who is married to Ada Lund?": what
# somebody does or has done to him is no office. The acting mayor and the elected one have theirs.
_NO_OFFICE = re.compile(
    r"(?:(?:now|still|also|currently|being|to be) )*"
    r"(?!(?:elected|re-elected|named|appointed|made|chosen|crowned|declared|sworn) (?:the|an?)\b)"
    r"(?:[a-z]{2,}ing|[a-z]{2,}ed|sent|held|shot|hit|paid|told|taken|given|driven|thrown|known|seen|"
    r"beaten|stolen|found|caught|left|put|led|brought|born) "
    r"(?:(?:the|an?|his|her|its|their|this|that|on|off|out|up|down|over|for|from|in|into|at|to|of|by|"
    r"with|against|about|after|behind|under|away|back|through|across|around|as)\b|"
    r"(?<!acting )(?<!outgoing )(?<!sitting )(?<!reigning )(?<!incoming )(?<!managing )"
    r"(?<!presiding )(?<!visiting )(?<!retiring )(?<!serving )(?<!ruling )(?<!governing )"
    r"(?<!founding )(?<!elected )(?<!appointed )(?<!retired )(?-i:[A-ZÀ-Þ]))",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\bwho(?: is|['’]s| are)\b", re.IGNORECASE)
_BEFORE, _AFTER = re.compile(r"\bbefore\b", re.I), re.compile(r"\bafter\b", re.I)
_LITTLE_WORDS = frozenset("the a an of for and s current new now its their our his her".split())

_FAMILY = (
    "wife|husband|widow|widower|brother|sister|son|daughter|father|mother|uncle|aunt|nephew|niece|"
    "cousin|grandson|granddaughter|partner|fiancée?"
)
_STAFF = (
    "predecessor|successor|deputy|vice|shadow|assistant|aide|adviser|advisor|spokesman|spokeswoman|"
    "spokesperson"
)
# These are somebody else only where they are somebody's: the mayor may be a solicitor.
_COMPANY = "lawyer|solicitor|barrister|rival|opponent|challenger|friend|colleague"
_ENDED = "former|ex|outgoing|then|acting"
_POSSESSOR = r"(?:his|her|their|[\w’'-]+['’]s?)"
_OWNER = rf"(?:{_POSSESSOR}|the)"
# What ends an office, in what is added to a name: "Lund, who led it until she was ousted".
_HELD_UNTIL = re.compile(
    r", who [^.;“”\"]{0,60}\b(?:until|(?:was|were|been|being) (?:ousted|replaced|sacked)|resigned|"
    r"stepped down|retired|quit)\b"
)


# Offices of which nobody has two at a time, as they stand before a name.
_TITLES = (
    "president", "minister", "chancellor", "mayor", "governor", "judge", "king", "queen", "pope",
    "ambassador", "senator", "bishop", "commissioner", "provost",
)  # fmt: skip
_TITLE = re.compile(rf"(?P<title>{'|'.join(_TITLES)}) (?-i:[A-Z])", re.IGNORECASE)
_TITLE_BEFORE = re.compile(rf"\b(?P<title>{'|'.join(_TITLES)}),? $", re.IGNORECASE)
# "Ada Lund, the German minister, said"
_TITLE_AFTER = re.compile(
    r", (?:the|an?|its|their|[\w’'-]+['’]s?) (?:(?!(?:and|of|to|who)\b)[\w-]+ ){0,3}?"
    rf"(?P<title>{'|'.join(_TITLES)})\b(?!['’-])",
    re.IGNORECASE,
)
# Who speaks for a firm leads no union of its people.
_BOSS_BEFORE = re.compile(r"\b(?:managing director|chief executive|ceo),? $", re.IGNORECASE)
_BOSS_AFTER = re.compile(
    r", (?:the|an?|its|their|[\w’'-]+['’]s?) (?:[\w’'-]+ ){0,2}?"
    r"(?:managing director|chief executive)\b",
    re.IGNORECASE,
)
# A mayor is a councillor as well, but is not called one.
_COUNCILLOR_BEFORE = re.compile(r"\b(?:councill?or|cllr\.?|cr|alderman) $", re.IGNORECASE)
_COUNCILLOR = re.compile(r"(?:councill?or|cllr\.?|cr|alderman) (?-i:[A-ZÀ-Þ])", re.IGNORECASE)
# What tells the offices of one noun from each other: a branch secretary is not the general one.
_BRANCHES = frozenset(
    "general branch regional district local national press private permanent membership home "
    "foreign health finance education transport justice defence defense club company parish county "
    "borough town city assistant managing sporting football artistic executive technical "
    "medical".split()
)
# What a leader may be of beside another leader of the same place.
_SIDES = frozenset("opposition union rebels rebel party strike council protesters".split())


_ASKS_NOW = re.compile(
    r"\bwho\b.*\b(?:now|nowadays|currently|at the moment|at present|presently|these days|today)\b",
    re.IGNORECASE,
)
_ASKS_LEAVING = re.compile(
    r"\b(?:le(?:ft|aves?|aving)|resign\w*|quits?|step\w*|retir\w*|sacked|dismissed|fired|ousted|"
    r"former\w*)\b",
    re.IGNORECASE,
)
# "Lund left in May", but neither "left the door open" nor "left hospital".
_LEFT = re.compile(
    r"(?:, [^,.;]{2,60},)?(?:, who)? (?:has |had )?(?:resigned|quit|stepped down|stood down|"
    r"retired|was (?:sacked|dismissed|fired|ousted|removed)|"
    r"left(?= (?:the (?:company|firm|club|party|post|job|board|bank|council)|office|"
    r"(?:his|her) (?:post|job)|in (?:\d|[A-Z])|last|after|to (?:join|lead|head|run))|[,.;]))\b"
)

# "The firm suspended its manager, Ada Lund"
_PUT_OUT = re.compile(
    r"\b(?:suspended|sacked|dismissed|fired|ousted|removed) (?:its|their|the|his|her) "
    r"(?:(?!(?:and|for|to|as|by)\b)[\w-]+ ?){1,4},? $"
)


class Office(NamedTuple):
    """An office that a question asks for: its last noun, and all words that tell it from others.

    The noun of "leader of the opposition" and of "opposition leader" is "leader".
    """

    noun: str
    words: frozenset[str]


@lru_cache(maxsize=64)
def asked_office(question: str) -> Office | None:
    """The office whose holder a question asks for; None where it asks for anything else."""
    clause = asking_clause(question)
    asked = _ASKED.match(clause)
    if not asked or _NO_OFFICE.match(clause, asked.start("office")):
        return None
    before_of, _, _ = asked["office"].casefold().partition(" of ")
    nouns = [word for word in re.findall(r"\w+", before_of) if word not in _LITTLE_WORDS]
    words = frozenset(re.findall(r"\w+", asked["office"].casefold())) - _LITTLE_WORDS
    return Office(nouns[-1], words) if nouns else None


def holds_another_office(question: str, text: str, span: Span) -> bool:
    """Whether what stands beside a name says that somebody else holds the office asked for."""
    office = asked_office(question)
    if office is None:
        return False
    before, after = clause_around(text, span)
    is_present = _PRESENT.search(question) is not None
    after_name = text[span.end : span.end + REACH]
    if is_present and (
        _HELD_UNTIL.match(after_name) or _held_before(office.noun).match(after_name)
    ):
        return True
    return (
        _is_called_otherwise(office, question, before, after)
        or _is_one_of_two(office, text, span, before)
        or _is_of_other_branch(office, before, after)
        or _has_other_title(office, before, text[slice(*span)], after)
    )


def has_left(question: str, text: str, span: Span) -> bool:
    """Whether a name is of somebody who left, where it is asked who does something now."""
    if not _ASKS_NOW.search(question) or _ASKS_LEAVING.search(question):
        return False
    before, _ = clause_around(text, span)
    return bool(_PUT_OUT.search(before) or _LEFT.match(text[span.end : span.end + REACH]))


@lru_cache(maxsize=64)
def _held_before(noun: str) -> re.Pattern[str]:
    """What stands after the name of somebody who had an office: ", who was mayor"."""
    return re.compile(
        rf",? (?:who )?(?:was|had been|used to be) (?:(?!(?:re-?)?elected|named|made|appointed|"
        rf"sworn|chosen|declared|confirmed|hired|picked|unveiled|installed|voted|crowned|promoted|"
        rf"selected|introduced)\w+ ){{0,2}}{re.escape(noun)}\b",
        re.IGNORECASE,
    )


def clause_around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and after a span in its own clause, within reach."""
    before = text[max(0, span.start - REACH) : span.start]
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    after = text[span.end : span.end + REACH]
    end = _CLAUSE_END.search(after)
    return before[ends[-1] if ends else 0 :], after[: end.start()] if end else after


def _has_other_title(office: Office, before: str, name: str, after: str) -> bool:
    """Whether right beside a name stands the title of another office: no minister is president.

    A head or a leader may have any title, but not where it is of something else that it is asked:
    "the leader of the opposition" is not called "President" beside no opposition.
    """
    is_called = re.search(rf"\b{re.escape(office.noun)}\b", f"{before}{name}{after}", re.I)
    title = _TITLE_BEFORE.search(before) or _TITLE.match(name)
    if office.noun in _TITLES:
        if office.noun == "mayor":
            title = title or _COUNCILLOR_BEFORE.search(before) or _COUNCILLOR.match(name)
        return is_called is None and bool(title or _TITLE_AFTER.match(after))
    boss = _BOSS_AFTER.match(after) if "union" in office.words else None
    if "union" in office.words:
        title = title or boss or _BOSS_BEFORE.search(before)
    if title is None or is_called:
        return False
    others = office.words - {office.noun}
    beside = set(re.findall(r"\w+", f"{before}{name}{boss.group() if boss else ''}".casefold()))
    return bool(others & _SIDES) and not others & beside


class _Patterns(NamedTuple):
    """What stands before and after a name that is not the holder of an office."""

    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=64)
def _patterns(noun: str, is_present: bool) -> _Patterns:
    """The ways to be the deputy, the predecessor or the like of a holder, or a relative."""
    noun, staff = re.escape(noun), f"{_STAFF}|{_ENDED}" if is_present else _STAFF
    before = (
        rf"\b(?P<word>{staff})[ -](?:[a-z’'-]+ )?{noun}(?: of [\w’' -]+)?,? $",
        rf"\b(?:{_OWNER} (?P<word>{staff})|{_POSSESSOR} (?P<company>{_COMPANY})),? $",
        rf"\b{noun}['’]s? (?P<word>{_FAMILY}),? $",
        rf"\b{noun}\b.* (?:his|her|their) (?P<word>{_FAMILY}), $",
    )
    after = (
        rf", (?:{_OWNER} |an? )?(?P<word>{staff})(?:[ -](?:[\w’'-]+ )?{noun}\b|,| to\b|$)",
        rf", {_POSSESSOR} (?P<word>{_COMPANY})(?:,| to\b|$)",
        rf", [\w’' -]*?{noun}['’]s? (?P<word>{_FAMILY})\b",
    )
    return _Patterns(*(tuple(re.compile(each, re.I) for each in side) for side in (before, after)))


def _is_called_otherwise(office: Office, question: str, before: str, after: str) -> bool:
    """Whether a name is called "her deputy", "the mayor's brother" or the like."""
    patterns = _patterns(office.noun, _PRESENT.search(question) is not None)
    found = [
        *(pattern.search(before) for pattern in patterns.before),
        *(pattern.match(after) for pattern in patterns.after),
    ]
    called = {(each["word"] or each["company"]).casefold() for each in found if each}
    # Who was mayor before or after another is that one's predecessor or successor.
    called -= {"predecessor"} if _BEFORE.search(question) else set()
    called -= {"successor"} if _AFTER.search(question) else set()
    return any(word not in question.casefold() for word in called)


def _is_of_other_branch(office: Office, before: str, after: str) -> bool:
    """Whether a name's office is of another branch: the branch secretary is not the general one."""
    asked = office.words & _BRANCHES
    if not asked:
        return False
    kinds = "|".join(_BRANCHES)
    noun = re.escape(office.noun)
    beside = re.match(
        rf", (?:(?!(?:and|or|who|to|by)\b)[\w’'-]+ ){{0,3}}?(?P<kind>{kinds}) {noun}\b", after, re.I
    ) or re.search(rf"\b(?P<kind>{kinds}) {noun}(?: of [\w’' -]+)?,? $", before, re.I)
    if not beside:
        return False
    return not asked & set(re.findall(r"\w+", f"{before} {after}".casefold()))


def _is_one_of_two(office: Office, text: str, span: Span, before: str) -> bool:
    """Whether the office beside a name is another than the one that stands nearby.

    As in "She is leader of the opposition; the council leader is Mr Brack".
    """
    others = office.words - {office.noun}
    beside = re.search(
        rf"(?P<own>(?:[\w’'-]+ ){{1,3}}){re.escape(office.noun)}(?: of (?P<of>[\w’' -]+?))?"
        r"(?:,| is| was)? $",
        before,
        re.IGNORECASE,
    )
    if not others or not beside:
        return False
    own = frozenset(re.findall(r"\w+", beside.group().casefold())) - _LITTLE_WORDS - {office.noun}
    if not own or others & own:
        return False
    start, end = max(0, span.start - 3 * REACH), span.end + 3 * REACH
    elsewhere = f"{text[start : span.start - len(beside.group())]} | {text[span.end : end]}"
    return _names_office(elsewhere.casefold(), office.noun, others)


def _names_office(text: str, noun: str, others: frozenset[str]) -> bool:
    """Whether a text has the noun of an office with one of its other words close to it."""
    near = re.finditer(
        rf"(?:[\w’'-]+ ){{0,3}}{re.escape(noun)}(?: of (?:[\w’'-]+ ?){{1,4}})?", text
    )
    return any(any(word in match.group() for word in others) for match in near)
