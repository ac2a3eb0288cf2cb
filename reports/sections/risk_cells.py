"""What a register in a paper prints of one risk, column by column."""

from collections.abc import Callable
from datetime import date
from typing import Any

from reports.dates import long
from reports.sections.register import Cell, holder, when
from risks.models import ENDED, RiskLevel, RiskResponse

Row = dict[str, Any]

NOT_PUBLISHED = "The text of this risk is not published."
NOT_RECORDED = "Not recorded"
NOT_SCORED = "Not scored"


def cells(risk: Row, *, tells: bool) -> dict[str, Callable[[], Cell]]:
    """The cells of ``risk`` by the key of their column. ``tells``: whether its text may be printed."""
    current, target = risk["scores"].get("current"), risk["scores"].get("target")
    held = risk.get("controls", []) if tells else []
    to_do = [row for row in risk.get("actions", []) if row["status"] not in ENDED] if tells else []
    return {
        "statement": lambda: _statement(risk, tells=tells),
        "references": lambda: _references(risk),
        "logged": lambda: when(risk.get("logged")),
        "likelihood": lambda: _factor(current, "likelihood"),
        "impact": lambda: _factor(current, "impact"),
        "score": lambda: _score(current),
        "band": lambda: _band(current),
        "level": lambda: Cell(RiskLevel(risk["level"]).label),
        "owner": lambda: Cell(" / ".join(map(holder, risk["owners"])) or NOT_RECORDED),
        "controls": lambda: _listed(tuple(_control(row) for row in held), tells=tells),
        "actions": lambda: _listed(tuple(_action(row) for row in to_do), tells=tells),
        "mitigation": lambda: _listed(_in_order(held, to_do), tells=tells),
        "response": lambda: _response(risk),
        "target": lambda: _target(target),
        "review": lambda: _review(risk),
    }


def level_heading(risk: Row) -> str:
    """“Portfolio level”."""
    return f"{RiskLevel(risk['level']).label} level"


def _statement(risk: Row, *, tells: bool) -> Cell:
    return Cell(lines=((risk["statement"] or risk["title"]) if tells else NOT_PUBLISHED,))


def _references(risk: Row) -> Cell:
    """Its own, then what other registers call it."""
    others = [f"{one['register_name']} {one['reference']}".strip() for one in risk.get("references", [])]
    return Cell("; ".join(part for part in (risk["reference"], *others) if part))


def _factor(score: Row | None, axis: str) -> Cell:
    """“4”; “High (H)” where the words of the matrix are not multiplied (DOMAIN A7)."""
    if score is None:
        return Cell(NOT_SCORED)
    factor = score.get(axis)
    if factor is None:
        return Cell(NOT_RECORDED)
    word = score.get(f"{axis}_word", "")
    if score.get("is_scored", True) or not word:
        return Cell(str(factor), value=factor)
    return Cell(f"{word} ({word[0].upper()})")


def _score(score: Row | None) -> Cell:
    """The product; beside it what was printed, where the two disagree (DOMAIN A8 rule 5). Never a product of words."""
    if score is None:
        return Cell(NOT_SCORED)
    computed, printed = score.get("score"), score.get("printed_score")
    if computed is None:
        return Cell(str(printed), value=printed) if printed is not None else Cell(NOT_SCORED)
    if printed is not None and printed != computed:
        return Cell(f"{computed} (printed as {printed})")
    return Cell(str(computed), value=computed)


def _band(score: Row | None) -> Cell:
    if score is None:
        return Cell(NOT_SCORED)
    mark = score["band"]
    return Cell(mark=mark, value=mark["label"]) if mark else Cell("No band recorded")


def _target(score: Row | None) -> Cell:
    if score is None:
        return Cell(NOT_RECORDED)
    number = _score(score).text if score.get("score") is not None else ""
    return Cell(number, mark=score["band"])


def _listed(lines: tuple[str, ...], *, tells: bool) -> Cell:
    """A list; that there is none is said, but nothing of a risk whose text is not published."""
    return Cell("None recorded" if tells and not lines else "", lines=lines)


def _control(row: Row) -> str:
    return f"{row['text']} (Gap: {row['gap']})" if row["gap"] else str(row["text"])


def _action(row: Row) -> str:
    """What is to be done, with who leads it and by when, where that is known."""
    due = row["due"]["words"] if row["due"] else ""
    beside = "; ".join(part for part in (holder(row["lead"]), f"due: {due}" if due else "") if part)
    return f"{row['text']} ({beside})" if beside else str(row["text"])


def _in_order(held: list[Row], to_do: list[Row]) -> tuple[str, ...]:
    """Controls and actions in the order of their places, controls first where two share one."""
    mixed = [(row["position"], 0, _control(row)) for row in held]
    mixed += [(row["position"], 1, _action(row)) for row in to_do]
    return tuple(words for _, _, words in sorted(mixed, key=lambda entry: entry[:2]))


def _response(risk: Row) -> Cell:
    response = risk.get("response", "")
    until = risk.get("accepted_until")
    note = f"Accepted until {long(until)}" if until else ""
    return Cell(RiskResponse(response).label if response else NOT_RECORDED, note=note)


def _review(risk: Row) -> Cell:
    """When it is to be looked at next, and when it was last."""
    due, last = risk.get("review_due"), risk.get("reviewed_on")
    note = f"Last reviewed {long(last)}" if last else ""
    return Cell(long(due) or "Not set", note=note, value=date.fromisoformat(due) if due else None)
