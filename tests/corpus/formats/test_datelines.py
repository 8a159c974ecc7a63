"""A dateline is told from a first sentence with a dash in it."""

import pytest

from corpus.formats.datelines import place_in_dateline, read_colon_dateline, read_dateline


@pytest.mark.parametrize(
    ("opening", "agency", "published"),
    [
        ("TARNBRIDGE, Feb 4 (Norlight Wire) – ", "Norlight Wire", None),
        ("GENEVA, Feb 4, 2016 (Reuters) - ", "Reuters", "2016-02-04"),
        ("Geneva, 4 February 2016 – ", None, "2016-02-04"),
        ("Geneva (dpa) - ", "dpa", None),
        ("PORT TALLIS (AP) — ", "AP", None),
        ("SAN TALLIS, Norland (AP) — ", "AP", None),
        ("ROME/PARIS, March 3 (Reuters) -- ", "Reuters", None),
        ("SKARROW – ", None, None),
        ("Skarrow, Friday – ", None, None),
        ("TARNBRIDGE, Feb 4 (Norlight Wire)–", "Norlight Wire", None),
    ],
)
@pytest.mark.parametrize(
    "story", ["The bridge is shut.", "“It is shut,” she said.", "14 men died."]
)
def test_a_dateline_is_what_stands_before_the_story(
    opening: str, agency: str | None, published: str | None, story: str
) -> None:
    line = read_dateline(opening + story)
    assert line is not None
    assert (opening + story)[line.end :] == story
    assert line.agency == agency
    assert (line.published and str(line.published)) == published


@pytest.mark.parametrize(
    "paragraph",
    [
        "Port Tallis – a town of 9,000 – has lost its bridge.",
        "Port Tallis – The town has lost its bridge.",
        "UK – The bridge is shut.",
        "UPDATE – The bridge is open again.",
        "CORRECTION – The bridge is shut.",
        "OBJECTIVES - to study the bridge.",
        "World War II, 1945 – The bridge was blown up.",
        "Paris, May 1968 – The students came.",
        "4 May – The bridge is shut.",
        "Sunday, 4 May – The bridge is shut.",
        "Jane Ferrow (left) – The mayor of the town.",
        "Jane Ferrow (Green) – 4,512 votes.",
        "Ferrow, Brandvold and Lund – The three of them left.",
        "FILE - The bridge in 2012.",
        "She said - and it was true - that it leans.",
        "A well-known diplomat said so.",
        "Talks that began on 1 May 2015 in Rome - the third - stopped.",
        "“Rome – The Open City” is on at nine.",
        "",
    ],
)
def test_a_sentence_with_a_dash_has_no_dateline(paragraph: str) -> None:
    assert read_dateline(paragraph) is None


def test_in_records_capitals_alone_are_no_place() -> None:
    assert read_dateline("OBJECTIVES - To study the bridge.", takes_capitals=False) is None
    assert read_dateline("ROME, May 4 - The bridge is shut.", takes_capitals=False) is not None


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("GENEVA, Feb 4 (Reuters)", "GENEVA"),
        ("Geneva", "Geneva"),
        ("ROME/PARIS, March 3 (Reuters) --", "ROME/PARIS"),
        ("SAN TALLIS, Norland (AP)", "SAN TALLIS, Norland"),
        ("4 May 2016", None),
        ("the third of the three bridges", None),
        ("", None),
    ],
)
def test_a_dateline_by_itself_names_its_place(words: str, place: str | None) -> None:
    assert place_in_dateline(words) == place


def test_the_place_of_a_dateline_is_kept_as_it_is_printed() -> None:
    line = read_dateline("PORT TALLIS, Norland, May 4 (Reuters) – The bridge is shut.")
    assert line is not None
    assert line.place == "PORT TALLIS, Norland"


TOLD = "The bridge over the Lund was shut on Monday after engineers had found two cracks in it."


@pytest.mark.parametrize(
    ("opening", "place", "published"),
    [("NEW TALLIS: ", "NEW TALLIS", None), ("SKARROW, May 4, 2016: ", "SKARROW", "2016-05-04")],
)
def test_a_place_in_capitals_stands_before_a_colon(
    opening: str, place: str, published: str | None
) -> None:
    line = read_colon_dateline([opening + TOLD, TOLD], 0)
    assert line is not None
    assert (line.place, line.end) == (place, len(opening))
    assert (line.published and str(line.published)) == published


@pytest.mark.parametrize(
    "paragraphs",
    [
        [f"UPDATE: {TOLD}"],
        [f"KEY POINTS: {TOLD}"],
        [f"OBITUARY: {TOLD}"],
        [f"UK: {TOLD}"],
        [f"Skarrow: {TOLD}"],
        ["SKARROW: Rain"],
        ["FERROW: I saw the bridge from my window, and then it was gone, and the ferry with it."],
        [f"FERROW: {TOLD}", f"LUND: {TOLD}"],
    ],
)
def test_a_label_or_a_speaker_before_a_colon_is_no_place(paragraphs: list[str]) -> None:
    assert read_colon_dateline(paragraphs, 0) is None
