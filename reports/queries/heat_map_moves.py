"""How risks moved over a heat map since the last period was locked, in words."""

from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q

from portfolios.models import Footprint, PeriodState, ReportingPeriod, Someone
from reports.queries.frozen.record import record_of
from risks.matrix_spec import MatrixSpec, Pair
from risks.models import Risk, RiskStatus
from risks.models.risks import RiskQuerySet

MOST = 50


@dataclass(frozen=True)
class Move:
    """What became of one risk: ``words`` follow “Risk 4”."""

    number: int
    title: str
    words: str


@dataclass(frozen=True)
class HeatMapMoves:
    """What moved since the period called ``since``, the highest scores first; ``left_out`` are beyond those shown."""

    since: str
    moves: tuple[Move, ...]
    left_out: int


@dataclass(frozen=True)
class _Now:
    number: int
    title: str
    status: str
    cell: Pair | None
    is_scored: bool


def heat_map_moves(
    footprint: Footprint,
    user: Someone,
    risks: RiskQuerySet,
    matrix_key: str,
    spec: MatrixSpec,
    kind: str,
    *,
    sees_private: bool,
) -> HeatMapMoves | None:
    """How ``risks`` (of any status, narrowed to what ``user`` may see) moved over one matrix since the last locked
    period; None where none is locked. Only what ``user`` may read of its record is compared.

    Four queries at most, and those of a record that this process has not read before.
    """
    locked = ReportingPeriod.objects.visible_to(user).filter(footprint=footprint, state=PeriodState.LOCKED)
    period = locked.order_by("first_day").last()
    record = record_of(footprint, user, period, sees_private=sees_private) if period else None
    if period is None or record is None:
        return None
    before = {
        risk["number"]: risk["scores"].get(kind)
        for risk in record.data["risks"]
        if risk["status"] == RiskStatus.OPEN
    }
    found = [
        (_size(spec, now.cell), Move(now.number, now.title, words))
        for now in _now(risks, matrix_key, kind)
        if (words := _words(now, _cell(before.get(now.number), matrix_key), spec, period.label))
    ]
    found.sort(key=lambda one: (-one[0], one[1].number))
    moves = tuple(move for _, move in found)
    return HeatMapMoves(period.label, moves[:MOST], len(moves[MOST:]))


def _now(risks: RiskQuerySet, matrix_key: str, kind: str) -> list[_Now]:
    """Where each risk stands in the matrix now. One query."""
    stands = Q(assessments__kind=kind, assessments__superseded_at=None)
    rows = (
        Risk.objects.filter(pk__in=risks.order_by().values("pk"))
        .annotate(stands=FilteredRelation("assessments", condition=stands))
        .order_by()
        .values_list(
            "number",
            "title",
            "status",
            "stands__matrix__key",
            "stands__cell__likelihood",
            "stands__cell__impact",
        )
    )
    return [
        _Now(
            number,
            title,
            status,
            (likelihood, impact) if key == matrix_key and likelihood and status == RiskStatus.OPEN else None,
            key is not None,
        )
        for number, title, status, key, likelihood, impact in rows
    ]


def _cell(score: dict[str, Any] | None, matrix_key: str) -> Pair | None:
    """The cell of the matrix in which a frozen score stands."""
    if score is None or score["matrix"] != matrix_key or score["likelihood"] is None:
        return None
    return score["likelihood"], score["impact"]


def _words(now: _Now, was: Pair | None, spec: MatrixSpec, since: str) -> str:
    """What happened to the risk; empty where nothing did."""
    if now.cell == was:
        return ""
    if now.cell and was:
        moved = f"moved from {_pair(spec, was)} to {_pair(spec, now.cell)} since {since}"
        return f"{moved}: {_direction(was, now.cell)}" if spec.is_scored else moved
    if now.cell:
        return f"came to {_pair(spec, now.cell)} since {since}"
    left = f"left {_pair(spec, was)}, where it stood in {since}" if was else ""
    if now.status != RiskStatus.OPEN:
        return f"{left}: it is {RiskStatus(now.status).label.lower()}"
    return f"{left}: {'it is scored otherwise' if now.is_scored else 'it has no such score'} now"


def _direction(was: Pair, now: Pair) -> str:
    """Up or down, with both scores."""
    before, after = was[0] * was[1], now[0] * now[1]
    if before == after:
        return f"its score stays at {after}"
    return f"{'up' if after > before else 'down'} from {before} to {after}"


def _pair(spec: MatrixSpec, pair: Pair) -> str:
    return spec.pair_words(*pair)


def _size(spec: MatrixSpec, cell: Pair | None) -> int:
    """What the worst comes first by: the score, in words the sum of the steps; those that left come last."""
    if cell is None:
        return 0
    return cell[0] * cell[1] if spec.is_scored else cell[0] + cell[1]
