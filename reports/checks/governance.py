"""Who answers for an initiative: somebody who leads it should not be its sponsor too (DOMAIN A8 rule 19)."""

from collections.abc import Sequence
from typing import Any

from reports.checks.found import Found, advisory

# Who the lead answers to.
ABOVE_THE_LEAD = ("sponsor", "sro")


def check_leads_and_sponsors(nodes: Sequence[dict[str, Any]], where: str) -> list[Found]:
    """A finding for each initiative one of whose leads is its sponsor or senior responsible owner."""
    found = []
    for node in nodes:
        leads = {_who(person): person for person in node["people"] if person["role"] == "lead"}
        both = [
            (leads[_who(person)], person["role_name"])
            for person in node["people"]
            if person["role"] in ABOVE_THE_LEAD and _who(person) in leads
        ]
        found += [
            advisory(
                "lead-is-sponsor",
                f"{where}, {node['name']}",
                f"{person['name'] or person['post']} is its lead and its {role[0].lower()}{role[1:]}; "
                "whoever leads should answer to somebody else.",
                "Name somebody else for one of the two, or tell the board why there is nobody.",
            )
            for person, role in both
        ]
    return found


def _who(person: dict[str, Any]) -> tuple[str, ...]:
    """The key of a person; snapshots of version 1 have only names and posts."""
    return (person["key"],) if "key" in person else (person["name"], person["post"])
