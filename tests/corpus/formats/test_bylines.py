"""Bylines are told from the story's own lines."""

import pytest

from corpus.formats.bylines import read_bare_name, read_credits


@pytest.mark.parametrize(
    ("line", "author", "outlet", "published"),
    [
        ("By Jane Ferrow, court reporter", "Jane Ferrow", None, None),
        ("By Jane Ferrow and Otto Brandvold, Tallis News", "Jane Ferrow, Otto Brandvold",
         "Tallis News", None),
        ("By Jane Ferrow in Port Tallis, Norland", "Jane Ferrow", None, None),
        ("By Jane Ferrow for Reuters", "Jane Ferrow", "Reuters", None),
        ("By Jane Ferrow, Tallis Post, 4 May 2016", "Jane Ferrow", "Tallis Post", "2016-05-04"),
        ("By Jane Ferrow | 4 May 2016 | 12 comments", "Jane Ferrow", None, "2016-05-04"),
        ("By Jane Ferrow. Live page: Otto Brandvold", "Jane Ferrow", None, None),
        ("By Jane Ferrow; pictures by Otto Brandvold", "Jane Ferrow", None, None),
        ("By our foreign staff", None, None, None),
        ("By Norlight News Agency", None, "Norlight News Agency", None),
        ("From our news services", None, None, None),
        ("From our arts correspondent, Jane Ferrow", "Jane Ferrow", None, None),
        ("Von Katja Reimers", "Katja Reimers", None, None),
        ("Par Luc Ferrandin", "Luc Ferrandin", None, None),
        ("Por Inés Caldera", "Inés Caldera", None, None),
        ("Di Marco Ferretti e Ida Lund", "Marco Ferretti, Ida Lund", None, None),
        ("Door Jan de Brandvold en Ida Lund", "Jan de Brandvold, Ida Lund", None, None),
        ("Por Inés Caldera y Ana Lund", "Inés Caldera, Ana Lund", None, None),
        ("Av Otto Brandvold", "Otto Brandvold", None, None),
        ("Tekst: Ida Lund", "Ida Lund", None, None),
        ("By June Harlow", "June Harlow", None, None),
        ("Von Katja Reimers, Lindach", "Katja Reimers", None, None),
        ("Interview by Jane Ferrow", "Jane Ferrow", None, None),
        ("Words and pictures by Jane Ferrow", "Jane Ferrow", None, None),
        ("Words: Jane Ferrow / Photos: Otto Brandvold", "Jane Ferrow", None, None),
        ("Compiled by Jane Ferrow", "Jane Ferrow", None, None),
        ("Jane Ferrow reports from Rome", "Jane Ferrow", None, None),
        ("Jane Ferrow reporting for the Tallis Post", "Jane Ferrow", "Tallis Post", None),
        ("Jane Ferrow reporting from Rome", "Jane Ferrow", None, None),
        ("Jane Ferrow, transport correspondent", "Jane Ferrow", None, None),
        ("Portrait by Otto Brandvold. Sub-edited by Ida Lund.", None, None, None),
        ("Foto: Arnulf Behr / Übersetzung: Ida Lund", None, None, None),
        ("Tallis Post | 8 August 2023", None, "Tallis Post", "2023-08-08"),
        ("Tallis Post · 8 August 2023", None, "Tallis Post", "2023-08-08"),
        ("Tallis Mercury | Business | 2 February 2021", None, "Tallis Mercury", "2021-02-02"),
        ("The Norland Dispatch, 14 March 2023", None, "The Norland Dispatch", "2023-03-14"),
        ("Port Hesper, 3 November 2020", None, None, "2020-11-03"),
        ("PORT TALLIS CROWN COURT, 3 November 2020", None, None, "2020-11-03"),
        ("EMBARGOED UNTIL 00.01, 20 MAY 2021", None, None, "2021-05-20"),
        ("EMBARGO: NOT FOR PUBLICATION BEFORE 00.01 ON THURSDAY 20 MAY 2021", None, None,
         "2021-05-20"),
        ("NOT FOR USE BEFORE 6PM, THURSDAY 20 MAY 2021", None, None, "2021-05-20"),
        ("Updated - May 20, 2021 10:40 pm IST - TALLIS", None, None, "2021-05-20"),
        ("Tallis News | Courts | 16 January 2025", None, "Tallis News", "2025-01-16"),
        ("THE TALLIS REVIEW · The Saturday Interview · 11 June 2022", None, "THE TALLIS REVIEW",
         "2022-06-11"),
        ("TALLIS CHAMPION · Tuesday 9 March 2021 · County council", None, "TALLIS CHAMPION",
         "2021-03-09"),
        ("Tallis Post | TALLIS, 8 May 2022 | From Norlight and our own reporters", None,
         "Tallis Post", "2022-05-08"),
        ("Tallis Times, Saturday edition", None, "Tallis Times", None),
        ("THE TALLIS TIMES", None, "THE TALLIS TIMES", None),
    ],
)  # fmt: skip
def test_a_line_around_a_story_says_who_for_whom_and_when(
    line: str, author: str | None, outlet: str | None, published: str | None
) -> None:
    said = read_credits(line)
    assert said is not None
    assert (said.author, said.outlet) == (author, outlet)
    assert (said.published and str(said.published)) == published


@pytest.mark.parametrize(
    "line",
    [
        "By Monday it was over",
        "Score | 4 May 2016 | Lund 3, Brand 2",
        "The bridge · opened in 2016 · is shut",
        "By Friday",
        "By the river a house burned down on Sunday night",
        "By then Jane Ferrow was the mayor of Port Tallis",
        "By Jane Ferrow's own account the bridge was safe",
        "Von der Leyen visits the harbour",
        "Par Avion",
        "Di Maio",
        "Door Opens To Talks",
        "Jane Ferrow reports a profit",
        "Jane Ferrow, mayor of Port Tallis",
        "Jane Ferrow, the editor who was sacked, is back",
        "Story of a bridge",
        "Words fail Jane Ferrow",
        "Words: they are all we have",
        "Winner: Jane Ferrow",
        "Paris, in the spring of 1968, was another town",
        "The Times, They Are a-Changin'",
        "Interview with Jane Ferrow",
        "Embargo on Norland lifted after nine years, and not a day too soon",
        "Photographs show the bridge before it fell",
        "Reported by nobody, the leak went on",
        "The story was first reported by the Tallis Post",
        "From our house we saw the bridge fall",
        "Home",
        "What happened next?",
        "Bridge closes",
        "",
    ],
)
def test_a_line_of_a_story_is_no_credit(line: str) -> None:
    assert read_credits(line) is None


@pytest.mark.parametrize("line", ["Jane Ferrow", "Jane Ferrow in Rome", "Ana de la Cruz"])
def test_a_bare_name_is_one(line: str) -> None:
    said = read_bare_name(line)
    assert said is not None
    assert (said.author, said.certain) == (line.partition(" in ")[0], False)


@pytest.mark.parametrize("line", ["Bridge closes", "Ferrow", "May 2016", "Ferries in the harbour"])
def test_other_words_are_no_name(line: str) -> None:
    assert read_bare_name(line) is None
