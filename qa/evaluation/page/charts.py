"""Charts as inline SVG, without a script or a style of their own: style.css dresses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from qa.evaluation.refusal import CalibrationBin

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from pygal.graph.graph import Graph

_SHARES = (0, 0.2, 0.4, 0.6, 0.8, 1)
_LABEL, _TITLE = 12, 13  # pixels, as style.css has them: pygal leaves them this much room
_MAX_POINTS = 200
_BARS = 30


class Bar(NamedTuple):
    """How many values lie from `low` up to `high`."""

    low: float
    high: float
    values: int


def risk_chart(points: Sequence[tuple[float, float]], says: str) -> str:
    """Risk against coverage; the dashed line is the risk of refusing at random."""
    from pygal import XY

    thinned = points[:: max(1, len(points) // _MAX_POINTS)]
    chart = XY(
        **_share_axes("coverage: share of the questions answered", "risk: share of them wrong")
    )
    chart.add("", [*thinned, points[-1]], show_dots=False)
    chart.add("", [(0, points[-1][1]), (1, points[-1][1])], show_dots=False)
    return _render_svg(chart, says)


def reliability_chart(bins: Sequence[CalibrationBin], says: str) -> str:
    """Accuracy against confidence, a dot a bin and as large as it is full, over the ideal."""
    from pygal import XY

    most = max(bin.count for bin in bins)
    chart = XY(**_share_axes("confidence", "share that was right"))
    dots = [
        {
            "value": (bin.mean_confidence, bin.accuracy),
            "node": {"r": 3 + 7 * (bin.count / most) ** 0.5},
            "formatter": lambda _, bin=bin: (
                f"confidence {bin.mean_confidence:.2f}, right {bin.accuracy:.2f}, {bin.count:,}"
            ),
        }
        for bin in bins
    ]
    chart.add("", dots)
    chart.add("", [(0, 0), (1, 1)], show_dots=False)
    return _render_svg(chart, says)


def latency_chart(bars: Sequence[Bar], says: str) -> str:
    """How many questions took how long."""
    from pygal import Histogram

    most, longest = max(bar.values for bar in bars), bars[-1].high
    chart = Histogram(
        **_chart_options("milliseconds", "questions", height=300),
        x_labels=[round(longest * part / 5, 1) for part in range(6)],
        y_labels=sorted({0, most // 2, most}),
        x_value_formatter=lambda value: f"{value:,.0f}" if longest > 20 else f"{value:g}",
    )
    chart.add("", [(bar.values, bar.low, bar.high) for bar in bars])
    return _render_svg(chart, says)


def stages_chart(stages: Mapping[str, Sequence[float]], rows: Sequence[str], says: str) -> str:
    """Each stage's milliseconds, one after the other, in a bar for each row; the first on top."""
    from pygal import HorizontalStackedBar

    look = _chart_options("milliseconds", None, height=150)
    chart = HorizontalStackedBar(**look, x_labels=rows[::-1], max_scale=6, show_y_guides=False)
    for name, values in stages.items():
        chart.add(name, values[::-1], formatter=lambda value, name=name: f"{name}: {value:.1f} ms")
    return _render_svg(chart, says)


def count_bars(values: Sequence[float], highest: float) -> list[Bar]:
    """The values up to the highest, counted in bars of one width from 0."""
    width = (highest or 1) / _BARS
    counts = [0] * _BARS
    for value in values:
        if value <= highest:
            counts[min(_BARS - 1, int(value / width))] += 1
    return [Bar(at * width, (at + 1) * width, count) for at, count in enumerate(counts)]


def _share_axes(x_title: str, y_title: str) -> dict[str, object]:
    """Both axes from 0 to 1, so that two pages can be laid side by side."""
    axes = {"range": (0, 1), "xrange": (0, 1), "x_labels": _SHARES, "y_labels": _SHARES}
    return {**_chart_options(x_title, y_title, height=380), **axes, "show_x_guides": True}


def _chart_options(x_title: str, y_title: str | None, height: int) -> dict[str, object]:
    from pygal.style import Style

    sizes = {"label_font_size": _LABEL, "major_label_font_size": _LABEL, "title_font_size": _TITLE}
    return {
        "style": Style(**sizes),
        "width": 520,
        "height": height,
        "margin": 8,
        "x_title": x_title,
        "y_title": y_title,
        "show_legend": False,
        "disable_xml_declaration": True,
    }


def _render_svg(chart: Graph, says: str) -> str:
    def strip_svg(svg: Element) -> Element:
        """Without script, style, comments and links; the values as the browser's own tooltips."""
        for parent in list(svg.iter()):
            for child in list(parent):
                if child.tag == "desc" and child.get("class") == "value":
                    child.tag = "title"
                elif child.tag not in ("svg", "g", "path", "rect", "circle", "text"):
                    parent.remove(child)
        del svg.attrib["id"]
        svg.attrib.update({"role": "img", "aria-label": says})
        return svg

    chart.add_xml_filter(strip_svg)
    drawn: str = chart.render()
    return drawn
