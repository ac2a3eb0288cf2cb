"""Risks above tolerance: in a worse band than the worst that their category tolerates (DOMAIN B2)."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from risks.models import Acceptance, RiskBand
from risks.models.risks import RiskQuerySet
from risks.queries.lines import with_current


def above_tolerance(risks: RiskQuerySet, on: date) -> RiskQuerySet:
    """Those of ``risks`` whose current band is worse than tolerated, and which nobody accepted for the day ``on``.

    As ``tolerance_of`` says of one: by rank where both bands are of one matrix; else by the band of the same name in
    the matrix of the tolerated one, or of the tolerated name in the matrix of the score. Where neither is there,
    nothing can be said, and the risk is not among them.
    """
    twin = RiskBand.objects.filter(
        matrix=OuterRef("category__tolerated__matrix"), label__iexact=OuterRef("current__band__label")
    )
    other_twin = RiskBand.objects.filter(
        matrix=OuterRef("current__band__matrix"), label__iexact=OuterRef("category__tolerated__label")
    )
    is_worse = (
        Q(current__band__matrix=F("category__tolerated__matrix"))
        & Q(current__band__rank__gt=F("category__tolerated__rank"))
        | Exists(twin.filter(rank__gt=OuterRef("category__tolerated__rank")))
        | (~Exists(twin) & Exists(other_twin.filter(rank__lt=OuterRef("current__band__rank"))))
    )
    accepted = Acceptance.objects.standing(on).filter(risk=OuterRef("pk"))
    return with_current(risks).filter(is_worse, ~Exists(accepted), category__tolerated__isnull=False)
