"""Risks as lines of a list: the register, and the risks of an initiative."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from portfolios.models import Someone
from risks.models import AssessmentKind, RiskOwner, RiskStatus
from risks.models.risks import RiskQuerySet
from risks.queries.bands import Band

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

    @property
    def status_words(self) -> str:
        return RiskStatus(self.status).label

    @property
    def aside(self) -> str:
        """Its reference, and whether it is a placeholder for one that a paper counts and does not print.

        A private one is in no public paper at all, so there is nothing to say of its text.
        """
        reference = f"Reference {self.reference}" if self.reference else ""
        is_placeholder = not self.is_published and not self.private_reason
        counted = "counted in the paper, not printed there" if is_placeholder else ""
        return ", ".join(part for part in (reference, counted) if part)

    @property
    def score_words(self) -> str:
        """The score beside the band; nothing where there is no band either."""
        if self.score is not None:
            return f"Score {self.score}"
        return "Score not published" if self.band else ""


def with_current(risks: RiskQuerySet) -> RiskQuerySet:
    """``risks`` with the assessment that stands as ``current``, to filter, sort and read by."""
    stands = Q(assessments__kind=AssessmentKind.CURRENT, assessments__superseded_at=None)
    return risks.annotate(current=FilteredRelation("assessments", condition=stands))


def risk_lines(risks: RiskQuerySet, sort: str = "number") -> QuerySet[Any, dict[str, Any]]:
    """``risks`` (narrowed to what the person may see) as plain values, for ``as_lines``; a page may be cut from it."""
    return (
        with_current(risks)
        .order_by(*SORTS[sort])
        .values(
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
        )
    )


def as_lines(rows: Iterable[dict[str, Any]]) -> list[RiskLine]:
    """The values of ``risk_lines`` as lines, without their owners. Reads the rows: one query."""
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
        )
        for row in rows
    ]


def _band(row: dict[str, Any]) -> Band | None:
    if row["current__band__label"] is None:
        return None
    return Band(*(row[f"current__band__{name}"] for name in ("label", "letter", "shape", "colour")))


def with_owners(lines: list[RiskLine], user: Someone, on: date) -> list[RiskLine]:
    """``lines`` with those who own each risk on the day ``on``. One query."""
    rows = (
        RiskOwner.objects.visible_to(user)
        .filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))
        .filter(risk__in=[line.pk for line in lines])
        .order_by("person__name", "person__post")
        .values_list("risk_id", "person__name", "person__post")
    )
    owners: defaultdict[int, list[str]] = defaultdict(list)
    for risk_id, name, post in rows:
        owners[risk_id].append(name or post)
    return [replace(line, owners=tuple(owners[line.pk])) for line in lines]
