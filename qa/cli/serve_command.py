"""The command that serves: the chat in a browser, or the archive to other programs."""

from __future__ import annotations

import secrets
import shlex
import subprocess
import sys
from urllib.parse import urlencode

import click
from click.core import ParameterSource

from corpus.errors import InputError
from qa.cli.chat_command import chat
from qa.cli.options import API_NAME, archive_folder
from qa.cli.output import needing_extra, say_preparing

LOCAL = "127.0.0.1"
_CHAT = "from qa.cli import main; main()"
_API_OPTIONS = ("archive", "model", "threshold", "top", "reader")
MIN_TOKEN = 12  # characters: a shorter one is found by trying


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--host", default=LOCAL, show_default=True, metavar="ADDRESS",
              help="Where to listen; beyond this machine only with --token.")  # fmt: skip
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--token", envvar="PULLQUOTE_TOKEN", metavar="TOKEN", default="",
              help="What a browser must bring once; “new” draws one.")  # fmt: skip
@click.option(
    "--public-url", default="", metavar="URL",
    help="The address that browsers see, where another server stands before this one.",
)  # fmt: skip
@click.option(
    "--api",
    is_flag=True,
    help="Serve the archive to programs (HTTP and JSON), with a small page to ask on.",
)
@click.argument("chat_options", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def serve(
    ctx: click.Context,
    host: str,
    port: int,
    token: str,
    public_url: str,
    api: bool,
    chat_options: tuple[str, ...],
) -> None:
    """Show the chat in a browser, on this machine. The options of `chat` can follow.

    With --api the archive is served to other programs instead; then --archive, --model,
    --threshold, --top and --reader can follow.
    """
    token = secrets.token_urlsafe() if token == "new" else token
    _check_address(host, token)
    if api:
        _serve_api(ctx, host, port, token, public_url, chat_options)
        return
    _check_options(ctx, chat_options)
    web_chat = _server()(
        _command(ctx, chat_options), host=host, port=port, token=token, public_url=public_url
    )
    _tell_address(web_chat.public_url, token)
    web_chat.serve()


def _serve_api(
    ctx: click.Context,
    host: str,
    port: int,
    token: str,
    public_url: str,
    options: tuple[str, ...],
) -> None:
    with needing_extra("api"):
        from qa.serve.http_api import serve_api
    from qa.open_archive import OpenArchive

    given = chat.make_context(API_NAME, list(options), parent=ctx.find_root())
    for name in given.params:
        is_typed = given.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if is_typed and name not in _API_OPTIONS:
            raise InputError(f"leave out --{name.replace('_', '-')}: each request says its own")
    params = given.params
    with OpenArchive.open(
        archive_folder(params["archive"]),
        params["model"],
        params["threshold"],
        params["reader"],
        say_preparing,
        params["top"],
    ) as opened:
        shown = f"[{host}]" if ":" in host else host
        _tell_address(public_url.rstrip("/") or f"http://{shown}:{port}", token)
        serve_api(opened, host=host, port=port, token=token, public_url=public_url)


def _tell_address(address: str, token: str) -> None:
    query = f"/?{urlencode({'token': token})}" if token else "/"
    click.echo(f"Pullquote is at {address}{query} (Ctrl+C ends it)", err=True)


def _check_options(ctx: click.Context, chat_options: tuple[str, ...]) -> None:
    """Refuse here what each chat would refuse, where nobody would see why."""
    from qa.search.filters import parse_day, parse_filters

    given = chat.make_context("chat", list(chat_options), parent=ctx.find_root()).params
    parse_filters(given["after"], given["before"], given["on"], given["source"])
    if given["as_of"]:
        parse_day(given["as_of"])
    if given["plain"]:
        raise InputError("a browser shows the whole chat: leave out --plain")


def _check_address(host: str, token: str) -> None:
    from ipaddress import ip_address

    try:
        is_local = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        is_local = False
    if not is_local and not token:
        raise InputError(
            f"{host} can be reached from elsewhere, and whoever reaches it reads the archive: "
            "give --token new too"
        )
    if token and len(token) < MIN_TOKEN:
        raise InputError(f"the token is too short: at least {MIN_TOKEN} characters, or --token new")


def _server() -> type:
    with needing_extra("serve"):
        from qa.serve.web_chat import WebChat
    return WebChat


def _command(ctx: click.Context, chat_options: tuple[str, ...]) -> str:
    """The shell's line for one chat, with the archive that this run was given."""
    from corpus.store.open_store import place_name

    archive = ctx.find_root().params.get("archive")
    named = ["--archive", place_name(archive)] if archive else []
    words = [sys.executable, "-c", _CHAT, *named, "chat", *chat_options]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
