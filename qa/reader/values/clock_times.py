"""The time of a clock as people write it: "8.30pm", "half past six", "seven in the evening"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.calendar_words import NUMBERS, any_of
from qa.reader.values.moments import Moment

_HOURS = {word: hour for hour, word in enumerate(NUMBERS) if hour}
_HOUR = rf"\d{{1,2}}|{any_of(_HOURS)}"
_PART = r"\s(?:in\sthe\s(?:morning|afternoon|evening)|at\snight)\b"
_SPOKEN_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
# "At 6.30", but not "at 6.30 per cent".
_LEADS = "at from until till by before after about around".split()
_IS_LED = "|".join(rf"(?<=\b{word}\s)" for word in _LEADS) + "|(?<!.)"
_IS_ALL = (
    r"(?=\W*$|[,;:)]|\.(?!\d)|\s(?:on|in|at|and|to|until|this|today|tomorrow|tonight|every|daily|for|"
    r"from|but|when)\b|\s[A-Z])"
)
CLOCK = re.compile(
    rf"""(?<![\d.,£$€:])(?:
    \b(?P<spoken>half(?=\spast)|quarter|(?:twenty-five|twenty|ten|five)(?=\sminutes|\spast))
      (?:\sminutes)?\s(?P<side>past|to)\s(?P<spokenhour>{_HOUR})\b(?P<spokenpart>{_PART})?
    | \b(?P<hour>{_HOUR})(?:[.:](?P<minutes>\d\d))?
      (?: \s?(?:(?P<half>[ap])\.?m\b\.?|(?P<oclock>o['’]clock\b)(?P<clockpart>{_PART})?)
        | (?P<part>{_PART}) )
    | (?P<hour24>[01]?\d|2[0-3]):(?P<minutes24>[0-5]\d)(?![\d:])
    | (?P<word>\b(?:noon|midday|midnight)\b)
    | (?:{_IS_LED})(?P<barehour>1?\d)\.(?P<bareminutes>[0-5]\d)(?!\d){_IS_ALL} )""",
    re.VERBOSE | re.IGNORECASE,
)


def read_clock(match: re.Match[str], _: object) -> Iterator[Moment]:
    """The minutes of the day that it can be: without "am" or "in the evening", two."""
    if word := match["word"]:
        yield Moment(minute=0 if word.lower() == "midnight" else 720)
    elif match["hour24"]:
        yield Moment(minute=60 * int(match["hour24"]) + int(match["minutes24"]))
    elif (minute := _minute(match)) is not None:
        part = match["spokenpart"] or match["clockpart"] or match["part"]
        half = (match["half"] or ("" if not part else "a" if "morning" in part else "p")).lower()
        if half != "p":
            yield Moment(minute=minute)
        if half != "a":
            yield Moment(minute=(minute + 720) % 1440)


def _minute(match: re.Match[str]) -> int | None:
    """The minute after midnight or noon; None where no clock shows it."""
    word = match["spokenhour"] or match["hour"] or match["barehour"]
    hour = _HOURS.get(word.lower()) or int(word)
    if not 0 < hour <= 12:
        return None
    if spoken := match["spoken"]:
        past = _SPOKEN_MINUTES[spoken.lower()]
        return (60 * (hour % 12) + (past if match["side"].lower() == "past" else -past)) % 720
    return 60 * (hour % 12) + int(match["minutes"] or match["bareminutes"] or 0)
