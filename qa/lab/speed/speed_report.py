"""A run written down: one Markdown file, and its plots beside it."""

from __future__ import annotations

import os
import platform
import re
from contextlib import suppress
from datetime import date
from importlib.metadata import version
from pathlib import Path

from qa.lab.speed.measure_growth import growth_lines, size_table
from qa.lab.speed.plots import memory_plot, retrieval_plot, stages_plot
from qa.lab.speed.speed_figures import Speed
from qa.lab.speed.table import figure_rows, markdown_table

PLOTS = {"retrieval": retrieval_plot, "stages": stages_plot, "memory": memory_plot}
_LIBRARIES = ("sentence-transformers", "torch", "onnxruntime", "faiss-cpu", "tantivy", "numpy")


def write_report(speed: Speed, folder: Path, loads: str) -> Path:
    """Write the table and the plots into a folder; where the table is."""
    lines = [
        "# Speed", "",
        f"One run of `make bench`, {date.today()}, {describe_machine()}. {loads}.", "",
        *markdown_table(
            ("what", "measured", "bar", "reached", "how"),
            (row.cells for row in figure_rows(speed)), "---|--:|--:|---|---|",
        ), "",
        "## As an archive grows", "",
        "These passages are made of real ones, every other sentence of two. Their vectors are made "
        "by noise around real ones. Milliseconds are p50 / p95.", "",
        *size_table(speed.sizes), "",
        *growth_lines(speed.sizes), "",
        *(f"![{name}](speed-{name}.svg)" for name in PLOTS), "",
    ]  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    for name, plot in PLOTS.items():
        (folder / f"speed-{name}.svg").write_text(plot(speed.sizes), encoding="utf-8")
    (folder / "speed.md").write_text("\n".join(lines), encoding="utf-8")
    return folder / "speed.md"


def describe_machine() -> str:
    """Processor, cores, Python and libraries."""
    name = platform.machine()
    with suppress(OSError):
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
        name = found[1] if found else name
    libraries = ", ".join(f"{each} {version(each)}" for each in _LIBRARIES)
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, {libraries}"


def read_load() -> str:
    """How busy the machine is: the mean number of waiting processes of the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
