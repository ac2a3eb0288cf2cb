"""Risks as lines of a list: the register, and the risks of an initiative."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    F,
    FilteredRelation,
    IntegerField,
    Min,
    OrderBy,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from risks.axes import AXES, Axes
from risks.models import AssessmentKind, RiskLevel, RiskMatrix, RiskOwner, RiskStatus
from risks.models.risks import RiskQuerySet
from risks.queries.bands import Band

_RUNG = Case(*(When(level=level, then=level.rung) for level in RiskLevel), output_field=IntegerField())

# What a line is made of.
VALUES = (
    "pk",
    "number",
    "reference",
    "title",
    "is_published",
    "status",
    "is_private",
    "private_reason",
    "initiative__name",
    "initiative__slug",
    "current__band__label",
    "current__band__letter",
    "current__band__shape",
    "current__band__colour",
    "current__cell__score",
    "current__cell__likelihood",
    "current__cell__impact",
    "current__matrix",
    "current__matrix__is_scored",
    "level",
    "reviewed_on",
    "review_due",
    "version",
)

# In words of the address: what the list is sorted by. Bands come before scores, for a source may print a band alone.
SORTS: dict[str, list[Any]] = {
    "number": [F("number").asc()],
    "-number": [F("number").desc()],
    "-score": [
        F("current__band__rank").desc(nulls_last=True),
        F("current__cell__score").desc(nulls_last=True),
        F("number").asc(),
    ],
    "score": [
        F("current__band__rank").asc(nulls_last=True),
        F("current__cell__score").asc(nulls_last=True),
        F("number").asc(),
    ],
    "review": [F("review_due").asc(nulls_last=True), F("number").asc()],
    "owner": [F("first_owner").asc(nulls_last=True), F("number").asc()],
    "-level": [OrderBy(_RUNG, descending=True), F("number").asc()],
    "-changed": [F("updated_at").desc(), F("number").asc()],
}


@dataclass(frozen=True)
class RiskLine:
    """One risk with its current score; ``score`` is None where the source prints a band alone, or nothing."""

    pk: int
    number: int
    reference: str
    title: str
    is_published: bool
    status: str
    private_reason: str
    initiative: str
    initiative_slug: str
    band: Band | None
    score: int | None
    owners: tuple[str, ...] = ()
    level: str = ""
    factors: str = ""
    review_due: date | None = None
    reviewed_on: date | None = None
    references: tuple[str, ...] = ()
    direction: str = ""
    version: int = 0

    @property
    def ticket(self) -> str:
        """What a tick of it says: its number, and the version that whoever ticks it has before them."""
        return f"{self.number}.{self.version}"

    @property
    def is_open(self) -> bool:
        return self.status == RiskStatus.OPEN

    @property
    def level_words(self) -> str:
        return RiskLevel(self.level).label if self.level else ""

    @property
    def status_words(self) -> str:
        return RiskStatus(self.status).label

    @property
    def aside(self) -> str:
        """Its references, and whether it is a placeholder for one that a paper counts and does not print.

        A private one is in no public paper at all, so there is nothing to say of its text.
        """
        reference = f"Reference {self.reference}" if self.reference else ""
        is_placeholder = not self.is_published and not self.private_reason
        counted = "counted in the paper, not printed there" if is_placeholder else ""
        return ", ".join(part for part in (reference, *self.references, counted) if part)

    @property
    def score_words(self) -> str:
        """The score beside the band; the words where a matrix has no scores; nothing where there is no band either."""
        if self.score is not None:
            return f"Score {self.score}"
        return self.factors or ("Score not published" if self.band else "")


def with_current(risks: RiskQuerySet) -> RiskQuerySet:
    """``risks`` with the assessment that stands as ``current``, to filter, sort and read by."""
    stands = Q(assessments__kind=AssessmentKind.CURRENT, assessments__superseded_at=None)
    return risks.annotate(current=FilteredRelation("assessments", condition=stands))


def with_first_owner(risks: RiskQuerySet, on: date) -> RiskQuerySet:
    """``risks`` with the first by name of those who own each on the day ``on`` as ``first_owner``, to sort by."""
    name = Coalesce(NullIf("person__name", Value("")), "person__post")
    owners = RiskOwner.objects.on(on).filter(risk=OuterRef("pk")).order_by().values("risk")
    return risks.annotate(first_owner=Subquery(owners.annotate(first=Min(name)).values("first")))


def risk_lines(risks: RiskQuerySet, sort: str = "number") -> QuerySet[Any, dict[str, Any]]:
    """``risks`` (narrowed to what the person may see) as plain values, for ``as_lines``; a page may be cut from it."""
    if sort == "owner":
        risks = with_first_owner(risks, timezone.localdate())
    return with_current(risks).order_by(*SORTS[sort]).values(*VALUES)


def as_lines(rows: Iterable[dict[str, Any]]) -> list[RiskLine]:
    """The values of ``risk_lines`` as lines, without their owners. Reads the rows: one query, one more for words of
    matrices that have no scores.
    """
    rows = list(rows)
    axes = axes_of({row["current__matrix"] for row in rows if row["current__matrix__is_scored"] is False})
    return [
        RiskLine(
            pk=row["pk"],
            number=row["number"],
            reference=row["reference"],
            title=row["title"],
            is_published=row["is_published"],
            status=row["status"],
            private_reason=row["private_reason"] if row["is_private"] else "",
            initiative=row["initiative__name"] or "",
            initiative_slug=row["initiative__slug"] or "",
            band=_band(row),
            score=row["current__cell__score"],
            level=row["level"],
            factors=_factors(row, axes),
            reviewed_on=row["reviewed_on"],
            review_due=row["review_due"],
            version=row["version"],
        )
        for row in rows
    ]


def axes_of(matrices: Collection[int]) -> dict[int, Axes]:
    """The axes of these matrices, by key. One query, none for none. Read apart from the risks: their words are JSON,
    which takes longer to read than all else of a row.
    """
    if not matrices:
        return {}
    rows = RiskMatrix.objects.filter(pk__in=matrices).values("pk", *AXES)
    return {row["pk"]: Axes.of(row) for row in rows}


def _band(row: dict[str, Any]) -> Band | None:
    if row["current__band__label"] is None:
        return None
    return Band(*(row[f"current__band__{name}"] for name in ("label", "letter", "shape", "colour")))


def _factors(row: dict[str, Any], axes: Mapping[int, Axes]) -> str:
    """The factors in words where the matrix has no scores; empty where it has, or the source prints no factors."""
    likelihood, impact = row["current__cell__likelihood"], row["current__cell__impact"]
    if likelihood is None or impact is None or row["current__matrix__is_scored"]:
        return ""
    return axes[row["current__matrix"]].in_words(likelihood, impact)
