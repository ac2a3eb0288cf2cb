"""What the cover sheets of Dorset's papers print below the fields of each, in order, and whether a text has it so."""

from collections.abc import Iterable

# The list of principles, the nine rows of the grid (all Yes, and No action) and the declaration.
DORSET_SUMMARY = (
    "Monitoring and Assurance Summary",
    "This report links to the following Strategic Principles • Services designed around people "
    "• Preventing ill health and reducing inequalities • Sustainable healthcare services • Care closer to home",
    "Implications of this report Considered? Any action required?",
    "All three Domains of Quality (Safety, Quality, Patient Experience) Yes No",
    "Board Assurance Framework Risk Register Yes No",
    "Budgetary Impact Yes No",
    "Legal/Regulatory Yes No",
    "People/Staff Yes No",
    "Financial/Value for Money/Sustainability Yes No",
    "Information Management & Technology Yes No",
    "Equality Impact Assessment Yes No",
    "Freedom of Information Yes No",
    "I confirm that I have considered the implications of this report on each of the matters above, as indicated:",
)


def out_of_place(text: str, lines: Iterable[str]) -> list[str]:
    """The lines that do not stand in ``text`` right behind the line before them."""
    place, missing = 0, []
    for line in lines:
        at = text.find(line, place)
        if at < 0 or (place and text[place:at].strip()):
            missing.append(line)
        if at >= 0:
            place = at + len(line)
    return missing
