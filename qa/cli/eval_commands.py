"""Commands that judge: a gold set against the archive, one run against another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import InputError
from qa.cli.options import AskOptions, ask_options, gather, json_option, open_archive
from qa.cli.output import counting_bar, say

if TYPE_CHECKING:
    from qa.evaluation.gold import GoldQuestion
    from qa.evaluation.outcomes import Evaluation
    from qa.search.weights import Search

MISMATCHED, WORSE = 1, 3


@dataclass(frozen=True, slots=True)
class EvalOptions:
    """How `eval` measures, and what it writes beside the report that it prints."""

    qrels: str | None
    presumed_unanswerable: bool
    measures: tuple[str, ...]
    search: Search
    check: bool
    save: Path | None
    html: Path | None

    def check_outputs(self) -> None:
        """Refuse at once what could not be measured or written after an hour's run."""
        from qa.evaluation.measures import parse_measures
        from qa.evaluation.saved_runs import check_free

        parse_measures(self.measures)
        if self.save:
            check_free(self.save)
        if self.html:
            _check_writable(self.html)

    def write(self, evaluation: Evaluation) -> None:
        """Save the run and write its page, where they are wanted."""
        if self.save:
            from qa.evaluation.saved_runs import save_run

            save_run(evaluation, self.save)
        if self.html:
            from qa.evaluation.page import render_page

            self.html.write_text(render_page(evaluation), encoding="utf-8")


@click.command("eval")
@click.argument("gold", type=click.Path(path_type=Path))
@ask_options(top=100, top_help="How many articles to rank.")
@gather("options", EvalOptions)
@click.option(
    "--qrels",
    metavar="NAME_OR_FILE",
    help="Which judgements of a BEIR folder to use (default: test), or a file of them.",
)
@click.option(
    "--presumed-unanswerable", is_flag=True, help="Add a BEIR folder's unanswerable_presumed.jsonl."
)
@click.option(
    "-m",
    "--measure",
    "measures",
    multiple=True,
    metavar="NAME",
    help="A measure as ir_measures names it, such as nDCG@10; may be repeated.",
)
@click.option(
    "--search",
    type=click.Choice(["fused", "dense", "keyword"]),
    default="fused",
    show_default=True,
    help="Measure both searches or one of them.",
)
@click.option("--check", is_flag=True, help="Only check which gold questions match the archive.")
@click.option(
    "--save",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Save the run in this folder, to compare it with others.",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the report as a self-contained HTML page.",
)
@json_option  # fmt: skip
def evaluate_gold(gold: Path, asking: AskOptions, options: EvalOptions, as_json: bool) -> None:
    """Measure the answers against a gold set: JSONL, SQuAD JSON, a BEIR folder, TREC qrels."""
    from qa.evaluation.gold import load_gold

    questions = load_gold(
        gold, qrels=options.qrels, presumed_unanswerable=options.presumed_unanswerable
    )
    if options.check:
        _check_gold(questions, asking)
        return
    options.check_outputs()
    evaluation = _evaluate(questions, gold.name, asking, options)
    options.write(evaluation)
    _print_report(evaluation, as_json=as_json)


def _check_gold(questions: Sequence[GoldQuestion], asking: AskOptions) -> None:
    from qa.evaluation.matching import format_check, match_gold

    matched = match_gold(questions, open_archive(asking.archive))
    say(format_check(matched))
    if matched.mismatches:
        raise click.exceptions.Exit(MISMATCHED)


def _evaluate(
    questions: Sequence[GoldQuestion], gold_name: str, asking: AskOptions, options: EvalOptions
) -> Evaluation:
    from qa.app import describe_run
    from qa.evaluation.ask_gold import evaluate
    from qa.evaluation.gold import gold_settings
    from qa.evaluation.measures import DEFAULT_MEASURES
    from qa.show.phrases import format_filters

    assistant = asking.assemble(options.search)
    settings = {
        **gold_settings(questions, asking.as_of or date.today()),
        "gold file": gold_name,
        "top": str(asking.top),
        "filters": format_filters(asking.filters) or "none",
        **describe_run(assistant),
    }
    with counting_bar("Asking") as progress:
        return evaluate(
            questions, partial(asking.ask, assistant), assistant.archive,
            measures=options.measures or DEFAULT_MEASURES, top=asking.top, settings=settings,
            progress=progress,
        )  # fmt: skip


def _print_report(evaluation: Evaluation, *, as_json: bool) -> None:
    from qa.evaluation.report import report_as_json, report_as_text
    from qa.show.schema import to_json_line

    if as_json:
        click.echo(to_json_line(report_as_json(evaluation)))
    else:
        say(report_as_text(evaluation))


def _check_writable(path: Path) -> None:
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
