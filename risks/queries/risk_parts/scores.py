"""How a risk is scored, how it was scored before, and how the score moved."""

from dataclasses import dataclass
from datetime import date

from portfolios.models import Someone
from risks.models import Assessment, AssessmentKind, Risk, RiskBand, RiskStatus
from risks.queries.matrices import matrix_in_force
from risks.score_words import cell_in_words, worse_by
from stp_portal.accounts.models import User
from stp_portal.core.numbers import counted
from stp_portal.core.templatetags.text_tags import nhs_date


@dataclass(frozen=True)
class Movement:
    """How a score moved from the one before: an arrow for the eye, and the same in words."""

    arrow: str
    words: str


@dataclass(frozen=True)
class ScoreLine:
    """One score. ``printed`` is the product a source printed where the matrix gives another (DOMAIN A8 rule 5)."""

    kind: str
    band: RiskBand | None
    words: str
    matrix: str
    printed: int | None
    movement: Movement | None
    reason: str
    assessed_on: date
    by: User | None
    is_standing: bool


@dataclass(frozen=True)
class ScoresPart:
    """The scores of ``risk``: those that stand by kind, all of them newest first, and what is odd about them.

    ``old_matrix`` names the matrix of the current score where another is in force; ``new_matrix`` is that one.
    """

    risk: Risk
    standing: tuple[ScoreLine, ...]
    history: tuple[ScoreLine, ...]
    remarks: tuple[str, ...]
    old_matrix: str
    new_matrix: str

    @property
    def is_open(self) -> bool:
        return self.risk.status == RiskStatus.OPEN

    @property
    def is_scored(self) -> bool:
        """Whether it has a current score."""
        return any(line.kind == AssessmentKind.CURRENT.label for line in self.standing)


def scores(risk: Risk, user: Someone, today: date) -> ScoresPart:
    """For the page of ``risk``, which ``user`` may see. Two queries."""
    rows = list(
        Assessment.objects.visible_to(user)
        .filter(risk=risk)
        .select_related("matrix", "cell", "band", "recorded_by")
        .order_by("recorded_at", "pk")
    )
    befores: dict[str, Assessment] = {}
    lines: list[tuple[Assessment, ScoreLine]] = []
    for row in rows:
        lines.append((row, _line(row, befores.get(row.kind))))
        befores[row.kind] = row
    newest = sorted(
        lines, key=lambda pair: (pair[0].assessed_on, pair[0].recorded_at, pair[0].pk), reverse=True
    )
    standing = {row.kind: row for row in rows if row.superseded_at is None}
    current = standing.get(AssessmentKind.CURRENT)
    in_force = matrix_in_force(risk.footprint_id, today)
    is_old = current is not None and in_force is not None and current.matrix_id != in_force.pk
    return ScoresPart(
        risk=risk,
        standing=tuple(line for kind in AssessmentKind for row, line in lines if row == standing.get(kind)),
        history=tuple(line for _, line in newest),
        remarks=remarks_on(standing),
        old_matrix=str(current.matrix) if is_old and current else "",
        new_matrix=str(in_force) if is_old else "",
    )


def remarks_on(standing: dict[str, Assessment]) -> tuple[str, ...]:
    """What is allowed and odd about the scores that stand, by kind: a target above the current score, a current one
    above the inherent. Scores that cannot be compared are not.
    """
    inherent, current, target = (standing.get(kind) for kind in AssessmentKind)
    remarks = []
    if current and target and (worse_by(target, current) or 0) > 0:
        remarks.append(
            "The target is above the current score: to reach it would be to let the risk grow. Score one of the two "
            "anew if that is not meant."
        )
    if current and inherent and (worse_by(current, inherent) or 0) > 0:
        remarks.append(
            "The current score is above the inherent one, which is what the risk would be without its controls. Score "
            "one of the two anew if that is not meant."
        )
    return tuple(remarks)


def _line(row: Assessment, before: Assessment | None) -> ScoreLine:
    computed = row.cell.score if row.cell else None
    return ScoreLine(
        kind=row.get_kind_display(),
        band=row.band,
        words=cell_in_words(row.matrix, row.cell),
        matrix=str(row.matrix),
        printed=row.printed_score if row.printed_score != computed else None,
        movement=movement(before, row) if before else None,
        reason=row.reason,
        assessed_on=row.assessed_on,
        by=row.recorded_by,
        is_standing=row.superseded_at is None,
    )


def movement(before: Assessment, now: Assessment) -> Movement:
    """How a score moved since ``before``: “up 4 since 31 January 2018”, in bands where there are no figures."""
    since = f"since {nhs_date(before.assessed_on)}"
    if before.matrix_id != now.matrix_id:
        return Movement("", f"not compared: before, it was scored in “{before.matrix}”")
    worse = worse_by(now, before)
    if worse is None:
        is_same = before.cell_id == now.cell_id
        return Movement("→" if is_same else "", f"{'the same' if is_same else 'changed'} {since}")
    if worse == 0:
        return Movement("→", f"the same {since}")
    arrow, way = ("↑", "up") if worse > 0 else ("↓", "down")
    in_figures = all(one.cell and one.cell.score is not None for one in (before, now))
    by = str(abs(worse)) if in_figures else counted(abs(worse), "band")
    return Movement(arrow, f"{way} {by} {since}")
