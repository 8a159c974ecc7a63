"""The command line: parse, wire, print. Nothing heavy is imported until a command needs it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from corpus.errors import InputError, PullquoteError

if TYPE_CHECKING:
    from corpus.archive import Archive
    from corpus.records import Article, Filters, Skipped

NOT_FOUND, FAILED, INTERRUPTED = 1, 2, 130

Command = TypeVar("Command", bound=Callable[..., None])


class _Failure(click.ClickException):
    """One line on stderr, and exit code 2."""

    exit_code = FAILED

    def show(self, file: Any = None) -> None:  # noqa: ARG002 - click's signature
        from qa.phrases import one_line

        click.echo(f"pullquote: {one_line(self.message)}", err=True)


class _Interruption(_Failure):
    exit_code = INTERRUPTED


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PullquoteError as error:
            raise _Failure(str(error)) from error
        except KeyboardInterrupt:
            kept = "interrupted: what was done is kept, and the same command goes on from there"
            raise _Interruption(kept) from None

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)  # in the order a new user needs them


def main() -> None:
    """The entry point `pullquote`."""
    try:
        cli(prog_name="pullquote")
    except BrokenPipeError:  # `pullquote list | head`: whoever read has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


# -- options that commands share ---------------------------------------------------------

_archive = click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of the archive (else $PULLQUOTE_ARCHIVE, else your data folder).",
)
_model = click.option(
    "--model", metavar="NAME_OR_PATH", help="A sentence-transformers model on this machine."
)
_top = click.option(
    "--top", type=click.IntRange(1, 100), default=5, show_default=True, metavar="K",
    help="How many articles to show.",
)  # fmt: skip
_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _filters(command: Command) -> Command:
    """Give a command the filter options, handed to it as one `filters`."""

    @wraps(command)
    def filtered(
        *args: Any,
        after: str | None,
        before: str | None,
        on: str | None,
        source: tuple[str, ...],
        **kwargs: Any,
    ) -> None:
        from qa.filters import filters_from

        command(*args, filters=filters_from(after, before, on, source), **kwargs)

    for option in (
        click.option("--source", multiple=True, metavar="NAME",
                     help="Only this outlet, or a part of its name; may be repeated."),
        click.option("--on", metavar="DATE", help="Only articles published on this date."),
        click.option("--before", metavar="DATE", help="Only articles published by this date."),
        click.option("--after", metavar="DATE",
                     help="Only articles published since this date: 2016, 2016-02 or 2016-02-04."),
    ):  # fmt: skip
        filtered = option(filtered)
    return filtered  # type: ignore[return-value]


def _folder(archive: Path | None) -> Path:
    from qa.places import default_archive

    chosen = archive or click.get_current_context().find_root().params.get("archive")
    return Path(chosen) if chosen else default_archive()


def _open(archive: Path | None) -> Archive:
    from corpus.archive import Archive

    return Archive.open(_folder(archive))


def _exit_not_found() -> NoReturn:
    raise click.exceptions.Exit(NOT_FOUND)


def _say(text: str) -> None:
    """Print for people: nothing from an article may act on the terminal."""
    from qa.phrases import printable

    click.echo(printable(text))


# -- commands ----------------------------------------------------------------------------


@click.group(cls=_Commands, invoke_without_command=True)
@click.option(
    "--archive", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    envvar="PULLQUOTE_ARCHIVE", help="Folder of the archive.",
)  # fmt: skip
@click.version_option(package_name="pullquote")
@click.pass_context
def cli(ctx: click.Context, archive: Path | None) -> None:  # noqa: ARG001 - read by _folder
    """Ask your archive of articles; read the passage that answers, word for word.

    Without a command, the chat opens.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(chat)


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@_archive
@_model
def add(paths: tuple[Path, ...], archive: Path | None, model: str | None) -> None:
    """Add articles: files and folders of .txt, .md, .html, .json, .jsonl and .csv.

    Adding a path again brings the archive up to date with it, and embeds only what changed.
    """
    from embeddings.adding import expected_articles
    from qa.assembly import add_files

    for path in paths:
        if not path.exists():
            raise InputError(f"no file or folder {path}")
    with _bar("Adding", expected_articles(paths)) as progress:
        done = add_files(list(paths), _folder(archive), model, progress)
    _report_skipped(done.skipped)
    click.echo(str(done))
    if not (done.new or done.changed or done.gone or done.unchanged):
        raise InputError(
            "nothing was added: no file here is a readable .txt, .md, .html, .json, .jsonl or .csv"
        )


@cli.command()
@click.argument("question", nargs=-1, required=True)
@_archive
@_model
@_top
@_filters
@_as_json
def ask(
    question: tuple[str, ...],
    archive: Path | None,
    model: str | None,
    top: int,
    filters: Filters,
    as_json: bool,
) -> None:
    """Ask one question; print the answer with its evidence."""
    from qa.answer_json import answer_record, to_json_line
    from qa.assembly import assemble
    from qa.render import answer_as_text

    answer = assemble(_folder(archive), model).ask(" ".join(question), filters, top=top)
    if as_json:
        click.echo(to_json_line(answer_record(answer, None)))
    else:
        click.echo(answer_as_text(answer, _width(), color=_wants_color()))
    if answer.text is None:
        _exit_not_found()


@cli.command()
@_archive
@_model
@_top
@_filters
@click.option("--sample", is_flag=True, help="Open the sample archive.")
def chat(
    archive: Path | None = None,
    model: str | None = None,
    top: int = 5,
    filters: Filters | None = None,
    sample: bool = False,
) -> None:
    """Open the chat. With no terminal, answer the questions on standard input."""
    from corpus.records import NO_FILTERS
    from qa.places import sample_archive

    folder = archive or sample_archive() if sample else _folder(archive)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        if sample:
            _make_sample(folder)
        _answer_stdin(folder, model, top, filters or NO_FILTERS, sample)
        return
    from qa.chat.app import ChatApp

    name = "sample archive" if sample else folder.name
    load = partial(_librarian, folder, model, sample)
    ChatApp(load, archive_name=name, filters=filters or NO_FILTERS, top=top).run()


@cli.command()
@click.argument("questions", type=click.Path(path_type=Path, allow_dash=True))
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="ANSWERS",
              help="A .jsonl, .csv or .md file; standard output without it.")  # fmt: skip
@click.option("--format", "fmt", type=click.Choice(["jsonl", "csv", "md"]), help="Else by ANSWERS.")
@_archive
@_model
@_top
@_filters
def batch(
    questions: Path,
    output: Path | None,
    fmt: Any,
    archive: Path | None,
    model: str | None,
    top: int,
    filters: Filters,
) -> None:
    """Answer a file of questions (.txt, .csv, .jsonl). The same command resumes a broken run."""
    from qa.assembly import assemble
    from qa.batch import run_batch
    from qa.phrases import filters_in_words

    assistant = assemble(_folder(archive), model)
    settings = f"archive {assistant.archive.stamp}, top {top}, {filters_in_words(filters)}"
    with _counter("Asking") as progress:
        summary = run_batch(
            questions, output, partial(assistant.ask, filters=filters),
            top=top, fmt=fmt, settings=settings, progress=progress,
        )  # fmt: skip
    click.echo(str(summary), err=True)


@cli.command("eval")
@click.argument("gold", type=click.Path(path_type=Path))
@_archive
@_model
@click.option("--top", type=click.IntRange(1, 100), default=10, show_default=True, metavar="K",
              help="How deep to look.")  # fmt: skip
@_filters
@click.option("--qrels", metavar="NAME", help="Which judgements of a BEIR folder (else test).")
@click.option("--presumed-unanswerable", is_flag=True,
              help="Add a BEIR folder's unanswerable_presumed.jsonl.")  # fmt: skip
@_as_json
def evaluate_gold(
    gold: Path,
    archive: Path | None,
    model: str | None,
    top: int,
    filters: Filters,
    qrels: str | None,
    presumed_unanswerable: bool,
    as_json: bool,
) -> None:
    """Measure the answers against a gold set: JSONL, SQuAD JSON or a BEIR folder."""
    from qa.answer_json import to_json_line
    from qa.assembly import assemble
    from qa.evaluation.gold import load_gold, located
    from qa.evaluation.report import report_as_json, report_as_text
    from qa.evaluation.run import evaluate

    asked = load_gold(gold, qrels=qrels, presumed_unanswerable=presumed_unanswerable)
    assistant = assemble(_folder(archive), model)
    asked = tuple(located(asked, assistant.archive.article_holding))
    with _counter("Asking") as progress:
        evaluation = evaluate(asked, partial(assistant.ask, filters=filters), top, progress)
    if as_json:
        click.echo(to_json_line(report_as_json(evaluation)))
    else:
        _say(report_as_text(evaluation))


@cli.command("list")
@_archive
@_filters
@_as_json
def list_articles(archive: Path | None, filters: Filters, as_json: bool) -> None:
    """List the articles: id, date, outlet, title."""
    from qa.answer_json import to_json_line

    for article in _open(archive).articles(filters):
        if as_json:
            click.echo(to_json_line(_about(article)))
        else:
            date = str(article.published or "undated")
            _say("  ".join((f"{article.id:<12}", f"{date:<10}", article.source or "—",
                            " ".join(article.title.split()))))  # fmt: skip


@cli.command()
@click.argument("id")
@_archive
@_as_json
def show(id: str, archive: Path | None, as_json: bool) -> None:
    """Print one article as the archive holds it: every offset counts its characters."""
    from qa.answer_json import to_json_line

    opened = _open(archive)
    article = opened.article(id)
    if article is None:
        raise InputError(f"no article {id!r}: `pullquote list` shows the ids")
    if as_json:
        passages = [[passage.start, passage.end] for passage in opened.passages_of(article)]
        click.echo(to_json_line(_about(article) | {"text": article.text, "passages": passages}))
        return
    for name, value in _about(article).items():
        if value is not None and not name.startswith("published_"):
            _say(f"{name + ':':<11}{value}")
    _say(f"\n{article.text}")


@cli.command()
@click.argument("ids_or_paths", nargs=-1, required=True)
@_archive
def remove(ids_or_paths: tuple[str, ...], archive: Path | None) -> None:
    """Forget articles, by their ids or by the files or folders they came from."""
    opened = _open(archive)
    gone: set[str] = set()
    unknown: list[str] = []
    for name in ids_or_paths:
        found = {name} if opened.article(name) else set(opened.under(str(Path(name).resolve())))
        gone |= found
        if not found:
            unknown.append(name)
    if gone:
        with opened.change():
            opened.remove(gone)
    click.echo(f"{len(gone):,} removed, {opened.extent().articles:,} left")
    if unknown:
        raise InputError(f"no article or path in the archive: {', '.join(unknown)}")


@cli.command()
@_archive
@_as_json
def info(archive: Path | None, as_json: bool) -> None:
    """Say what the archive holds."""
    opened = _open(archive)
    extent, model = opened.extent(), opened.model
    facts = {
        "archive": str(opened.folder.resolve()),
        "articles": extent.articles,
        "undated": extent.undated,
        "first": extent.first and extent.first.isoformat(),
        "last": extent.last and extent.last.isoformat(),
        "passages": opened.count_passages(),
        "model": model and model.fingerprint,
        "bytes": sum(p.stat().st_size for p in opened.folder.rglob("*") if p.is_file()),
        "sources": opened.sources(),
    }
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=True))
        return
    for name, value in facts.items():
        if name != "sources":
            _say(
                f"{name + ':':<10}{value:,}"
                if isinstance(value, int)
                else f"{name + ':':<10}{value or '—'}"
            )
    for source, count in list(opened.sources().items())[:20]:
        _say(f"{'source:':<10}{source} ({count:,})")


@cli.command()
@_archive
@_model
def reembed(archive: Path | None, model: str | None) -> None:
    """Embed the whole archive anew, for another model."""
    from embeddings.embedding import reembed as embed_anew
    from embeddings.encoder import DEFAULT_MODEL, SentenceEncoder

    opened = _open(archive)
    encoder = SentenceEncoder.load(model or DEFAULT_MODEL)
    with _bar("Embedding", opened.extent().articles) as progress:
        embed_anew(opened, encoder, progress)
    click.echo(f"{opened.extent().articles:,} articles embedded with {encoder.fingerprint}")


@cli.command()
@_archive
def doctor(archive: Path | None) -> None:
    """Check the installation, the model and the archive, and say how to mend what is wrong."""
    from qa.doctor import checks

    failed = False
    for check in checks(_folder(archive)):
        failed |= not check.passed
        _say(f"{'ok  ' if check.passed else 'FAIL'}  {check.name}: {check.finding}")
    if failed:
        raise click.exceptions.Exit(FAILED)


# -- what commands are made of -----------------------------------------------------------


def _about(article: Article) -> dict[str, object]:
    day = article.published
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "published": str(day) if day else None,
        "published_precision": day and day.precision,
        "published_found_in": day and day.found_in,
        "url": article.url,
        "path": article.origin,
    }


def _make_sample(folder: Path) -> None:
    from qa.assembly import add_sample

    with _bar("Making the sample archive", 20) as progress:
        add_sample(folder, progress)


def _librarian(folder: Path, model: str | None, sample: bool) -> Any:
    from qa.assembly import ArchiveLibrarian, add_sample, assemble

    if sample:
        add_sample(folder, lambda _: None)
    return ArchiveLibrarian(assemble(folder, model))


def _answer_stdin(
    folder: Path, model: str | None, top: int, filters: Filters, sample: bool
) -> None:
    """The chat without a terminal: a question a line; the sample archive asks one itself."""
    from qa.assembly import SAMPLE_QUESTION, assemble
    from qa.render import answer_as_text

    typed = [] if sys.stdin.isatty() else [line for line in sys.stdin if line.strip()]
    if not typed and not sample:
        raise InputError("the chat needs a terminal: to ask from a script, use `pullquote ask`")
    assistant = assemble(folder, model)
    for question in typed or [SAMPLE_QUESTION]:
        _say(f"> {question.strip()}\n")
        try:
            click.echo(answer_as_text(assistant.ask(question, filters, top=top), _width()))
        except InputError as error:
            _say(f"pullquote: {error}")
        click.echo()


def _report_skipped(skipped: list[Skipped]) -> None:
    from qa.phrases import one_line

    for each in skipped:
        click.echo(one_line(f"skipped {each.where}: {each.reason}"), err=True)


@contextmanager
def _bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr, told how many more are done."""
    with click.progressbar(
        length=max(length, 1), label=label, file=sys.stderr, show_pos=True,
        update_min_steps=max(1, length // 1000),
    ) as bar:  # fmt: skip
        yield bar.update


@contextmanager
def _counter(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on stderr, told how many are done, and of how many."""
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True) as bar:

        def progress(done: int, total: int | None) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield progress


def _width() -> int:
    return max(40, min(shutil.get_terminal_size().columns, 100))


def _wants_color() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
