"""What stands beside the lines of a list of risks: owners, references, and where the score came from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from portfolios.models import Someone
from risks.axes import Axes
from risks.models import Assessment, AssessmentKind, Register, RiskOwner, RiskReference
from risks.queries.lines import RiskLine, axes_of

SAME = "Same as before"


# The keys of risks: as they are, or as a query where there are more than a database takes as parameters.
Keys = Sequence[int] | QuerySet[Any, Any]


def with_details(
    lines: list[RiskLine], user: Someone, on: date, *, keys: Keys | None = None
) -> list[RiskLine]:
    """``lines`` with who owns each on the day ``on``, what other registers call it, and how its score moved. Three
    queries, none without lines. ``keys`` gives their keys as a query.
    """
    if not lines:
        return []
    keys = [line.pk for line in lines] if keys is None else keys
    owners, references, directions = (
        owners_of(keys, user, on),
        references_of(keys, user),
        directions_of(keys, user),
    )
    return [
        replace(
            line,
            owners=tuple(owners.get(line.pk, ())),
            references=tuple(references.get(line.pk, ())),
            direction=directions.get(line.pk, ""),
        )
        for line in lines
    ]


def owners_of(risks: Keys, user: Someone, on: date) -> dict[int, list[str]]:
    """Names, else posts, of those who own the risks (by key) on the day ``on``. One query."""
    rows = RiskOwner.objects.visible_to(user).on(on).filter(risk__in=risks)
    owners: defaultdict[int, list[str]] = defaultdict(list)
    for risk, name, post in rows.order_by("person__name", "person__post").values_list(
        "risk_id", "person__name", "person__post"
    ):
        owners[risk].append(name or post)
    return owners


def references_of(risks: Keys, user: Someone) -> dict[int, list[str]]:
    """What other registers call the risks (by key): “GBAF S03”. One query."""
    rows = RiskReference.objects.visible_to(user).filter(risk__in=risks)
    references: defaultdict[int, list[str]] = defaultdict(list)
    for risk, register, name, reference in rows.order_by("pk").values_list(
        "risk_id", "register", "register_name", "reference"
    ):
        references[risk].append(f"{name or Register(register).label} {reference}")
    return references


def directions_of(risks: Keys, user: Someone) -> dict[int, str]:
    """How the current score of the risks (by key) moved since the one before, in words: “Up from 12”. One query, one
    more where it moved in a matrix that has no scores.

    Those with one score only are left out. Scores on two matrices are not compared (DOMAIN A7).
    """
    rows = (
        Assessment.objects.visible_to(user)
        .filter(risk__in=risks, kind=AssessmentKind.CURRENT)
        .order_by("risk_id", F("superseded_at").asc(nulls_last=True))
        .values(
            "risk_id",
            "matrix_id",
            "cell_id",
            "cell__score",
            "cell__likelihood",
            "cell__impact",
            "band__label",
            "band__rank",
            "matrix__is_scored",
            "superseded_at",
        )
    )
    last_two: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        last_two[row["risk_id"]] = [*last_two[row["risk_id"]][-1:], row]
    moved = {
        risk: pair for risk, pair in last_two.items() if len(pair) == 2 and pair[1]["superseded_at"] is None
    }
    axes = axes_of({one["matrix_id"] for one, _ in moved.values() if not one["matrix__is_scored"]})
    return {risk: _moved(before, now, axes) for risk, (before, now) in moved.items()}


def _moved(before: dict[str, Any], now: dict[str, Any], axes: Mapping[int, Axes]) -> str:
    if before["matrix_id"] != now["matrix_id"]:
        return f"Was {_in_words(before, axes)} on another matrix"
    for name, shown in (("cell__score", "cell__score"), ("band__rank", "band__label")):
        if before[name] is not None and now[name] is not None:
            if before[name] == now[name]:
                return SAME
            return f"{'Up' if now[name] > before[name] else 'Down'} from {before[shown]}"
    return SAME if before["cell_id"] == now["cell_id"] else f"Was {_in_words(before, axes)}"


def _in_words(score: dict[str, Any], axes: Mapping[int, Axes]) -> str:
    """“Major, score 16”, “Severity High, likelihood Medium”, “Major”."""
    parts = [score["band__label"] or ""]
    if score["cell__score"] is not None:
        parts.append(f"score {score['cell__score']}")
    elif score["cell_id"]:
        parts.append(axes[score["matrix_id"]].in_words(score["cell__likelihood"], score["cell__impact"]))
    return ", ".join(part for part in parts if part)
