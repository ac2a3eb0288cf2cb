"""Pages and papers of a locked period: whatever is changed in the record afterwards moves nothing of them."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portfolios.access import standing_or_404
from portfolios.models import (
    Ask,
    AskState,
    Footprint,
    HighlightReport,
    Initiative,
    InitiativeAlias,
    Meeting,
    Milestone,
    Outcome,
    Person,
    PlannedOutcome,
    Rating,
    RatingSource,
    ReportingPeriod,
    ReportParagraph,
    ReportPart,
    ReportState,
    RoleAssignment,
)
from reports.actions import periods, runs
from reports.compilation import compile_paper
from reports.models import Paper, Snapshot
from reports.models.snapshots import canonical, digest
from reports.queries.frozen.record import _public, _read, record_of
from reports.queries.frozen.status import FrozenStatus
from reports.queries.periods import choose_period
from reports.queries.sources import LiveStatus
from risks.models import Assessment, Risk, RiskStatus
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from tests.factories import (
    AskFactory,
    AssessmentFactory,
    BodyFactory,
    HighlightReportFactory,
    InitiativeFactory,
    MeetingFactory,
    MilestoneFactory,
    OrganisationFactory,
    PaperFactory,
    PeriodFactory,
    PersonFactory,
    RatingFactory,
    ReportParagraphFactory,
    RiskFactory,
    RiskOwnerFactory,
    RoleAssignmentFactory,
)
from tests.pages import read, row_of

pytestmark = pytest.mark.django_db

PRIVATE = {"is_private": True, "private_reason": "Section 43: commercial interests."}
STATUS = "/northmere/?period=2017-09"
CARE = "/northmere/initiatives/urgent-care/?period=2017-09"
FRAILTY = "/northmere/initiatives/frailty/?period=2017-09"
ADDRESSES = (
    STATUS,
    f"{STATUS}&under=urgent-care",
    f"{STATUS}&rating=red",
    CARE,
    FRAILTY,
    "/northmere/periods/2017-09/changes/",
)


@pytest.fixture
def record(
    footprint: Footprint, initiative: Initiative, alice: User, sam: User, priya: User
) -> ReportingPeriod:
    """September 2017, open, with rows of every kind, public and private; two months before it are locked."""
    july, august, september, _ = (
        PeriodFactory(footprint=footprint, month=(2017, month)) for month in (7, 8, 9, 10)
    )
    Initiative.objects.filter(pk=initiative.pk).update(description="Care at any hour.", short_name="Care")
    InitiativeAlias.objects.create(footprint=footprint, initiative=initiative, name="The first programme")
    frailty = InitiativeFactory(
        footprint=footprint, parent=initiative, kind="programme", slug="frailty", name="Frailty"
    )
    nurse = PersonFactory(
        footprint=footprint,
        key="nurse",
        name="Nora Nurse",
        organisation=OrganisationFactory(footprint=footprint, name="A trust"),
    )
    RoleAssignmentFactory(initiative=frailty, person=nurse)
    for month, word in ((july, "Green"), (august, "Red"), (september, "Amber")):
        RatingFactory(initiative=initiative, period=month, word=word)
        HighlightReportFactory(initiative=initiative, period=month, state=ReportState.SIGNED_OFF)
    RatingFactory(initiative=initiative, period=september, word="Red", source=RatingSource.PMO)
    RatingFactory(initiative=frailty, period=august, word="Red")
    HighlightReportFactory(initiative=frailty, period=august, state=ReportState.SIGNED_OFF)
    HighlightReportFactory(
        initiative=frailty,
        period=september,
        state=ReportState.DRAFT,
        progress=["Half written, never returned."],
    )
    RatingFactory(initiative=frailty, period=september, word="Green")
    returned = HighlightReport.objects.get(initiative=initiative, period=september)
    HighlightReport.objects.filter(pk=returned.pk).update(
        route_to_green="Recruit two nurses.", source="Board paper of September"
    )
    ReportParagraphFactory(report=returned, position=1, text="The first ward is open.")
    ReportParagraphFactory(report=returned, position=2, text="A buyer was found.", is_private=True)
    ReportParagraphFactory(report=returned, part=ReportPart.PLANNED, position=1, text="Open the second ward.")
    PlannedOutcome.objects.create(
        footprint=footprint, report=returned, position=1, text="Open the first ward", outcome=Outcome.DONE
    )
    body = BodyFactory(footprint=footprint, key="slt", name="System Leadership Team", abbreviation="SLT")
    for held in (date(2017, 9, 20), date(2017, 10, 18)):
        MeetingFactory(body=body, date=held)
    common = {"initiative": initiative, "body": body, "period": september}
    AskFactory(key="staff", text="the workforce plan.", **common)
    AskFactory(key="sale", text="the sale of the site.", purpose="decision", **common, **PRIVATE)
    MilestoneFactory(initiative=initiative, number=1, title="Open the second ward", forecast="December 2017")
    MilestoneFactory(initiative=initiative, number=2, title="Sign the sale", **PRIVATE)
    for number, title, extra in (
        (1, "Too few nurses", {}),
        (2, "The buyer leaves", PRIVATE),
        (3, "Rain", {}),
    ):
        risk = RiskFactory(
            footprint=footprint, number=number, title=title, initiative=initiative, score=(4, 4), **extra
        )
        RiskOwnerFactory(risk=risk, person=nurse)
    PaperFactory(
        paper_type__footprint=footprint,
        period=september,
        texts={"report": "There are {{ risks.total }} risks."},
    )
    for month in (july, august):
        periods.lock(period=month, version=1, by=priya)
    return september


@pytest.fixture
def september(record: ReportingPeriod, priya: User) -> ReportingPeriod:
    """The same, locked."""
    periods.lock(period=record, version=1, by=priya, accept=["frailty"])
    record.refresh_from_db()
    return record


def main(client: Client, user: User, address: str) -> str:
    """What stands on the page itself, without the frame around it."""
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    found = re.search(r"<main.*</main>", response.content.decode(), flags=re.DOTALL)
    assert found
    return found[0]


def bytes_of_paper() -> tuple[str, bytes, bytes]:
    run = runs.request(paper=Paper.objects.get(), by=None)
    compiled = compile_paper(run.snapshot.data, json.loads(run.input))
    return run.snapshot.sha256, compiled.pdf, compiled.html


def change_everything(footprint: Footprint, by: User) -> None:
    """What anybody may do on later days, and what nobody may any more."""
    care = Initiative.objects.get(slug="urgent-care")
    Initiative.objects.update(
        name="Renamed", short_name="New", description="Another one.", category="place", is_rated=False
    )
    Initiative.objects.filter(slug="frailty").update(parent=None, kind="portfolio", ended_on=date(2017, 9, 2))
    InitiativeFactory(footprint=footprint, name="Brand new", started_on=date(2017, 9, 1))
    InitiativeAlias.objects.update(name="Another alias")
    Person.objects.update(name="Somebody else", post="Another post", organisation=None)
    RoleAssignment.objects.update(valid_to=date(2017, 9, 3))
    RoleAssignmentFactory(initiative=care, person=PersonFactory(footprint=footprint), role="sponsor")
    answered = {"state": AskState.ANSWERED, "outcome_text": "Agreed.", "verb": "forget", "text": "it all."}
    Ask.objects.update(**answered, answered_at=datetime(2017, 10, 18, tzinfo=UTC), answered_by=by)
    AskFactory(initiative=care, period=ReportingPeriod.objects.get(slug="2017-09"), text="something new.")
    Milestone.objects.update(title="Moved", forecast="June 2019", actual="May 2019", heading="Elsewhere")
    Risk.objects.filter(number=1).update(
        status=RiskStatus.CLOSED, closed_reason="All is well.", title="Closed"
    )
    Assessment.objects.update(superseded_at=datetime(2017, 10, 1, tzinfo=UTC))
    AssessmentFactory(risk=Risk.objects.get(number=2), factors=(1, 1))
    RiskFactory(footprint=footprint, number=9, initiative=care, title="Brand new risk", score=(5, 5))
    Meeting.objects.filter(date=date(2017, 9, 20)).update(date=date(2017, 9, 30))
    ReportParagraph.objects.update(text="Rewritten.")
    PlannedOutcome.objects.update(text="Rewritten.")
    HighlightReport.objects.filter(period__slug="2017-09").update(
        state=ReportState.DRAFT, route_to_green="Another route.", not_updated_days=None, carried_from=None
    )
    level = Rating.objects.filter(level__label="Green").first()
    assert level is not None
    now = ReportingPeriod.objects.filter(slug__in=["2017-08", "2017-09"])
    Rating.objects.filter(period__in=now).update(level=level.level, reason="Changed.")


@pytest.mark.parametrize("who", ["bea", "bob", "alice", "priya"])
def test_whatever_is_changed_after_the_lock_the_pages_stay_as_they_are(
    client, request, september, footprint, priya, who
):
    user = request.getfixturevalue(who)
    before = {address: main(client, user, address) for address in ADDRESSES}
    change_everything(footprint, priya)
    for address, page in before.items():
        assert main(client, user, address) == page, address


def test_whatever_is_changed_after_the_lock_the_snapshot_and_the_paper_stay_as_they_are(
    september, footprint, priya
):
    before = bytes_of_paper()
    change_everything(footprint, priya)
    snapshot = Snapshot.objects.locked().get(period__slug="2017-09")
    assert digest(canonical(snapshot.data)) == snapshot.sha256 == before[0]
    assert bytes_of_paper() == before


def test_the_changes_of_this_test_would_move_a_page_that_is_drawn_from_rows(
    client, bea, record, footprint, priya
):
    before = {address: main(client, bea, address) for address in ADDRESSES}
    change_everything(footprint, priya)
    for address, page in before.items():
        assert main(client, bea, address) != page


class TestWhatTheyShow:
    """Each thing on the page of a locked period, so that nothing is left out of it."""

    def test_the_status_page_says_when_and_by_whom_it_was_locked(self, client, bea, september):
        page = read(client, bea, STATUS)
        locked_on = f"{september.locked_at.day} {september.locked_at:%B %Y}"
        assert (
            f"Data as at 30 September 2017. As locked on {locked_on} by Priya Office: later changes are not shown "
            "here." in page
        )
        assert "those open today" not in page

    def test_the_ratings_with_their_changes_and_history(self, client, bea, september):
        row = row_of(client, bea, STATUS, "Urgent Care Portfolio")
        assert row == ("Urgent Care Portfolio R Red PMO’s rating; the lead’s is Amber Unchanged Signed off")
        assert "Urgent Care G Green R Red R Red" in read(client, bea, STATUS)

    def test_a_rating_that_was_carried_forward_is_marked_with_its_age(self, client, bea, september):
        assert row_of(client, bea, STATUS, "Frailty") == (
            "Frailty Programme R Red Not updated, 30 days Unchanged Not returned"
        )
        page = read(client, bea, FRAILTY)
        assert "Rating R Red Off Track Not updated, 30 days Given by Carried forward from August 2017" in page
        assert "Not returned." in page
        assert "Nothing had come in when September 2017 was locked." in page
        assert "Half written" not in page

    def test_risks_asks_and_meetings(self, client, bea, september):
        page = read(client, bea, STATUS)
        assert "Open risks at the lock 3 risks: 3 (100%) Major." in page
        assert "For discussion: asked to discuss the workforce plan. Care, raised in September 2017" in page
        assert "For decision: asked to discuss the sale of the site." in page
        assert row_of(client, bea, STATUS, "System Leadership Team") == (
            "System Leadership Team 20 September 2017 18 October 2017"
        )

    def test_the_page_of_an_initiative(self, client, bea, september):
        page = read(client, bea, CARE)
        for shown in (
            "Portfolio Urgent Care Also known as The first programme. Care at any hour.",
            "As locked on",
            "Lead’s rating A Amber",
            "PMO’s rating R Red",
            "Route to green Recruit two nurses.",
            "Calculated rating",
            "Signed off. Source: Board paper of September.",
            "Progress since the last report The first ward is open.",
            "Private: Section 43: commercial interests. A buyer was found.",
            "Planned next Open the second ward.",
            "Open asks at the lock For decision: System Leadership Team asked to discuss the sale of the site.",
            "Baseline March 2018 Forecast December 2017 Actual – State on 30 September 2017 On plan",
            "Open risks at the lock 3 risks: 3 (100%) Major.",
            "Risk 2: The buyer leaves Private: Section 43: commercial interests. Ma Major Score 16",
            "Frailty Programme R Red",
            "Senior responsible owner Sam Owner, Programme manager",
            "Lead Alice Lead",
            "August 2017 R Red Worsened July 2017 G Green",
        ):
            assert shown in page, shown

    def test_who_held_a_role_then_finds_their_own_initiatives(self, client, alice, bea, september):
        assert "Your reports Urgent Care" in read(client, alice, STATUS)
        RoleAssignment.objects.update(valid_to=date(2017, 10, 1))
        assert "Your reports Urgent Care" in read(client, alice, STATUS)
        assert "Your reports" not in read(client, bea, STATUS)

    def test_links_go_to_pages_of_the_same_period(self, client, alice, september):
        for address in (STATUS, CARE, FRAILTY):
            for link in re.findall(r'href="(/northmere/initiatives/[^"]*)"', main(client, alice, address)):
                assert link.endswith(("?period=2017-09", "/reports/2017-09/")), (address, link)
        client.force_login(alice)
        assert (
            'href="/northmere/initiatives/urgent-care/?period=2017-09"'
            in client.get(FRAILTY).content.decode()
        )

    def test_an_initiative_that_did_not_run_then_is_shown_as_it_stands_today(self, client, bea, september):
        InitiativeFactory(
            footprint=september.footprint, slug="later", name="Later", started_on=date(2017, 10, 1)
        )
        page = read(client, bea, "/northmere/initiatives/later/?period=2017-09")
        assert "Portfolio Later" in page
        assert "As locked" not in page

    def test_an_initiative_that_is_nowhere_is_not_found(self, client, bea, september):
        read(client, bea, "/northmere/initiatives/nowhere/?period=2017-09", 404)

    def test_a_locked_period_without_a_snapshot_is_drawn_from_rows_and_says_so(self, client, bea, record):
        Snapshot.objects.all().delete()
        page = read(client, bea, "/northmere/?period=2017-08")
        assert "August 2017 (locked)" in page
        assert "Risks and asks are those open today." in page

    def test_of_two_locks_the_last_counts(self, client, bea, september, priya, initiative):
        periods.reopen(period=september, version=2, reason="The PMO takes its rating back.", by=priya)
        assert "the period is open and these figures still move" in read(client, bea, STATUS)
        Rating.objects.filter(source=RatingSource.PMO).update(superseded_at=datetime(2017, 10, 1, tzinfo=UTC))
        september.refresh_from_db()
        periods.lock(period=september, version=3, by=priya, accept=["frailty"])
        assert "A Amber Improved, was Red" in row_of(client, bea, STATUS, "Urgent Care Portfolio")


class TestRights:
    MARKS = (
        "A buyer was found.",
        "the sale of the site",
        "Sign the sale",
        "The buyer leaves",
        "commercial interests",
    )

    def test_who_may_read_private_material_reads_it(self, client, bea, september):
        pages = " ".join(read(client, bea, address) for address in (STATUS, CARE))
        for text in self.MARKS:
            assert text in pages

    def test_an_observer_reads_and_counts_what_is_public(self, client, bob, september):
        status, care = read(client, bob, STATUS), read(client, bob, CARE)
        for text in self.MARKS:
            assert text not in status + care
        assert "Open risks at the lock 2 risks: 2 (100%) Major. Public risks only." in status
        assert "The first ward is open." in care

    def test_what_was_marked_private_since_is_gone_for_an_observer(self, client, bob, september):
        before = read(client, bob, STATUS) + read(client, bob, CARE)
        shown = ("The first ward is open.", "the workforce plan", "Open the second ward", "Too few nurses")
        for text in shown:
            assert text in before
        for model in (ReportParagraph, PlannedOutcome, Ask, Milestone):
            model.objects.update(**PRIVATE)
        Risk.objects.filter(number=1).update(**PRIVATE)
        after = read(client, bob, STATUS) + read(client, bob, CARE)
        for text in shown:
            assert text not in after
        assert "1 risk: 1 (100%) Major" in after

    def test_a_mark_that_was_lifted_since_lets_nothing_out(self, client, bob, september):
        for model in (ReportParagraph, Ask, Milestone, Risk):
            model.objects.update(is_private=False, private_reason="")
        pages = " ".join(read(client, bob, address) for address in (STATUS, CARE))
        for text in self.MARKS:
            assert text not in pages

    def test_a_stranger_gets_nothing(self, client, charlie, september):
        for address in (STATUS, CARE):
            read(client, charlie, address, 404)


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


@pytest.mark.parametrize("address", [STATUS, CARE])
@pytest.mark.parametrize("who", ["bea", "bob"])
def test_it_asks_as_often_for_forty_initiatives_as_for_three(
    client, request, record, priya, initiative, address, who
):
    user = request.getfixturevalue(who)

    def asked() -> int:
        main(client, user, address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    periods.lock(period=record, version=1, by=priya, accept=["frailty"])
    few = asked()
    record.refresh_from_db()
    periods.reopen(period=record, version=2, reason="More of them.", by=priya)
    for number in range(40):
        child = InitiativeFactory(footprint=record.footprint, parent=initiative, kind="programme")
        report = HighlightReportFactory(initiative=child, period=record, state=ReportState.SIGNED_OFF)
        ReportParagraphFactory(report=report, position=1, is_private=number % 2 == 0)
        RatingFactory(initiative=child, period=record)
        RiskFactory(footprint=record.footprint, number=100 + number, initiative=child, score=(3, 3))
        AskFactory(initiative=child, period=record)
    record.refresh_from_db()
    periods.lock(period=record, version=3, by=priya, accept=["frailty"])
    assert asked() == few <= 11


def test_a_record_that_this_process_has_not_read_costs_one_query_more(client, bob, september):
    client.force_login(bob)
    _read.cache_clear()
    _public.cache_clear()
    with CaptureQueriesContext(connection) as queries:
        client.get(STATUS)
    assert len(queries) <= 12


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
