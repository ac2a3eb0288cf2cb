"""Dorset's Operational Plan of November 2016 as its paper is to print it: every line and cell of the seed, in order.

``seeds/001-plan.txt`` holds the plan up to its table of risks, which is in ``seeds/001.txt``.
"""

import re
from collections.abc import Iterator

from tests.papers.seed_tables import SEEDS, points, rows

PLAN, RISKS = "001-plan.txt", "001.txt"
YEARS = ("17/18", "18/19")
FURNITURE = "DRAFT November 2016"  # stands on every page: here the title does, which begins with DRAFT
CCG = "NHS Dorset Clinical Commissioning Group"

# What the seed prints -> what the paper prints instead, and why.
CORRECTIONS: dict[str, tuple[str, ...]] = {
    # Headings that the plan on a page has in every paper, and the names of the three gaps.
    "Our Challenges": ("Our challenges",),
    "Health and Wellbeing": ("Health and wellbeing",),
    "Care and Quality": ("Care and quality",),
    "Finance and Efficiency": ("Finance and efficiency",),
    # A programme's name is a heading over what it does.
    "Prevention at Scale – will help people to stay healthy and avoid getting unwell through:": (
        "Prevention at Scale Will help people to stay healthy and avoid getting unwell through:",
    ),
    "Integrated Community Services – support individuals who are unwell by providing care at home or in the community "
    "through:": (
        "Integrated Community Services Support individuals who are unwell by providing care at home or in the "
        "community through:",
    ),
    "One Acute Network – will help those who need the most specialist support through a single acute care system "
    "across Dorset": (
        "One Acute Network Will help those who need the most specialist support through a single acute care system "
        "across Dorset",
    ),
    "Leading and Working Differently – focuses on giving the health and care workforce the skills and expertise needed "
    "to deliver new models of care. Programmes include:": (
        "Leading and Working Differently Focuses on giving the health and care workforce the skills and expertise "
        "needed to deliver new models of care. Programmes include:",
    ),
    "Digitally-Enabled Dorset – Increasing the use of technology in the health and care system to support new "
    "approaches to service delivery": (
        "Digitally-Enabled Dorset Increasing the use of technology in the health and care system to support new "
        "approaches to service delivery",
    ),
    "System Leadership Team – Comprises of Chief Executives, Chairs and the Director of Public Health Dorset, from "
    "across the Dorset system, as follows:": (
        "System Leadership Team Comprises of Chief Executives, Chairs and the Director of Public Health Dorset, from "
        "across the Dorset system, as follows:",
    ),
    # The record has its legal name.
    "Dorset CCG": (CCG,),
    # Who answers for a programme is drawn from the record, in one form.
    "This programme is overseen by a Senior Responsible Officer-Director of Public Health, Public Health Dorset, and "
    "has a dedicated Portfolio Director – Consultant in Public Health.": (
        "This programme is overseen by a Senior Responsible Officer – Director of Public Health, Public Health Dorset, "
        "and has a dedicated Portfolio Director – Consultant in Public Health.",
    ),
    "This programme is overseen by a Senior Responsible Officer- Chief Executive from Dorset HealthCare University NHS "
    "Foundation Trust, and has a dedicated Portfolio Director – Deputy Director of Service Delivery, Dorset CCG.": (
        "This programme is overseen by a Senior Responsible Officer – Chief Executive, Dorset HealthCare University "
        f"NHS Foundation Trust, and has a dedicated Portfolio Director – Deputy Director of Service Delivery, {CCG}.",
    ),
    "This programme is overseen by a Senior Responsible Officer- Chief Executive from Poole Hospital NHS Foundation "
    "Trust and Royal Bournemouth and Christchurch Hospitals NHS Foundation Trust and has a dedicated Portfolio "
    "Director – Deputy Director of Service Delivery, Dorset CCG and Programme Director Vanguard Programme.": (
        "This programme is overseen by a Senior Responsible Officer – Chief Executive, Poole Hospital NHS Foundation "
        "Trust and Royal Bournemouth and Christchurch Hospitals NHS Foundation Trust, and has a dedicated Portfolio "
        f"Director – Deputy Director of Service Delivery, {CCG} and Programme Director Vanguard Programme.",
    ),
    "This programme is overseen by a Senior Responsible Officer- Chief Executive from Dorset County Hospital NHS "
    "Foundation Trust and has a dedicated Portfolio Manager – Director of Engagement and Development, Dorset CCG.": (
        "This programme is overseen by a Senior Responsible Officer – Chief Executive, Dorset County Hospital NHS "
        f"Foundation Trust, and has a dedicated Portfolio Manager – Director of Engagement and Development, {CCG}.",
    ),
    "This programme is overseen by a Senior Responsible Officer-Director of Transformation, Dorset CCG and has a "
    "dedicated Portfolio Manager – Chief Information Officer, Dorset CCG.": (
        f"This programme is overseen by a Senior Responsible Officer – Director of Transformation, {CCG}, and has a "
        f"dedicated Portfolio Manager – Chief Information Officer, {CCG}.",
    ),
    # As the contents of the plan have them.
    "Digitally- enabled Dorset": ("Digitally-enabled Dorset",),
    "Health and Social Care Integration- Better Care Fund": (
        "Health and Social Care Integration - Better Care Fund",
    ),
    # Points that the text we have cuts in two.
    "improving services for people with mental health needs who present to A&E;": (
        "improving services for people with mental health needs who present to A&E (acute and mental health "
        "providers);",
    ),
    "(acute and mental health providers);": (),
    "physical health for people with sever;": (
        "physical health for people with severe mental illness (community and mental health providers);",
    ),
    "e mental illness (community and mental health providers);": (),
    # The references of a risk stand in a column of their own, and its words end without a full stop behind them.
    "Robust financial management process in place Robust, align operational plans in place across the system": (
        "Robust financial management process in place",
        "Robust, align operational plans in place across the system",
    ),
}
# The grid of the Better Care Fund is empty.
EMPTY_GRID = "No deliverable is recorded."

# Chapters as the contents print them -> as they do here. Of finance, three are titles of what is still to be written.
CHAPTERS: dict[str, tuple[str, ...]] = {
    "Plan on a Page": ("'Our Dorset'- Sustainability and Transformation Plan on a Page",),
    "Local Challenges": ("Local challenges",),
    "CQUINS and Quality Premiums": ("CQUINS", "Quality Premiums"),
    "Finance and Performance": ("Finance and performance",),
    "Financial Overview": (),
    "Closing the financial gap": (),
    "Financial risks": (),
    "Governance and Monitoring Performance": ("Governance", "Monitoring Performance"),
}
REFERENCE = re.compile(r"\s*\((?:Corporate Risk Register|GBAF) [^)]+\)\.?")
WORDS = {"H": "High (H)", "M": "Medium (M)"}


def squeezed(text: str) -> str:
    """``text`` without white space and bullets: ends of lines in an address or at a hyphen make no difference."""
    return re.sub(r"[\s•]", "", text.replace("\2", "-"))


def chapters() -> list[str]:
    """The chapters of the contents, in order."""
    found = [cells[0] for cells in rows(PLAN, "Contents", "Welcome") if cells[0] != "Chapter"]
    return [title for chapter in found for title in CHAPTERS.get(chapter, (chapter,))]


def expected() -> Iterator[str]:
    """Every line and cell behind the contents, as the paper is to print it, in order."""
    lines = (SEEDS / PLAN).read_text(encoding="utf-8").splitlines()
    lines = lines[lines.index("Introduction") :]
    is_outcome = False
    for line, following in zip(lines, (*lines[1:], ""), strict=True):
        words = " ".join(line.split())
        if not words or words == FURNITURE:
            continue
        if line.startswith("Milestones\t"):
            yield " ".join(("Milestones", *YEARS)) if "\t" in following else EMPTY_GRID
        elif "\t" in line:
            yield from _row(line)
        else:
            is_outcome = words == "Outcomes" or (
                is_outcome and not words.startswith(("This programme", "Context"))
            )
            yield from _line(words, is_outcome)
    yield from _risks()


def _line(words: str, is_outcome: bool) -> Iterator[str]:
    words = re.sub(r"^(?:- |\d\. )", "", words)
    words = re.sub(r"\[([^]]*)\]\(#\)", r"\1", words).replace("**", "")
    words = re.sub(r"\*(\w[^*]*\w)\*", r"\1", re.sub(r"<(http[^>]*)>", r"\1", words))
    if is_outcome and not words.startswith("By end of"):
        words = words.rstrip(";.")  # the points of a list, of which each is an outcome by itself
    yield from CORRECTIONS.get(words, (words,))


def _row(line: str) -> Iterator[str]:
    """A row of a grid: its words with the years that are ticked."""
    title, *ticks = line.split("\t")
    years = [f"√ {year}" for year, tick in zip(YEARS, ticks, strict=True) if tick == "✓"]
    *words, last = points(title)
    yield from words
    yield " ".join((last, *years))


def _risks() -> Iterator[str]:
    for cells in rows(RISKS, "RISK\t"):
        risk, severity, likelihood, mitigation = (*cells, "", "", "")[:4]
        if not severity:
            yield risk.strip()
            continue
        yield REFERENCE.sub("", risk).strip().rstrip(".")
        yield f"{WORDS[severity]} {WORDS[likelihood]}"
        for point in points(mitigation):
            for words in CORRECTIONS.get(point, (point,)):
                yield from re.split(r"(?<=[.;])\s+(?=[A-Z])", words)
