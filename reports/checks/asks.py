"""Asks that point at something the paper does not print."""

from collections.abc import Sequence
from typing import Any

from reports.checks.found import Found, advisory


def check_asks(groups: Sequence[dict[str, Any]]) -> list[Found]:
    """A finding for each ask that ends with a colon and is followed by nothing (DOMAIN A9 Q2)."""
    return [
        advisory(
            "nothing-follows",
            f"Paragraph {row['sentence'].number}",
            "The sentence ends with a colon, but nothing follows it.",
            "Link the risk the ask is about, add its background, or end the sentence.",
        )
        for group in groups
        for row in group["asks"]
        if row["sentence"].text.endswith(":") and not row["background"]
    ]
