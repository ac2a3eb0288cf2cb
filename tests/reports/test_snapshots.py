"""Taking a snapshot."""

import json
from datetime import date
from uuid import uuid4

import pytest

from portfolios.models import (
    Body,
    Footprint,
    Initiative,
    Person,
    RatingSource,
    ReportingPeriod,
    ReportState,
)
from reports.actions import snapshots
from reports.models import Snapshot, SnapshotKind
from reports.models.snapshots import canonical, digest
from reports.snapshot_content import SCHEMA_VERSION, build
from risks.models import Risk
from stp_portal.accounts.models import User
from stp_portal.core.models import AuditEvent
from tests.factories import (
    AbbreviationFactory,
    AskFactory,
    AssessmentFactory,
    BodyFactory,
    HighlightReportFactory,
    InitiativeFactory,
    MeetingFactory,
    MilestoneFactory,
    PeriodFactory,
    PersonFactory,
    RatingFactory,
    RatingSchemeFactory,
    RiskFactory,
    RiskMatrixFactory,
    RiskOwnerFactory,
    RoleAssignmentFactory,
)
from tests.factories.registers import (
    AcceptanceFactory,
    ActionFactory,
    AssuranceFactory,
    ControlFactory,
    DependencyFactory,
    EscalationFactory,
    IssueFactory,
    OverseerFactory,
    RecommendationFactory,
    RecommendationUpdateFactory,
    ReviewFactory,
    RiskReferenceFactory,
    SupportingOfficerFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(footprint: Footprint) -> ReportingPeriod:
    InitiativeFactory(footprint=footprint, name="Urgent Care")
    return PeriodFactory(footprint=footprint)


def taken() -> int:
    return AuditEvent.objects.filter(event="snapshot.taken").count()


def test_a_snapshot_holds_the_record_as_canonical_text_with_its_hash(period: ReportingPeriod, priya: User):
    snapshot = snapshots.take(period=period, kind=SnapshotKind.WORKING, by=priya)
    assert snapshot.content == canonical(build(period))
    assert json.loads(snapshot.content) == snapshot.data
    assert snapshot.sha256 == digest(snapshot.content)
    assert (snapshot.schema_version, snapshot.taken_by, snapshot.footprint) == (
        SCHEMA_VERSION,
        priya,
        period.footprint,
    )


def test_an_unchanged_record_is_not_stored_twice(period: ReportingPeriod, priya: User):
    first = snapshots.take(period=period, kind=SnapshotKind.WORKING, by=priya)
    assert snapshots.take(period=period, kind=SnapshotKind.WORKING, by=None) == first
    assert Snapshot.objects.count() == taken() == 1


def test_a_changed_record_is_another_snapshot_and_the_first_stays_as_it_was(
    period: ReportingPeriod, priya: User
):
    first = snapshots.take(period=period, kind=SnapshotKind.WORKING, by=priya)
    text = first.content
    InitiativeFactory(footprint=period.footprint, name="Planned Care")
    second = snapshots.take(period=period, kind=SnapshotKind.WORKING, by=priya)
    assert second != first
    first.refresh_from_db()
    assert first.content == text


def test_locked_and_working_snapshots_are_kept_apart(period: ReportingPeriod, priya: User):
    working = snapshots.take(period=period, kind=SnapshotKind.WORKING, by=priya)
    locked = snapshots.take(period=period, kind=SnapshotKind.LOCKED, by=priya)
    assert working != locked
    assert working.sha256 == locked.sha256


def test_the_audit_trail_says_who_took_it(period: ReportingPeriod, priya: User):
    snapshot = snapshots.take(period=period, kind=SnapshotKind.LOCKED, by=priya)
    event = AuditEvent.objects.get(event="snapshot.taken")
    assert event.actor == priya.email
    assert event.after == {"kind": "locked", "sha256": snapshot.sha256}
    assert event.chain == period.footprint.slug


def test_the_command_line_takes_one_too(period: ReportingPeriod):
    assert snapshots.take(period=period, kind=SnapshotKind.WORKING, by=None).taken_by is None
    assert AuditEvent.objects.get(event="snapshot.taken").actor == "system: command line"


def _registers(risk: Risk, person: Person, number: int) -> None:
    """What stands beside the risk ``number``, where the order that it was added in is not that of its words."""
    footprint, private = risk.footprint, number == 2
    for reference in ("S 03", "O31"):
        RiskReferenceFactory(risk=risk, reference=reference)
    AssuranceFactory(control=ControlFactory(risk=risk, text=f"Control {number}"))
    action = ActionFactory(risk=risk, number=number, lead=person, text="Émigré nurses", due="Summer 2017")
    update = {"footprint": footprint, "on": date(2017, 9, 2), "status": "on_track"}
    action.updates.create(text="zwei", **update)
    action.updates.create(text="Eins", **update)
    EscalationFactory(risk=risk, reason="Nobody here can hold it.")
    AcceptanceFactory(risk=risk, accepted_on=date(2017, 9, 1), until=date(2017, 10, 31))
    IssueFactory(
        footprint=footprint, number=number, risk=risk, owner=person, title=risk.title, is_private=private
    )
    DependencyFactory(
        footprint=footprint,
        number=number,
        giver=risk.initiative,
        taker=risk.initiative.parent,
        text="A record",
        is_private=private,
    )
    review = ReviewFactory(footprint=footprint, key=f"review-{'zAä'[number - 1]}", title=risk.title)
    together = uuid4()
    for place in (1, 2):
        asked = RecommendationFactory(
            review=review, number=place, text="Ask", lead=person, is_private=private and place == 2
        )
        OverseerFactory(recommendation=asked, body=_body(footprint))
        SupportingOfficerFactory(recommendation=asked, person=person)
        RecommendationUpdateFactory(recommendation=asked, said_with=together)


def _body(footprint: Footprint) -> Body:
    return Body.objects.get(footprint=footprint)


# Changes only with what a snapshot holds (SCHEMA_VERSION) or with what a small record says; never with the database.
PINNED = "1e36fcdcccc1b7fb183e7a1de29332bd17cf10fe36e67aa4b24a80f27bebe9a9"


def test_a_small_record_has_the_same_hash_on_every_database(
    footprint: Footprint, initiative: Initiative, priya: User
):
    """Run on SQLite and on Postgres: names that the two sort differently, words outside of ASCII, private rows."""
    scheme = RatingSchemeFactory(footprint=footprint, key="rag")
    matrix = RiskMatrixFactory(footprint=footprint, key="npsa")
    august, september = (PeriodFactory(footprint=footprint, month=(2017, month)) for month in (8, 9))
    body = BodyFactory(footprint=footprint, key="slt", name="Führungsrunde", abbreviation="SLT")
    MeetingFactory(body=body)
    for position, (slug, name) in enumerate((("zebra", "zebra"), ("ada", "Ada"), ("ecole", "École “Ω” 🚑"))):
        child = InitiativeFactory(
            footprint=footprint, parent=initiative, kind="programme", slug=slug, name=name, position=7
        )
        person = PersonFactory(footprint=footprint, key=f"person-of-{slug}", name=f"{name} lead")
        RoleAssignmentFactory(initiative=child, person=person)
        last = RatingFactory(initiative=child, period=august, level=scheme.levels.last())
        given = {"source": RatingSource.CARRIED, "carried_from": last} if slug == "ada" else {}
        RatingFactory(initiative=child, period=september, level=scheme.levels.last(), **given)
        HighlightReportFactory(initiative=child, period=august, state=ReportState.SIGNED_OFF)
        report = HighlightReportFactory(
            initiative=child,
            period=september,
            state=ReportState.EXPECTED if slug == "ada" else ReportState.SUBMITTED,
            route_by="by March 2018",
            progress=["Line one.\nLine two.", "“Quoted” – and on."],
        )
        report.paragraphs.filter(position=2).update(is_private=True, private_reason="Section 43")
        AskFactory(initiative=child, body=body, period=september, key=f"ask-{slug}", position=position)
        MilestoneFactory(initiative=child, number=position + 1, title=name, forecast="Q3 17/18", position=0)
        risk = RiskFactory(footprint=footprint, number=position + 1, title=name, initiative=child)
        cell = matrix.cells.get(likelihood=4, impact=position + 1)
        AssessmentFactory(risk=risk, cell=cell, band=cell.band, assessed_on=date(2017, 9, 1))
        RiskOwnerFactory(risk=risk, person=person)
        AbbreviationFactory(footprint=footprint, term=name, expansion="An expansion")
        _registers(risk, person, position + 1)
    ReportingPeriod.objects.filter(pk=september.pk).update(state="locked")
    snapshot = snapshots.take(period=september, kind=SnapshotKind.LOCKED, by=priya)
    assert digest(canonical(json.loads(snapshot.content))) == snapshot.sha256
    assert snapshot.sha256 == PINNED
