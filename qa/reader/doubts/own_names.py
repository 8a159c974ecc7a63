"""Whether a span is a name where somebody or something is asked for by its own name."""

from __future__ import annotations

import re

from corpus.calendar_words import MONTH_NUMBERS, WEEKDAYS, any_of
from qa.reader.people.descriptions import is_role
from qa.reader.questions.answer_types import asking_clause

# What has a name of its own, which is written with a capital or quoted.
_OWN_NAME = re.compile(
    r"(?:which|what) (?:political )?(?:party|agency|airline|newspaper)\b(?!['’]s)|"
    r"what(?:['’]s| is| was| are| were) .*\b(?:dog|cat|horse|racehorse|pony|parrot|tortoise|pet|"
    r"boat|ship|ferry|yacht|vessel|lifeboat|baby|son|daughter|child|wife|husband|brother|sister|pub|inn|"
    r"hotel|restaurant|shop|school|company|firm|band|film|novel|play|song|album|team|club|village|"
    r"town|street|farm|racecourse|lake|river|mountain|island)s?\b.*\b(?:called|named)\b|"
    r"what(?:['’]s| is| was) the (?:full |first |last |real )?name of "
    r"(?:the|a|his|her|their|its|\S+['’]s?) ",
    re.IGNORECASE,
)
# "A man of 74" has a capital where it begins a sentence, and names nobody.
_BEGINNING = re.compile(r"(?:An?|The|One|Some|His|Her|Their)\s(?=[a-z])")

# "Which agency sent him?": a body of another kind did not, nor did a day.
_BODY = re.compile(
    r"(?:which|what)(?: (?!(?:is|was|are|were|do|does|did|has|have|had|will|would|the|an?)\b)"
    r"[\w-]+){0,2}? (?P<body>agency|party|firm|company|paper|newspaper|magazine|airline|bank|"
    r"school|union|club|publisher|college|university|law|bill|treaty)\b(?!['’]s)",
    re.IGNORECASE,
)
_SCHOOLS = frozenset("school academy college university".split())
# None of these is called by what people are, as the Examiner and the Rangers are.
_NOBODY = frozenset("agency airline bank law bill treaty college university".split())
# A firm may run an airport and a club play at a bridge.
_MAY_BE_CALLED_SO = frozenset("firm company club publisher".split())
_BUILDINGS = frozenset(
    "hospital infirmary clinic museum cathedral chapel airport prison library street road lane "
    "bridge river lake".split()
)
_DAY = re.compile(
    rf"(?:(?:on|in|last|next) )?{any_of((*WEEKDAYS, *(m for m in MONTH_NUMBERS if len(m) > 3)))}"
    r"(?: \d{1,4})?",
    re.IGNORECASE,
)


def is_of_other_body(question: str, words: str) -> bool:
    """Whether a span names a hospital, a street or a day, where an agency or the like is asked."""
    asked = _BODY.match(asking_clause(question))
    if asked is None or not words:
        return False
    last = words.split()[-1].casefold().strip(".,”\"’'")
    body = asked["body"].casefold()
    if body in _NOBODY and is_role(last):
        return True
    if body not in _SCHOOLS and last in _SCHOOLS - {"university"}:
        return body in ("agency", "party", "paper", "newspaper", "airline", "bank")
    is_building = last in _BUILDINGS and body not in _MAY_BE_CALLED_SO
    return is_building or _DAY.fullmatch(words) is not None


def lacks_own_name(question: str, words: str) -> bool:
    """Whether a span names nothing, where somebody or something is asked for by name."""
    named = _BEGINNING.sub("", words)
    is_named = any(each.isupper() for each in named) or words[:1] in "“\"‘'«"
    return not is_named and any(map(str.islower, words)) and _OWN_NAME.match(question) is not None
