"""Commands that judge: a gold set against the archive, one run against another."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import InputError
from qa.cli.options import (
    archive_option,
    filter_options,
    folder_of,
    json_option,
    model_option,
    open_archive,
    threshold_option,
)
from qa.cli.output import counter, say

if TYPE_CHECKING:
    from corpus.records import Filters
    from qa.search.weights import Search

WORSE = 3


@click.command("eval")
@click.argument("gold", type=click.Path(path_type=Path))
@archive_option
@model_option
@click.option("--top", type=click.IntRange(1, 100), default=100, show_default=True, metavar="K",
              help="How many articles to rank.")  # fmt: skip
@threshold_option
@filter_options
@click.option("--qrels", metavar="NAME_OR_FILE",
              help="A BEIR folder's judgements (else test), or a file of them.")  # fmt: skip
@click.option("--presumed-unanswerable", is_flag=True,
              help="Add a BEIR folder's unanswerable_presumed.jsonl.")  # fmt: skip
@click.option("-m", "--measure", "measures", multiple=True, metavar="NAME",
              help="As ir_measures names it, such as nDCG@10; may be repeated.")  # fmt: skip
@click.option("--search", type=click.Choice(["fused", "dense", "keyword"]), default="fused",
              show_default=True, help="Measure both searches or one of them.")  # fmt: skip
@click.option("--check", is_flag=True, help="Only say what of the gold matches the archive.")
@click.option("--save", type=click.Path(path_type=Path), metavar="DIR",
              help="Keep the run, to compare it with others.")  # fmt: skip
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE",
              help="Write the report as a page that stands alone.")  # fmt: skip
@json_option
def evaluate_gold(
    gold: Path,
    archive: Path | None,
    model: str | None,
    top: int,
    threshold: float | None,
    filters: Filters,
    qrels: str | None,
    presumed_unanswerable: bool,
    measures: tuple[str, ...],
    search: Search,
    check: bool,
    save: Path | None,
    html: Path | None,
    as_json: bool,
) -> None:
    """Measure the answers against a gold set: JSONL, SQuAD JSON, a BEIR folder, TREC qrels."""
    from qa.app import assemble, made_with
    from qa.evaluation.ask_gold import evaluate
    from qa.evaluation.gold import gold_fingerprint, load_gold
    from qa.evaluation.matching import format_check, match_gold
    from qa.evaluation.measures import DEFAULT_MEASURES, parse_measures
    from qa.evaluation.report import report_as_json, report_as_text
    from qa.evaluation.saved_runs import check_free, save_run
    from qa.show.phrases import format_filters
    from qa.show.schema import to_json_line

    asked = load_gold(gold, qrels=qrels, presumed_unanswerable=presumed_unanswerable)
    if check:
        matched = match_gold(asked, open_archive(archive))
        say(format_check(matched))
        if matched.mismatches:
            raise click.exceptions.Exit(1)
        return
    # What can be refused is refused before the questions are asked, not after an hour.
    parse_measures(measures)
    if save:
        check_free(save)
    if html:
        _check_writable(html)
    assistant = assemble(folder_of(archive), model, search, threshold)
    settings = {
        "gold": gold_fingerprint(asked),
        "gold file": gold.name,
        "top": str(top),
        "filters": format_filters(filters) or "none",
        **made_with(assistant),
    }
    with counter("Asking") as progress:
        evaluation = evaluate(
            asked, partial(assistant.ask, filters=filters), assistant.archive,
            measures=measures or DEFAULT_MEASURES, top=top, settings=settings, progress=progress,
        )  # fmt: skip
    if save:
        save_run(evaluation, save)
    if html:
        from qa.evaluation.page import render_page

        html.write_text(render_page(evaluation), encoding="utf-8")
    if as_json:
        click.echo(to_json_line(report_as_json(evaluation)))
    else:
        say(report_as_text(evaluation))


def _check_writable(path: Path) -> None:
    """Refuse before an hour's run what could not be written after it."""
    try:
        path.touch()
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}; name another file") from error


@click.command("compare")
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
@click.option("-m", "--measure", "measures", multiple=True, metavar="NAME",
              help="Only this measure; may be repeated.")  # fmt: skip
@click.option("--fail-if-worse", is_flag=True,
              help=f"Exit with {WORSE} if SECOND is significantly worse in a measure.")  # fmt: skip
@click.option("--allow-other-archive", is_flag=True, help="Compare runs over two archives.")
@json_option
def compare_runs(
    first: Path,
    second: Path,
    measures: tuple[str, ...],
    fail_if_worse: bool,
    allow_other_archive: bool,
    as_json: bool,
) -> None:
    """Compare two runs that `eval --save` kept: which is better, and is that chance?"""
    from qa.evaluation.compare import compare, is_worse
    from qa.evaluation.comparison_report import comparison_as_json, comparison_as_text
    from qa.evaluation.saved_runs import load_run

    comparison = compare(
        load_run(first), load_run(second), measures or None, allow_other_archive=allow_other_archive
    )
    if as_json:
        click.echo(json.dumps(comparison_as_json(comparison)))
    else:
        say(comparison_as_text(comparison))
    if fail_if_worse and is_worse(comparison):
        raise click.exceptions.Exit(WORSE)
