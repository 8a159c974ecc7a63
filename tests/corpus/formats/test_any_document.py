"""What holds of every document, whatever stands in it: articles that can be kept, or a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odd_texts import odd_texts, odd_values
from test_format_contract import SAMPLES, read_all

from corpus.formats.registry import FORMATS, Format
from corpus.records import Article, Skipped
from corpus.text import one_line, tidy

rows = pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.extensions[0])


def check(found: list[Article | Skipped]) -> None:
    assert found
    for one in found:
        if isinstance(one, Skipped):
            assert one.reason
            continue
        assert one.id
        assert one.text == tidy(one.text)
        assert one.text.strip()
        for fact in (one.title, one.source, one.author):
            assert fact is None or fact == one_line(fact)
        repr(one).encode("utf-8", "strict" if one.text.isprintable() else "backslashreplace")


@st.composite
def changed(draw: st.DrawFn, sound: bytes) -> bytes:
    """A sound document with pieces taken out, doubled or put in."""
    data = sound
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 60)))
        piece = draw(
            st.one_of(
                st.just(b""),
                st.just(data[start:end] * 3),
                st.binary(max_size=12),
                odd_texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
            )
        )
        data = data[:start] + piece + data[end:]
    return data


@rows
@given(data=st.data())
def test_a_changed_document_gives_articles_or_a_reason(row: Format, data: st.DataObject) -> None:
    sample = SAMPLES[row.extensions[0]]
    check(read_all(sample.name, data.draw(changed(sample.sound))))


@rows
@given(data=st.binary(max_size=200))
def test_any_bytes_give_articles_or_a_reason(row: Format, data: bytes) -> None:
    check(read_all(SAMPLES[row.extensions[0]].name, row.magic + data))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@given(text=odd_texts)
def test_any_text_gives_an_article_or_a_reason(name: str, text: str) -> None:
    check(read_all(name, text.encode("utf-8", "surrogatepass")))


FIELDS = "id _id title text body date published source author url metadata headline".split()


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), odd_values, max_size=6), max_size=4))
def test_any_record_gives_an_article_or_a_reason(records: list[dict[str, object]]) -> None:
    import json

    data = json.dumps(records).encode()
    check(read_all("a.json", data))
    lines = "\n".join(map(json.dumps, records)).encode()
    check(read_all("a.jsonl", lines))
