"""The risk register: the risks of a footprint, filtered, counted, sorted and paged."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.db.models import Q

from portfolios.models import Footprint, Initiative, InitiativeKind, Someone
from portfolios.tree import in_tree_order
from risks.models import Risk, RiskBand
from risks.models.risks import RiskQuerySet
from risks.queries.bands import NO_BAND_SLUG, Band, BandCounts, count_by_band
from risks.queries.lines import as_lines, risk_lines, with_current, with_owners
from stp_portal.core.paging import page_of

ROWS = 50
INDENT = "\N{EM SPACE}"  # an ordinary space at the start of an option is not shown


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to: an empty word leaves a filter out, ``branch`` holds keys of initiatives."""

    q: str = ""
    band: str = ""
    branch: tuple[int, ...] | None = None
    status: str = ""
    sort: str = "number"


@dataclass(frozen=True)
class Place:
    """An initiative as a filter knows it."""

    pk: int
    parent_id: int | None
    slug: str
    name: str
    kind: str
    depth: int = 0


@dataclass(frozen=True)
class Register:
    """A page of the register. ``counts`` are of all bands, whichever is chosen; ``page`` is a page of ``RiskLine``."""

    counts: BandCounts
    page: Page
    problem: str


def places(footprint: Footprint, user: Someone) -> tuple[Place, ...]:
    """The initiatives of the footprint in printed order, each parent before all that is below it. One query."""
    rows = Initiative.objects.visible_to(user).filter(footprint=footprint).order_by("position", "name")
    by_pk = {row["pk"]: row for row in rows.values("pk", "parent_id", "slug", "name", "kind")}
    order = in_tree_order((row["pk"], row["parent_id"]) for row in by_pk.values())
    return tuple(Place(**by_pk[pk], depth=depth) for pk, depth in order)


def choices(known: Iterable[Place], chosen: str) -> list[tuple[str, str]]:
    """Portfolios and programmes to choose from, set in by their depth, and the one that is chosen, whatever its kind.

    A select of a thousand workstreams helps nobody: the page of each links to the register with it chosen.
    """
    offered = (InitiativeKind.PORTFOLIO, InitiativeKind.PROGRAMME)
    return [
        (place.slug, INDENT * place.depth + place.name)
        for place in known
        if place.kind in offered or place.slug == chosen
    ]


def branch(known: Iterable[Place], slug: str) -> tuple[int, ...]:
    """The initiative called ``slug`` and all below it, as primary keys; empty where there is none."""
    children: defaultdict[int | None, list[int]] = defaultdict(list)
    wanted: list[int] = []
    for place in known:
        children[place.parent_id].append(place.pk)
        if place.slug == slug:
            wanted.append(place.pk)
    for pk in wanted:  # grows while it is read, until the tree has no more storeys
        wanted += [child for child in children[pk] if child not in wanted]
    return tuple(wanted)


def bands(footprint: Footprint, user: Someone) -> list[Band]:
    """The bands of every matrix the footprint had, worst first, each name once. One query."""
    rows = (
        RiskBand.objects.visible_to(user)
        .filter(footprint=footprint)
        .order_by("-rank", "-matrix__valid_from")
        .values_list("label", "letter", "shape", "colour")
    )
    by_slug: dict[str, Band] = {}
    for row in rows:
        band = Band(*row)
        by_slug.setdefault(band.slug, band)
    return list(by_slug.values())


def register(
    footprint: Footprint,
    user: Someone,
    filters: Filters,
    known_bands: Iterable[Band],
    *,
    page: str,
    today: date,
) -> Register:
    """The register as ``user`` may see it. Four queries. ``page`` is as typed."""
    risks = Risk.objects.visible_to(user).filter(footprint=footprint)
    if filters.status:
        risks = risks.filter(status=filters.status)
    if filters.branch is not None:
        risks = risks.filter(initiative__in=filters.branch)
    if filters.q:
        risks = risks.filter(_holds(filters.q))
    counts = count_by_band(risks, footprint, user, today)
    narrowed = _in_band(risks, filters.band, known_bands) if filters.band else risks
    shown, problem = page_of(risk_lines(narrowed, filters.sort), page, ROWS)
    shown.object_list = with_owners(as_lines(shown.object_list), user, today)
    return Register(counts, shown, problem)


def _holds(words: str) -> Q:
    """Risks that hold all the words, each anywhere in their text, or that have the number."""
    wanted = Q()
    for word in words.split():
        found = Q(number=int(word)) if word.isascii() and word.isdigit() and len(word) < 9 else Q()
        for name in ("title", "reference", "description", "cause", "event", "effect"):
            found |= Q(**{f"{name}__icontains": word})
        wanted &= found
    return wanted


def _in_band(risks: RiskQuerySet, slug: str, known: Iterable[Band]) -> RiskQuerySet:
    risks = with_current(risks)
    if slug == NO_BAND_SLUG:
        return risks.filter(current__band=None)
    return risks.filter(current__band__label__in={band.label for band in known if band.slug == slug})
