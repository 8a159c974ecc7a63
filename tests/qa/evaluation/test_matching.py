"""Gold matched with an archive: where its answers stand, and what no longer fits."""

from dataclasses import replace

import numpy as np
import pytest

from corpus.records import Article, Passage, Span
from corpus.store.sqlite import SqliteStore
from corpus.text import paragraphs
from qa.evaluation.gold import GoldQuestion, load_gold
from qa.evaluation.matching import format_check, match_gold
from qa.evaluation.outcomes import Citation, Mismatch

BRIDGE = GoldQuestion("q", "How long will it take?", ("nine weeks",), {"bridge": 1})


def only(gold, archive):
    matched = match_gold([gold], archive)
    return matched, matched.matches[gold.id]


def said(archive, found):
    texts = {id: archive.article(id).text for id in found.spans}
    return [texts[id][slice(*span)] for id, spans in found.spans.items() for span in spans]


@pytest.mark.parametrize(
    ("answers", "stands"),
    [
        (("nine weeks",), ["nine weeks"]),
        (("NINE  weeks!",), ["nine weeks"]),
        (("the “nine” weeks",), ["nine weeks"]),
        (("Port Tallis", "14"), ["Port Tallis", "14"]),
        (("bridge",), ["bridge"]),
        (("said",), ["said", "said"]),
        (("tallis", "Port Tallis"), ["Port Tallis", "Tallis"]),
    ],
)
def test_an_answer_is_every_place_that_says_it(archive, answers, stands):
    matched, found = only(replace(BRIDGE, answers=answers), archive)
    assert said(archive, found) == stands
    assert matched.mismatches == ()


def test_the_answer_is_looked_for_in_every_relevant_article_and_in_no_other(archive):
    gold = replace(BRIDGE, answers=("bridge",), articles={"ferry": 1, "bridge": 2, "lynx": 0})
    matched, found = only(gold, archive)
    assert {id: len(spans) for id, spans in found.spans.items()} == {"ferry": 1, "bridge": 1}
    assert matched.judgements == {"q": gold.articles}


def test_a_given_span_is_the_only_place(archive):
    text = archive.article("bridge").text
    start = text.rindex("said")
    gold = replace(BRIDGE, answers=("said",), spans=(Span(start, start + 4),))
    matched, found = only(gold, archive)
    assert found.spans == {"bridge": (Span(start, start + 4),)}
    assert matched.mismatches == ()


@pytest.mark.parametrize("span", [Span(0, 3), Span(9_000, 9_010)])
def test_a_span_that_says_something_else_is_told_and_the_answer_looked_for(archive, span):
    matched, found = only(replace(BRIDGE, spans=(span,)), archive)
    assert said(archive, found) == ["nine weeks"]
    why = f"bridge does not say the answer at {span.start}-{span.end}"
    assert matched.mismatches == (Mismatch("q", why),)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"articles": {"gone": 1}}, "not in the archive: gone"),
        ({"articles": {"gone": 1, "bridge": 1, "lost": 0}}, "not in the archive: gone"),
        (
            {"articles": dict.fromkeys("vwxyz", 1)},
            "not in the archive: v, w, x and 2 more",
        ),
        ({"answers": ("ten weeks", "10 weeks")}, "its answer is not in bridge: ten weeks"),
        ({"answers": ("repairs",)}, "its answer is only in the title of bridge: repairs"),
        ({"articles": {}, "context": "Elsewhere."},
         "no article holds the text that it is asked about"),
    ],
)  # fmt: skip
def test_what_no_longer_matches_says_why(archive, change, why):
    matched, _ = only(replace(BRIDGE, **change), archive)
    assert matched.mismatches == (Mismatch("q", why),)


def test_a_question_that_names_nothing_or_has_no_answer_cannot_mismatch(archive):
    gold = [
        GoldQuestion("open", "When?", ("noon",)),
        GoldQuestion("silent", "When?", articles={"gone": 1}, answerable=False),
        GoldQuestion("elsewhere", "When?", context="Elsewhere.", answerable=False),
        GoldQuestion("ranked", "Where?", articles={"lynx": 1}),
    ]
    matched = match_gold(gold, archive)
    assert matched.mismatches == ()
    assert set(matched.judgements) == {"ranked"}


def kept(archive, text, id="told"):
    article = Article(id, "Told", text, "/told.txt")
    with archive.change() as writing:
        writing.put(article, [Passage(article, 0, len(text))], np.zeros((1, 256), np.float32))
    return article


@pytest.mark.parametrize(
    ("context", "text"),
    [
        ("It sails at noon.", "It sails at noon."),
        ("It sails at noon.", "Ferries.\n\nIt sails at noon. And never after noon."),
        ("\n It  sails\u00a0at\tnoon. \r\n\r\n\r\nThen?", "Now.\n\nIt  sails at noon.\n\n\nThen?"),
        ("It  sails at noon.\n\n\n\nThen?", "Now.\n\nIt sails at noon.\n\nThen?"),
        ("It sails\u200b at \u0093noon\u0094.", "Now. It sails at “noon”."),
        ("Noon? It sails at noon.", "Noon? It sails at noon."),
    ],
)
def test_a_context_is_found_again_however_reading_tidied_it(archive, context, text):
    article = kept(archive, text)
    start = context.rindex("noon")
    gold = GoldQuestion("q", "When?", ("noon",), context=context, spans=(Span(start, start + 4),))
    matched, found = only(gold, archive)
    assert found.articles == {"told": 1}
    at = text.index("at ") + 3 + ("“" in text)
    assert found.spans == {"told": (Span(at, at + 4),)}
    assert article.text[at : at + 4] == "noon"
    assert matched.mismatches == ()
    assert matched.judgements == {"q": {"told": 1}}


def test_a_passage_holds_the_answer_however_the_article_is_split(archive):
    _, found = only(BRIDGE, archive)
    article = archive.article("bridge")
    ((start, end),) = found.spans["bridge"]
    for passage, holds in [
        (Passage(article, start, end), True),
        (Passage(article, 0, len(article.text)), True),
        (Passage(article, start + 1, len(article.text)), False),
        (Passage(article, 0, end - 1), False),
    ]:
        assert found.holds(passage) is holds


def test_another_article_that_says_the_same_does_not_hold_the_answer(archive):
    gold = replace(BRIDGE, answers=("bridge",))
    ferry = archive.article("ferry")
    whole = Passage(ferry, 0, len(ferry.text))
    _, judged = only(gold, archive)
    _, unjudged = only(replace(gold, articles={}), archive)
    assert not judged.holds(whole)
    assert unjudged.holds(whole)


def test_the_relevant_passages_are_counted_in_the_archive(archive):
    everywhere = replace(BRIDGE, answers=("said", "closed"))
    gold = [everywhere, replace(BRIDGE, id="none", answers=("ten weeks",)),
            replace(BRIDGE, id="open", articles={})]  # fmt: skip
    matched = match_gold(gold, archive)
    by_hand = sum(
        "said" in passage.text or "closed" in passage.text
        for passage in archive.passages_of(archive.article("bridge"))
    )
    assert [matched.relevant_passages(one) for one in gold] == [by_hand, 0, None]
    assert by_hand > 0


@pytest.mark.parametrize(
    ("moved", "article", "right"),
    [
        ((0, 0), "bridge", True),
        ((-8, 0), "bridge", True),
        ((0, 12), "bridge", True),
        ((5, 0), "bridge", True),
        ((2, 2), "bridge", False),
        ((20, 20), "bridge", False),
        ((0, 0), "ferry", False),
    ],
)
def test_a_citation_is_right_where_it_lies_within_the_gold_span_or_around_it(
    archive, moved, article, right
):
    _, found = only(BRIDGE, archive)
    ((start, end),) = found.spans["bridge"]
    assert found.cites(Citation(article, Span(start + moved[0], end + moved[1]))) is right


def test_the_check_counts_and_names_what_is_amiss(archive):
    gold = [
        BRIDGE,
        replace(BRIDGE, id="gone", articles={"gone": 1}),
        GoldQuestion("no", "Who?", answerable=False),
    ]
    assert format_check(match_gold(gold, archive)).split("\n") == [
        "3 questions: 2 answerable, 1 not",
        "2 name a relevant article, 1 of them with the answer",
        "MISMATCH: 1 of 3 questions does not match the archive:",
        "  gone: not in the archive: gone",
    ]
    assert format_check(match_gold(gold[:1], archive)).split("\n") == [
        "1 question: 1 answerable, 0 not",
        "1 names a relevant article, 1 of them with the answer",
        "Every question matches the archive.",
    ]


def test_a_check_never_lets_control_characters_act(archive):
    text = format_check(
        match_gold([replace(BRIDGE, id="\x1b[2J", articles={"go\nne": 1})], archive)
    )
    assert "\x1b" not in text
    assert len(text.split("\n")) == 4


def test_every_newsqa_answer_is_found_where_the_set_says(shared, tmp_path):
    gold = load_gold(shared / "data" / "newsqa-open" / "newsqa-open.json")
    archive = SqliteStore.open(tmp_path / "news", create=True)
    for number, context in enumerate(dict.fromkeys(question.context for question in gold)):
        kept(archive, "\n\n".join(paragraphs(context)), id=f"story-{number}")
    matched = match_gold(gold, archive)
    assert matched.mismatches == ()
    for question in gold:
        found = matched.matches[question.id]
        assert {"".join(text.split()) for text in said(archive, found)} == {
            "".join(answer.split()) for answer in question.answers
        }
