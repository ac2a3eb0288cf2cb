"""One data class, two renderers: both say letter, label and count, and both hold up without colour."""

import plotly.graph_objects
import pytest
from django.utils.html import escape

from reports.charts import Bar, BarChart, plotly_figure
from reports.rendering.charts_svg import bars_svg
from reports.rendering.pdf import render_pdf
from stp_portal.core.palette import COLOURS
from tests.papers.documents import document
from tests.papers.gate import pdf_text, problems
from tests.papers.tags import spoken_text

RISKS = BarChart(
    title="Risks by band",
    description="31 risks in all.",
    bars=[Bar("Major", 13, "red", "R"), Bar("Significant", 15, "amber", "A"), Bar("Unrated", 0, "grey")],
)


def test_plotly_accepts_the_figure():
    figure = plotly.graph_objects.Figure(plotly_figure(RISKS))  # validates every key
    assert list(figure.data[0].x) == [13, 15, 0]
    assert list(figure.data[0].y) == ["R: Major", "A: Significant", "Unrated"]
    assert list(figure.data[0].text) == ["13", "15", "0"]
    assert list(figure.data[0].marker.color) == [COLOURS[name].fill for name in ("red", "amber", "grey")]


@pytest.mark.parametrize(("largest", "step"), [(0, 1), (5, 1), (15, 3), (120, 20)])
def test_the_axis_counts_in_whole_numbers(largest: int, step: int):
    chart = BarChart("Risks", "", [Bar("Major", largest, "red")])
    assert plotly_figure(chart)["layout"]["xaxis"]["dtick"] == step


def test_the_chart_in_words():
    assert RISKS.in_words == "Risks by band. 31 risks in all. Major 13, Significant 15, Unrated 0."
    assert BarChart("Risks by band", "", []).in_words == "Risks by band."


def test_the_drawing_s_first_child_is_its_title():
    assert "<title>" in bars_svg(RISKS)
    before = bars_svg(RISKS).split("<title>")[0]
    assert before.startswith("<svg ") and before.count("<") == 1


def test_bars_are_as_long_as_their_counts():
    widths = [float(part.split('"')[0]) for part in bars_svg(RISKS).split(' width="')[2:]]
    assert len(widths) == 2  # nothing is drawn for a count of nought
    assert widths[0] / widths[1] == pytest.approx(13 / 15, abs=0.001)


def test_the_drawing_is_the_same_each_time():
    assert bars_svg(RISKS) == bars_svg(RISKS)


def test_words_in_a_chart_are_escaped():
    hostile = '"><script>alert(1)</script>'
    svg = bars_svg(BarChart(hostile, hostile, [Bar(hostile, 1, "red", "R")]))
    assert "<script>" not in svg
    assert escape(hostile) in svg


@pytest.mark.parametrize("chart", [RISKS, BarChart("Risks by band", "No risks.", [])], ids=["bars", "empty"])
def test_a_chart_in_a_paper_passes_the_gate_and_keeps_its_text(chart: BarChart):
    data = render_pdf(document(f'<figure class="chart">{bars_svg(chart)}</figure>'))
    assert problems(data) == []
    assert chart.in_words in spoken_text(data)
    for bar in chart.bars:
        assert f"{bar.name} {bar.value}" in pdf_text(data)
