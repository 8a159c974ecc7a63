"""The description of the HTTP API, made of the records' own types: OpenAPI 3.1."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, TypedDict

from qa.serve.json_schema import Schema, SchemaMaker
from qa.serve.operations import ASK, OPERATIONS, Operation
from qa.show.schema import AnswerRecord, EvidenceRecord


class ErrorRecord(TypedDict):
    """One line that says what is wrong and what to do."""

    error: str


class FoundRecord(TypedDict):
    """What the searches found, before it is read: evidence without answers."""

    evidence: list[EvidenceRecord]


_ERRORS = {
    "400": "The body is not JSON.",
    "401": "The token is missing or another one.",
    "403": "The request is for another host, or from another site's page.",
    "408": "The body did not come in time.",
    "413": "The body is too large.",
    "415": "The body is not application/json.",
    "422": "What was asked cannot be asked so: the line says why.",
    "500": "The archive cannot be read, or something that nobody foresaw.",
    "503": "Too many requests wait: try again after a moment.",
    "504": "It took too long.",
}


def describe_api() -> Schema:
    """The OpenAPI document."""
    maker = SchemaMaker("#/components/schemas/")
    error = maker.reference(ErrorRecord)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pullquote",
            "version": version("pullquote"),
            "description": "Ask an archive of articles: what is quoted is word for word, with its "
            "place. Offsets count characters (Unicode code points) of an article's text.",
        },
        "paths": {f"/api/{each.name}": {"post": _post(each, maker, error)} for each in OPERATIONS},
        "components": {
            "schemas": maker.definitions,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _post(operation: Operation, maker: SchemaMaker, error: Schema) -> dict[str, Any]:
    content = {"application/json": {"schema": maker.reference(operation.reply)}}
    if operation is ASK:
        maker.reference(FoundRecord)
        content["text/event-stream"] = {
            "schema": {
                "type": "string",
                "description": "If this is what Accept asks for: `found` with a FoundRecord, where "
                f"anything is found, then `answered` with an {AnswerRecord.__name__} or `error` "
                f"with an {ErrorRecord.__name__}.",
            }
        }
    failures = {
        status: {"description": words, "content": {"application/json": {"schema": error}}}
        for status, words in _ERRORS.items()
    }
    return {
        "operationId": operation.name,
        "summary": operation.title,
        "description": operation.description,
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": maker.reference(operation.fields)}},
        },
        "responses": {"200": {"description": operation.title, "content": content}, **failures},
    }
