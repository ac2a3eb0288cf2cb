"""Lists: real ones, so that Word counts them and a screen reader says how many points there are."""

from typing import Any

from docx.oxml.ns import qn

from reports.word.elements import Element, w

LEVELS = 4
STEP = 340  # 6 mm
BULLETS = ("•", "–", "▪", "•")


class Lists:
    """The numbering of one file: one kind of bulleted list, and a count of its own for each numbered one."""

    def __init__(self, numbering: Element) -> None:
        self.numbering = numbering
        taken = [int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))]
        self.kinds = {"ul": max(taken, default=0) + 1, "ol": max(taken, default=0) + 2}
        first = numbering.find(qn("w:num"))
        for tag, number in self.kinds.items():
            kind = w("abstractNum", w("multiLevelType", val="hybridMultilevel"), abstractNumId=number)
            kind.extend(_level(tag, level) for level in range(LEVELS))
            numbering.insert(list(numbering).index(first), kind) if first is not None else numbering.append(
                kind
            )
        self.bullets = self._number("ul")

    def number_of(self, html: Any) -> int:
        """The number by which Word knows the list that ``html`` (a ``ul`` or ``ol``) is."""
        return self.bullets if html.tag == "ul" else self._number("ol", int(html.get("start") or 1))

    def _number(self, tag: str, start: int = 1) -> int:
        known = [int(one.get(qn("w:numId"))) for one in self.numbering.findall(qn("w:num"))]
        number = max(known, default=0) + 1
        made = w("num", w("abstractNumId", val=self.kinds[tag]), numId=number)
        if tag == "ol":
            made.extend(
                w("lvlOverride", w("startOverride", val=start if level == 0 else 1), ilvl=level)
                for level in range(LEVELS)
            )
        self.numbering.append(made)
        return number


def place(number: int, level: int, indent: int) -> list[Element]:
    """The properties of a paragraph that is a point of a list, ``indent`` from where the text of its place begins."""
    depth = min(level, LEVELS - 1)
    return [
        w("numPr", w("ilvl", val=depth), w("numId", val=number)),
        w("ind", left=indent + (depth + 1) * STEP, hanging=STEP),
    ]


def _level(tag: str, level: int) -> Element:
    kind, words = ("bullet", BULLETS[level]) if tag == "ul" else ("decimal", f"%{level + 1}.")
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("lvlText", val=words),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=(level + 1) * STEP, hanging=STEP)),
        ilvl=level,
    )
