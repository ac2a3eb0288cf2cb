"""Ratings: overall, and by dimension where the footprint uses them."""

from collections.abc import Iterator, Mapping
from typing import Any

from portfolios.models import RatingDimension
from reports.changes.change import Change, Kind
from reports.changes.record import Pair
from reports.changes.reports import is_carried, is_newly_missing
from reports.changes.wording import because
from reports.snapshot_content.reading import dimensions, is_out_of_turn, not_updated, standing_rating

Rating = Mapping[str, Any]
WITH_REASON = {Kind.RATING_WORSENED, Kind.RATING_NEW, Kind.RATING_IMPROVED}


def rating_changes(pair: Pair) -> Iterator[Change]:
    """How the ratings of every initiative moved, those that stayed among them (``Kind.RATING_UNCHANGED``).

    What ``reports.changes.reports`` says already of an initiative that did not report is not said again.
    """
    for slug, node in pair.after.nodes.items():
        old = pair.before.nodes.get(slug)
        moved: list[Change] = []
        if not is_carried(node):
            now, then = standing_rating(node), standing_rating(old) if old else None
            if now or not (is_newly_missing(old, node) or is_out_of_turn(node)):
                moved = list(_moved(pair, slug, now, then))
        yield from moved
        yield from _disputed(node, old, is_explained=any(one.kind in WITH_REASON for one in moved))
        yield from _dimensions(pair, node, old)


def _moved(
    pair: Pair, slug: str, now: Rating | None, then: Rating | None, dimension: str = ""
) -> Iterator[Change]:
    """The change of one rating, overall or of a dimension; nothing where there was none and is none."""
    kind = _kind(now, then)
    if kind is None:
        return
    name = pair.name(slug)
    size = now["level"]["rank"] - then["level"]["rank"] if now and then else 0
    sentence = _sentence(pair, slug, kind, now or {}, then or {}, dimension)
    yield Change(kind, sentence, initiative=slug, subject=name, dimension=dimension or None, size=size)


def _kind(now: Rating | None, then: Rating | None) -> Kind | None:
    """Ranks of a scheme count from the best, so a higher one is worse; two schemes are not compared (DOMAIN A9 Q3)."""
    if now is None:
        return Kind.RATING_MISSING if then else None
    if then is None:
        return Kind.RATING_NEW
    if now["scheme"] != then["scheme"]:
        return Kind.RATING_OTHER_SCHEME
    if now["level"]["rank"] == then["level"]["rank"]:
        return Kind.RATING_UNCHANGED
    return Kind.RATING_WORSENED if now["level"]["rank"] > then["level"]["rank"] else Kind.RATING_IMPROVED


def _sentence(pair: Pair, slug: str, kind: Kind, now: Rating, then: Rating, dimension: str) -> str:
    name, before = pair.name(slug), pair.before
    on = f" on {RatingDimension(dimension).label.lower()}" if dimension else ""
    if kind == Kind.RATING_MISSING:
        return f"{name} has no rating{on}; it was {_label(then)} in {before.label}."
    if kind == Kind.RATING_UNCHANGED:
        return f"{name} is unchanged at {_label(now)}{on}."
    if kind == Kind.RATING_OTHER_SCHEME:
        schemes = pair.after.scheme_name(now["scheme"]), before.scheme_name(then["scheme"])
        return (
            f"{name} is rated {_label(now)}{on} by the scheme “{schemes[0]}”, and was {_label(then)} by "
            f"“{schemes[1]}”: the two are not compared."
        )
    if kind != Kind.RATING_NEW:
        verb = "worsened" if kind == Kind.RATING_WORSENED else "improved"
        return f"{name} {verb} from {_label(then)} to {_label(now)}{on}{because(now['reason'])}"
    if slug not in before.nodes:
        return f"{name} is new and rated {_label(now)}{on}{because(now['reason'])}"
    none = f"having had no rating{on} in {before.label}"
    return f"{name} is rated {_label(now)}{on}, {none}{because(now['reason'])}"


def _disputed(node: dict[str, Any], old: dict[str, Any] | None, *, is_explained: bool) -> Iterator[Change]:
    """The PMO's rating beside the lead's, where they part now and did not before.

    The reason is the PMO's, whose rating counts: left out where the sentence on its movement has given it already.
    """
    if not _differ(node) or (old and _differ(old)):
        return
    lead, pmo = node["ratings"]["lead"], node["ratings"]["pmo"]
    reason = because("" if is_explained else pmo["reason"])
    words = f"The PMO rates {node['name']} {_label(pmo)} where its lead says {_label(lead)}{reason}"
    size = abs(pmo["level"]["rank"] - lead["level"]["rank"])
    yield Change(Kind.RATING_DISPUTED, words, initiative=node["slug"], subject=node["name"], size=size)


def _differ(node: dict[str, Any]) -> bool:
    lead, pmo = node["ratings"].get("lead"), node["ratings"].get("pmo")
    return bool(lead and pmo) and (lead["scheme"], _label(lead)) != (pmo["scheme"], _label(pmo))


def _dimensions(pair: Pair, node: dict[str, Any], old: dict[str, Any] | None) -> Iterator[Change]:
    """Time, cost and the others. One that nobody gave is missing only where a report came without it."""
    now, then = dimensions(node), dimensions(old) if old else {}
    is_silent = bool(not_updated(node)) or is_newly_missing(old, node) or is_out_of_turn(node)
    for dimension in sorted({*now, *then}):
        if dimension in now or not is_silent:
            for change in _moved(pair, node["slug"], now.get(dimension), then.get(dimension), dimension):
                if change.kind != Kind.RATING_UNCHANGED:
                    yield change


def _label(rating: Rating) -> str:
    return rating["level"]["label"]
