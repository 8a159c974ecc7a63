"""An evaluation as one HTML page that needs nothing else: no network and no other file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from typing import get_args
from urllib.parse import urlencode

from qa.answers import Status
from qa.evaluation.outcomes import Evaluation
from qa.evaluation.page.script_data import script_data
from qa.evaluation.page.sections import funnel_steps, group_means, refusal_section, timing_section
from qa.evaluation.summary import count_replies
from qa.show.safe_text import printable


def render_page(evaluation: Evaluation) -> str:
    """The page, to be saved as UTF-8. What archives and gold sets wrote is text in it, never code.

    It is escaped here and made text nodes by the script, and the page's own policy lets no script
    run but the one whose digest it names.
    """
    from jinja2 import Environment, StrictUndefined

    template, style, script = map(_read_file, ("template.html", "style.css", "script.js"))
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_make_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["filters"] = _filters_link
    return environment.from_string(template).render(
        evaluation=evaluation,
        measures=group_means(evaluation.means()),
        statuses=get_args(Status),
        replies=count_replies(evaluation.outcomes),
        refusal=refusal_section(evaluation.outcomes),
        funnel=[*funnel_steps(evaluation)],
        timing=timing_section(evaluation.outcomes),
        data=script_data(evaluation),
        style=style,
        script=script,
        script_digest=b64encode(sha256(script.encode()).digest()).decode(),
    )


def _filters_link(wanted: Mapping[str, str]) -> str:
    """The link that filters the list of questions."""
    return "#" + urlencode({name: printable(value) for name, value in wanted.items()})


def _make_printable(value: object) -> object:
    """A value as the template writes it, without control characters."""
    return printable(value) if type(value) is str else value


def _read_file(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
