"""`import qa`, as another program uses it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import qa
from corpus.errors import ArchiveError, InputError
from qa.archive_changes import add_files

# Everything that a module can change for the whole process, as JSON.
STATE = """
import csv, faulthandler, json, logging, os, signal, sys, threading, warnings
import concurrent.futures.thread
try:
    import resource
    limits = [resource.getrlimit(n) for n in (resource.RLIMIT_NOFILE, resource.RLIMIT_AS)]
except ImportError:
    limits = []
def state():
    root = logging.getLogger()
    return json.dumps([
        dict(os.environ), root.level, len(root.handlers), logging.root.manager.disable,
        threading.active_count(), warnings.filters[:1] and repr(warnings.filters),
        csv.field_size_limit(), sys.getrecursionlimit(), limits,
        [str(signal.getsignal(n)) for n in sorted(signal.valid_signals())],
        sys.getswitchinterval(), os.getcwd(), faulthandler.is_enabled(),
    ])
"""


@pytest.fixture(scope="module")
def address(exported_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("front-door")
    news = folder / "bridge.txt"
    news.write_text(
        "Harbour bridge closes for repairs\n\nMarch 1, 2021\n\n"
        "The harbour bridge in Port Tallis closed on Monday. "
        "Chief engineer Ines Caldera said 14 cables must be replaced.\n"
    )
    add_files([news], folder / "archive", None, lambda _: None)
    return folder / "archive"


def test_an_archive_is_opened_asked_and_closed(address: Path) -> None:
    with qa.open(str(address)) as assistant:
        answer = assistant.ask("how many cables must be replaced on the harbour bridge?")
        silent = assistant.ask("how many cables?", qa.Filters(sources=("Nobody's Post",)))
    assert isinstance(assistant, qa.Assistant)
    assert isinstance(answer, qa.Answer)
    assert (answer.status, answer.text) == ("answered", "14")
    (best,) = answer.evidence
    assert isinstance(best, qa.Evidence)
    assert best.answer
    assert best.passage.article.text[slice(*best.answer)] == "14"
    assert (silent.status, silent.text, silent.evidence) == ("not_found", None, ())


def test_any_thread_may_ask(address: Path) -> None:
    question = "how many cables must be replaced on the harbour bridge?"
    with qa.open(address) as assistant, ThreadPoolExecutor(1) as another:
        assert another.submit(assistant.ask, question).result().text == "14"
        assert assistant.ask(question).text == "14"


def test_the_threshold_is_the_confidence_from_which_an_answer_is_given(address: Path) -> None:
    with qa.open(address, threshold=1.0) as assistant:
        assert assistant.ask("how many cables must be replaced?").status != "answered"


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda address: qa.open(address / "nowhere"), ArchiveError),
        (lambda address: qa.open(address).ask("  "), InputError),
    ],
    ids=["no archive", "no question"],
)
def test_what_a_user_can_mend_is_a_pullquote_error(
    address: Path, call: Callable[[Path], object], error: type[Exception]
) -> None:
    assert issubclass(error, qa.PullquoteError)
    with pytest.raises(error):
        call(address)


def test_every_public_name_is_there_and_no_other() -> None:
    assert all(hasattr(qa, name) for name in qa.__all__)
    assert set(qa.__all__) <= set(dir(qa))
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        _ = qa.Nothing  # type: ignore[attr-defined]


@pytest.mark.parametrize("package", ["corpus", "embeddings", "qa"])
def test_type_checkers_are_told_of_our_types(package: str) -> None:
    assert (Path(qa.__file__).parents[1] / package / "py.typed").is_file()


def run(program: str) -> str:
    """What the program prints, in an environment in which nothing of ours is set yet."""
    kept = {"PATH", "PYTHONPATH", "HOME", "SYSTEMROOT"}
    environment = {name: value for name, value in os.environ.items() if name in kept}
    command = [sys.executable, "-c", STATE + program]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_importing_changes_nothing_for_the_process() -> None:
    before, after = run(
        "print(state())\nimport qa, corpus, embeddings\nprint(state())"
    ).splitlines()
    assert json.loads(before) == json.loads(after)


def test_importing_loads_none_of_our_dependencies() -> None:
    loaded = run("import qa, corpus, embeddings\nprint(*{n.split('.')[0] for n in sys.modules})")
    heavy = {"numpy", "onnxruntime", "torch", "faiss", "tantivy", "textual", "click", "rich"}
    assert not set(loaded.split()) & heavy
