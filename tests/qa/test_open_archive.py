"""An open archive as other programs use it: its values, how notebooks show them, and its docs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, asdict, dataclass, field
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import ARTICLES, WordEncoder, WordReader, an_article

from corpus.errors import InputError
from corpus.records import Filters
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.open_archive import OpenArchive
from qa.search.retriever import Retriever
from qa.shown_values import ShownAnswer

BRIDGE = ARTICLES[0]
QUOTE = "Chief engineer Ines Caldera said 14 cables must be replaced."
QUESTION = "who said 14 cables must be replaced, the engineer Ines Caldera?"


@pytest.fixture
def opened(archive: SqliteStore, encoder: WordEncoder) -> Iterator[OpenArchive]:
    with OpenArchive(archive, Retriever(archive, encoder), WordReader()) as made:
        yield made


def test_what_is_asked_searched_shown_and_verified_are_values(opened: OpenArchive) -> None:
    answer = opened.ask(QUESTION, Filters(sources=("Tallis",)), top=2)
    assert (answer.status, answer.text) == ("answered", QUOTE)
    assert [each.id for each in opened.search('"14 cables"')] == ["bridge"]
    assert [each.id for each in opened.headings(limit=2)] == ["ferry", "bridge"]
    assert opened.show("bridge").text == BRIDGE.text
    assert opened.show("bridge").digest == BRIDGE.digest
    check = opened.verify(QUOTE, "Ines Caldera")
    assert (check.outcome, check.is_confirmed) == ("exact", True)
    with pytest.raises(FrozenInstanceError):
        answer.text = "another"  # type: ignore[misc]
    assert asdict(answer)["text"] == QUOTE
    assert ShownAnswer.of(answer) == answer


@pytest.mark.parametrize(
    ("method", "argument", "line"),
    [("show", "gone", "no article 'gone'"), ("search", '"open', "not closed"),
     ("verify", "…", "is empty"), ("ask", "?", "is empty")],
)  # fmt: skip
def test_what_can_be_put_right_is_an_input_error(
    opened: OpenArchive, method: str, argument: str, line: str
) -> None:
    with pytest.raises(InputError, match=line):
        getattr(opened, method)(argument)


class Shown(HTMLParser):
    """The tags and the text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_notebook_shows_the_answer_with_its_citation_or_the_refusal(opened: OpenArchive) -> None:
    answer = Shown(opened.ask(QUESTION)._repr_html_())
    assert answer.text.startswith(QUOTE)
    assert f'"{BRIDGE.title}" · Tallis Courier · 1 Mar 2021' in answer.text
    assert {"blockquote", "mark"} <= set(answer.tags)
    silent = Shown(opened.ask("which minister resigned over the tunnel budget?")._repr_html_())
    assert silent.text.startswith("The archive does not say.")
    assert "Searched 4 articles" in silent.text


def test_a_notebook_shows_checks_articles_and_lists(opened: OpenArchive) -> None:
    assert "Exact: word for word" in Shown(opened.verify(QUOTE)._repr_html_()).text
    assert BRIDGE.text in Shown(opened.show("bridge")._repr_html_()).text
    table = Shown(opened.search("bridge")._repr_html_())
    assert table.tags.count("tr") == 3
    assert BRIDGE.title in table.text


def test_nothing_of_an_archive_acts_in_a_notebook(opened: OpenArchive) -> None:
    evil = (
        "<script>alert(1)</script><img src=x onerror=alert(1)> \x1b[2J\u202e said 99 cables failed"
    )
    store = opened.archive
    assert isinstance(store, SqliteStore)
    embed_and_put([an_article("<b>id", evil, f"{evil}.", source=evil)], store, WordEncoder())
    values = [
        opened.ask("who said 99 cables failed?"),
        opened.verify(f"{evil} today"),
        opened.show("<b>id"),
        opened.search("cables"),
    ]
    for value in values:
        html = value._repr_html_()
        assert not {"script", "img", "b"} & set(Shown(html).tags)
        assert not re.search("[\x1b\u202e]", html)
        assert "alert(1)" in Shown(html).text


PAGE = Path(__file__).resolve().parents[2] / "docs" / "python.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def example_with(words: str) -> str:
    (found,) = (each for each in EXAMPLES if words in each)
    return found


@dataclass
class StandInDocument:
    """As LangChain's and Haystack's documents are made, where the libraries are not installed."""

    page_content: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    content: str = ""
    meta: dict[str, Any] = field(default_factory=dict)


class StandInRetriever:
    """As LangChain's base class is made and called."""

    def __init__(self, **fields: Any) -> None:
        vars(self).update(fields)

    def invoke(self, query: str) -> list[StandInDocument]:
        found: list[StandInDocument] = self._get_relevant_documents(query, run_manager=None)  # type: ignore[attr-defined]
        return found


def stand_in_component(made: type) -> type:
    """As Haystack's decorator of classes; it leaves them as they are."""
    return made


stand_in_component.output_types = lambda **_: lambda method: method  # type: ignore[attr-defined]


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The few names that the examples import, where a library is not installed."""
    modules = {
        "langchain_core": {},
        "langchain_core.documents": {"Document": StandInDocument},
        "langchain_core.retrievers": {"BaseRetriever": StandInRetriever},
        "haystack": {"Document": StandInDocument, "component": stand_in_component},
    }
    missing = {name for name in ("langchain_core", "haystack") if find_spec(name) is None}
    for name, content in modules.items():
        if name.partition(".")[0] in missing:
            module = ModuleType(name)
            vars(module).update(content)
            monkeypatch.setitem(sys.modules, name, module)


@pytest.mark.usefixtures("stand_ins")
def test_the_langchain_retriever_of_the_docs_finds_what_ask_finds(opened: OpenArchive) -> None:
    names: dict[str, Any] = {"__name__": "example"}
    exec(example_with("langchain_core"), names)
    found = names["PullquoteRetriever"](archive=opened, top=2).invoke(QUESTION)
    rows = opened.ask(QUESTION, top=2).evidence
    assert [each.page_content for each in found] == [row.passage.text for row in rows]
    assert found[0].metadata["id"] == "bridge"
    assert found[0].metadata["published"] == "2021-03-01"


@pytest.mark.usefixtures("stand_ins")
def test_the_haystack_retriever_of_the_docs_finds_what_ask_finds(opened: OpenArchive) -> None:
    names: dict[str, Any] = {"__name__": "example"}
    exec(example_with("from haystack"), names)
    found = names["PullquoteRetriever"](opened, top=2).run(query=QUESTION)["documents"]
    rows = opened.ask(QUESTION, top=2).evidence
    assert [each.content for each in found] == [row.passage.text for row in rows]
    assert found[0].meta["title"] == BRIDGE.title


@pytest.mark.slow
def test_the_first_example_of_the_docs_runs(
    exported_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qa.archive_changes import add_sample

    add_sample(tmp_path / "my-archive", lambda _: None)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(EXAMPLES[0], names)
    assert names["answer"].text == "Staffan de Mistura"
    assert names["found"][0].title == names["article"].title
    assert names["check"].outcome in ("exact", "typography", "closest", "absent")
