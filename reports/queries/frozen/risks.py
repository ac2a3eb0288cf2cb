"""Risks as they stood when a period was locked."""

from typing import Any

from reports.queries.frozen.reading import band, private_reason
from risks.models import AssessmentKind, RiskStatus
from risks.queries.bands import BandCount, BandCounts
from risks.queries.lines import RiskLine


def open_risks(data: dict[str, Any], initiative: str | None = None) -> list[dict[str, Any]]:
    """The risks that were open; of one initiative itself where given."""
    return [
        risk
        for risk in data["risks"]
        if risk["status"] == RiskStatus.OPEN and initiative in (None, risk["initiative"])
    ]


def frozen_band_counts(data: dict[str, Any], risks: list[dict[str, Any]]) -> BandCounts:
    """``risks`` by band, worst first: every band of the matrices in force, any other in use, and the remainder."""
    in_force = [mark for matrix in reversed(data["matrices"]) for mark in matrix["bands"]]
    in_use = [score["band"] for risk in risks if (score := _current(risk)) and score["band"]]
    worst_first = sorted([*in_force, *in_use], key=lambda mark: -mark["rank"])
    counts = dict.fromkeys((band(mark) for mark in worst_first), 0)
    for mark in in_use:
        counts[band(mark)] += 1
    number = len(risks)
    lines = [BandCount(one, count, number) for one, count in counts.items()]
    return BandCounts(number, (*lines, BandCount(None, number - len(in_use), number)))


def frozen_risk_lines(data: dict[str, Any], risks: list[dict[str, Any]]) -> list[RiskLine]:
    """``risks`` as lines, the worst first. Their keys are their numbers."""
    names = {node["slug"]: node["name"] for node in data["initiatives"]}
    return [_line(risk, names) for risk in sorted(risks, key=_badness)]


def _current(risk: dict[str, Any]) -> dict[str, Any] | None:
    score: dict[str, Any] | None = risk["scores"].get(AssessmentKind.CURRENT.value)
    return score


def _badness(risk: dict[str, Any]) -> tuple[float, float, int]:
    """As the register sorts: by band, then score, then number; what was not scored comes last."""
    score = _current(risk)
    if score is None or score["band"] is None:
        return 0, 0, risk["number"]
    return -score["band"]["rank"], -(score["score"] or 0), risk["number"]


def _line(risk: dict[str, Any], names: dict[str, str]) -> RiskLine:
    score = _current(risk)
    return RiskLine(
        pk=risk["number"],
        number=risk["number"],
        reference=risk["reference"],
        title=risk["title"],
        is_published=risk["is_published"],
        status=risk["status"],
        private_reason=private_reason(risk),
        initiative=names.get(risk["initiative"], ""),
        initiative_slug=risk["initiative"] or "",
        band=band(score["band"]) if score and score["band"] else None,
        score=score["score"] if score else None,
    )
