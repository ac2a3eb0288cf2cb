"""The conclusion: what its author wrote, then the recommendation once more."""

from typing import Any

from reports.document import Content
from reports.sections.base import Numbering, Section, Setting, passages
from stp_portal.core import text as narrative


class Conclusion(Section):
    """Ends with the recommendation of the cover sheet, word for word (DOMAIN A8 rule 7)."""

    key = "conclusion"
    name = "Conclusion"
    about = (
        "What the author of the paper concludes, then the recommendation of the cover sheet, word for word."
    )
    writes = "both"
    template = "papers/sections/authored.html"

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        paragraphs = self.authored(setting, section, numbering)
        recommendation = setting.paper["recommendation"]["text"]
        if not _repeats(recommendation, [paragraph.text for paragraph in paragraphs]):
            paragraphs += numbering.number_all(recommendation)
        return Content({"paragraphs": paragraphs}, passages(paragraphs, numbering))


def _repeats(recommendation: str, paragraphs: list[str]) -> bool:
    return " ".join(narrative.plain(recommendation).split()) in {
        " ".join(text.split()) for text in paragraphs
    }
