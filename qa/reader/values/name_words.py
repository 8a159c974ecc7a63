"""The words of one name, without its titles: "Sir Keith Lund MP" is "Keith Lund"."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from qa.reader.people.ranks import RANKS
from qa.reader.values.word_folding import fold_word

Name: TypeAlias = tuple[str, ...]
"""The words of one name, folded: see `fold_word`."""


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold_word, words.split()))


TOKEN: Final = re.compile(r"(?:[^\W\d_]\.){2,}|&|[^\W_]+(?:[-–'’./][^\W_]+)*")
POSSESSIVE: Final = re.compile(r"['’](?:s\b|(?=\s))", re.IGNORECASE)
# A king's or a saint's is a part of the name.
_ROYAL = "king queen prince princess duke duchess earl count countess"
_NO_TITLES = f"{_ROYAL} st saint sr coach officer".split()
TITLES: Final = _folded(
    "maj chairman chairwoman chair father herr frau mme mlle madame monsieur sheriff "
    + " ".join(RANKS.difference(_NO_TITLES))
)
# These are surnames as well.
_SURNAMES = _folded("bishop pope judge major baron marshal constable chancellor private chair rear")
_OFFICES = _folded(
    "president prime minister chancellor governor mayor secretary chief chairman chairwoman "
    f"ambassador archbishop bishop sheriff vice deputy foreign {_ROYAL}"
)
# After these a title is part of a name of its own: "President Street".
_PLACE_WORDS = _folded(
    "street road avenue lane square hall house bridge park hospital school department ministry "
    "motors electric office assembly election party council club court college airport eye video"
)
_AFTER_NAMES = _folded("mp mep msp qc kc obe mbe cbe jr phd fc afc inc plc ltd llc ag corp")
# Short names of bodies, which are no initials.
_BODIES = _folded("us un uk eu ac tv vw bp ai it is ba dc ds di uae usa")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}|[A-Z]{2}(?=\s+[A-Z][a-z])")
# With a capital at the beginning of a sentence, and nobody's name.
_NOBODY = frozenset(
    "he she they it we i you nobody someone everyone police residents villagers locals "
    "officials ministers councillors campaigners firefighters scientists researchers workers "
    "staff unions parents neighbours neighbors doctors nurses teachers students farmers protesters "
    "prosecutors lawyers experts engineers soldiers troops detectives investigators witnesses fans "
    "people men women children passengers critics analysts lawmakers others most many some".split()
)
_MEN = frozenset("mr sir lord herr monsieur".split())
_WOMEN = frozenset("mrs ms miss lady dame baroness frau mme madame".split())
_MAX_WORDS_OF_PLACE = 2


def fold_name(text: str) -> Name:
    """The folded words of a name, without its titles, its articles and the letters after it."""
    words = tuple(
        folded
        for token in TOKEN.finditer(text)
        for part in _parts(token)
        if part.lower() != "the" and (folded := fold_word(part))
    )
    while len(words) > 1 and words[0] in TITLES and words[1] not in _PLACE_WORDS:
        words = words[1:]
    while len(words) > 1 and words[-1] in _AFTER_NAMES:
        words = words[:-1]
    return words


def names_nobody(text: str, before: str) -> bool:
    """Whether words with capitals are no name: "The Prime Minister", "Police", "QC".

    `before` are the words before them.
    """
    words = [token[0].lower() for token in TOKEN.finditer(text)]
    is_told = bool(words) and (words[0] == "the" or bool(re.search(r"\b(?:the|an?)\s$", before)))
    words = [word for word in words if word != "the"]
    if len(words) == 1 and words[0] in _NOBODY:
        return True
    folded = [fold_word(word) for word in words]
    if all(word in _AFTER_NAMES for word in folded):
        return True
    if is_told and len(folded) == 1 and folded[0] in _OFFICES:  # "the King"
        return True
    if all(word in TITLES for word in folded):
        return is_told or len(words) > 1 or folded[0] not in _SURNAMES
    return _is_office(words, folded)


def sex_told(text: str) -> str:
    """ "man" or "woman" where the title of a name tells it, "" elsewhere."""
    words = {token[0].lower().rstrip(".") for token in TOKEN.finditer(text)}
    return "man" if words & _MEN else "woman" if words & _WOMEN else ""


def _parts(token: re.Match[str]) -> list[str]:
    """The words of one token: both of "Jong-un", and the initials of "A.J. Lund"."""
    word = POSSESSIVE.sub("", token[0])
    initials = _INITIALS.match(token.string, token.start())
    is_first = initials and initials.end() == token.end() and not token.start()
    is_short = fold_word(word) in _BODIES | TITLES | _AFTER_NAMES
    if is_first and not is_short and token.string[token.end() :].strip():
        return [letter for letter in word if letter.isalpha()]
    return re.split("[-–]", word)


def _is_office(words: list[str], folded: list[str]) -> bool:
    """Whether the words are an office with its place: "the Mayor of Tallis"."""
    if "of" not in words:
        return False
    place = words.index("of")
    after = words[place + 1 :]
    is_office = place > 0 and all(word in _OFFICES for word in folded[:place])
    return is_office and len(after) <= _MAX_WORDS_OF_PLACE and after[:1] != ["state"]
