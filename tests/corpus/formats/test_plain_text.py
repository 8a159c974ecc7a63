"""Plain text: the page that people copy, in the dress of several kinds of sites."""

from collections.abc import Callable
from pathlib import Path

import pytest
from format_samples import PAGE, STORY, TEXT, TITLE, only, reason

Write = Callable[[str, str], Path]

PAGES = {
    "broadcaster": (
        f"Skip to content\n\nHome\nNews\nSport\n\n{TITLE}\n\n4 May 2016\n\nShare\nSave\n\n"
        f"Jane Ferrow\nBBC News\n\nImage source, Getty Images\n{STORY[0]}\n\n{STORY[1]}\n\n"
        f"Read more: Ferry company doubles its crossings\n\n{STORY[2]}\n\n{STORY[3]}\n\n"
        "Related topics\nMore on this story\n© 2016 Broadcaster. All rights reserved.",
        "2016-05-04",
    ),
    "cable news": (
        f"World / Europe\n{TITLE}\nBy Jane Ferrow, CNN\n 3 min read \n"
        f"Updated 10:15 AM EDT, Wed May 4, 2016\nFacebook\nTweet\nEmail\nLink Copied!\n{STORY[0]}\n"
        f"Advertisement\n{STORY[1]}\nAd Feedback\n{STORY[2]}\n{STORY[3]}\n"
        "CNN’s Otto Brandvold contributed to this report.",
        "2016-05-04",
    ),
    "wire": (
        f"{TITLE}\nBy Jane Ferrow\nMay 4, 2016 10:15 AM GMT Updated 2 hours ago\n\n"
        + "\n\n".join(STORY)
        + "\n\nReporting by Jane Ferrow; Editing by Otto Brandvold\n\n"
        "Our Standards: The Thomson Reuters Trust Principles.\nRead Next",
        "2016-05-04",
    ),
    "newspaper": (
        f"SKIP TO MAIN CONTENT\nAdvertisement\nSubscribe\n{TITLE}\n\nPublished May 4, 2016\n"
        f"Share full article\n\n{STORY[0]}\n\nSign up for our Morning Briefing newsletter.\n\n"
        f"{STORY[1]}\n\n{STORY[2]}\n\n{STORY[3]}\n\nAdvertisement\nSKIP ADVERTISEMENT\n"
        "Already a subscriber? Log in.",
        "2016-05-04",
    ),
    "agency": (
        f"{TITLE}\nFILE - The bridge in 2012. (AP Photo/Jane Ferrow, File)\n1 of 4\n"
        f"By JANE FERROW\nMay 4, 2016\n\nPORT TALLIS (AP) — {STORY[0]}\n\n{STORY[1]}\n\n{STORY[2]}"
        f"\n\n{STORY[3]}\n\nCopyright 2016 The Associated Press. All rights reserved. This "
        "material may not be published, broadcast, rewritten or redistributed.",
        "2016-05-04",
    ),
    "channel": (
        f"News | Bridges\n{TITLE}\nlist of 3 items\nlist 1 of 3\nend of list\n4 May 2016\n"
        f"Follow Tallis English on Facebook\n{STORY[0]}\nKeep reading\n{STORY[1]}\n{STORY[2]}\n"
        f"{STORY[3]}\nSource: Tallis and news agencies",
        "2016-05-04",
    ),
}
FURNITURE = (
    "Skip to|Share|Tweet|Read more:|Advertisement|ADVERTISEMENT|All rights|Related|newsletter"
    "|list 1|min read|Trust Principles|Image source|contributed to|Editing by|subscriber|Follow"
    "|Keep reading"
).split("|")


@pytest.mark.parametrize("kind", PAGES)
def test_a_copied_page_becomes_its_story(kind: str, write: Write) -> None:
    page, published = PAGES[kind]
    article = only(write("bridge.txt", page))
    assert article.title == TITLE
    assert str(article.published) == published
    assert all(paragraph in article.text for paragraph in STORY)
    assert [needle for needle in FURNITURE if needle in article.text] == []


@pytest.mark.parametrize(
    ("head", "author", "source"),
    [
        ("By Jane Ferrow", "Jane Ferrow", None),
        ("BY JANE FERROW AND OTTO BRANDVOLD", "JANE FERROW, OTTO BRANDVOLD", None),
        ("By Jane Ferrow and Otto Brandvold", "Jane Ferrow, Otto Brandvold", None),
        ("By Jane Ferrow, Tallis News", "Jane Ferrow", "Tallis News"),
        ("By Jane Ferrow, Reuters", "Jane Ferrow", "Reuters"),
        ("By the river a house burned down on Sunday night", None, None),
        ("By Monday it was over", None, None),
    ],
)
def test_a_byline_names_people_and_outlets(
    head: str, author: str | None, source: str | None, write: Write
) -> None:
    article = only(write("bridge.txt", f"{TITLE}\n\n{head}\n\n{TEXT}"))
    assert (article.author, article.source) == (author, source)
    assert (head in article.text) == (author is None)


@pytest.mark.parametrize(
    ("dateline", "sentence", "published"),
    [
        ("GENEVA, Feb 4, 2016 (Reuters) - ", "Talks stopped on Wednesday.", "2016-02-04"),
        ("Geneva, 4 February 2016 – ", "Talks stopped on Wednesday.", "2016-02-04"),
        ("GENEVA (Reuters) - ", "Talks stopped on 4 February 2016.", None),
        ("", "On 4 February 2016 the talks stopped, a well-known diplomat said.", None),
        ("", "Talks that began on 1 May 2015 in Rome - the third - stopped.", None),
    ],
)
def test_a_dateline_dates_and_goes_and_a_date_in_a_sentence_does_not(
    dateline: str, sentence: str, published: str | None, write: Write
) -> None:
    article = only(write("talks.txt", f"Talks stop\n\n{dateline}{sentence}\n\n{TEXT}"))
    assert (article.published and str(article.published)) == published
    assert article.text == f"{sentence}\n\n{TEXT}"


@pytest.mark.parametrize(
    ("caption", "told", "published"),
    [
        ("Caldera (left) on the bridge, May 2, 2016.", "She spoke on Monday.", "2016-05-02"),
        ("Caldera (left) on the bridge, May 2, 2016.", "She spoke on Friday.", None),
        ("Caldera (left) on the bridge, May 2, 2016.", "She spoke.", None),
        ("FILE - Caldera (left), May 2, 2016.", "She spoke on Monday.", None),
    ],
)
def test_a_photograph_dates_a_story_only_with_its_weekday(
    caption: str, told: str, published: str | None, write: Write
) -> None:
    text = f"{TITLE}\n\n{caption}\n\n{told}\n\nThe bridge is shut.\n\nThe ferry is full."
    article = only(write("bridge.txt", text))
    assert (article.published and str(article.published)) == published


def test_a_chronicle_keeps_its_dates_and_has_none_of_its_own(write: Write) -> None:
    days = [f"{day} May 2016\n\n{paragraph}" for day, paragraph in enumerate(STORY, start=1)]
    article = only(write("bridge.txt", f"{TITLE}\n\n" + "\n\n".join(days)))
    assert article.published is None
    assert article.text == "\n\n".join(days)


@pytest.mark.parametrize(
    ("head", "title", "kept"),
    [
        (TITLE, TITLE, ""),
        ("Is the bridge safe?", "Is the bridge safe?", ""),
        ("Opinion | Why the bridge must close", "Opinion | Why the bridge must close", ""),
        (f"World > Europe\n\n{TITLE}", TITLE, ""),
        (f"World | Middle East\n\n{TITLE}", TITLE, ""),
        (f"OPINION\n\n{TITLE}", TITLE, ""),
        (f"OBITUARY\n\n{TITLE}", TITLE, ""),
        (f"The Saturday Interview\n\n{TITLE}", TITLE, ""),
        (f"Headline: {TITLE}\nDate: 4 May 2016", TITLE, ""),
        (f"{TITLE}\n\nNews > Local", TITLE, ""),
        (f"Tallis Post\nHEALTH\n\n{TITLE}\nBy Jane Ferrow", TITLE, ""),
        (f"Tallis Leader\n4 May 2016\n\n{TITLE}\nBy Jane Ferrow", TITLE, ""),
        ("Rising Star\n4 May 2016", "Rising Star", ""),
        ("Weather", "Weather", ""),
        (f"TALLIS MAIL\nMonday, July 8, 2024\n\n{TITLE}", TITLE, ""),
        (f"{TITLE}\n\n• It is shut\n\n• Ferries run", TITLE, "• It is shut\n\n• Ferries run"),
        (STORY[3], "harbour bridge", STORY[3]),
        ("“It is over,” she said.", "harbour bridge", "“It is over,” she said."),
        ("She said: “It is over.”", "harbour bridge", "She said: “It is over.”"),
        ("Q: Is it safe?\n\nA: No", "harbour bridge", "Q: Is it safe?\n\nA: No"),
        ("• It is shut\n\n• Ferries run", "harbour bridge", "• It is shut\n\n• Ferries run"),
    ],
    ids=lambda value: value[:10],
)
def test_a_headline_is_the_title_and_what_is_none_stays_in_the_text(
    head: str, title: str, kept: str, write: Write
) -> None:
    article = only(write("harbour-bridge.txt", f"{head}\n\n{TEXT}"))
    assert (article.title, article.text) == (title, f"{kept}\n\n{TEXT}".lstrip())


@pytest.mark.parametrize("line", ["The bridge is shut.", "The bridge is shut"])
def test_a_single_line_is_the_text(line: str, write: Write) -> None:
    article = only(write("harbour-bridge.txt", line))
    assert (article.title, article.text) == ("harbour bridge", line)


@pytest.mark.parametrize(
    ("title", "sentences"),
    [
        (
            "Hafenbrücke gesperrt",
            ["Die Brücke ist zu.", "Mehr: Die Fähre fährt öfter.", "Teilen wir!"],
        ),
        ("Le pont est fermé", ["Le pont est fermé.", "À lire, dit-elle.", "Où va-t-on ?"]),
        ("إغلاق الجسر في الميناء", ["أغلق الجسر يوم الاثنين.", "هل هو آمن؟"]),
        ("港口大桥关闭", ["港口大桥星期一关闭。", "工程师发现了裂缝。", "渡轮更多了吗？"]),
    ],
)
def test_no_sentence_of_another_language_is_lost(
    title: str, sentences: list[str], write: Write
) -> None:
    article = only(write("a.txt", "\n\n".join([title, *sentences])))
    assert (article.title, article.text) == (title, "\n\n".join(sentences))


def test_a_web_page_under_the_name_of_a_text_is_read_as_a_page(write: Write) -> None:
    assert only(write("a.txt", PAGE)).title == TITLE
    assert "markup" in reason(write("b.txt", "<?xml version='1.0'?><rss><item>a</item></rss>"))


SCRAPED = {
    "000": ("Kerry Urges Warring Syrians to", None, None),
    "001": ("Kerry says Assad regime aims for", "2016-02-04", "TRTWorld"),
    "002": ("Kerry: Syrian Cease-Fire", None, "RFE/RL"),
    "003": ("Kerry-Lavrov move forward", "2016-08-27", "The BRICS Post"),
    "004": ("US, Russia Exploring Ways", "2016-12-02", None),
}
SITES_OWN = (
    "Accessibility links|Breaking News|IE 11|Liveon|Follow us|16x9|Photo by|Related:|and agencies"
    "|inputs from|With reporting by|journalists report the news"
).split("|")


@pytest.mark.parametrize("id", SCRAPED)
def test_a_scraped_text_gives_its_story_whole_and_nothing_else(id: str, shared: Path) -> None:
    path = shared / "articles" / f"{id}.txt"
    article = only(path)
    title, published, source = SCRAPED[id]
    assert article.title.startswith(title)
    assert (article.published and str(article.published), article.source) == (published, source)
    assert [needle for needle in SITES_OWN if needle in article.text] == []
    assert not {"XS", "SM", "MD", "LG"} & set(article.text.split("\n"))
    raw = [" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines()]
    long = [line for line in raw if len(line) > 160 and "journalists report the news" not in line]
    assert [line for line in long if line not in article.text] == []
