"""A paper that uses every block of docs/papers-html.md, for tests of the renderer and for looking at."""

import re
from pathlib import Path

from django.template import engines

from reports.charts import Bar, BarChart
from reports.rendering.charts_svg import bars_svg

TEMPLATE = Path(__file__).with_name("sample_paper.html")
RISKS = BarChart(
    title="Risks by band, August 2017",
    description="31 risks in all.",
    bars=[
        Bar("Major", 13, "red", "R"),
        Bar("Significant", 15, "amber", "A"),
        Bar("Remainder", 3, "grey"),
    ],
)


def sample_html(**changes: str) -> str:
    """The sample paper as HTML; ``changes`` replace values of ``document``."""
    document = {
        "title": "Sustainability and Transformation Plan (STP) update",
        "organisation": "NHS Dorset Clinical Commissioning Group",
        "occasion": "Governing Body meeting",
        "meeting_date": "20 September 2017",
        "created": "2017-09-07",
        "subject": "Progress of the STP, and items for discussion and decision",
        "author": "M Gorman, PMO Assurance Lead",
    } | changes
    text = TEMPLATE.read_text()
    headings = re.findall(r'<h([23]) id="([^"]+)">(.*?)</h', text)
    entries = [
        {"level": level, "anchor": anchor, "title": title.replace("&amp;", "&")}
        for level, anchor, title in headings
    ]
    context = {"document": document, "entries": entries, "chart": bars_svg(RISKS)}
    template = engines["django"].from_string(text)
    return template.render(context)
