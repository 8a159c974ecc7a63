"""Every command on an archive in a bucket, by its entry point; `make test-cluster` runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cluster_kit import Cluster
from store_kit import an_address, object_store

from corpus.store.open_store import open_store

SAMPLE = Path(__file__).parents[2] / "qa" / "sample"
QUESTION = "who froze the Geneva talks?"
PROGRAM = [sys.executable, "-c", "from qa.cli import main; main()"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"{an_address(tmp_path_factory.mktemp('commands'))}/archive"


@pytest.fixture(scope="module")
def filled(address: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    done = pullquote(address, "add", str(SAMPLE / "articles"))
    assert done.returncode == 0, done.stderr
    assert " new, 0 changed, 0 gone, 0 unchanged" in done.stdout
    return address


def pullquote(
    address: str, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, "--archive", address, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def succeed(address: str, *arguments: str, **environment: str) -> str:
    done = pullquote(address, *arguments, **environment)
    assert done.returncode == 0, done.stderr
    secret = object_store().environment["AWS_SECRET_ACCESS_KEY"]
    assert secret not in done.stdout + done.stderr
    return done.stdout


def test_a_question_is_answered_as_from_a_folder(filled: str, tmp_path: Path) -> None:
    folder = str(tmp_path / "archive")
    succeed(folder, "add", str(SAMPLE / "articles"))
    ours, theirs = (
        json.loads(succeed(place, "ask", "--json", QUESTION)) for place in (filled, folder)
    )
    assert ours["status"] == theirs["status"] == "answered"
    assert ours["answer"] == theirs["answer"]
    first, its = ours["evidence"][0], theirs["evidence"][0]
    assert [first[part] for part in ("article_id", "answer_start", "answer_end")] == (
        [its[part] for part in ("article_id", "answer_start", "answer_end")]
    )


def test_the_commands_that_read_work(filled: str, tmp_path: Path) -> None:
    listed = succeed(filled, "list", "--json").splitlines()
    first = json.loads(listed[0])["id"]
    assert succeed(filled, "show", first).startswith("id:")
    facts = json.loads(succeed(filled, "info", "--json"))
    assert (facts["archive"], facts["articles"]) == (filled, len(listed))
    assert facts["bytes"] > 0
    assert "Geneva" in succeed(filled, "search", "Geneva")
    questions = tmp_path / "questions.txt"
    questions.write_text(f"{QUESTION}\nwho won the election?\n", encoding="utf-8")
    answers = tmp_path / "answers.jsonl"
    succeed(filled, "batch", str(questions), "--output", str(answers))
    assert len(answers.read_text().splitlines()) == 2
    assert "intact" in succeed(filled, "doctor")
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join((SAMPLE / "gold.jsonl").open().readlines()[:8]), encoding="utf-8")
    succeed(filled, "eval", str(gold), "--save", str(tmp_path / "run"))
    saved = "".join(path.read_text() for path in (tmp_path / "run").rglob("*") if path.is_file())
    assert object_store().environment["AWS_SECRET_ACCESS_KEY"] not in saved


def test_no_object_is_compressed_on_its_way(filled: str) -> None:
    fs = pytest.importorskip("pyarrow.fs", reason="needs `pip install 'pullquote[s3]'`")
    environment = object_store().environment
    bucket = fs.S3FileSystem(
        endpoint_override=environment["AWS_ENDPOINT_URL"].removeprefix("http://"),
        scheme="http",
        access_key=environment["AWS_ACCESS_KEY_ID"],
        secret_key=environment["AWS_SECRET_ACCESS_KEY"],
        region=environment["AWS_REGION"],
    )
    below = fs.FileSelector(filled.removeprefix("s3://"), recursive=True)
    files = [each.path for each in bucket.get_file_info(below) if each.is_file]
    assert any(path.endswith(".lance") for path in files)
    types = {bucket.open_input_stream(path).metadata()["Content-Type"] for path in files}
    assert types == {b"application/x-lance"}


def test_the_commands_that_write_work(address: str, tmp_path: Path) -> None:
    other = f"{address}-written"
    folder = tmp_path / "articles"
    folder.mkdir()
    for file in sorted((SAMPLE / "articles").iterdir())[:6]:
        (folder / file.name).write_bytes(file.read_bytes())
    assert succeed(other, "add", str(folder)).startswith("+6 new")
    assert succeed(other, "add", str(folder)).startswith("+0 new, 0 changed, 0 gone, 6 unchanged")
    ids = [json.loads(line)["id"] for line in succeed(other, "list", "--json").splitlines()]
    succeed(other, "set", ids[0], "--source", "Another Courier")
    assert "Another Courier" in succeed(other, "list", "--source", "another")
    assert succeed(other, "remove", ids[1]) == "1 removed, 5 left\n"
    assert succeed(other, "reembed").startswith("5 articles embedded")
    succeed(other, "doctor")


def test_workers_add_to_a_bucket(address: str, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="needs `pip install 'pullquote[cluster]'`")
    other = f"{address}-by-workers"
    with Cluster(tmp_path, workers=2) as cluster:
        command = ("add", str(SAMPLE / "articles"), "--workers", cluster.address)
        assert succeed(other, *command).startswith("+20 new, 0 changed, 0 gone, 0 unchanged")
        assert succeed(other, *command).startswith("+0 new, 0 changed, 0 gone, 20 unchanged")
    assert "Mistura" in succeed(other, "ask", QUESTION)
    succeed(other, "doctor")


def test_workers_read_files_from_a_bucket(address: str, tmp_path: Path) -> None:
    """The files lie in the bucket; the folder is here only to be listed."""
    pytest.importorskip("distributed", reason="needs `pip install 'pullquote[cluster]'`")
    from pyarrow.fs import LocalFileSystem, S3FileSystem, copy_files

    other, folder, incoming = f"{address}-from-a-bucket", tmp_path / "news", f"{address}-incoming"
    (folder / "2016").mkdir(parents=True)
    for file in sorted((SAMPLE / "articles").iterdir())[:6]:
        (folder / "2016" / file.name).write_bytes(file.read_bytes())
    bucket = S3FileSystem(endpoint_override=object_store().environment["AWS_ENDPOINT_URL"])
    copy_files(
        str(folder), incoming.removeprefix("s3://"),
        source_filesystem=LocalFileSystem(), destination_filesystem=bucket,
    )  # fmt: skip
    with Cluster(tmp_path, workers=2) as cluster:
        command = ("add", str(folder), "--workers", cluster.address, "--files-at")
        done = pullquote(other, *command, f"{incoming}-nowhere")
        assert done.returncode == 2
        assert f"below {incoming}-nowhere" in done.stderr.splitlines()[-1]
        assert succeed(other, *command, incoming).startswith("+6 new")
    with open_store(other) as store:
        origins = {article.origin for article in store.articles()}
    assert origins == {str(path) for path in (folder / "2016").iterdir()}


def test_copies_and_upkeep_work(filled: str, tmp_path: Path) -> None:
    there, home = f"{filled}-copied", str(tmp_path / "home")
    assert succeed(filled, "copy", filled, there) == "20 copied, 0 were there\n"
    assert succeed(filled, "copy", there, home) == "20 copied, 0 were there\n"
    assert succeed(home, "list", "--json") == succeed(filled, "list", "--json")
    assert succeed(there, "tend").startswith(f"{there}: ")


def test_what_is_wrong_is_one_line(filled: str, tmp_path: Path) -> None:
    for address, environment in (
        (f"{filled}-nowhere", {}),
        (filled, {"AWS_SECRET_ACCESS_KEY": "another"}),
        (filled.replace("s3://", "s3://me:secret@"), {}),
        (filled.replace("s3://", "s3://no-such-bucket-"), {}),
    ):
        done = pullquote(address, "ask", QUESTION, **environment)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert "secret" not in done.stderr
    assert pullquote(filled, "backup", str(tmp_path / "copy")).returncode == 2
