"""The record of a locked period and the rows it was made of: both show the same, and old records as far as they go."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portfolios.access import standing_or_404
from reports.models import Snapshot
from reports.models.snapshots import canonical, digest
from reports.queries.frozen.record import record_of
from reports.queries.frozen.status import FrozenStatus
from reports.queries.periods import choose_period
from reports.queries.sources import LiveStatus
from stp_portal.accounts.roles import Permission
from tests.pages import read, row_of
from tests.reports.locked_pages.addresses import CARE, STATUS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["bea", "bob", "alice"])
def test_both_sources_show_the_same_on_the_day_of_the_lock(request, september, footprint, who):
    user = request.getfixturevalue(who)
    period = choose_period(footprint, user, "2017-09")
    assert period is not None
    sees_private = standing_or_404(user, "northmere").may(Permission.VIEW_PRIVATE)
    record = record_of(footprint, user, period.chosen, sees_private=sees_private)
    assert record is not None
    live = LiveStatus(footprint, user, period, date(2017, 9, 30))
    frozen = FrozenStatus(footprint, user, period, record)
    assert frozen.asks() == live.asks()
    assert frozen.risks() == live.risks()
    assert frozen.sittings(date(2017, 9, 30)) == live.sittings(date(2017, 9, 30))
    nowhere: dict[str, Any] = {"pk": 0, "parent_id": None}
    nodes = live.tree()
    assert [replace(node, **nowhere) for node in frozen.tree()] == [
        replace(node, **nowhere) for node in nodes
    ]

    def told(source: LiveStatus | FrozenStatus) -> list[list[object]]:
        levels = source.schemes()
        ratings = source.judgements(levels, source.tree())
        return [
            [levels.name, *(level.label for level in levels.in_force)],
            *(
                [
                    getattr(level, "label", None)
                    for one in period.history
                    for judgement in [ratings.of(node.pk, one.pk)]
                    for level in (judgement.effective, judgement.lead, judgement.pmo, judgement.calculated)
                ]
                for node in source.tree()
            ),
        ]

    assert told(frozen) == told(live)


def test_a_snapshot_of_the_first_version_is_shown_as_far_as_it_goes(client, bea, bob, september):
    """It had no descriptions, aliases, reasons of private marks, keys of people, numbers of milestones."""
    snapshot = Snapshot.objects.locked().get(period__slug="2017-09")
    data = snapshot.data
    for node in data["initiatives"]:
        for key in ("aliases", "description", "reporting", "ended_on", "dimensions", "not_updated"):
            del node[key]
        node["ratings"].pop("carried")
        for person in node["people"]:
            del person["key"], person["organisation"]
        for key in ("is_returned", "edited_on", "source", "route_owner", "route_by", "planned_outcomes"):
            node["report"].pop(key)
        for row in node["report"]["paragraphs"]:
            del row["private_reason"]
    for name in ("asks", "milestones", "risks"):
        for row in data[name]:
            del row["private_reason"]
            row.pop("number") if name == "milestones" else None
    del data["previous_period"], data["next_period"]
    data["schema_version"] = 1
    content = canonical(data)
    Snapshot.objects.filter(pk=snapshot.pk).update(content=content, sha256=digest(content), schema_version=1)
    assert "Private: the reason is not in the record A buyer was found." in read(client, bea, CARE)
    assert "R Red PMO’s rating; the lead’s is Amber Unchanged" in row_of(client, bea, STATUS, "Urgent Care P")
    assert "A buyer was found." not in read(client, bob, CARE)
    assert "The first ward is open." in read(client, bob, CARE)
