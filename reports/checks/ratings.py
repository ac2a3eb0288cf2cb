"""Ratings: missing, without a reason (DOMAIN A8 rule 3), or in other words than the scheme's (DOMAIN A9 Q1)."""

from collections.abc import Iterable, Sequence
from typing import Any

from reports.checks.found import Found, advisory
from reports.snapshot_content.reading import is_between_turns, standing_rating


def check_ratings(nodes: Sequence[dict[str, Any]], where: str = "Portfolio Summary") -> list[Found]:
    """Findings about the ratings of ``nodes`` that the part of the paper called ``where`` prints.

    None is missing of an initiative that reports every second period, and not in this one.
    """
    found = [finding for node in nodes for finding in _of_one(node, f"{where}, {node['name']}")]
    return found + check_schemes(map(standing_rating, nodes), where)


def check_schemes(ratings: Iterable[dict[str, Any] | None], where: str) -> list[Found]:
    """A finding for ratings of different schemes that stand side by side (DOMAIN A9 Q3)."""
    schemes = sorted({rating["scheme"] for rating in ratings if rating})
    if len(schemes) < 2:
        return []
    return [
        advisory(
            "schemes-mixed",
            where,
            f"Ratings of {len(schemes)} schemes stand side by side ({', '.join(schemes)}); their words do not mean the "
            "same, though some look alike.",
            "Rate all of them by the scheme in force, or print each group with its key apart.",
        )
    ]


def _of_one(node: dict[str, Any], where: str) -> list[Found]:
    rating = standing_rating(node)
    if rating is None and is_between_turns(node):
        return []
    if rating is None:
        return [
            advisory(
                "rating-missing",
                where,
                "There is no rating for this period; the paper prints “Not recorded”.",
                "Ask the lead for a rating, or record the PMO's.",
            )
        ]
    found = []
    label, printed = rating["level"]["label"], rating["as_printed"]
    if printed and printed.casefold() != label.casefold():
        found.append(
            advisory(
                "rating-word",
                where,
                f"The return says “{printed}”, which is not in the key; it is read, and printed, as “{label}”.",
                f"Tell the lead to use the key's words, and correct the return if {label} is not what was meant.",
            )
        )
    if rating["level"]["rank"] > 1 and not rating["reason"].strip():
        found.append(
            advisory(
                "rating-reason",
                where,
                f"{label} is given without a reason.",
                "Ask the lead why, and what brings the rating back to the best.",
            )
        )
    lead, pmo = node["ratings"]["lead"], node["ratings"]["pmo"]
    if lead and pmo and lead["level"]["label"] != pmo["level"]["label"]:
        found.append(
            advisory(
                "rating-disputed",
                where,
                f"The lead says {lead['level']['label']}, the PMO {pmo['level']['label']}; the paper prints the PMO's.",
                "Agree on one rating, or be ready to explain the difference to the board.",
            )
        )
    return found
