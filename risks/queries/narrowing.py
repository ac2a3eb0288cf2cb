"""What the register is narrowed to: the one place that says which risks a filter means."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from portfolios.models import Footprint, Someone
from risks.models import Assessment, Risk, RiskOwner, RiskReference
from risks.models.risks import RiskQuerySet
from risks.queries.above_tolerance import above_tolerance
from risks.queries.lines import with_current
from risks.queries.search import mended, words_filter

NONE = "none"  # in an address: those that have none of it
SOON = timedelta(days=30)
TEXTS = ("title", "description", "cause", "event", "effect")


@dataclass(frozen=True)
class CellFilter:
    """A cell of a matrix and the kind of score that stands in it; no factors: risks without such a score there."""

    matrix: int
    kind: str
    likelihood: int | None
    impact: int | None


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to; what is left out, as it stands here, narrows nothing.

    ``band`` holds the names of bands, none of them for risks without one; ``branch`` keys of initiatives; ``owner`` and
    ``category`` a key, or 0 for risks without one; ``response`` and ``proximity`` may be “none”. ``review`` is overdue,
    soon (due in 30 days) or never, as of the day ``on``.
    """

    q: str = ""
    band: tuple[str, ...] | None = None
    branch: tuple[int, ...] | None = None
    status: str = ""
    level: str = ""
    owner: int | None = None
    category: int | None = None
    response: str = ""
    proximity: str = ""
    review: str = ""
    is_above_tolerance: bool = False
    cell: CellFilter | None = None
    sort: str = "number"
    on: date = field(default_factory=timezone.localdate)

    @property
    def any_band(self) -> "Filters":
        """The same without the band, for counts of all bands."""
        return replace(self, band=None)


def visible_risks(footprint: Footprint, user: Someone) -> RiskQuerySet:
    """All risks of ``footprint`` that ``user`` may see, whatever their status."""
    return Risk.objects.visible_to(user).filter(footprint=footprint)


def narrowed(footprint: Footprint, user: Someone, filters: Filters) -> RiskQuerySet:
    """The risks of ``footprint`` that ``user`` may see and the filters leave, each once; for list, count, heat map,
    export and bulk changes alike.
    """
    risks = visible_risks(footprint, user)
    if filters.q:
        risks = risks.filter(words_filter(filters.q, TEXTS, ("reference", _referenced)))
    if filters.branch is not None:
        risks = risks.filter(initiative__in=filters.branch)
    for name in ("status", "level", "response", "proximity"):
        wanted = getattr(filters, name)
        if wanted:
            risks = risks.filter(**{name: "" if wanted == NONE else wanted})
    if filters.category is not None:
        risks = risks.filter(category=filters.category or None)
    if filters.owner is not None:
        owned = RiskOwner.objects.on(filters.on).filter(risk=OuterRef("pk"))
        risks = risks.filter(Exists(owned.filter(person=filters.owner)) if filters.owner else ~Exists(owned))
    if filters.review:
        risks = _by_review(risks, filters.review, filters.on)
    if filters.is_above_tolerance:
        risks = above_tolerance(risks, filters.on)
    if filters.cell is not None:
        risks = risks.filter(_stands_in(filters.cell))
    if filters.band is not None:
        # One of the names, or no band at all.
        in_band = {"current__band__label__in": filters.band} if filters.band else {"current__band": None}
        risks = with_current(risks).filter(**in_band)
    return risks


def put_right(footprint: Footprint, user: Someone, q: str) -> tuple[str, str]:
    """The words to search risks by, slips of one letter put right among what ``user`` sees, and what to say of it."""
    return mended(visible_risks(footprint, user), q, TEXTS, ("reference", _referenced))


def _referenced(word: str) -> Q:
    """Risks that another register knows by a reference with ``word`` in it, folded."""
    return Q(Exists(RiskReference.objects.filter(risk=OuterRef("pk"), folded__contains=word)))


def _by_review(risks: RiskQuerySet, review: str, on: date) -> RiskQuerySet:
    if review == "never":
        return risks.filter(reviewed_on=None)
    # Nobody reviews what is closed, so it is never late.
    days = {"review_due__lt": on} if review == "overdue" else {"review_due__range": (on, on + SOON)}
    return risks.open().filter(**days)


def _stands_in(cell: CellFilter) -> Q:
    scores = Assessment.objects.standing().filter(
        risk=OuterRef("pk"), kind=cell.kind, cell__matrix=cell.matrix
    )
    if cell.likelihood is None:
        return Q(~Exists(scores))
    return Q(Exists(scores.filter(cell__likelihood=cell.likelihood, cell__impact=cell.impact)))
