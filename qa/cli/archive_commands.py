"""Commands that manage the archive: what comes in, what is there, what goes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import DiskFullError, InputError
from qa.cli.completion import complete_ids
from qa.cli.options import (
    archive_folder,
    archive_option,
    check_outlets,
    filter_options,
    json_option,
    model_option,
    open_archive,
)
from qa.cli.output import line_width, progress_bar, say, wants_color, warn

if TYPE_CHECKING:
    from corpus.headings import Heading
    from corpus.records import Article, Filters, Span
    from corpus.store.store import Store

MAX_SOURCES = 20  # outlets that `info` lists for people; --json gives all


@click.command("list")
@archive_option
@filter_options
@click.option("--undated", is_flag=True, help="Only articles without a date.")
@json_option
def list_articles(archive: Path | None, filters: Filters, undated: bool, as_json: bool) -> None:
    """List the articles: id, date, outlet, title; with --json an object a line."""
    from qa.show.article_record import article_record
    from qa.show.schema import to_json_line

    opened = open_archive(archive)
    check_outlets(opened, filters)
    for article in opened.articles(filters):
        if undated and article.published:
            continue
        if as_json:
            click.echo(to_json_line(article_record(article)))
        else:
            say(list_row(article))
    share = opened.size().embedded_share
    if share < 1:
        from qa.show.phrases import format_share

        warn(f"meaning: {format_share(share)}; `pullquote embed` does the rest")


@click.command()
@click.argument("id", shell_complete=complete_ids)
@click.option(
    "--at", metavar="START-END", help="Mark this stretch of its characters, such as 120-180."
)
@click.option(
    "--digest", metavar="HEX", help="Say so if the article is no longer the version of this digest."
)
@archive_option
@json_option
def show(id: str, at: str | None, digest: str | None, archive: Path | None, as_json: bool) -> None:
    """Print one article as the archive holds it: every offset counts its characters."""
    from qa.show.article_record import text_record
    from qa.show.article_text import parse_range
    from qa.show.schema import to_json_line

    opened = open_archive(archive)
    article = opened.article(id)
    if article is None:
        raise InputError(f"no article {id!r}: `pullquote list` shows the ids")
    opened.verify(opened.passages_of(article))
    stretch = parse_range(at, article) if at is not None else None
    if digest and not article.digest.startswith(digest.lower()):
        warn(f"article {id!r} has changed since that was quoted: other words may stand there now")
    if as_json:
        click.echo(to_json_line(text_record(article, opened.passages_of(article), stretch)))
    else:
        _print_article(article, stretch)


def _print_article(article: Article, stretch: Span | None) -> None:
    """What is known of it, and its text; with a stretch to mark, its lines fit the terminal."""
    from qa.show.article_record import article_record
    from qa.show.article_text import mark_stretch

    for name, value in article_record(article).items():
        if value is not None and not name.startswith("published_"):
            say(f"{name + ':':<11}{value}")
    if stretch is None:
        say(f"\n{article.text}")
        return
    say(f"{'at:':<11}characters {stretch.start}-{stretch.end} of {len(article.text)}\n")
    # Not through `say`, which would take the colours out: `mark_stretch` lets nothing else act.
    click.echo(mark_stretch(article.text, stretch, line_width(), color=wants_color()))


@click.command()
@click.argument("ids_or_paths", nargs=-1, required=True, shell_complete=complete_ids)
@archive_option
def remove(ids_or_paths: tuple[str, ...], archive: Path | None) -> None:
    """Remove articles, by id or by the file or folder they came from."""
    opened = open_archive(archive)
    gone: set[str] = set()
    unknown: list[str] = []
    for name in ids_or_paths:
        found = {name} if opened.article(name) else set(opened.ids_under(str(Path(name).resolve())))
        gone |= found
        if not found:
            unknown.append(name)
    if gone:
        _remove(opened, gone)
    click.echo(f"{len(gone):,} removed, {opened.stats().articles:,} left")
    if unknown:
        raise InputError(f"not in the archive: {', '.join(unknown)}")


def _remove(opened: Store, ids: set[str]) -> None:
    """Remove articles, also on a full disk: it takes a little room, which is there to be made."""
    try:
        with opened.change() as writing:
            writing.remove(ids)
    except DiskFullError:
        if not opened.make_room():
            raise
        _remove(opened, ids)


@click.command()
@archive_option
@json_option
def info(archive: Path | None, as_json: bool) -> None:
    """Show what the archive holds."""
    from qa.show.phrases import format_share

    opened = open_archive(archive)
    stats, size, model = opened.stats(), opened.size(), opened.model
    facts: dict[str, object] = {
        "archive": opened.place,
        "articles": stats.articles,
        "undated": stats.undated,
        "first": stats.first and stats.first.isoformat(),
        "last": stats.last and stats.last.isoformat(),
        "passages": size.passages,
        "model": model and model.fingerprint,
        "bytes": size.bytes,
        "meaning": round(size.embedded_share, 4),
    }
    sources = opened.sources()
    if as_json:
        click.echo(json.dumps(facts | {"sources": sources}, ensure_ascii=True))
        return
    for name, value in (facts | {"meaning": format_share(size.embedded_share)}).items():
        say(f"{name + ':':<10}{f'{value:,}' if isinstance(value, int) else value or '—'}")
    for source, count in list(sources.items())[:MAX_SOURCES]:
        say(f"{'source:':<10}{source} ({count:,})")


@click.command()
@archive_option
@model_option
def reembed(archive: Path | None, model: str | None) -> None:
    """Embed the whole archive again, with another model.

    Until that is done the archive answers as before. Interrupted, the same command goes on.
    """
    from embeddings.models.load import load_encoder
    from embeddings.models.packaged import DEFAULT_MODEL
    from embeddings.reembed import reembed as reembed_archive
    from embeddings.reembed import store_beside
    from qa.folders import exported_models, reembedding_folder

    opened = open_archive(archive)
    encoder = load_encoder(model or DEFAULT_MODEL, exported_models())
    with (
        store_beside(reembedding_folder(archive_folder(archive))) as beside,
        progress_bar("Embedding", opened.stats().articles) as progress,
    ):
        reembed_archive(opened, beside, encoder, progress)
    say(f"{opened.stats().articles:,} articles embedded with {encoder.fingerprint}")


def list_row(article: Article | Heading) -> str:
    """The line of an article in a list: id, date, outlet, title."""
    date = str(article.published or "undated")
    title = " ".join(article.title.split())
    return "  ".join((f"{article.id:<12}", f"{date:<10}", article.source or "—", title))
