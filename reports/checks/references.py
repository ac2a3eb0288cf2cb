"""References of risks that do not tell them apart (DOMAIN A9 Q11)."""

import re
from collections.abc import Iterable
from typing import Any

from reports.checks.found import Found, advisory
from stp_portal.core.lists import listed

NOUGHT_OR_LETTER = re.compile(r"([0Oo])(\d+)")


def check_references(risks: Iterable[dict[str, Any]], where: str) -> list[Found]:
    """A finding for each reference that several risks have, and for those that begin with 0 beside others with O."""
    owners: dict[str, list[str]] = {}
    written: dict[str, str] = {}
    for risk in risks:
        references = [risk["reference"], *(one["reference"] for one in risk.get("references", []))]
        for reference in references:
            for part in filter(None, re.split(r"\s*[,;/]\s*", reference)):
                key = re.sub(r"\s+", "", part).upper()
                written.setdefault(key, part)
                names = owners.setdefault(key, [])
                if f"risk {risk['number']}" not in names:
                    names.append(f"risk {risk['number']}")
    found = [
        advisory(
            "reference-repeated",
            where,
            f"The reference {written[key]} stands for several risks: {listed(names)}.",
            "Give each risk a reference of its own, or say that they are one entry of the other register.",
        )
        for key, names in owners.items()
        if len(names) > 1
    ]
    return [*found, *_look_alikes(list(written.values()), where)]


def _look_alikes(references: list[str], where: str) -> list[Found]:
    """“025” beside “O31”: one of them was typed with the wrong sign."""
    heads = {"0": [], "O": []}  # type: dict[str, list[str]]
    for reference in references:
        if match := NOUGHT_OR_LETTER.fullmatch(reference.strip()):
            heads[match[1].upper()].append(reference)
    if not all(heads.values()):
        return []
    return [
        advisory(
            "reference-repeated",
            where,
            f"{listed(heads['0'])} {'begins' if len(heads['0']) == 1 else 'begin'} with a nought and "
            f"{listed(heads['O'])} with the letter O: they may belong to the same register.",
            "Look them up in their register, and write all of them the same way.",
        )
    ]
