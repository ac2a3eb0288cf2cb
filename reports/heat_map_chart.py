"""A heat map as a Plotly figure: the count and the letter of its band in each cell, the words when it is pointed at."""

from typing import Any

from risks.queries.heat_map import HeatCell, HeatMap
from stp_portal.core.palette import COLOURS, INK

NO_BAND = "#f0f4f5"
GAP = 16  # pixels between the words of the steps and the name of their axis


def heat_map_figure(heat: HeatMap) -> dict[str, Any]:
    """The figure in plain data. Rows run upwards, so the worst cell is at the top right as in the table beside it."""
    rows = heat.rows[::-1]
    fills = sorted({_fill(cell) for row in rows for cell in row.cells})
    return {
        "data": [
            {
                "type": "heatmap",
                "x": [_label(step.number, step.word) for step in heat.grid.columns],
                "y": [_label(row.step.number, row.step.word) for row in rows],
                "z": [[fills.index(_fill(cell)) + 0.5 for cell in row.cells] for row in rows],
                "zmin": 0,
                "zmax": len(fills),
                "colorscale": _steps(fills),
                "showscale": False,
                "xgap": 3,
                "ygap": 3,
                "text": [[_text(cell) for cell in row.cells] for row in rows],
                "texttemplate": "%{text}",
                "customdata": [[cell.words for cell in row.cells] for row in rows],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        ],
        "layout": {
            "height": 110 + 68 * len(rows),
            "margin": {"l": 10, "r": 10, "t": 10, "b": 40},
            "font": {"family": "Arial, sans-serif", "size": 14, "color": INK},
            "hoverlabel": {"align": "left", "bgcolor": "#ffffff", "font": {"color": INK}},
            # A word such as “Catastrophic” over a number: categories, never numbers on a line.
            "xaxis": {
                "type": "category",
                "title": {"text": heat.grid.across, "standoff": GAP},
                "fixedrange": True,
            },
            "yaxis": {
                "type": "category",
                "title": {"text": heat.grid.up, "standoff": GAP},
                "fixedrange": True,
                "ticksuffix": " ",
            },
        },
    }


def _label(number: int, word: str) -> str:
    return f"{number} {word}"


def _fill(cell: HeatCell) -> str:
    return COLOURS[cell.cell.band.colour].fill if cell.cell.band else NO_BAND


def _text(cell: HeatCell) -> str:
    letter = f"<br>{cell.cell.band.letter}" if cell.cell.band else ""
    return f"{cell.count}{letter}"


def _steps(fills: list[str]) -> list[list[float | str]]:
    """A scale of plain steps: half-way between two colours there is nothing."""
    number = len(fills)
    return [[place / number, fill] for index, fill in enumerate(fills) for place in (index, index + 1)]
