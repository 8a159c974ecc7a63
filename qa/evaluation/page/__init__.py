"""An evaluation as one HTML page that needs nothing else: no network and no other file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from typing import get_args
from urllib.parse import urlencode

from qa.answers import Status
from qa.evaluation.figures import replies
from qa.evaluation.outcomes import Evaluation
from qa.evaluation.page.records import as_json
from qa.evaluation.page.sections import funnel, grouped, refusal, timing
from qa.show.phrases import printable


def page(evaluation: Evaluation) -> str:
    """The page, to be saved as UTF-8. What archives and gold sets wrote is text in it, never code.

    Twice over: it is escaped here and made text nodes there, and the page's own policy lets no
    script run but the one whose digest it names.
    """
    from jinja2 import Environment, StrictUndefined

    template, style, script = map(_file, ("template.html", "style.css", "script.js"))
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["filters"] = _filters
    return environment.from_string(template).render(
        evaluation=evaluation,
        measures=grouped(evaluation.means()),
        statuses=get_args(Status),
        replies=replies(evaluation.outcomes),
        refusal=refusal(evaluation.outcomes),
        funnel=[*funnel(evaluation)],
        timing=timing(evaluation.outcomes),
        data=as_json(evaluation),
        style=style,
        script=script,
        script_digest=b64encode(sha256(script.encode()).digest()).decode(),
    )


def _filters(wanted: Mapping[str, str]) -> str:
    """The address that sets the filters of the list of questions."""
    return "#" + urlencode({name: printable(value) for name, value in wanted.items()})


def _seen(value: object) -> object:
    """What the template is about to write, without the characters that would act."""
    return printable(value) if type(value) is str else value


def _file(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
