"""Commands that keep an archive safe: copies of it, the way back, checks and repairs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.cli.options import archive_folder, archive_option, json_option, open_archive
from qa.cli.output import complete_hints, progress_bar, say

if TYPE_CHECKING:
    from corpus.store.sqlite_repair import Repaired
    from corpus.store.store import Finding
    from qa.cli.doctor import Check

_MOST_SHOWN = 20  # findings that people are shown; --json gives all


@click.command()
@click.argument("copy", type=click.Path(path_type=Path), metavar="FILE")
@archive_option
def backup(copy: Path, archive: Path | None) -> None:
    """Write all of the archive into one new FILE, and its SHA-256 into FILE.sha256.

    Other commands may use the archive meanwhile. `pullquote restore FILE` brings it back, here or
    on another machine.
    """
    from corpus.store.open_store import back_up

    digest = back_up(archive_folder(archive), copy)
    click.echo(f"{copy}: {copy.stat().st_size:,} bytes, SHA-256 {digest}")


@click.command()
@click.argument("copy", type=click.Path(path_type=Path), metavar="FILE")
@archive_option
def restore(copy: Path, archive: Path | None) -> None:
    """Replace the archive with the backup in FILE; the old archive is kept beside it."""
    from corpus.store.open_store import restore as restore_archive

    kept = restore_archive(archive_folder(archive), copy)
    opened = open_archive(archive)
    click.echo(f"{opened.stats().articles:,} articles restored from {copy}")
    if kept:
        click.echo(f"what was there before is kept in {kept}")


@click.command()
@archive_option
@click.option("--repair", is_flag=True, help="Keep what is sound and drop only what is bad.")
@json_option
def doctor(archive: Path | None, repair: bool, as_json: bool) -> None:
    """Check the installation, the model and the archive, and say how to fix what is wrong."""
    from qa.cli.doctor import ARTICLES_ALTERED, check_archive, run_checks, worst_exit_code

    folder = archive_folder(archive)
    checks: list[Check] = []
    for check in run_checks(folder):
        checks.append(check)
        if not as_json:
            _show(check)
    code, repaired = worst_exit_code(checks), None
    if repair and not checks[-1].passed:
        repaired = _repair(folder, checks[-1])
        after = check_archive(folder)
        code = worst_exit_code([*checks[:-1], after])
        if code == 0 and repaired.lost:
            code = ARTICLES_ALTERED
    if as_json:
        click.echo(json.dumps(_as_record(checks, repaired, code), ensure_ascii=True))
    elif repaired:
        _tell(repaired)
    elif repair:
        say("nothing to repair")
    if code:
        raise click.exceptions.Exit(code)


def _repair(folder: Path, found: Check) -> Repaired:
    from qa.archive_changes import repair_archive

    kinds = {finding.kind for finding in found.findings}
    with progress_bar("Repairing", 1) as progress:
        return repair_archive(folder, progress, trusts_facts="facts" not in kinds)


def _show(check: Check) -> None:
    say(f"{'ok  ' if check.passed else 'FAIL'}  {check.name}: {complete_hints(check.finding)}")
    _list("      ", check.findings)


def _tell(repaired: Repaired) -> None:
    say(f"{repaired.articles:,} articles kept; the damaged file is {repaired.kept}")
    if repaired.mended:
        say(f"{len(repaired.mended):,} mended, without loss:")
        _list("  ", repaired.mended)
    if repaired.lost:
        remedy = ", which `pullquote add` brings back from their files"
        is_article = any(finding.kind != "correction" for finding in repaired.lost)
        say(f"{len(repaired.lost):,} lost{remedy if is_article else ''}:")
        _list("  ", repaired.lost)


def _list(indent: str, findings: Sequence[Finding]) -> None:
    for finding in findings[:_MOST_SHOWN]:
        say(f"{indent}{' '.join(str(finding).split())}")
    if len(findings) > _MOST_SHOWN:
        say(f"{indent}and {len(findings) - _MOST_SHOWN:,} more, which --json lists")


def _as_record(checks: Iterable[Check], repaired: Repaired | None, code: int) -> dict[str, object]:
    shown = list(checks)
    record: dict[str, object] = {
        "checks": [
            {"name": each.name, "passed": each.passed, "finding": each.finding} for each in shown
        ],
        "findings": [_record_of(finding) for each in shown for finding in each.findings],
        "exit_code": code,
    }
    if repaired:
        record["repaired"] = {
            "articles": repaired.articles,
            "kept": str(repaired.kept),
            "mended": [_record_of(finding) for finding in repaired.mended],
            "lost": [_record_of(finding) for finding in repaired.lost],
        }
    return record


def _record_of(finding: Finding) -> dict[str, str]:
    return {"kind": finding.kind, "article": finding.article, "problem": finding.problem}
