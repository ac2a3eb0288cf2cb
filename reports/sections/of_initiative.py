"""What the record promises of one initiative: reads that outcomes, roles and deliverables share."""

from typing import Any

from portfolios.models import InitiativeKind
from reports.checks.absence import check_absence
from reports.checks.found import Found, advisory
from reports.sections.base import Setting
from reports.sections.options import OptionField, OptionKind

Row = dict[str, Any]

INITIATIVE = OptionField(
    "initiative", "Initiative", OptionKind.INITIATIVE, "If blank: those of the whole area, by initiative."
)


def node_of(setting: Setting, section: Row) -> Row | None:
    """The initiative that the section's option names; None where it names none, or one that did not live then."""
    slug = section["options"].get("initiative")
    return next((node for node in setting.snapshot["initiatives"] if node["slug"] == slug), None)


def nodes_of(setting: Setting, section: Row) -> list[Row]:
    """The initiative that the option names, alone; without the option all, in the order of the tree."""
    if "initiative" not in section["options"]:
        return list(setting.snapshot["initiatives"])
    node = node_of(setting, section)
    return [node] if node else []


def noun_of(node: Row) -> str:
    """What papers call an initiative of its kind: a portfolio is a programme to them."""
    return "programme" if node["kind"] == InitiativeKind.PORTFOLIO else node["kind"]


def none_recorded(setting: Setting, noun: str, *lists: str) -> str:
    """“No deliverable is recorded.” ``lists`` of the snapshot: where private rows of them are left out, it says so."""
    public = "public " if setting.leaves_out(*lists) else ""
    return f"No {public}{noun} is recorded."


def check_recorded(setting: Setting, section: Row, where: str, empty: str) -> list[Found]:
    """A finding where the section prints ``empty`` (blank where it prints rows), or its initiative is not there."""
    slug = section["options"].get("initiative")
    if slug and node_of(setting, section) is None:
        return [
            advisory(
                "initiative-missing",
                where,
                f"The record of {setting.snapshot['period']['label']} has no initiative “{slug}”.",
                "Choose another in the paper type, or put right when it started and ended.",
            )
        ]
    return check_absence(where, empty)
