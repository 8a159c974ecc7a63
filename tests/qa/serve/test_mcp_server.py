"""The server of the Model Context Protocol, used as an assistant uses it: by the SDK's client."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

pytest.importorskip("mcp", reason="needs what pullquote[mcp] installs")

from conftest import ARTICLES, WordEncoder, WordReader, an_article
from jsonschema import validate
from mcp import Client, MCPError, StdioServerParameters

from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.archive_changes import add_files
from qa.open_archive import OpenArchive
from qa.search.retriever import Retriever
from qa.serve.mcp_server import ArchiveServer
from qa.serve.operations import OPERATIONS

ENGINEER = "who said 14 cables must be replaced, the engineer Ines Caldera?"
QUOTE = "Chief engineer Ines Caldera said 14 cables must be replaced."


@pytest.fixture
def opened(archive: SqliteStore, encoder: WordEncoder) -> OpenArchive:
    return OpenArchive(archive, Retriever(archive, encoder), WordReader())


@asynccontextmanager
async def client_of(opened: OpenArchive) -> AsyncIterator[Client]:
    async with Client(ArchiveServer(opened).make_server()) as client:
        yield client


async def test_the_tools_describe_themselves(opened: OpenArchive) -> None:
    async with client_of(opened) as client:
        tools = (await client.list_tools()).tools
    assert [tool.name for tool in tools] == [operation.name for operation in OPERATIONS]
    assert {tool.name for tool in tools} == {"ask", "search", "show", "verify", "list"}
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
    assert all(tool.input_schema["type"] == "object" for tool in tools)


@pytest.mark.parametrize(
    ("tool", "fields", "said"),
    [
        ("ask", {"question": ENGINEER, "top": 2}, QUOTE),
        ("ask", {"question": "which minister resigned?"}, "The archive does not say."),
        ("search", {"query": '"14 cables"'}, "1 article"),
        ("list", {"sources": ["Tallis"], "limit": 1}, "2 articles"),
        ("show", {"id": "lynx"}, "Runa Estrin"),
        ("show", {"id": "lynx", "start": 2, "end": 6}, "lynx"),
        ("verify", {"quote": QUOTE}, "Exact: word for word"),
        ("verify", {"quote": QUOTE.replace("14", "15"), "by": "Caldera"}, "a number differs"),
    ],
)
async def test_results_are_told_in_words_and_as_the_schema_says(
    opened: OpenArchive, tool: str, fields: dict[str, object], said: str
) -> None:
    async with client_of(opened) as client:
        schemas = {each.name: each.output_schema for each in (await client.list_tools()).tools}
        result = await client.call_tool(tool, fields)
    assert not result.is_error
    assert said in " ".join(result.content[0].text.replace("┃", " ").split())  # type: ignore[union-attr]
    validate(result.structured_content, schemas[tool] or {})


async def test_an_answer_carries_its_citation_and_a_refusal_says_so(opened: OpenArchive) -> None:
    async with client_of(opened) as client:
        found = (await client.call_tool("ask", {"question": ENGINEER})).structured_content
        silent = await client.call_tool(
            "ask", {"question": "which minister resigned over tunnels?"}
        )
    (best, *_) = found["evidence"]
    text = ARTICLES[0].text
    assert found["answer"] == text[best["answer_start"] : best["answer_end"]] == QUOTE
    assert (best["article_id"], best["source"]) == ("bridge", "Tallis Courier")
    assert (best["published"], best["title"]) == ("2021-03-01", ARTICLES[0].title)
    assert (silent.structured_content["status"], silent.structured_content["answer"]) == (
        "not_found",
        None,
    )
    assert not silent.is_error


async def test_as_many_articles_are_shown_as_the_server_was_set(opened: OpenArchive) -> None:
    opened.shown = 1
    async with client_of(opened) as client:
        told = [
            (await client.call_tool("ask", {"question": ENGINEER, **top})).structured_content
            for top in ({}, {"top": 2})
        ]
    assert [len(each["evidence"]) for each in told] == [1, 2]


@pytest.mark.parametrize(
    ("tool", "fields", "line"),
    [
        ("ask", {}, "the field 'question' is missing"),
        ("ask", {"question": 3}, "must be a text"),
        ("ask", {"question": "who?", "top": True}, "must be a whole number"),
        ("ask", {"question": "who?", "top": 1000}, "from 1 to 100"),
        ("ask", {"question": "who?", "tpo": 1}, "no field 'tpo'"),
        ("ask", {"question": "who?", "after": "soon"}, "a day, a month or a year"),
        ("ask", {"question": "who?", "sources": ["Nowhere"]}, "no outlet in the archive"),
        ("ask", {"question": "who?", "sources": [1]}, "each a text"),
        ("show", {"id": "nothing"}, "no article 'nothing'"),
        ("show", {"id": "lynx", "start": 9, "end": 3}, "must begin before it ends"),
        ("search", {"query": '"open'}, "is not closed"),
    ],
)
async def test_what_the_caller_can_put_right_is_one_line(
    opened: OpenArchive, tool: str, fields: dict[str, object], line: str
) -> None:
    async with client_of(opened) as client:
        result = await client.call_tool(tool, fields)
    assert result.is_error
    assert line in result.content[0].text  # type: ignore[union-attr]
    assert "\n" not in result.content[0].text  # type: ignore[union-attr]


async def test_every_article_is_a_resource(opened: OpenArchive) -> None:
    odd = an_article("a/b ü?#", "Odd id", "Its text.\n\nAnd 👩‍👩‍👧 more.")
    store = opened.archive
    assert isinstance(store, SqliteStore)
    embed_and_put([odd], store, WordEncoder())
    async with client_of(opened) as client:
        listed = (await client.list_resources()).resources
        texts = {
            each.name: (await client.read_resource(each.uri)).contents[0].text  # type: ignore[union-attr]
            for each in listed
        }
        (template,) = (await client.list_resource_templates()).resource_templates
        with pytest.raises(MCPError, match="no article 'gone'"):
            await client.read_resource("pullquote://article/gone")
    assert texts == {each.id: each.text for each in (*ARTICLES, odd)}
    assert template.uri_template == "pullquote://article/{id}"


async def test_resources_come_a_page_at_a_time(opened: OpenArchive) -> None:
    store = opened.archive
    assert isinstance(store, SqliteStore)
    more = [an_article(f"n{each:03}", "News", f"News {each}.") for each in range(120)]
    embed_and_put(more, store, WordEncoder())
    seen: list[str] = []
    async with client_of(opened) as client:
        page = await client.list_resources()
        seen += [each.name for each in page.resources]
        while page.next_cursor:
            page = await client.list_resources(cursor=page.next_cursor)
            seen += [each.name for each in page.resources]
    assert (len(seen), len(set(seen))) == (124, 124)


@pytest.fixture(scope="module")
def address(exported_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mcp")
    news = folder / "bridge.txt"
    news.write_text(f"Harbour bridge closes\n\nMarch 1, 2021\n\n{QUOTE}\n")
    add_files([news], folder / "archive", None, lambda _: None)
    return folder / "archive"


COMMAND = ["-c", "from qa.cli import main; main()", "mcp", "--archive"]


@pytest.mark.slow
async def test_a_client_starts_the_command_and_asks_over_stdio(address: Path) -> None:
    places = {
        name: os.environ[name] for name in ("XDG_CACHE_HOME", "PYTHONPATH") if name in os.environ
    }
    places |= {"PULLQUOTE_CONFIG": os.environ["PULLQUOTE_CONFIG"]}
    server = StdioServerParameters(
        command=sys.executable, args=[*COMMAND, str(address)], env=places,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    async with Client(server, read_timeout_seconds=60) as client:
        assert client.server_info
        assert client.server_info.name == "pullquote"
        result = await client.call_tool("ask", {"question": "how many cables must be replaced?"})
        verified = await client.call_tool("verify", {"quote": QUOTE})
    assert result.structured_content["answer"] == "14"
    assert result.structured_content["evidence"][0]["title"] == "Harbour bridge closes"
    assert verified.structured_content["confirmed"] is True


@pytest.mark.slow
async def test_the_command_answers_as_the_settings_say(address: Path, tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text(f"archive = '{address}'\nthreshold = 1\n")
    places = {
        name: os.environ[name] for name in ("XDG_CACHE_HOME", "PYTHONPATH") if name in os.environ
    }
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "qa", "mcp"], cwd=Path(__file__).parents[3],
        env=places | {"PULLQUOTE_CONFIG": str(settings)},
    )  # fmt: skip
    async with Client(server, read_timeout_seconds=60) as client:
        result = await client.call_tool("ask", {"question": "how many cables must be replaced?"})
    told = result.structured_content
    assert (told["status"], told["answer"]) == ("possible", "14")


# What a library might print, from Python and from below it.
NOISY = """
import os, sys
from qa.search.retriever import Retriever
find = Retriever.find
def noisy(*args, **kwargs):
    print("noise"); sys.stdout.flush(); os.write(1, b"noise below")
    return find(*args, **kwargs)
Retriever.find = noisy
from qa.cli import main
main()
"""


@pytest.mark.slow
def test_standard_output_holds_nothing_but_the_protocol(address: Path) -> None:
    hello = {"protocolVersion": "2025-06-18", "capabilities": {},
             "clientInfo": {"name": "test", "version": "0"}}  # fmt: skip
    ask = {"name": "ask", "arguments": {"question": "how many cables must be replaced?"}}
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": ask},
    ]
    command = [sys.executable, "-c", NOISY, "mcp", "--archive", str(address)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin
        assert server.stdout
        for message in messages:
            server.stdin.write(json.dumps(message) + "\n")
            server.stdin.flush()
        replies = [json.loads(server.stdout.readline()) for _ in range(2)]
        server.stdin.close()
        rest = server.stdout.read()
        assert server.stderr
        assert "noise" in server.stderr.read()
    assert [reply["id"] for reply in replies] == [1, 2]
    assert replies[1]["result"]["structuredContent"]["answer"] == "14"
    assert rest == ""
    assert server.returncode == 0


def test_without_the_extra_or_an_archive_the_command_says_what_to_do(tmp_path: Path) -> None:
    for program, line in (
        ("import sys; sys.modules['mcp'] = None; ", "`pip install 'pullquote[mcp]'`"),
        ("import sys; ", "no archive in"),
    ):
        program += f"sys.argv = ['pullquote', 'mcp', '--archive', {str(tmp_path)!r}];"
        program += "from qa.cli import main; main()"
        refused = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert line in refused.stderr
