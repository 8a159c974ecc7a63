"""Where sentences end, held to pysbd, the rule-based segmenter of the golden rules."""

from importlib.resources import files

import pysbd
import pytest

from corpus.sentences import sentences

SEGMENTER = pysbd.Segmenter(language="en", clean=False, char_span=True)
INVENTED = (
    "Dr. Ines Caldera met Mr. Rask at 5 p.m. on Monday. They spoke for an hour.",
    "The U.S. Senate votes today. The bill costs $1.5 million.",
    "J. R. Venn wrote the report. Nobody answered him.",
    "Was the wall safe? The council said no! Work begins in May.",
    "The wall rose by 2.4 metres. It is 11.7 metres high now.",
    "Prices fell by 3 per cent, e.g. for bread. Wages did not.",
)


def sample_paragraphs() -> list[str]:
    """The paragraphs of the sample's articles, below their front matter and headline."""
    articles = files("qa.sample") / "articles"
    bodies = (
        article.read_text(encoding="utf-8").split("---", 2)[-1] for article in articles.iterdir()
    )
    paragraphs = (" ".join(block.split()) for body in bodies for block in body.split("\n\n"))
    return [each for each in paragraphs if each and not each.startswith("#")]


@pytest.mark.parametrize("text", INVENTED)
def test_sentences_end_where_pysbd_ends_them(text: str) -> None:
    assert ends(text) == pysbd_ends(text)


def test_sentences_of_the_sample_end_where_pysbd_ends_them() -> None:
    paragraphs = sample_paragraphs()
    assert len(paragraphs) > 90
    assert [each for each in paragraphs if ends(each) != pysbd_ends(each)] == []


def ends(text: str) -> list[int]:
    return [span.end for span in sentences(text)]


def pysbd_ends(text: str) -> list[int]:
    return [span.start + len(span.sent.rstrip()) for span in SEGMENTER.segment(text)]
