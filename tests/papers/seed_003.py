"""Cornwall's report of November 2017 as the papers are to print it: every sentence and cell of the seed, in order.

Each correction is named here once, for the whole report and for its three tables as papers of their own.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from tests.papers.seed_tables import SEEDS, points, rows, sentences

SEED = "003.txt"
SUMMARY, KEY, GRID = "#### Overall Programme Summary", "#### **Project Status**", "# Overall RAG status"
NARRATIVES = "# Pre Consultation Business Case"
RISKS, APPENDIX_1, APPENDIX_2 = "### **Risks log**", "# **Appendix 1-", "## **Appendix 2-"

# What the text we have runs together or cuts in two -> what the papers print, and why.
CORRECTIONS: dict[str, tuple[str, ...]] = {
    # Points of one cell.
    "Emergent communications and engagement strategy Inquiry days enabling concerns of stakeholders to be heard and "
    "addressed Event for clinicians 12th Dec to discuss benefits of ACS": (
        "Emergent communications and engagement strategy",
        "Inquiry days enabling concerns of stakeholders to be heard and addressed",
        "Event for clinicians 12th Dec to discuss benefits of ACS",
    ),
    "Chief Officers to take on agreed system leadership roles - by Dec 17 Wider system leaders workshop to identify "
    "and address barriers to system leadership - Nov 17 CEO facilitated sessions - Feb 18 Clinical and management "
    "workshops to scenario test changes and address leadership challenges - Feb 18 Further OD work to be taken "
    "forward as part of ASC developments": (
        "Chief Officers to take on agreed system leadership roles - by Dec 17",
        "Wider system leaders workshop to identify and address barriers to system leadership - Nov 17",
        "CEO facilitated sessions - Feb 18",
        "Clinical and management workshops to scenario test changes and address leadership challenges - Feb 18",
        "Further OD work to be taken forward as part of ASC developments",
    ),
    # A word cut by the end of the page, and the end of its sentence on the next.
    "The daily average target is 115 total delays and 28 social care delays (actual for October was 122.2 in total "
    "and 64.8 for social care — un-": (
        "The daily average target is 115 total delays and 28 social care delays (actual for October was 122.2 in "
        "total and 64.8 for social care — unvalidated).",
    ),
    "validated).": (),
    # The row runs on to the next page.
    "Business Change lead resource to be secured from RCHT with start date": (
        "Business Change lead resource to be secured from RCHT with start date within 4 weeks or recruitment process "
        "re-started",
    ),
    "within 4 weeks or recruitment process re-started": (),
    "Next steps to be agreed with Transformation": ("Next steps to be agreed with Transformation Director.",),
    "Director.": (),
    "Review of governance arrangements for system priorities to commence": (
        "Review of governance arrangements for system priorities to commence following conclusion of mid year review.",
        "Recommendations for streamlining and simplification to be presented to Portfolio Board in November.",
    ),
    "following conclusion of mid year review.": (),
    "Recommendations for streamlining and simplification to be presented to Portfolio Board in November.": (),
    "Roll out of the Virtual Clinic for diabetes is": (
        "Roll out of the Virtual Clinic for diabetes is behind plan, but the appointment of the 4th endocrinologist "
        "at RCHT should facilitate uptake.",
    ),
    "behind plan, but the appointment of the 4th endocrinologist at RCHT should facilitate uptake.": (),
    # Owners by name, and a comma for the second “and”.
    "Tracey Lee / Nick Hayden": ("Nick Hayden / Tracey Lee",),
    "Kate Kennally supported by Jessie Hamshar and SoF PMO": (
        "Kate Kennally supported by Jessie Hamshar, SoF PMO",
    ),
    # Three leads run together.
    "Helen Childs & Jonathan Price Judith Dean": ("Helen Childs, Jonathan Price & Judith Dean",),
    # The name of the row of the status table stands over its narrative; one that differs is printed as another name.
    "Integrated Care In the Community": ("Integrated Care in the Community",),
    # The name of the last group is lost in the text we have; what stands beside two others are bits of their names.
    "- L": ("Governance",),
    "\u041c\u043e\u0441": (),
    "S &": (),
    # Appendices are called as those of every paper.
    "Appendix 1- Response to NHSE stock take feedback (November 2017)": (
        "Appendix 1: Response to NHSE stock take feedback (November 2017)",
    ),
    "Appendix 2- Update on recommendations from mid year review": (
        "Appendix 2: Update on recommendations from mid year review",
    ),
}
# Groups of appendix 2 whose names stand beside their second row in the text we have, and over the first in the paper.
LABELS_BESIDE = ("Model of Care & PCBC", "Resources")
# The narratives stand in the order of the status table.
MOVED = ("One Vision", "System Reform")


def report() -> list[str]:
    """Every sentence and cell of the seed behind its front page, in the order of the paper."""
    return [
        *_corrected(_prose(SUMMARY, GRID)),
        *_corrected(_grid()),
        *_corrected(_narratives()),
        "Risks log",
        *register(RISKS, APPENDIX_1),
        *_corrected(points(_heading(APPENDIX_1))),
        *register(APPENDIX_1, APPENDIX_2),
        *_corrected(points(_heading(APPENDIX_2))),
        *(cell for cell in register(APPENDIX_2) if cell not in LABELS_BESIDE),
    ]


def register(start: str, end: str = "") -> list[str]:
    """Every sentence of a table of the seed, as the papers are to print it."""
    found: list[str] = []
    for cells in rows(SEED, start, end):
        if is_head(cells):
            # A row runs on to the next page: what is left of it has got into the head there.
            cells = [
                cell.removesuffix(" Planned actions") for cell in cells if cell.startswith("Work is ongoing")
            ]
        for cell in cells:
            for point in points(cell):
                found += _corrected((point,) if point in CORRECTIONS else sentences(point))
    return found


def is_head(cells: list[str]) -> bool:
    """Whether a line is of the head of a table, which stands on each page, or the rule below it."""
    words = " ".join(cells)
    return bool(re.match(r"\W*$", words)) or any(
        head in words
        for head in ("Likelihood", "Risk description", "NHSE stocktake action", "Progress Update")
    )


def grid_rows() -> list[list[str]]:
    """The rows of the status table: the name, the leads, and nine cells without a word."""
    return [cells for cells in rows(SEED, GRID, NARRATIVES) if cells[0]]


def _corrected(found: Iterator[str] | list[str] | tuple[str, ...]) -> list[str]:
    return [printed for sentence in found for printed in CORRECTIONS.get(sentence, (sentence,))]


def _lines(start: str, end: str) -> list[str]:
    """The lines of the seed from the one that begins with ``start`` to that before ``end``."""
    lines = (SEEDS / SEED).read_text(encoding="utf-8").splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith(start))
    return list(takewhile(lambda line: not line.startswith(end), lines[first:]))


def _heading(start: str) -> str:
    return _plain(_lines(start, "|")[0])


def _plain(line: str) -> str:
    """Without the marks of headings, points and bold."""
    return re.sub(r"^#+ |^- |\*", "", line)


def _prose(start: str, end: str) -> Iterator[str]:
    for line in _lines(start, end):
        for point in points(_plain(line)):
            yield from sentences(point)


def _grid() -> Iterator[str]:
    yield _heading(GRID)
    yield from (cell for cells in rows(SEED, GRID, NARRATIVES) for cell in cells if cell.strip("-"))


def _narratives() -> list[str]:
    """By programme, in the order of the paper; what a cell runs together with two spaces between is several points."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in _lines(NARRATIVES, RISKS):
        first, _, rest = line.partition("\t") if "\t" in line else ("", "", line)
        if line.startswith("#") or first.strip():
            name = _plain(line if line.startswith("#") else first)
            found[name] = [name]
        if not line.startswith("#"):
            for part in re.split(r"  +|\s(?=\d\. [A-Z])", re.sub(r"\s*<sup>", "<sup>", rest)):
                for point in points(re.sub(r"^\d\. |\*", "", part)):
                    found[name] += sentences(point)
    names = list(found)
    one, other = (names.index(name) for name in MOVED)
    names[one], names[other] = names[other], names[one]
    return [sentence for name in names for sentence in found[name]]
