"""`add --workers` by its entry point: what is refused, and the whole way to an answer."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from cluster_kit import Cluster

from qa.cli import cli

SAMPLE = Path(__file__).parents[3] / "qa" / "sample" / "articles"
NOBODY = "tcp://127.0.0.1:9"


def refusal(*arguments: object) -> str:
    """The one line that a command says when it is refused."""
    result = CliRunner().invoke(cli, [*map(str, arguments)])
    assert result.exit_code == 2, result.output
    (line,) = result.stderr.splitlines()
    return line


def test_an_archive_that_one_machine_writes_to_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    line = refusal("add", SAMPLE, "--archive", archive, "--workers", NOBODY)
    assert f"only one machine can write to the archive in {archive}" in line
    assert "--archive s3://BUCKET/FOLDER" in line
    assert "`pullquote --archive" in line
    assert "copy`" in line
    assert not archive.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--files-at", "s3://news"], "give --workers, too"),
        (["--workers", NOBODY, "--dry-run"], "leave --workers out"),
        (["--workers", NOBODY, "--files-at", "s3://news", str(SAMPLE)], "one PATH at a time"),
        (["--workers", NOBODY, "--files-at", "s3://me:secret@news"], "without a password"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    tmp_path: Path, options: list[str], said: str
) -> None:
    line = refusal("add", SAMPLE, "--archive", f"lance://{tmp_path}/archive", *options)
    assert said in line
    assert "secret" not in line


def test_without_distributed_one_line_says_what_to_install(tmp_path: Path) -> None:
    if find_spec("distributed"):
        pytest.skip("distributed is installed")
    line = refusal("add", SAMPLE, "--archive", f"lance://{tmp_path}/a", "--workers", NOBODY)
    assert "`pip install 'pullquote[cluster]'`" in line


@pytest.fixture
def cluster(tmp_path: Path, exported_model: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed", reason="needs `pip install 'pullquote[cluster]'`")
    pytest.importorskip("lancedb", reason="needs `pip install 'pullquote[s3]'`")
    with Cluster(tmp_path, workers=2) as started:
        yield started


def pullquote(address: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from qa.cli import main; main()"]
    return subprocess.run(
        [*program, "--archive", address, *arguments],
        env={**os.environ}, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip


def test_the_sample_is_added_by_workers_and_answers(cluster: Cluster, tmp_path: Path) -> None:
    address = f"lance://{tmp_path}/archive"
    command = ("add", str(SAMPLE), "--workers", cluster.address)
    added = pullquote(address, *command)
    assert added.stdout == "+20 new, 0 changed, 0 gone, 0 unchanged, 0 skipped\n"
    assert "distributed" not in added.stderr
    assert "words" not in added.stderr.splitlines()[-1]
    assert " · meaning " in added.stderr.splitlines()[-1]
    answer = pullquote(address, "ask", "--json", "who froze the Geneva talks?")
    assert json.loads(answer.stdout)["answer"] == "Staffan de Mistura"
    assert "20 unchanged" in pullquote(address, *command).stdout
    facts = json.loads(pullquote(address, "info", "--json").stdout)
    assert (facts["articles"], facts["meaning"]) == (20, 1)
    assert cluster.scheduler is not None
    cluster.scheduler.kill()
    gone = pullquote(address, *command)
    assert (gone.returncode, len(gone.stderr.splitlines())) == (2, 1)
    assert f"no Dask scheduler answers at {cluster.address}" in gone.stderr
