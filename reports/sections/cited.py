"""The sources of what sections print, by the kind of record. Their addresses are the portal's own pages.

The addresses are written out rather than looked up: the same record gives the same bytes, whatever the portal is asked
for meanwhile. A test follows each.
"""

from typing import TYPE_CHECKING, Any

from reports.changes import Change
from reports.dates import long
from reports.snapshot_content.reading import not_due, not_updated, previous_period
from reports.sources import Source

if TYPE_CHECKING:
    from reports.sections.base import Setting

Row = dict[str, Any]


def of_status(setting: "Setting", node: Row) -> Source:
    """The rating that counts of an initiative. One that was carried forward is told as at the period it is of."""
    is_old = not node["ratings"].get("pmo")
    old = (not_updated(node) or not_due(node)) if is_old else None
    return setting.source(
        "Status",
        _initiative(node),
        _page_now(setting, node),
        as_at=(old or {}).get("since", ""),
    )


def of_previous_status(setting: "Setting", node: Row) -> Source | None:
    """The rating of the period before; None where the record does not say which that was."""
    before = previous_period(setting.snapshot)
    if before is None:
        return None
    address = _page_of(setting, node, before["slug"])
    return setting.source("Previous status", _initiative(node), address, as_at=long(before["last_day"]))


def of_month(setting: "Setting", period: Row) -> Source:
    """The statuses of a whole month: one source for all initiatives, on the status page of that period.

    ``period``: one of the record's ``rating_history``, or the period itself, whose record goes to its cut-off.
    """
    is_this = period["slug"] == setting.snapshot["period"]["slug"]
    return setting.source(
        "Status",
        f"Status of all initiatives in {period['label']}",
        f"{_place(setting)}/?period={period['slug']}",
        as_at="" if is_this else long(period["last_day"]),
    )


def of_risk_counts(setting: "Setting") -> Source:
    """Figures counted from the register of risks."""
    return setting.source("Number of risks", "Register of risks", f"{_place(setting)}/risks/")


def of_risk(setting: "Setting", risk: Row) -> Source:
    """The scores of a risk, by its number: its title may be nothing for a public paper."""
    current = risk["scores"].get("current") or {}
    record = f"Risk {risk['number']}"
    address = f"{_place(setting)}/risks/{risk['number']}/"
    return setting.source("Assessment", record, address, as_at=long(current.get("assessed_on")))


def of_ask(setting: "Setting", ask: Row) -> Source:
    """How an ask stands."""
    record = f"Ask of {ask['period_label']}: {ask['heading']}"
    return setting.source("Ask and answer", record, f"{_place(setting)}/asks/{ask['period']}/{ask['key']}/")


def of_recommendation(setting: "Setting", review: Row, row: Row) -> Source:
    """How a recommendation of a review stands; as at its last update, where it has one."""
    return setting.source(
        "Status",
        f"Recommendation {row['number']} of {review['title']}",
        f"{_place(setting)}/reviews/{review['key']}/{row['number']}/",
        as_at=_last_update(row),
    )


def of_row(setting: "Setting", what: str, record: str, row: Row) -> Source:
    """A row that has no page of its own in the portal: it is on that of its initiative, or of the whole area."""
    node = next((one for one in setting.snapshot["initiatives"] if one["slug"] == row["initiative"]), None)
    return setting.source(what, record, _page_now(setting, node) if node else _whole_area(setting))


def of_action(setting: "Setting", action: Row) -> Source:
    """How an action stands; as at its last update, where it has one."""
    return setting.source(
        "Status",
        f"Action {action['number']}",
        f"{_place(setting)}/actions/{action['number']}/",
        as_at=_last_update(action),
    )


def of_promises(setting: "Setting", node: Row, what: str) -> Source:
    """What is recorded of an initiative itself, such as its deliverables, its outcomes or who has which role."""
    return setting.source(what, _initiative(node), _page_now(setting, node))


def of_whole_area(setting: "Setting", what: str) -> Source:
    """What is recorded of the whole area and of no initiative, such as its outcomes."""
    return setting.source(what, f"{what} of the whole area", _whole_area(setting))


def of_change(setting: "Setting", change: Change) -> Source:
    """What changed since last time: of a risk, or of an initiative that the record has; else the comparison."""
    if change.risk is not None:
        return setting.source(
            "What changed", f"Risk {change.risk}", f"{_place(setting)}/risks/{change.risk}/"
        )
    node = next((one for one in setting.snapshot["initiatives"] if one["slug"] == change.initiative), None)
    return of_promises(setting, node, "What changed") if node else of_comparison(setting)


def of_comparison(setting: "Setting") -> Source:
    """The whole comparison of a period with the one before it."""
    period = setting.snapshot["period"]
    return setting.source(
        "What changed",
        f"What changed in {period['label']}",
        f"{_place(setting)}/periods/{period['slug']}/changes/",
    )


def _place(setting: "Setting") -> str:
    return f"/{setting.snapshot['footprint']['slug']}"


def _whole_area(setting: "Setting") -> str:
    return f"{_place(setting)}/?period={setting.snapshot['period']['slug']}"


def _page_of(setting: "Setting", node: Row, period: str) -> str:
    return f"{_place(setting)}/initiatives/{node['slug']}/?period={period}"


def _page_now(setting: "Setting", node: Row) -> str:
    return _page_of(setting, node, setting.snapshot["period"]["slug"])


def _last_update(tracked: Row) -> str:
    """The day of it, in words; blank for none, so that the day of the record counts."""
    updates = tracked["updates"]
    return long(updates[-1]["on"]) if updates else ""


def _initiative(node: Row) -> str:
    return f"{node['kind'].capitalize()} {node['name']}"
