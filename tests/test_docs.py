"""The documents are true to the tree: links, paths, commands and make targets that they name."""

import re
import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from qa.cli import cli

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "qa" / "reader" / "weights" / "CARD.md",
]
ROOMS = ("corpus", "embeddings", "qa")
DESIGN = ROOT / "docs" / "design.md"
LONGEST_README = 150  # lines; it is read whole

LINK = re.compile(r"\]\(([^()\s]+)\)")
IN_BACKTICKS = re.compile(r"`([^`\n]+)`")
# What stands in backticks and begins with a folder of ours is a path, such as `qa/search/`.
PATH = re.compile(r"(?:corpus|embeddings|qa|tests|docs)/[\w./-]*")
MAP = re.compile(r"```text\n(.*?)```", re.DOTALL)
MAP_LINE = re.compile(r"(?P<indent> *)(?P<name>[\w.]+/?)(?:  .*)?")
SESSION = re.compile(r"## A session\n+```\n(.*?)```", re.DOTALL)
MACHINE_PATH = re.compile(r"/(?:home|work|tmp|Users|root)/")


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def paths_in_map() -> Iterator[str]:
    """The paths of the design's map, which is indented by two spaces a folder."""
    match = MAP.search(DESIGN.read_text(encoding="utf-8"))
    assert match, "docs/design.md has no map"
    folders: list[str] = []
    for line in filter(str.strip, match[1].splitlines()):
        entry = MAP_LINE.fullmatch(line)
        assert entry, line
        folders[len(entry["indent"]) // 2 :] = [entry["name"]]
        yield "".join(folders)


def commands_in_table() -> set[str]:
    """The commands of the README's table, whose first column holds them in backticks."""
    _, _, rest = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## Commands\n")
    rows = [line.split("|")[1] for line in rest.partition("\n## ")[0].splitlines() if "|" in line]
    return {words.split()[0] for row in rows for words in IN_BACKTICKS.findall(row)} - {"pullquote"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_every_relative_link_leads_to_a_file(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    files = [link.partition("#")[0] for link in links if "://" not in link]
    assert [file for file in files if not (document.parent / file).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_every_path_in_backticks_exists(document: Path) -> None:
    named = IN_BACKTICKS.findall(document.read_text(encoding="utf-8"))
    paths = [match[0] for name in named if (match := PATH.fullmatch(name))]
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_no_document_names_a_path_of_somebodys_machine(document: Path) -> None:
    assert MACHINE_PATH.findall(document.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = IN_BACKTICKS.findall(document.read_text(encoding="utf-8"))
    assert {name.split()[1] for name in named if name.startswith("make ")} <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_every_command_that_is_named_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = re.findall(r"`(?:\.venv/bin/)?pullquote ([a-z]\w*)", text)
    named += re.findall(r"^\$ (?:\.venv/bin/)?pullquote ([a-z]\w*)", text, re.MULTILINE)
    assert set(named) <= set(cli.commands)


def test_the_readme_lists_every_command() -> None:
    assert commands_in_table() == set(cli.commands)


def test_the_readme_is_short_enough_to_be_read_whole() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= LONGEST_README


def test_the_map_names_every_module_and_nothing_that_is_gone() -> None:
    named = set(paths_in_map())
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
    modules = {place(path) for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    whole_rooms = ("qa/lab/", "qa/evaluation/page/")  # which say themselves what is in them
    modules = {
        module
        for module in modules
        if not module.startswith(whole_rooms) and not module.endswith("/__init__.py")
    }
    assert modules - named == set()


def test_each_word_of_the_glossary_stands_there_once() -> None:
    rows = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    words = [row.split("|")[1].strip() for row in rows if row.startswith("| ")]
    twice = {word for word, count in Counter(words).items() if count > 1}
    assert twice <= {"word"}  # the head of each table


def commands_in_session() -> Iterator[tuple[list[str], list[str]]]:
    """The arguments of each `$ pullquote …` of the README's session, and the lines it prints."""
    match = SESSION.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert match, "README.md has no session"
    for part in match[1].split("$ .venv/bin/pullquote ")[1:]:
        command, *lines = part.splitlines()
        yield shlex.split(command), [line for line in lines if line.strip() not in ("", "[…]")]


@pytest.mark.slow
@pytest.mark.usefixtures("exported_model")
def test_the_session_of_the_readme_is_what_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PULLQUOTE_ARCHIVE", str(tmp_path / "archive"))
    for arguments, lines in commands_in_session():
        printed = CliRunner().invoke(cli, arguments).stdout.splitlines()
        assert [line for line in lines if line not in printed] == [], shlex.join(arguments)
