"""With every socket blocked, the whole path still works; and nothing heavy loads too early."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # every test starts processes that load the models

BLOCKED = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("the network was asked for")
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
socket.getaddrinfo = socket.create_connection = refuse
from qa.cli import cli
try: cli(sys.argv[1:], prog_name="pullquote")
finally: """
LOADED = "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"


def run(*args: str, home: Path, then: str = "pass") -> subprocess.CompletedProcess[str]:
    places = {
        name: str(home) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA")
    }
    offline = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    environment = {k: v for k, v in os.environ.items() if k not in offline} | places
    return subprocess.run(
        [sys.executable, "-c", BLOCKED + then, *args],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip


def loaded(ran: subprocess.CompletedProcess[str]) -> set[str]:
    """The libraries that it had imported when it ended."""
    assert "LOADED" in ran.stdout, ran.stderr
    return set(ran.stdout.rpartition("LOADED")[2].split())


@pytest.fixture
def home(exported_model: Path, tmp_path: Path) -> Path:
    """The home of somebody who has asked or added before: the packaged model is exported."""
    shutil.copytree(exported_model, tmp_path / "pullquote" / "models")
    return tmp_path


def test_the_first_start_makes_and_asks_the_sample_without_network_or_terminal(
    tmp_path: Path,
) -> None:
    first = run("chat", "--sample", home=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "Staffan de Mistura" in first.stdout
    assert "Pullquote Sample Wire" in first.stdout
    assert "4 Feb 2016" in first.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["pullquote"]  # no library's records


def test_a_question_from_the_shell_is_answered_without_pytorch(home: Path) -> None:
    (home / "bridge.txt").write_text("The bridge\n\nEngineer Ines Caldera closed the bridge.")
    archive = ["--archive", str(home / "archive")]
    added = run("add", str(home / "bridge.txt"), *archive, home=home)
    assert added.returncode == 0, added.stderr
    asked = run("ask", "who closed the bridge?", *archive, home=home, then=LOADED)
    assert "Ines Caldera" in asked.stdout
    assert not loaded(asked) & {"torch", "transformers", "sentence_transformers", "scipy",
                                "sklearn", "onnx", "trafilatura", "textual", "faiss"}  # fmt: skip


def test_articles_are_added_without_pytorch_once_the_model_is_exported(home: Path) -> None:
    archive = ["--archive", str(home / "archive")]
    (home / "ferry.txt").write_text("The ferry\n\nEngineers closed the ferry.")
    added = run("add", str(home / "ferry.txt"), *archive, home=home, then=LOADED)
    assert "+1 new" in added.stdout
    assert not loaded(added) & {"torch", "transformers", "sentence_transformers", "faiss"}


def test_an_assistant_is_served_without_network_or_pytorch(home: Path) -> None:
    pytest.importorskip("mcp", reason="needs what pullquote[mcp] installs")
    (home / "bridge.txt").write_text("The bridge\n\nEngineer Ines Caldera closed the bridge.")
    archive = ["--archive", str(home / "archive")]
    assert run("add", str(home / "bridge.txt"), *archive, home=home).returncode == 0
    served = run("mcp", *archive, home=home, then=LOADED)  # standard input ends at once
    assert served.returncode == 0, served.stderr
    assert not loaded(served) & {"torch", "transformers", "sentence_transformers", "textual"}
    assert {path.name for path in home.iterdir()} == {"archive", "bridge.txt", "pullquote"}


def test_no_library_keeps_a_record_to_send_home(home: Path) -> None:
    # What is sent from below Python no blocked socket shows; before it is sent, it is kept.
    (home / "bridge.txt").write_text("The bridge\n\nEngineer Ines Caldera closed the bridge.")
    archive = ["--archive", str(home / "archive")]
    assert run("add", str(home / "bridge.txt"), *archive, home=home).returncode == 0
    assert run("ask", "who closed the bridge?", *archive, home=home).returncode == 0
    assert {path.name for path in home.iterdir()} == {"archive", "bridge.txt", "pullquote"}


@pytest.mark.parametrize("args", [["--help"], ["ask", "--help"], ["list", "--archive", "nowhere"]])
def test_nothing_heavy_is_imported_until_it_is_needed(args: list[str], tmp_path: Path) -> None:
    heavy = {
        "torch",
        "sentence_transformers",
        "faiss",
        "tantivy",
        "textual",
        "trafilatura",
        "numpy",
        "mcp",
        "starlette",
        "uvicorn",
    }
    if args[0] == "list":
        heavy -= {"numpy"}
    ran = run(*args, home=tmp_path, then=LOADED)
    assert not loaded(ran) & heavy
