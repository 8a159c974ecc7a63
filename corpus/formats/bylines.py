"""Bylines: what the lines around a story say of who, for whom, where and when.

Everything here asks whether a whole line can be read so. A line with any other word in it is the
story's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.dates import date_in, find_dates, parse_date_line
from corpus.formats.boilerplate import is_furniture
from corpus.formats.words import word_list
from corpus.formats.written_names import (
    is_agency,
    is_month,
    is_name,
    is_outlet,
    is_person,
    is_title,
    is_wire,
    may_be_outlet,
)
from corpus.known_words import is_word
from corpus.records import PublicationDate

_FULL_NAME = 3  # words with a capital: more are a headline
_CREDIT_CHARS = 160  # a longer line is no byline

_JOBS = (
    "writer|reporter|correspondent|editor|columnist|staff|bureau|chief|contributor|critic"
    "|journalist|photographer|producer|desk|agencies"
)
_ROLE = re.compile(rf"(?:[\w'’-]+ ){{0,4}}(?:{_JOBS})s?\b(?: [\w'’-]+){{0,3}}", re.IGNORECASE)
# Who stands alone with it, without a "by", reported: a "chief" or an "editor" may be the news.
_REPORTER = re.compile(
    r"(?:[\w'’-]+ ){0,4}(?:reporter|correspondent|columnist|staff writer)", re.IGNORECASE
)
# Alone in its line under a byline: "Local democracy reporter". A little word makes it a headline.
_LITTLE_WORD = re.compile(r"\b(?:a|an|the|our|my|his|her|new|former|for|of|with|as|by)\b")
_POST = re.compile(
    rf"(?!.*{_LITTLE_WORD.pattern})"
    r"[A-ZÀ-Þ][\w'’&-]*(?: [\w'’&-]+){0,4} (?i:reporter|correspondent|columnist|editor|writer)"
)
_BY = r"(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|from|[Dd]i|DI|[Dd]oor|DOOR|[Aa]f|AF|[Aa]v|AV)"
_CREDIT = re.compile(
    rf"(?P<work>[^\W\d][\w'’ &-]{{0,40}}?)??\s*(?:(?P<by>\b{_BY}\b)(?=\s+[A-ZÀ-Þ])|\s?:)\s*"
    r"(?P<people>[^|•·@!?:\"“”;]{2,120}?)"
)
_OURS = re.compile(
    rf"(?:from|by) (?:our|an?|the|staff|news) (?:own )?(?P<role>(?:[\w-]+ ){{0,3}}"
    rf"(?:{_JOBS}|services|team)s?)(?:,? (?P<people>.+))?",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"(?P<people>.+?) report(?:s(?: (?:from|in) .+)?|ing (?:(?:from|in) .+|for (?P<outlet>.+)))"
)
_EMBARGO = re.compile(
    r"(?:(?:strictly )?embargo(?:ed)?(?:\s?:|(?: until| till| to| for release)\b)"
    r"|not for (?:publication|use|release|broadcast) (?:before|until|till)\b).{0,80}",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|aktualisiert|publié)\b:?.{0,12})?"
    r"\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?",
    re.IGNORECASE,
)
# "Updated - November 03, 2024 10:40 pm IST - TALLIS".
_STAMPED = re.compile(
    r"(?:(?:last|first) )?(?:updated|published|posted)(?: on)?\s*[-–—:]\s*(?P<date>.+?)"
    r"(?:\s[-–—]\s(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .’'-]+))?",
    re.IGNORECASE,
)
# Between bars beside a date stands what nobody can list: a section, a column, "From our reporters".
_BARS, _BARRED_WORDS = re.compile(r"\s*[|·•]\s*"), 6
_EDITION = re.compile(r"(?P<outlet>.+?),? \(?(?:[\w'’-]+ )?(?:edition|issue|pages)\)?", re.I)
_PARTS = re.compile(r"\s*[|•·;]\s*|\s+[–—/-]\s+|(?<=\w{2})\.\s+(?=[A-ZÀ-Þ])")
_EMPHASIS = re.compile(r"(\*\*?|__?)(?=\S)([^*_]+)(?<=\S)\1")
_ADDRESS = re.compile(r"(?:^|[\s(])(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w{2,20})\)?$")
_DATED_BY = re.compile(r"(?P<date>.+?),? (?:by|By|BY) (?P<people>[A-ZÀ-Þ].+)")
_AT_OR_FOR = re.compile(r"(?:in|for|IN|FOR) ")
_AND = re.compile(r" (?:and|AND|&|und|et|y|e|en|og|och) ")
_PEOPLE = re.compile(r"\s*,\s*| (?=(?:in|for|IN|FOR) )")
_LABELLED = re.compile(
    r"(?:outlet|newspaper|publication|published in)\s?:\s?(?P<outlet>[^:.?!]{2,60})",
    re.IGNORECASE,
)
_POST_OF = re.compile(
    r"(?:(?:[\w-]+ ){0,3}(?:reporter|correspondent|columnist)|staff writer|author|byline)s?"
    r"\s?:\s?(?P<people>.+)",
    re.IGNORECASE,
)
TOWN_WORDS = frozenset(
    "port new san santa los las el la le saint st fort lake mount cape north south east west upper"
    " lower great city town bay beach springs falls hill hills island harbour harbor bridge abu"
    " addis buenos costa hong kuala phnom puerto rio sierra sri tel united".split()
)
_PARTICLE = re.compile(r" (?:de|den|der|van|ter|ten|te|in ’t|'t) ")


@dataclass(frozen=True, slots=True)
class Credits:
    """What a line around a story says; what it leaves open is None.

    A line is `certain` where it can be nothing else; an outlet's or a person's bare name says
    who only beside another such line.
    """

    people: tuple[str, ...] = ()
    outlet: str | None = None
    published: PublicationDate | None = None
    place: str | None = None
    certain: bool = True

    @property
    def author(self) -> str | None:
        """The people in one line."""
        return ", ".join(self.people) or None


_FILLER = Credits(certain=False)


def read_credits(line: str) -> Credits | None:
    """What a line says, if it says nothing else but who, for whom, where or when."""
    line = _EMPHASIS.sub(r"\2", line).strip(" *_•–—")
    if not line or len(line) > _CREDIT_CHARS:
        return None
    if address := _ADDRESS.search(line):
        line = line[: address.start()].strip(" ,|•·–—-")
    if not line:
        return _FILLER
    if published := parse_date_line(line):
        return Credits(published=published)
    if whole := _read_part(line) or _read_stamp(line) or _read_barred(line):
        return whole
    if _POST.fullmatch(line):
        return _FILLER
    parts = [part for part in _PARTS.split(line) if part]
    read = [_read_part(part) or _read_filler(part) for part in parts]
    if len(parts) == 2 and read[0] and read[0].people and is_title(parts[1]):  # "By A B | The Day"
        read[1] = Credits(outlet=parts[1], certain=False)
    known = [part for part in read if part is not None]
    if len(parts) < 2 or len(known) < len(parts) or all(part == _FILLER for part in known):
        return None
    return merge_credits(known)


def merge_credits(known: Iterable[Credits]) -> Credits:
    """What several lines say together: of each fact the first that states it."""
    known = list(known)
    dates = [each.published for each in known if each.published]
    return Credits(
        people=next((each.people for each in known if each.people), ()),
        # The paper that printed it counts before the agency that wrote it.
        outlet=min((each.outlet for each in known if each.outlet), key=is_agency, default=None),
        # The first with its day, for another may say only "Spring 2023".
        published=min(dates, key=lambda date: date.precision != "day", default=None),
        place=next((each.place for each in known if each.place), None),
        certain=any(each.certain for each in known),
    )


def is_bare_name(line: str) -> bool:
    """Whether a line beside other credits names a person: "Jane Ferrow"."""
    return is_person(line) and sum(map(str.istitle, line.split())) <= _FULL_NAME


def is_role(words: str) -> bool:
    """Whether words say what work someone does at a paper, and nothing else: "business editor"."""
    return _ROLE.fullmatch(words) is not None and _LITTLE_WORD.search(words) is None


def _read_part(part: str) -> Credits | None:
    """What one part of a line between bars, or a whole line, says by itself."""
    part = part.strip(" .,()[]")
    if published := parse_date_line(part):
        return Credits(published=published)
    if _EMBARGO.fullmatch(part):
        return Credits(published=date_in(part, "embargo"))
    if _CLOCK.fullmatch(part):
        return _FILLER
    for read in (_read_own_staff, _read_label, _read_byline, _read_reporter, _read_dated_name):
        if (found := read(part)) is not None:
            return found
    edition = _EDITION.fullmatch(part)
    name = edition["outlet"] if edition else part
    return Credits(outlet=name, certain=is_wire(name)) if is_outlet(name) else None


def _read_stamp(line: str) -> Credits | None:
    """ "Updated - 3 November 2024 - TALLIS"."""
    stamped = _STAMPED.fullmatch(line)
    published = parse_date_line(stamped["date"]) if stamped else None
    if stamped is None or published is None:
        return None
    place = stamped["place"]
    return Credits(published=published, place=place if place and place.isupper() else None)


def _read_barred(line: str) -> Credits | None:
    """ "THE TALLIS REVIEW · The Saturday Interview · 11 June 2022": a date among short parts."""
    parts = [part for part in _BARS.split(line) if part]
    if len(parts) < 2:
        return None
    first, read = parts[0], [_read_part(part) for part in parts]
    known = [part for part in read if part is not None]
    dated = [part for part in known if part.published]
    unread = [part for part, said in zip(parts, read, strict=True) if said is None]
    if len(dated) != 1 or not all(map(_may_be_a_section, unread)):
        return None
    is_title = read[0] is None and (first.isupper() or first.startswith("The ")) and is_name(first)
    return merge_credits([*known, *([Credits(outlet=first, certain=False)] if is_title else [])])


def _may_be_a_section(part: str) -> bool:
    words = part.split()
    return len(words) <= _BARRED_WORDS and not re.search(r"[\d.?!:;“”\"]", part)


def _read_filler(part: str) -> Credits | None:
    """A part that says nothing, but may stand between others: a section, a clock, a button."""
    bare = part.strip(" .").casefold()
    is_known = bare in word_list("sections") or is_furniture(part) or _POST.fullmatch(part)
    return _FILLER if is_known or is_bare_name(part) else None


def _read_own_staff(part: str) -> Credits | None:
    """ "From our arts correspondent, Jane Ferrow"; "By our foreign staff" names nobody."""
    match = _OURS.fullmatch(part)
    if not match:
        return None
    if not match["people"]:
        return Credits()
    return people_of(match["people"])


def _read_label(part: str) -> Credits | None:
    """ "Outlet: Tallis Post"; "Court reporter: Jane Ferrow", and not "Reporter: Why?"."""
    if (match := _LABELLED.fullmatch(part)) and is_name(match["outlet"]):
        return Credits(outlet=match["outlet"])
    match = _POST_OF.fullmatch(part)
    found = people_of(match["people"]) if match else None
    return found if found and _has_full_name(found.people) else None


def _read_byline(part: str) -> Credits | None:
    """ "By Jane Ferrow, Reuters", "Words: Jane Ferrow", "Pictures by Otto Brandvold"."""
    match = _CREDIT.fullmatch(part)
    if not match or not (match["work"] or match["by"]):
        return None
    works = _works(match["work"] or "", (match["by"] or "").casefold())
    if works is None:
        return None
    found = people_of(match["people"])
    if found and not match["work"] and not _may_be_by(match["by"].casefold(), found.people):
        return None
    if found is None or works & word_list("writing_credits"):
        return found
    return Credits()


def _may_be_by(by: str, people: tuple[str, ...]) -> bool:
    """Whether a word that is not only a "by" is one before these: not in "Di Maio", "Par Avion".

    "Door" is a word of English headlines: a name of Dutch must follow it.
    """
    if by in ("by", "from"):
        return True
    if by == "door" and not any(
        _PARTICLE.search(name) or not all(map(is_word, name.split())) for name in people
    ):
        return False
    return any(len(name.split()) > 1 for name in people)


def _works(work: str, by: str) -> set[str] | None:
    """The kinds of work that a credit names; None for words that are none."""
    if not work:
        return {by} if by in word_list("writing_credits") else None
    writing, other = word_list("writing_credits"), word_list("other_credits")
    named = {each.strip() for each in re.split(r" and | & | et | und |,", work.casefold())}
    known = all(each in writing | other or each.rpartition(" ")[2] in other for each in named)
    return named if known else None


def _read_reporter(part: str) -> Credits | None:
    """ "Jane Ferrow reports from Rome"; "Jane Ferrow, court reporter"."""
    name, _, role = part.partition(", ")
    if is_person(name) and _REPORTER.fullmatch(role):
        return Credits(people=(name,))
    match = _REPORTS.fullmatch(part)
    if not match or not is_person(match["people"]):
        return None
    outlet = (match["outlet"] or "").removeprefix("the ")
    return Credits(people=(match["people"],), outlet=outlet if is_outlet(outlet) else None)


def _read_dated_name(part: str) -> Credits | None:
    """ "Tallis Post, 4 May 2016"; "PORT TALLIS, 4 May 2016", whose name is a place."""
    day, _, behind = part.rpartition(",")
    if may_be_outlet(behind.strip()) and (published := parse_date_line(day)):
        return Credits(outlet=behind.strip(), published=published)
    if (by := _DATED_BY.fullmatch(part)) and (published := parse_date_line(by["date"])):
        found = people_of(by["people"])
        return replace(found, published=published) if found and found.people else None
    name, _, rest = part.partition(",")
    names = [name]
    while rest and not (published := parse_date_line(rest.strip())):
        name, _, rest = rest.partition(",")
        names.append(name.strip())
    is_outlets = may_be_outlet(names[0])
    if not rest or not published or len(names) > 3 or not all(map(is_name, names[is_outlets:])):
        return None
    if is_outlets:
        return Credits(outlet=names[0], published=published)
    place = ", ".join(names) if _may_be_town(names[0]) else None
    return Credits(published=published, place=place)


def _may_be_town(name: str) -> bool:
    """Whether a name is rather a town's than a person's: "GENEVA", "Tallis", "Port Tallis"."""
    words = name.casefold().split()
    return len(words) == 1 or name.isupper() or bool(TOWN_WORDS.intersection(words))


def people_of(words: str) -> Credits | None:
    """The people, the outlet and the date after a "by"; None if there is any other word."""
    dates = find_dates(words)
    named = words[: dates[0].start] if dates else words
    people: list[str] = []
    outlet = None
    for those in _AND.split(named):
        is_place = False  # what follows "in" is a place and its country
        for part in filter(None, (part.strip(" .,()") for part in _PEOPLE.split(those))):
            is_place = is_place or part.casefold().startswith("in ")
            match = _AT_OR_FOR.match(part)
            name = part[match.end() :].removeprefix("the ") if match else part
            if _ROLE.fullmatch(part):
                continue
            if not _may_be_called(name) and not is_outlet(name):
                return None
            if is_outlet(name):
                outlet = outlet or name
            elif not is_place and name == part and (" " in name or not _has_full_name(people)):
                people.append(name)
    return Credits(tuple(people), outlet, date_in(words, "byline"))


def _has_full_name(people: Iterable[str]) -> bool:
    """Whether one is named in full: what is named by one word behind it is a place."""
    return any(" " in name for name in people)


def _may_be_called(name: str) -> bool:
    """Whether a name stands where people are named, "June Harlow" and "Jan de Vries" among them."""
    first, _, rest = name.partition(" ")
    is_after_month = is_month(first) and is_name(rest) and len(rest.split()) <= _FULL_NAME
    return is_name(name) or is_after_month
