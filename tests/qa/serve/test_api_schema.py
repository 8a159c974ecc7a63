"""Requests that schemathesis makes of the API's own description: none breaks it or its promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("schemathesis", reason="a developers' tool, in the extra dev")
pytest.importorskip("starlette", reason="needs what pullquote[api] installs")

import schemathesis
from api_kit import serving
from conftest import ARTICLES, WordEncoder, WordReader
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.open_archive import OpenArchive
from qa.search.retriever import Retriever
from qa.serve.http_api import ArchiveApi

REQUESTS = 10  # of each operation
PATIENCE = 60  # seconds: the machine may be busy


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    encoder = WordEncoder()
    folder: Path = tmp_path_factory.mktemp("api") / "archive"
    with SqliteStore.open(folder, create=True) as archive:
        embed_and_put(ARTICLES, archive, encoder)
        api = ArchiveApi(OpenArchive(archive, Retriever(archive, encoder), WordReader()))
        with serving(api.make_app()) as address:
            yield schemathesis.openapi.from_url(f"{address}/openapi.json")


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(
    max_examples=REQUESTS,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_request_breaks_the_api_or_gets_what_it_does_not_promise(case: Any) -> None:
    reply = case.call(timeout=PATIENCE)
    assert reply.status_code < 500
    # A day that is in no calendar, or an unknown outlet, is refused, and no schema can say so.
    case.validate_response(reply, excluded_checks=[positive_data_acceptance])
