"""Facts above a Markdown text: YAML between lines of `---`, TOML between lines of `+++`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date

import yaml

_FENCED = {
    "---": re.compile(r"\A---[^\S\n]*\n(.*?\n)??(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL),
    "+++": re.compile(r"\A\+\+\+[^\S\n]*\n(.*?\n)??\+\+\+[^\S\n]*(?:\n|\Z)", re.DOTALL),
}
_LARGEST = 100_000  # characters; what is longer is text between two rules
_FACT = re.compile(r"^([A-Za-z_][\w -]*?)[^\S\n]*[:=][^\S\n]+(\S.*)$", re.MULTILINE)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")


class _Loader(yaml.SafeLoader):
    """Safe YAML in which every scalar stays as it is written, but for null.

    Aliases are refused: a few lines of them stand for billions of values.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own
        first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The facts that stand above a text, and the text below them.

    Broken front matter is read by its plain lines `name: value`. What is between two
    rules and states no facts is text.
    """
    match = fenced.match(text) if (fenced := _FENCED.get(text[:3])) else None
    written = (match[1] or "") if match else ""
    if not match or len(written) > _LARGEST:
        return {}, text
    facts = _parse(written, is_toml=text.startswith("+++"))
    if not isinstance(facts, Mapping):
        return ({}, text) if written.strip() else ({}, text[match.end() :])
    return {str(name): _plain(value) for name, value in facts.items()}, text[match.end() :]


def _parse(written: str, *, is_toml: bool) -> object:
    try:
        return tomllib.loads(written) if is_toml else yaml.load(written, _Loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {name: value.strip("\"'") for name, value in _FACT.findall(written)} or None


def _plain(value: object) -> object:
    """The value with its days as text and its wiki links as the names that they show."""
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    if isinstance(value, str):
        return _WIKI_LINK.sub(r"\1", value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    return value
