"""What a member of an enumeration looks like, where it begins and where it ends."""

from __future__ import annotations

import re
from typing import Literal

# What has a verb of its own is a clause and no member.
CLAUSE = re.compile(
    r"\b(?:was|were|is|are|be|been|has|had|have|will|would|can|could|should|may|might|must|did|"
    r"does|do|said|says|told|who|which|that|he|she|they|it|we|i|when|while|because|after|before|"
    r"but|if|as)\b|[“”\":]",
    re.IGNORECASE,
)
# What is added to the member before it: its age, its home, what it is.
ADDITION = re.compile(
    r"(?:aged |both |all )?(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve)$|(?:of|from|in|near|at|an?|the|his|her|their|both|all)\b"
    r"(?: (?:[a-z]+|[A-Z][\w’'-]*)){1,6}$"
)
_WORD = r"[^\W\d_a-z][\w.’'-]*"
_LINK = r"de|del|der|van|von|al|el|bin|la|le|of|of the|and the|du|da"
NAME = rf"{_WORD}(?: (?:(?:{_LINK}) )?{_WORD})*"
NAME_OF = re.compile(rf"{_WORD}(?: {_WORD})* of \Z")
NAME_OF_NAME = re.compile(rf"(?:and|or|&) {_WORD}(?: {_WORD})* of {_WORD}")
# "police chief Boris Takal", "the northern half of Castle Parade".
LEADING = (
    r"(?:(?:the|an?|his|her|their|its|both) )?(?:(?:[a-z-]+ ){0,3}?(?:part|half|end|side|section|"
    r"stretch|rest|area|city|town|village|port|state|island|county)s? of (?:the )?)?"
    r"(?:(?!(?:of|in|from|at|on|to|with|by|for)\b)[a-z’'-]+ ){0,3}?"
)
# What stands in brackets behind a name: an age, an office.
BRACKET = r" ?\([^()\n]{1,60}\)"
_MEMBER = re.compile(rf"{LEADING}{NAME}(?:{BRACKET})?(?![\w’'-])")
_LAST_NAME = re.compile(rf"(?:\b(?:the|his|her|their) )?(?<![\w’'-]){NAME}(?:{BRACKET})?$")
STARTING_NAME = re.compile(rf"(?:(?:the|an?|his|her|their) (?:[a-z’'-]+ ){{1,3}})?{NAME}")
ROLE = re.compile(r"(?:the|an?|his|her|their|its)(?: [a-z-]+){1,4}")
# "Ada and Bo Lund, both 72" and "her son Mateo, 6" are such members as well.
NAME_WITH_MORE = re.compile(
    rf"(?:(?:the|an?|his|her|their) (?:[a-z-]+ ){{1,3}})?{NAME}(?: and {NAME})?"
    r"(?: ?[,(;.]| (?:of|from|in|on)\b|$)"
)
# What no member begins with.
_PLAIN_MEMBER = re.compile(
    r"(?!(?:to|so|then|by|with|on|not|also|even|only|just|more|later|perhaps|including)\b)"
    r"(?:[\w’'-]+ ){0,6}[\w’'-]+"
)
# Where the last plain member ends, which goes on without a comma.
_AFTER_PLAIN = re.compile(
    r" (?!(?:of|from) [^\W\d_a-z][\w’'-]*$)(?:from|in|on|at|to|by|with|for|into|after|before|when|"
    r"while|during|who|which|that|as|were|was|are|is|has|have|had|said|last|this)\b"
)
_DETERMINER = r"(?:an?|the|some|several|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_DETERMINED = re.compile(rf"{_DETERMINER} ")
_DETERMINED_END = re.compile(rf"\b{_DETERMINER} (?:[\w’'-]+ ?){{1,4}}$")

# Names; things with a name or an article, as in "the singer Bo Lattimer and a fund"; or any.
Members = Literal["names", "mixed", "plain"]


def member_length(words: str, kind: Members, is_joined: bool) -> int:
    """How much of a piece is a member: all of it, or less of the last one; 0 for none."""
    if kind == "names":
        named = _MEMBER.match(words)
        length = named.end() if named else 0
        is_added = bool(ADDITION.fullmatch(words[length:].strip()))
    else:
        rest = _AFTER_PLAIN.search(words)
        length = rest.start() if rest else len(words)
        is_member = _PLAIN_MEMBER.fullmatch(words[:length]) and (
            kind == "plain" or _DETERMINED.match(words)
        )
        length, is_added = length if is_member else 0, False
    if not length or CLAUSE.search(words[:length]):
        return 0
    if length == len(words) or is_added:
        return len(words)
    return length if is_joined else 0


def member_start(words: str, kind: Members) -> int | None:
    """Where a member begins that reaches to the end of a piece; None where there is none."""
    if kind == "names":
        named = _LAST_NAME.search(words)
        if named is None:
            return None
        return 0 if _MEMBER.fullmatch(words) and not CLAUSE.search(words) else named.start()
    is_short = len(words.split()) <= 3 and _PLAIN_MEMBER.fullmatch(words)
    if kind == "plain" and is_short and not CLAUSE.search(words):
        return 0
    determined = _DETERMINED_END.search(words)
    return determined.start() if determined else None
