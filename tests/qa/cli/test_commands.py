"""Every command through its entry point, on a small archive embedded with MiniLM."""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.formats.reading_process import ReadingProcess
from qa.cli import cli

pytestmark = pytest.mark.slow  # the archives are embedded with the packaged model

Pullquote = Callable[..., Result]

BRIDGE = (
    "Harbour bridge closes for repairs\n\nTallis Courier\n\nMarch 1, 2021\n\n"
    "The harbour bridge in Port Tallis closed on Monday after engineers found cracks.\n\n"
    "Chief engineer Ines Caldera said 14 cables must be replaced.\n"
)
LYNX = {
    "_id": "lynx",
    "title": "Lynx returns to the Morven hills",
    "text": "A lynx was seen in the Morven hills. Biologist Runa Estrin set the camera.",
    "date": "2020-11-17",
    "source": "Northern Post",
}
QUESTION = "how many cables must be replaced on the harbour bridge?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("news")
    (made / "bridge.txt").write_text(BRIDGE)
    (made / "wire.jsonl").write_text(json.dumps(LYNX) + "\n{broken\n")
    return made


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home") / "archive"


@pytest.fixture(scope="module")
def added(folder: Path, home: Path) -> Result:
    return CliRunner().invoke(cli, ["--archive", str(home), "add", str(folder)])


@pytest.fixture
def pullquote(added: Result, home: Path) -> Pullquote:
    """Run the command on the archive, as a shell would."""
    assert added.exit_code == 0, added.output

    def run(*args: str | Path | float, input: str | None = None) -> Result:
        words = [str(arg) for arg in args]
        return CliRunner().invoke(cli, ["--archive", str(home), *words], input=input)

    return run


def test_add_counts_what_it_did_and_names_what_it_skipped(added: Result, folder: Path) -> None:
    assert added.stdout == "+2 new, 0 changed, 0 gone, 0 unchanged, 1 skipped\n"
    assert f"skipped {folder / 'wire.jsonl'} line 2: is broken JSON" in added.stderr


def test_add_says_what_documents_of_a_folder_it_does_not_read(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "bridge.txt").write_text(BRIDGE)
    for name in ("a.xls", "b.xls", "c.ppt", "picture.png"):
        (news / name).write_text("x")
    done = CliRunner().invoke(cli, ["--archive", str(tmp_path / "home"), "add", str(news)])
    assert done.stdout == "+1 new, 0 changed, 0 gone, 0 unchanged, 0 skipped\n"
    assert ".xls 2" in done.stderr
    assert ".ppt 1" in done.stderr


def test_ask_prints_the_answer_and_its_citation(pullquote: Pullquote) -> None:
    result = pullquote("ask", *QUESTION.split())
    assert result.exit_code == 0
    assert result.stdout.startswith("14")
    assert "Chief engineer Ines Caldera said 14 cables must be replaced." in result.stdout
    assert "Harbour bridge closes for repairs" in result.stdout
    assert "1 Mar 2021" in result.stdout


def test_ask_json_slices_to_the_article_that_show_prints(pullquote: Pullquote) -> None:
    answer = json.loads(pullquote("ask", QUESTION, "--json").stdout)
    assert list(answer)[:9] == [
        "id", "question", "asked", "status", "answer", "confidence", "evidence", "elapsed_ms",
        "error",
    ]  # fmt: skip
    best = answer["evidence"][0]
    assert (best["article_id"], best["published"]) == ("bridge", "2021-03-01")
    text = json.loads(pullquote("show", best["article_id"], "--json").stdout)["text"]
    assert text[best["start"] : best["end"]] == best["passage"]
    assert text[best["answer_start"] : best["answer_end"]] == answer["answer"]


def test_what_the_archive_does_not_say_is_exit_code_1(pullquote: Pullquote) -> None:
    result = pullquote("ask", "which minister resigned over the tunnel budget?")
    assert result.exit_code == 1
    assert result.stdout.startswith("The archive does not say.")


def test_the_threshold_decides_what_is_sure_enough(pullquote: Pullquote) -> None:
    unlikely = pullquote("ask", "which minister resigned over the tunnel budget?", "--threshold", 0)
    assert (unlikely.exit_code, unlikely.stdout.startswith("The archive")) == (0, False)
    states = [
        json.loads(pullquote("ask", QUESTION, "--json", "--threshold", threshold).stdout)["status"]
        for threshold in (0.3, 1)
    ]
    assert states == ["answered", "possible"]


def test_filters_reach_the_search(pullquote: Pullquote) -> None:
    result = pullquote("ask", QUESTION, "--json", "--source", "northern", "--before", "2020")
    answer = json.loads(result.stdout)
    assert {each["article_id"] for each in answer["evidence"]} == {"lynx"}
    assert answer["searched"]["articles"] == 1


def test_as_of_a_day_nothing_that_was_printed_later_is_searched(
    pullquote: Pullquote, tmp_path: Path
) -> None:
    as_of = ("--as-of", "2020-12-31")
    answer = json.loads(pullquote("ask", QUESTION, "--json", *as_of).stdout)
    assert {each["article_id"] for each in answer["evidence"]} == {"lynx"}
    assert answer["searched"]["last"] == "2020-11-17"
    questions, gold = tmp_path / "questions.txt", tmp_path / "gold.jsonl"
    questions.write_text(f"{QUESTION}\n")
    row = json.loads(pullquote("batch", questions, *as_of).stdout.splitlines()[0])
    assert {each["article_id"] for each in row["evidence"]} == {"lynx"}
    assert row["settings"].endswith("until 31 Dec 2020, as of 2020-12-31")
    gold.write_text(json.dumps({"id": "1", "question": QUESTION, "answers": []}))
    assert json.loads(pullquote("eval", gold, "--json", *as_of).stdout)["questions"] == 1
    piped = pullquote("chat", *as_of, input=f"{QUESTION}\n").stdout
    assert "Searched 1 article, 17 Nov 2020 – 17 Nov 2020; filters: until 31 Dec 2020." in piped


def test_filters_that_no_article_passes_are_told_as_such(pullquote: Pullquote) -> None:
    result = pullquote("ask", QUESTION, "--after", "2030")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        1,
        "No article passes the filters.",
    )


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["ask", "???"], "the question is empty"),
        (["ask", "who?", "--on", "yesterday"], "'yesterday' is not a date"),
        (["ask", "who?", "--after", "2021", "--before", "2020"], "no day is both"),
        (["ask", "who?", "--asked-on", "2021-03"], "'2021-03' is not a single day"),
        (["ask", "who?", "--as-of", "2021-03"], "'2021-03' is not a single day"),
        (["ask", "who?", "--as-of", "2020-01-01", "--after", "2021"], "as of 2020-01-01"),
        (["ask", "who?", "--source", "Nothern Post"], "nearest are Northern Post"),
        (["list", "--source", "Nothern Post"], "nearest are Northern Post"),
        (["show", "nobody"], "no article 'nobody'"),
        (["remove", "nobody"], "not in the archive: nobody"),
        (["add", "nowhere"], "no file or folder nowhere"),
        (["ask", "who?", "--model", "some/model"], "no model 'some/model' on this machine"),
        (["ask", "who?", "--archive", "empty"], "no archive in empty"),
        (["batch", "nowhere.txt"], "nowhere.txt"),
        (["eval", "nowhere.jsonl"], "nowhere.jsonl"),
        (["eval", "empty.jsonl"], "empty.jsonl"),
        (["compare", "nowhere", "nowhere"], "nowhere"),
        (["chat"], "no question was piped in"),
        (["chat", "--sample", "--archive", "x"], "leave out --sample or --archive"),
        (["eval", "gold.jsonl", "--html", "/nowhere/report.html"], "gold.jsonl"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    pullquote: Pullquote, args: list[str], line: str
) -> None:
    result = pullquote(*args)
    assert result.exit_code == 2
    assert result.stdout.replace("0 removed, 2 left\n", "") == ""
    assert line in result.stderr.splitlines()[-1]
    assert result.stderr.splitlines()[-1].startswith("pullquote: ")
    assert "Traceback" not in result.output


def test_list_and_info_tell_what_there_is(pullquote: Pullquote, home: Path) -> None:
    assert [line.split()[:2] for line in pullquote("list").stdout.splitlines()] == [
        ["bridge", "2021-03-01"],
        ["lynx", "2020-11-17"],
    ]
    assert json.loads(pullquote("list", "--json", "--on", "2020").stdout)["id"] == "lynx"
    facts = json.loads(pullquote("info", "--json").stdout)
    assert (facts["articles"], facts["first"], facts["archive"]) == (2, "2020-11-17", str(home))


def test_batch_answers_every_line_and_goes_on_after_a_bad_one(
    pullquote: Pullquote, tmp_path: Path
) -> None:
    questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    questions.write_text(
        json.dumps({"_id": "a", "text": QUESTION, "date": "2021-03-02"})
        + "\n{broken\n"
        + json.dumps({"id": "c", "question": "who set the camera for the lynx?"})
    )
    result = pullquote("batch", questions, "-o", answers)
    assert result.exit_code == 0
    rows = [json.loads(line) for line in answers.read_text().splitlines()]
    assert [row["status"] for row in rows] == ["answered", "error", "answered"]
    assert rows[2]["evidence"][0]["article_id"] == "lynx"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    lines = [
        {"id": "1", "question": QUESTION, "answers": ["14"], "article": "bridge"},
        {"id": "2", "question": "who won the tennis final?", "answers": []},
        {"id": "3", "question": "who set the camera?", "answers": ["Nobody"], "article": "lynx"},
    ]
    path.write_text("\n".join(map(json.dumps, lines)))
    return path


def test_eval_measures_a_gold_set(pullquote: Pullquote, gold: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    result = pullquote("eval", gold, "--json", "--html", page, "-m", "Success@1")
    report = json.loads(result.stdout)
    assert report["questions"] == 3
    assert report["measures"]["Success@1"] == {"mean": 1.0, "n": 2}
    assert report["lost"] == {"nowhere": ["3"]}
    assert [each["id"] for each in report["mismatches"]] == ["3"]
    assert page.read_text().startswith("<!doctype html>")
    assert "MISMATCH: 1 of 3" in pullquote("eval", gold).stdout


def test_eval_check_names_gold_that_no_longer_matches(pullquote: Pullquote, gold: Path) -> None:
    result = pullquote("eval", gold, "--check")
    assert result.exit_code == 1
    assert "MISMATCH: 1 of 3 questions does not match the archive" in result.stdout
    assert "  3: " in result.stdout


def test_two_saved_runs_are_compared(pullquote: Pullquote, gold: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    pullquote("eval", gold, "--save", first)
    pullquote("eval", gold, "--save", second, "--search", "keyword")
    compared = pullquote("compare", first, second, "--fail-if-worse")
    assert compared.exit_code == 0
    assert "fused → keyword" in compared.stdout
    refused = pullquote("eval", gold, "--save", first)
    assert (refused.exit_code, str(first) in refused.stderr) == (2, True)
    assert json.loads(pullquote("compare", first, second, "--json").stdout)["measures"]


def test_the_chat_without_a_terminal_answers_what_is_piped_in(pullquote: Pullquote) -> None:
    result = pullquote("chat", input=f"{QUESTION}\n???\n")
    assert result.exit_code == 0
    assert "Ines Caldera said 14 cables" in result.stdout
    assert "the question is empty" in result.stdout


def test_doctor_finds_everything_in_order(pullquote: Pullquote) -> None:
    result = pullquote("doctor")
    assert result.exit_code == 0, result.stdout
    assert "2 articles, 2 passages, intact" in result.stdout


def test_control_characters_of_an_article_never_reach_the_terminal(tmp_path: Path) -> None:
    hostile = {
        "_id": "h",
        "title": "T\x1b]52;c;eA==\x07",
        "text": "Said \u202eevil [/b] \x9b2J ok.",
    }
    (tmp_path / "h.jsonl").write_text(json.dumps(hostile))
    archive = ["--archive", str(tmp_path / "archive")]
    assert CliRunner().invoke(cli, ["add", str(tmp_path / "h.jsonl"), *archive]).exit_code == 0
    for command in (["ask", "what was said?"], ["ask", "said?", "--json"], ["show", "h"],
                    ["show", "h", "--json"], ["list"]):  # fmt: skip
        output = CliRunner().invoke(cli, [*command, *archive]).output
        assert not set(output) & set("\x1b\x9b\u202e\x07")
        assert "[/b]" in output or command == ["list"]


def test_remove_forgets_by_id_and_by_path(folder: Path, tmp_path: Path) -> None:
    archive = ["--archive", str(tmp_path / "archive")]
    CliRunner().invoke(cli, ["add", str(folder), *archive])
    by_id = CliRunner().invoke(cli, ["remove", "lynx", "nobody", *archive])
    assert (by_id.exit_code, by_id.stdout) == (2, "1 removed, 1 left\n")
    by_path = CliRunner().invoke(cli, ["remove", str(folder), *archive])
    assert (by_path.exit_code, by_path.stdout) == (0, "1 removed, 0 left\n")
    empty = CliRunner().invoke(cli, ["ask", "who?", *archive])
    assert (empty.exit_code, "is empty" in empty.stderr) == (2, True)


def test_reembed_mends_an_archive_of_another_model(folder: Path, tmp_path: Path) -> None:
    from conftest import WordEncoder

    from corpus.store.sqlite import SqliteStore
    from embeddings.ingest import add

    archive = SqliteStore.open(tmp_path / "archive", create=True)
    add([folder], archive, WordEncoder)
    option = ["--archive", str(tmp_path / "archive")]
    refused = CliRunner().invoke(cli, ["ask", QUESTION, *option])
    assert refused.exit_code == 2
    assert f"`pullquote --archive {option[1]} reembed`" in refused.stderr
    mended = CliRunner().invoke(cli, ["reembed", *option])
    assert (mended.exit_code, mended.stdout[:19]) == (0, "2 articles embedded")
    assert CliRunner().invoke(cli, ["ask", QUESTION, *option]).exit_code == 0


def test_an_interrupted_command_says_that_nothing_is_lost(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ReadingProcess, "read", interrupt)
    result = CliRunner().invoke(cli, ["add", str(folder), "--archive", str(tmp_path / "archive")])
    assert result.exit_code == 130
    assert "run the same command again to continue" in result.stderr.splitlines()[-1]


def test_a_closed_pipe_is_no_failure(folder: Path, tmp_path: Path) -> None:
    archive = ["--archive", str(tmp_path / "archive")]
    lines = [json.dumps({"_id": f"{n:05}", "text": "A."}) for n in range(3000)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    CliRunner().invoke(cli, ["add", str(tmp_path / "many.jsonl"), *archive])
    command = f"{shlex.quote(sys.executable)} -c 'from qa.cli import main; main()' list"
    pipe = f"{command} --archive {shlex.quote(archive[1])} | head -1; exit ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", pipe], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("00000")


def test_a_question_piped_in_is_searched_for_as_it_stands(pullquote: Pullquote) -> None:
    assert "Searched for" not in pullquote("chat", input=f"{QUESTION}\n").stdout


def test_a_full_disk_for_the_output_is_one_line(pullquote: Pullquote, home: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    command = [sys.executable, "-c", "from qa.cli import main; main()", "list", "--archive", home]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)


def test_a_hint_names_the_archive_that_was_asked_for(pullquote: Pullquote, tmp_path: Path) -> None:
    nowhere = tmp_path / "no where"
    for args in (["--archive", str(nowhere), "ask", "who?"], ["ask", "who?", "--archive", nowhere]):
        refused = CliRunner().invoke(cli, [str(arg) for arg in args])
        assert f"`pullquote --archive '{nowhere}' add FOLDER`" in refused.stderr
    unknown = pullquote("show", "nobody")
    assert "no article 'nobody': `pullquote --archive " in unknown.stderr


def test_a_hint_leaves_out_an_archive_that_the_environment_names(tmp_path: Path) -> None:
    place = {"PULLQUOTE_ARCHIVE": str(tmp_path / "nowhere")}
    refused = CliRunner().invoke(cli, ["ask", "who?"], env=place)
    assert "`pullquote add FOLDER`" in refused.stderr


def test_without_a_command_the_chat_opens(pullquote: Pullquote) -> None:
    assert "Ines Caldera said 14 cables" in pullquote(input=f"{QUESTION}\n").stdout
