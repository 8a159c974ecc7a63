"""Rules for what was so before: "from six years to four", "was originally put at 340"."""

from __future__ import annotations

import re

from qa.reader.testimony.mention_rules import Rule, begins, words

_LARGER = r"(?:more|less|fewer|higher|lower|longer|shorter|up|down) than the\s$"
_SMALL_WORDS = r"(?:(?:the|a|an|about|some|around|just|only)\s)*\W?$"
_OLD_FIGURE = (
    r"(?:compared (?:with|to)|instead of|rather than|as against|as opposed to|up from|down from|"
    rf"not(?!\sonly))\s{_SMALL_WORDS}"
)
_BEFOREHAND = (
    r"(?:originally|initially|previously|formerly|at first|earlier (?:estimate|figure|report)|"
    r"used to|had (?:been )?(?:hoped|expected|planned|estimated|feared))\b"
)
_FIRST_REPORT = (
    r"(?:originally|initially|previously|at first|first|earlier) "
    r"(?:said|reported|thought|put|given|believed)\b"
)
_SUPERSEDED = (
    r"(?:old|previous|former|existing|standing) (?:\w+ )?(?:records?|mark|best|figure|target|limit|"
    r"price|rate|total|estimate|timetable)\b[^.;]*$"
)
# A correction repeats what was wrong.
_STORY_SAID = (
    r"(?:the|our|an?|that) (?:(?:earlier|original|previous) )?(?:story|article|report|piece|"
    r"headline|caption|version)(?: (?:in|on|of|published)(?: [\w’',-]+){1,6})? (?:said|stated|"
    r"reported|gave|named|identified|described|misstated|misidentified)\b[^.;]*$"
)
_AT_FIRST = r"(?:on the first (?:night|day|morning)|at first|initially|originally|at the time)\b"
_EARLIER_ASKED = (
    r"from\b|before\b|at first\b|first\b|original|initial|previous|former|earlier|old\b"
)
# "The worst accident since 1998, when a fall killed 16": those are of the earlier one.
_RECORD_SINCE = (
    r"(?:first|worst|(?:most|least) \w+|(?!protest|arrest|interest|request|contest)\w{3,}est) "
    r"(?:[\w’'-]+ ){0,8}?since (?:[\w’'-]+ ){0,3}(?:1[6-9]|20)\d\d,? (?:when|in which)\b[^.;]*$"
)
_ASKS_OF_RECORD = r"since\b|last time\b|last\b|record\b|(?:1[6-9]|20)\d\d\b"
_TIME_AFTER = r"(?! (?:[\w-]+ ){1,2}(?:years?|months?|weeks?|days?|hours?|decades?)\b)"

OLD_FIGURE_RULES = (
    Rule(
        words(_EARLIER_ASKED),
        before=words(rf"from\s{_SMALL_WORDS}"),
        after=begins(r"[^.;]{0,30}?\s(?:to|by)\s"),
    ),
    Rule(words(_EARLIER_ASKED), before=words(rf"{_OLD_FIGURE}|{_LARGER}")),
    # What is more or less than something else is only how far they are apart; "340 jobs more than
    # a year after the fire" is not.
    Rule(words(r"more\b|less\b|fewer\b|higher\b|lower\b|longer\b|than\b|margin|differ|extra"),
         after=begins(
             rf"\s(?:[a-z]+ )?(?:more|less|fewer|higher|lower|longer) than\b{_TIME_AFTER}")),
    Rule(words(_EARLIER_ASKED), in_clause=words(_BEFOREHAND)),
    Rule(words(_EARLIER_ASKED), before=words(rf"{_FIRST_REPORT}[^,;]*$")),
    Rule(words(_EARLIER_ASKED), before=words(_SUPERSEDED)),
    Rule(words(rf"{_EARLIER_ASKED}|{_ASKS_OF_RECORD}"), before=words(_RECORD_SINCE)),
    Rule(words(r"story|article|report|piece|headline|caption"), before=words(_STORY_SAID)),
    Rule(
        words(_EARLIER_ASKED),
        before=words(r"(?:given|put|reported|counted|estimated) (?:as|at)(?: about| some)? \W?$"),
        after=re.compile(rf"^[^,.;]{{0,40}}?\b{_AT_FIRST}", re.IGNORECASE),
    ),
)  # fmt: skip


def is_of_earlier_record(question: str, before: str) -> bool:
    """Whether an answer after these words is of an earlier event, and not of what is asked about.

    "It is the worst flood since 1998, when 16 people died": nobody asks about 1998.
    """
    asks = re.search(rf"\b(?:{_EARLIER_ASKED}|{_ASKS_OF_RECORD})", question, re.IGNORECASE)
    return asks is None and re.search(rf"\b{_RECORD_SINCE}", before, re.IGNORECASE) is not None
