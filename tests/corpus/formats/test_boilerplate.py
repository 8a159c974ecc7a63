"""Canonical text: nothing of a story is lost, nothing of its site stays."""

import textwrap

import pytest

from corpus.formats.boilerplate import is_caption, is_furniture, is_press_mark, remove_furniture
from corpus.text import one_line, paragraphs, tidy

STORY = [
    "The harbour bridge in Port Tallis closed on Monday after engineers found cracks in it.",
    "Chief engineer Ines Caldera said that 14 cables must be replaced before winter comes.",
    "Ferries will carry commuters meanwhile, the port authority said in a long statement.",
]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\ufeffone\u200b two\u00ad three", "one two three"),
        ("one\u00a0two\tthree  \n", "one two three"),
        ("it\x92s \x93so\x94 \x96 \x80 5", "it’s “so” – € 5"),
        ("a\x1b]52;c;x\x07b\x9d", "a]52;c;xb"),
        ("half \ud83d pair", "half  pair"),
        ("para\u2029graph", "para\ngraph"),
        ("[b]bold[/b] [sic]", "[b]bold[/b] [sic]"),
        ("naïve — “café” 北京 مرحبا", "naïve — “café” 北京 مرحبا"),
    ],
)
def test_characters_are_made_safe_and_words_stay(raw: str, expected: str) -> None:
    assert tidy(raw) == expected


def test_zero_width_joiners_stay_because_some_scripts_spell_with_them() -> None:
    assert tidy("می\u200cخواهم 👩\u200d🚀") == "می\u200cخواهم 👩\u200d🚀"


def test_a_title_is_one_line() -> None:
    assert one_line("  Bridge\n closes\t now ") == "Bridge closes now"


@pytest.mark.parametrize("width", [60, 72, 80])
def test_hard_wrapped_paragraphs_are_made_whole(width: int) -> None:
    whole = [" ".join(STORY), " ".join(reversed(STORY)), STORY[0]]
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in whole)
    assert paragraphs("Bridge closes\n\n" + wrapped) == ["Bridge closes", *whole]


def test_lines_that_were_not_wrapped_are_paragraphs() -> None:
    assert paragraphs("\n".join(STORY)) == STORY
    listed = ["- bread", "- milk and butter", "- eggs"]
    assert paragraphs("\n".join(listed)) == listed


@pytest.mark.parametrize(
    "line",
    """Accessibility links|Breaking News|• 16x9 Image|XS|Follow us|Follow us on Twitter|Read more
    READ MORE: Ferry company doubles its crossings|Related: Lynx returns to the hills|Advertisement
    Share this article|Share on X|Photo by Runa Estrin|Photo: Otto Brandvold/AP|(Reuters)
    Image caption|Image source, Getty Images|Get more newsLiveon|5 min read|2 hours ago|12 comments
    Published 3 hours ago|© 2021 Tallis Courier. All rights reserved.|Sign up for our newsletter
    Subscribe to the Courier's daily briefing.|This video can not be played|list 1 of 3|1 / 12
    Topics: bridges, ferries|View this post on Instagram|Skip to main content|Log in to comment
    Tallis Courier is not responsible for the content of external sites.|***|———|- ENDS -
    FOR IMMEDIATE RELEASE""".replace("\n    ", "|").split("|"),
)
def test_furniture_goes(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell by a tenth on Monday.",
        "Share prices fell",
        "Follow the money, he said.",
        "More: he wants the whole harbour.",
        "More: “He wants the whole harbour,” she said.",
        "“Read more,” the teacher told them.",
        'The button said "read more" and nothing else.',
        "Watch the birds, the guide whispered.",
        "Photographs show the bridge before it fell.",
        "Photo: it was the first that she had ever sold.",
        "Get out, and leave the app alone, he shouted.",
        "Related to nobody, she inherited nothing.",
        "Comments made by the mayor angered many.",
        "Home is where the ferry lands.",
        "This video is not the first to surface, police said.",
        "This image could not be verified by the Courier.",
        "To watch this collapse, thousands crowded the square.",
        "Sign up to receive email alerts, city officials urged residents.",
        "Download the evacuation app, the mayor told residents.",
        "Follow us, the soldiers shouted.",
        "Already a member of the party, she ran again.",
        "Share Facebook shares fell",
        "Reading time was cut in schools",
        'The notice read "All rights reserved" in small type.',
        "The sign said all rights reserved, he recalled.",
        "A post shared by the minister drew anger.",
        "Log in to a system and you will see it.",
        "(file the complaint)",
        "9/11",
        "Two of 12 cables were cut.",
        "Reuters said that it would close its office.",
        "[He] went home.",
        "What happened next?",
        "一座桥在星期一关闭了。",
    ],
)
def test_sentences_of_a_story_stay(line: str) -> None:
    assert not is_furniture(line)


def test_what_also_occurs_in_stories_goes_only_at_the_head_and_the_foot() -> None:
    notice = "Your browser is out of date. For the best experience use another browser."
    credit = "Additional reporting by Runa Estrin"
    middle = [STORY[0], notice, credit, STORY[1]]
    assert remove_furniture([notice, *middle, credit, notice]) == middle


@pytest.mark.parametrize(
    "line",
    [
        "High winds contributed to the collapse.",
        "The ministry said that browsers must support the new law on cookies.",
        "Regulators want firms to ask for consent before they set cookies.",
        "“We must support independent journalism,” he said.",
        "He blamed the police and other agencies.",
        "Reporting by police had been slow, he said.",
        "Writing from prison, he begged for mercy.",
        "Files from the ministry show that he knew.",
        "With reports from the front he won a prize.",
        "Sources: two officials who asked not to be named.",
        "He contributed to this story of ruin.",
        "The material may not be published, the court ruled.",
        "By continuing to use the bridge they risked their lives, she said.",
    ],
)
def test_a_last_sentence_is_no_notice(line: str) -> None:
    assert remove_furniture([*STORY, line]) == [*STORY, line]


@pytest.mark.parametrize(
    "line",
    [
        "TallisWorld and agencies",
        "The Tallis Post with inputs from Agencies",
        "With reporting by Reuters, AP, AFP, and Interfax",
        "Reporting by Jane Ferrow in Port Tallis; Editing by Otto Brandvold",
        "(Additional reporting by Jane Ferrow)",
        "With files from Tallis News",
        "Otto Brandvold contributed to this report.",
        "Jane Ferrow contributed reporting from Rome.",
        "Source: Tallis and news agencies",
        "Our Standards: The Thomson Reuters Trust Principles.",
        "This material may not be published, broadcast, rewritten or redistributed.",
    ],
)
def test_a_footer_goes(line: str) -> None:
    assert remove_furniture([*STORY, line]) == STORY


def test_a_paragraph_that_was_pasted_twice_in_a_row_is_kept_once() -> None:
    assert remove_furniture([STORY[0], STORY[0], STORY[1], STORY[0]]) == [
        STORY[0],
        STORY[1],
        STORY[0],
    ]


@pytest.mark.parametrize(
    "line",
    ["###", "# # #", "-30-", "- 30 -", "- ENDS -", "(ends)", "ENDS", "For immediate release:"],
)
def test_marks_of_the_press_are_no_part_of_a_story(line: str) -> None:
    assert is_furniture(line)
    assert is_press_mark(line)


def test_buttons_beside_each_other_are_no_part_of_a_story() -> None:
    assert is_furniture("Share / Save / Print")
    assert is_furniture("Share | Print")
    assert not is_furniture("Share / Otto Brand")


@pytest.mark.parametrize("line", ["# 30", "30", "The end", "Ends of the earth", "#metoo"])
def test_words_and_numbers_are_no_marks_of_the_press(line: str) -> None:
    assert not is_press_mark(line)


@pytest.mark.parametrize(
    "line",
    [
        "Photo: The mayor speaks to reporters on Thursday. (Otto Brandvold/Tallis News)",
        "Pictured: Ida Lund on the bridge that she built",
        "Picture: Workers leave the yard after the announcement.",
        "File photo: The bridge in 2012",
        "Workers leave the yard after the announcement. Picture: Otto Brandvold",
        "“It is a shame,” says one of those at the gate. Photo by Otto Brandvold/Tallis News",
    ],
)
def test_a_line_under_a_picture_is_no_part_of_the_story(line: str) -> None:
    assert is_caption(line)
    assert remove_furniture(["One.", line, "Two.", "Three."]) == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    "line",
    [
        "Photo: it was the first that she had ever sold.",
        "Picture the scene: two men in a boat.",
        "Photo: Ida Lund took it herself, she said.",
        "By Jane Ferrow. Pictures by Otto Brandvold",
        "The museum has bought a photo by Otto Brandvold",
        "She is known for one picture. Photo by photo the story is told.",
    ],
)
def test_words_about_a_picture_are_no_caption(line: str) -> None:
    assert not is_caption(line)


def test_a_gallery_keeps_its_captions() -> None:
    lines = ["Pictured: The bridge", "Pictured: The ferry", "One."]
    assert remove_furniture(lines) == lines
