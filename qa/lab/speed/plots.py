"""How costs grow with an archive, as SVG that stands alone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qa.lab.speed.measure_growth import fit_power
from qa.lab.speed.speed_figures import Costs

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from pygal.graph.graph import Graph

_COLOURS = ("#1f5f8b", "#c8553d", "#588b43", "#8f6bb3", "#b38a3d")
_GREY, _DASHED = "#cccccc", {"width": 2, "dasharray": "6, 4"}
Points = Sequence[tuple[float, float]]


def retrieval_plot(sizes: Sequence[Costs]) -> str:
    """The median of a search against the size of the archive, and the line that fits."""
    points = [(each.passages, each.retrieval.p50) for each in sizes]
    return _growth_chart({"p50": points}, "Retrieval, p50", "milliseconds")


def memory_plot(sizes: Sequence[Costs]) -> str:
    """Memory and what lies on the disk against the size of the archive."""
    lines = {
        "memory": [(each.passages, each.memory) for each in sizes],
        "index on the disk": [(each.passages, each.index) for each in sizes],
    }
    return _growth_chart(lines, "Memory, and indexes on the disk", "megabytes")


def stages_plot(sizes: Sequence[Costs]) -> str:
    """The stages of a search one upon the other, a bar a size."""
    from pygal import StackedBar

    chart = StackedBar(
        **_chart_options("Retrieval by stage, medians", "passages", "milliseconds", _COLOURS),
        x_labels=[f"{each.passages:,}" for each in sizes],
    )
    for name in sizes[0].stages:
        chart.add(name, [round(each.stages[name].p50, 3) for each in sizes])
    return _render_svg(chart)


def _growth_chart(lines: Mapping[str, Points], title: str, unit: str) -> str:
    """Both axes logarithmic: what grows as a power of the size is straight."""
    from pygal import XY

    fits = {name: fit_power(*zip(*points, strict=True)) for name, points in lines.items()}
    chart = XY(
        **_chart_options(title, "passages", unit, _COLOURS[: len(lines)] * 2),
        logarithmic=True,
        x_labels=[size for size, _ in next(iter(lines.values()))],
        x_value_formatter=lambda size: f"{size:,.0f}",
        y_labels=axis_marks([cost for points in lines.values() for _, cost in points]),
        value_formatter=lambda cost: f"{cost:,g}",
    )
    for name, points in lines.items():
        chart.add(name, points, stroke=False, dots_size=5)
    for name, points in lines.items():
        if found := fits[name]:
            ends = [(size, found.at(size)) for size in (points[0][0], points[-1][0])]
            chart.add(f"{name} ≈ n^{found.power:.2f}", ends, show_dots=False, stroke_style=_DASHED)
    return _render_svg(chart)


def axis_marks(costs: Sequence[float]) -> list[float]:
    """What stands at a logarithmic axis: powers of ten around the costs, and between if few."""
    low, high = math.floor(math.log10(min(costs))), math.ceil(math.log10(max(costs)))
    steps = (1, 2, 5) if high - low <= 2 else (1,)
    return [step * 10.0**power for power in range(low, high) for step in steps] + [10.0**high]


def _chart_options(
    title: str, x_title: str, y_title: str, colours: Sequence[str]
) -> dict[str, object]:
    from pygal.style import Style

    paper, guides = ("background", "plot_background"), ("guide", "major_guide")
    return {
        "style": Style(
            **dict.fromkeys(paper, "white"),
            **{f"{name}_stroke_color": _GREY for name in guides},
            font_family="sans-serif",
            colors=colours,
        ),
        "title": title,
        "x_title": x_title,
        "y_title": y_title,
        "legend_at_bottom": True,
        "width": 760,
        "height": 460,
        "margin_right": 40,  # half of the last label
    }


def _render_svg(chart: Graph) -> str:
    def drop_scripts(svg: Element) -> Element:
        """Without pygal's script: it would fetch another one from the network."""
        for parent in list(svg.iter()):
            for child in list(parent):
                if child.tag == "script":
                    parent.remove(child)
        return svg

    chart.add_xml_filter(drop_scripts)
    drawn: str = chart.render(is_unicode=True)
    return drawn
