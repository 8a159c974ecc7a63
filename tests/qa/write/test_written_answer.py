"""An answer is written by a server on loopback that speaks the protocol, and checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import WordEncoder, WordReader

from corpus.errors import InputError
from corpus.store.sqlite import SqliteStore
from qa.answers import Answer
from qa.assistant import Assistant
from qa.cli import cli
from qa.search.retriever import Retriever
from qa.write.text_server import TextServer
from qa.write.written_answer import write_answer
from qa.write.written_report import written_as_text, written_record

QUOTE = "Chief engineer Ines Caldera said 14 cables must be replaced."
ENGINEER = "who said 14 cables must be replaced, the engineer Ines Caldera?"


class Server:
    """A server of chat completions that writes what it is told to, and keeps what it was asked."""

    def __init__(self, reply: bytes | str, status: int) -> None:
        choices = {"choices": [{"message": {"role": "assistant", "content": reply}}]}
        self.reply = reply if isinstance(reply, bytes) else json.dumps(choices).encode()
        self.status = status
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.address = ""


@contextmanager
def serving(reply: bytes | str, status: int = 200) -> Iterator[Server]:
    server = Server(reply, status)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.asked.append({"path": self.path} | json.loads(body))
            server.headers.append(dict(self.headers))
            self.send_response(server.status)
            self.send_header("Location", f"{server.address}/elsewhere")
            self.send_header("Content-Length", str(len(server.reply)))
            self.end_headers()
            self.wfile.write(server.reply)

        def log_message(self, *_: object) -> None:
            """Tests print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        server.address = f"http://127.0.0.1:{listening.server_port}/v1"
        Thread(target=listening.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            listening.shutdown()


@pytest.fixture
def answer(archive: SqliteStore, encoder: WordEncoder) -> Answer:
    return Assistant(archive, Retriever(archive, encoder), WordReader()).ask(ENGINEER)


def test_only_quotes_are_sent_and_what_they_support_stands(answer: Answer) -> None:
    with serving("Ines Caldera said 14 cables must be replaced. [1]") as server:
        written = write_answer(answer, TextServer(server.address, "tiny", "secret-key"))
    assert written
    (sentence,) = written.sentences
    assert (sentence.text, sentence.rows) == ("Ines Caldera said 14 cables must be replaced.", (1,))
    assert sentence.is_supported
    (asked,), (headers,) = server.asked, server.headers
    assert (asked["path"], asked["model"]) == ("/v1/chat/completions", "tiny")
    assert headers["Authorization"] == "Bearer secret-key"
    material = asked["messages"][1]["content"]
    assert f"[1] {QUOTE}" in material
    assert ENGINEER in material
    assert "nine weeks" not in material  # of the same passage, and not quoted


def test_what_is_not_supported_is_struck_and_says_why(answer: Answer) -> None:
    reply = (
        "Ines Caldera said 14 cables must be replaced [1]. "
        "She said 15 cables must be replaced [1]. Otto Brandvold replaced 14 cables [1]. "
        "14 cables must not be replaced [1]. "
        "14 cables must be replaced. Cables must be replaced, said the engineer [9]."
    )
    with serving(reply) as server:
        written = write_answer(answer, TextServer(server.address))
    assert written
    assert [each.is_supported for each in written.sentences] == [True] + [False] * 5
    text = written_as_text(written, 100)
    assert "✗ ~~She said 15 cables must be replaced. [1]~~" in text
    assert "not supported: a number that the quote does not have: 15" in text
    assert text.count("it cites no quote") == 2
    struck = written_as_text(written, 100, color=True)
    assert struck.count("\x1b[9m") == 5
    record = written_record(written)
    assert [each["supported"] for each in record["sentences"]] == [True] + [False] * 5


def test_without_an_answer_nothing_is_asked_of_the_model(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    assistant = Assistant(archive, Retriever(archive, encoder), WordReader())
    silent = assistant.ask("which minister resigned over the tunnel budget?")
    with serving("The minister resigned [1].") as server:
        assert write_answer(silent, TextServer(server.address)) is None
    assert server.asked == []


@pytest.mark.parametrize(
    ("reply", "status", "line"),
    [
        (b"", 200, "does not answer as a server of chat completions does"),
        (b"[]", 200, "does not answer as"),
        (b'{"choices": [{"message": {"content": null}}]}', 200, "does not answer as"),
        (b"x" * 1_000_001, 200, "more than 1,000,000 bytes"),
        (b"no", 500, "status 500"),
        (b"", 307, "status 307"),  # and is not followed elsewhere
        ("", 200, "it wrote nothing"),
        ("[1] [2].", 200, "it wrote nothing"),
    ],
)
def test_a_server_that_does_not_write_costs_only_what_it_would_have_written(
    answer: Answer, reply: bytes | str, status: int, line: str
) -> None:
    with serving(reply, status) as server:
        written = write_answer(answer, TextServer(server.address))
    assert written
    assert (line in written.error, written.sentences) == (True, ())
    assert "\n" not in written.error
    assert len(server.asked) == 1


def test_a_server_that_is_not_there_is_one_line(answer: Answer) -> None:
    with serving("") as server:
        gone = server.address
    written = write_answer(answer, TextServer(gone))
    assert written
    assert "cannot have it written at" in written.error


@pytest.mark.parametrize(
    "address", ["", "localhost:8080", "ftp://x/v1", "http://", "http://x:y/", "http://x/v1?a=b"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="no address of a server"):
        TextServer(address).complete("", "")


@pytest.fixture(scope="module")
def folder(exported_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from qa.archive_changes import add_files

    made = tmp_path_factory.mktemp("write")
    (made / "bridge.txt").write_text(f"The bridge\n\nMarch 1, 2021\n\n{QUOTE}\n")
    add_files([made / "bridge.txt"], made / "archive", None, lambda _: None)
    return made / "archive"


def test_the_command_prints_the_answer_first_and_the_record_with_what_was_written(
    folder: Path,
) -> None:
    question = "how many cables must be replaced?"
    with serving("14 cables must be replaced, said Ines Caldera [1]. Or 15 [1].") as server:
        asked = ["ask", question, "--archive", str(folder), "--write", server.address]
        shown = CliRunner().invoke(cli, asked)
        printed = CliRunner().invoke(cli, [*asked, "--json"])
    assert shown.exit_code == 0
    assert shown.stdout.startswith("14\n")
    assert shown.stdout.index(QUOTE.split(" must")[0]) < shown.stdout.index("Written by")
    written = json.loads(printed.stdout)["written"]
    assert [each["supported"] for each in written["sentences"]] == [True, False]
    assert list(json.loads(printed.stdout))[-1] == "written"
    plain = CliRunner().invoke(cli, ["ask", question, "--archive", str(folder), "--json"])
    assert "written" not in json.loads(plain.stdout)
    refused = CliRunner().invoke(cli, [*asked[:-1], "nowhere"])
    assert (refused.exit_code, "no address of a server" in refused.stderr) == (2, True)
