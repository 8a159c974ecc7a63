"""Checks of the installation, the model and the archive, each with how to fix it."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.errors import PullquoteError
from corpus.store.open_store import holds_archive, is_shared, open_store, shown
from corpus.store.store import Finding
from embeddings.models.packaged import DEFAULT_MODEL, digest_of, folder_of

_LIBRARIES = (
    "sentence-transformers", "torch", "onnx", "onnxruntime", "tokenizers", "faiss-cpu", "tantivy",
    "textual", "trafilatura",
)  # fmt: skip

# Exit codes: something is not as it should be; articles are altered, and a repair drops them;
# only what belongs to articles is altered, and a repair makes it again.
FAILED, ARTICLES_ALTERED, MENDABLE = 2, 4, 5


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and how to fix it if it did not pass."""

    name: str
    passed: bool
    finding: str
    findings: tuple[Finding, ...] = ()

    @property
    def exit_code(self) -> int:
        """What `doctor` ends with if nothing else is worse."""
        if self.passed:
            return 0
        kinds = {finding.kind for finding in self.findings}
        if not kinds or "file" in kinds:
            return FAILED
        return ARTICLES_ALTERED if "article" in kinds else MENDABLE


def run_checks(folder: Path) -> Iterator[Check]:
    """Look at everything that an answer depends on; the archive in `folder` is only read."""
    yield Check("Python", True, platform.python_version())
    for library in _LIBRARIES:
        yield _check(library, partial(importlib.metadata.version, library))
    yield _check("model", _packaged_model)
    yield check_archive(folder)


def worst_exit_code(checks: Sequence[Check]) -> int:
    """What to end with: what must be fixed first comes first."""
    codes = {check.exit_code for check in checks}
    return next((code for code in (FAILED, ARTICLES_ALTERED, MENDABLE) if code in codes), 0)


def check_archive(folder: Path) -> Check:
    """Read all of the archive in `folder`, if there is one."""
    place = shown(folder)
    try:
        if not holds_archive(folder):
            return Check(
                "archive", True, f"none in {place} yet: create one with `pullquote add FOLDER`"
            )
        with open_store(folder) as archive:
            findings = tuple(archive.find_damage())
            if findings:
                return Check("archive", False, _describe(folder, findings), findings)
            articles, size = archive.stats().articles, archive.size()
            found = f"{place}: {articles:,} articles, {size.passages:,} passages, intact"
            if size.waiting:
                found += f"; {size.waiting:,} passages wait for `pullquote embed`"
            return Check("archive", True, found)
    except PullquoteError as error:
        return Check("archive", False, str(error))


def _check(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except importlib.metadata.PackageNotFoundError:
        return Check(name, False, "not installed: `pip install --upgrade pullquote`")
    except PullquoteError as error:
        return Check(name, False, str(error))


def _packaged_model() -> str:
    digest_of(DEFAULT_MODEL, folder_of(DEFAULT_MODEL))
    return f"{DEFAULT_MODEL}, digest verified"


def _describe(folder: Path, findings: Sequence[Finding]) -> str:
    altered = len({finding.article for finding in findings if finding.kind == "article"})
    unset = sum(finding.kind == "correction" for finding in findings)
    losses = [f"{altered:,} altered articles"] if altered else []
    losses += [f"what was set by hand of {unset:,} articles"] if unset else []
    dropped = f"drops {' and '.join(losses)}" if losses else "loses nothing"
    if is_shared(folder):
        return (
            f"{shown(folder)} is damaged, {len(findings):,} findings: remove these articles and "
            "add them again, or copy a sound archive to a new place with `pullquote copy`"
        )
    return (
        f"{folder} is damaged, {len(findings):,} findings: restore it from a copy with "
        f"`pullquote restore FILE`, or mend it with `pullquote doctor --repair`, which {dropped}"
    )
