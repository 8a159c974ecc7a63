"""Whether a span is a name where somebody or something is asked for by its own name."""

from __future__ import annotations

import re

# What has a name of its own, which is written with a capital or quoted.
_OWN_NAME = re.compile(
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


def lacks_own_name(question: str, words: str) -> bool:
    """Whether a span names nothing, where somebody or something is asked for by name."""
    named = _BEGINNING.sub("", words)
    is_named = any(each.isupper() for each in named) or words[:1] in "“\"‘'«"
    return not is_named and any(map(str.islower, words)) and _OWN_NAME.match(question) is not None
