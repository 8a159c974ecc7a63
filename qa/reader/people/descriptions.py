"""Who somebody is: what a text says of a person right beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from corpus.calendar_words import WEEKDAYS, any_of
from corpus.records import Span
from qa.reader.people.particles import NAME_PARTICLES
from qa.reader.questions.answer_types import asking_clause, is_of_kind

_ROLES_FILE = Path(__file__).parents[1] / "words" / "roles.txt"

_WHO_IS = re.compile(r"who(?: is| was|['’]s) (?P<name>[^?,;:]{3,60}?)\s*\??$", re.IGNORECASE)
# What somebody does for a living is who that is.
_WHAT_JOB = re.compile(
    r"what (?:(?:did|does) (?P<doer>[^?,;:]{3,60}?) do (?:for a living|for work|as a job)|"
    r"(?:is|was) (?P<owner>[^?,;:]{3,60}?)(?:['’]s?) (?:job|occupation|profession|trade))\s*\??$",
    re.IGNORECASE,
)
# "Who is behind it?", "Who was at fault?", "Who is the mayor?"
_NOT_OF_NAMES = frozenset(
    "the a an this that these those his her its their our my your in on at to by for with from of "
    "behind under about against not being and or".split()
)
# "Who was arrested?", "who is missing": typed without a capital, these are states and no names.
_STATE = re.compile(
    r"(?!(?:al|wil)?fred|.*h?am(?:m)?[ae]d|ted$|ned$|ed$)(?:[a-z]{2,}ed|killed|hurt|shot|held|dead|"
    r"guilty|missing|alive|absent|safe|ill|sick|present|involved|right|wrong|responsible|next|first|"
    r"last|best|made|put|left|sent|cut|hit|paid|caught|found|lost|born|out|up|down|running|leading|"
    r"going|coming|playing|speaking|talking|standing|paying|taken|stolen|beaten|chosen|driven|given|"
    r"named|elected|here|there|to|who)"
)
_MAX_NAME_WORDS = 5
# Roles after which people are named.
_SURNAMES = frozenset(
    "baker bishop butcher carpenter chandler constable dean driver duke earl farmer gardener judge "
    "king major marshal monk painter pope porter potter prince shepherd singer smith tailor "
    "weaver".split()
)
_WORD = re.compile(r"[^\W_][\w’'-]*")
# Letters of a first name of which another spelling may end otherwise: "Sergei", "Sergey".
_MIN_SPELT = 5
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_][\w’'-]*\.?)[ \u00a0]$")

# Characters beside a name in which its description stands.
_REACH = 200
_SENTENCE_BREAK = re.compile(r"(?:[.!?;:“”\"]\s|\n)")
# The end of an addition: another comma or mark, or the verb that the sentence goes on with.
_ADDITION = re.compile(
    r"(?: \([^()]{1,30}\))?, (?:(?:aged )?\d{1,3}, )?"
    r"(?P<words>[^,.;:!?()“”\"\n–—]{3,160}?)"
    r"(?=[,.;:!?()“”\"\n–—]|, | who | said | told | has | had | was | is |$)"
)
_IS = re.compile(
    r"(?:, [^.;:!?“”\"\n]{3,90},)? (?:is|was|has been|had been|became)"
    r"(?: (?:also|now|once|then|still))? (?P<words>[^,.;:!?()“”\"\n–—]{3,120})"
)
# Words in which a description without an article comes to the role: "was general secretary of".
_ROLE_WITHIN = 3
_ARTICLE = re.compile(r"(?:the|an?|his|her|its|their|one of|former|[A-ZÀ-Þ][\w’'.-]*['’]s?)\b")
# What somebody does, where no noun says it: "Ada Lund, who leads the inquiry".
_DOES = re.compile(
    r", (?:(?:aged )?\d{1,3}, )?(?P<words>who (?:leads|led|runs|ran|is running|heads|headed|chairs|"
    r"chaired|speaks for|spoke for|organised|organized|founded|owns|owned|manages|managed|directs|"
    r"directed|represents|represented|teaches|taught|looks after|looked after|edits|edited|"
    r"designed|commands|commanded|presents|presented) [^,.;:!?()“”\"\n–—]{3,100})"
)
# What no description before a name goes over.
_STOP = (
    r"(?:said|says|told|tells|that|who|whom|which|when|where|and|but|or|by|with|from|after|before|"
    r"as|while|if|than|is|was|were|are|be|been|has|had|have|will|would|did|does|not|met|meets|sees|"
    r"visits|joins|urges|asks|warns|hails|backs|replaces|succeeds|named|"
    rf"called|between|in|on|at|of|for|to|into|over|about|against|{'|'.join(WEEKDAYS)})"
)
# A verb before a title: "meets Russian Foreign Minister".
_STRAY_WORD = re.compile(
    r"(?!(?:the|an?|his|her|its|their|our|one|former|then|new|acting|ex|late|outgoing|veteran|deputy)"
    r"\b)[a-zß-ÿ]\S* (?=[A-ZÀ-Þ])"
)
_TOWN = re.compile(r" (?:from|of|in|near|at)(?: [^\W\d_a-z][\w.’'-]*){1,3}$")
_STATE_BEHIND = re.compile(r", (?P<state>[^\W\d_a-z]\w+(?: [^\W\d_a-z]\w+){0,2})(?=[,.;:)]|$)")
_ATTRIBUTES = re.compile(r"\b(?:said|says|told|added|asked|wrote)\b")


def person_asked_about(question: str) -> tuple[str, ...]:
    """The words of the name in "Who is Ada Lund?"; none where it asks for anything else.

    So in "What did Ada Lund do for a living?" and "What was Ada Lund's job?"
    """
    clause = asking_clause(question)
    found, job = _WHO_IS.match(clause), _WHAT_JOB.match(clause)
    name = found["name"] if found else (job["doer"] or job["owner"]) if job else ""
    words = _WORD.findall(name)
    folded = [word.casefold() for word in words]
    if not words or len(words) > _MAX_NAME_WORDS or not _NOT_OF_NAMES.isdisjoint(folded):
        return ()
    if folded[-1] in _roles() - _SURNAMES:  # "Who is prime minister?"
        return ()
    if words[0].islower() and _STATE.fullmatch(words[0]):
        return ()
    has_capitals = any(map(str.isupper, question[1:]))
    if has_capitals and not all(_has_capital(word) or word in NAME_PARTICLES for word in words):
        return ()
    return tuple(words)


def find_description(text: str, name: Sequence[str]) -> Span | None:
    """What the text says of a person right beside the name; None where it says nothing there.

    "Ada Lund, the harbour master", "harbour master Ada Lund" or "Ada Lund is a harbour master":
    the longest that stands beside the first of the name's mentions with any.
    """
    for mention in _mentions(text, name):
        found = [*_after(text, mention), *_before(text, mention)]
        if found:
            return max(found, key=lambda span: span.end - span.start)
        if does := _DOES.match(text, mention.end):
            return Span(*does.span("words"))
    return None


def is_named(text: str, name: Sequence[str]) -> bool:
    """Whether a text has the name, if only its last word."""
    return next(_mentions(text, name), None) is not None


def is_bare_name(words: str) -> bool:
    """Whether some words are a name and nothing else: it says who, but not who that is."""
    each = _WORD.findall(words)
    return bool(each) and all(
        (word[0].isupper() and word.casefold() not in _roles()) or word in NAME_PARTICLES
        for word in each
    )


def is_role(word: str) -> bool:
    """Whether a word, in lower case, says what people are: "mayor", "widow"."""
    return word in _roles()


def _has_capital(word: str) -> bool:
    """ "Jubeir" and "al-Jubeir" have one."""
    return any(map(str.isupper, word))


def _mentions(text: str, name: Sequence[str]) -> Iterator[Span]:
    """Where a text has the name, or its last word without another first name before it."""
    *first, last = (word.casefold() for word in name)
    for match in re.finditer(rf"\b{re.escape(last)}\b", text, re.IGNORECASE):
        if not _has_capital(match.group()):
            continue
        start, rest = match.start(), [*first]
        while (before := _LAST_WORD.search(text, max(0, start - 40), start)) and rest:
            if not _is_same(before["word"].casefold(), rest[-1]):
                break
            start, rest = before.start("word"), rest[:-1]
        if rest == first and first and _is_other_first_name(text, start):
            continue
        yield Span(start, match.end())


def _is_same(one: str, other: str) -> bool:
    """Whether two first names are one, of which another spelling may have another last letter."""
    return one == other or (len(one) == len(other) >= _MIN_SPELT and one[:-1] == other[:-1])


def _is_other_first_name(text: str, start: int) -> bool:
    """Whether a word with a capital that is no rank stands right before a last name."""
    before = _LAST_WORD.search(text, max(0, start - 40), start)
    if before is None or not before["word"][0].isupper():
        return False
    word = before["word"].casefold().rstrip(".")
    begins_sentence = _SENTENCE_BREAK.search(text[max(0, before.start() - 2) : before.start()])
    return word not in _roles() and len(word) > 3 and not begins_sentence


def _after(text: str, mention: Span) -> Iterator[Span]:
    after = text[mention.end : mention.end + _REACH]
    for pattern, needs_article in ((_ADDITION, True), (_IS, False)):
        found = pattern.match(after)
        if found and _tells_role(found["words"], needs_article=needs_article):
            end = mention.end + found.start("words") + len(found["words"].rstrip())
            end = _end_with_state(text, found["words"].rstrip(), end)
            yield Span(mention.end + found.start("words"), end)


def _end_with_state(text: str, words: str, end: int) -> int:
    """Where a description ends that says of which town: behind its state, "Waco, Texas"."""
    state = _STATE_BEHIND.match(text, end) if _TOWN.search(words) else None
    is_one = state and any(is_of_kind(kind, state["state"]) for kind in ("state", "country"))
    return state.end() if state and is_one else end


def _before(text: str, mention: Span) -> Iterator[Span]:
    before = text[max(0, mention.start - _REACH) : mention.start]
    start = max((match.end() for match in _SENTENCE_BREAK.finditer(before)), default=0)
    if found := _title_pattern().search(before, start):
        words = found["words"].rstrip(" ,")
        begin = mention.start - len(before) + found.start("words")
        stray = _STRAY_WORD.match(words)
        yield Span(begin + (stray.end() if stray else 0), begin + len(words))


def _tells_role(words: str, *, needs_article: bool) -> bool:
    """Whether words begin by telling a role; without an article, within few words."""
    has_article = _ARTICLE.match(words) is not None
    if _ATTRIBUTES.search(words) or (needs_article and not has_article):
        return False
    folded = [word.casefold() for word in _WORD.findall(words)]
    return not _roles().isdisjoint(folded if has_article else folded[:_ROLE_WITHIN])


@cache
def _roles() -> frozenset[str]:
    lines = _ROLES_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _title_pattern() -> re.Pattern[str]:
    """What stands before a name: "Tarnbridge's new harbour master, ", "Secretary of State "."""
    word = rf"(?!(?i:{_STOP})\b)[\w’'.-]+ "
    return re.compile(
        rf"(?<![\w’'.-])(?P<words>(?:{word}){{0,7}}(?i:{any_of(_roles())})\b"
        rf"(?: (?:of|for|to|at|in) (?:(?!(?i:{_STOP})\b)[\w’'.-]+ ?){{1,7}})?"
        r"(?: ?\([A-Z]{2,8}\))?),? ?$"
    )
