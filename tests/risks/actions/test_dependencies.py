"""Dependencies: agreed by both ends, a slip told the same day, no ring, nothing lost."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolios.models import InitiativeRole, Notice, NoticeKind
from risks.actions import dependencies
from risks.due_dates import slip
from risks.models import Dependency, DependencyStatus, DependencyUpdate
from risks.rings import chain
from stp_portal.accounts.roles import Role
from stp_portal.core.base import Conflict
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.models import AuditEvent
from tests.cast import holder
from tests.factories import DependencyFactory, InitiativeFactory, UserFactory


def days(number: int) -> FuzzyDate:
    """The day that many days from today."""
    return FuzzyDate.of(timezone.localdate() + timedelta(days=number))


NO_DATE = FuzzyDate.parse("")


@pytest.fixture
def digital(footprint):
    return InitiativeFactory(footprint=footprint, slug="digital", name="Digital")


@pytest.fixture
def dan(footprint, digital):
    """Leads Digital."""
    return holder(
        digital,
        UserFactory(name="Dan Digital", email="dan@example.org", role=Role.LEAD, footprint=footprint),
        InitiativeRole.MANAGER,
    )


@pytest.fixture
def raised(footprint, initiative, digital, alice, dan):
    """What Urgent Care needs of Digital, raised by Alice who leads Urgent Care."""
    return dependencies.raise_dependency(
        footprint=footprint,
        giver=digital,
        taker=initiative,
        text="The shared care record",
        needed_by=days(60),
        by=alice,
    )


def test_one_raised_is_confirmed_by_its_own_end_and_the_other_is_told(raised, alice, dan):
    assert (raised.number, raised.status) == (1, DependencyStatus.OPEN)
    assert raised.taker_confirmed_by == alice
    assert raised.giver_confirmed_at is None
    assert not raised.is_agreed
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (dan, NoticeKind.DEPENDENCY)
    assert notice.text == "Digital to Urgent Care, dependency 1: waits for you to confirm it."
    event = AuditEvent.objects.get(event="dependency.raised")
    assert event.after["giver"] == "Digital"
    assert event.after["confirmed by"] == ["taker"]


def test_the_other_end_confirms_it(raised, dan):
    agreed = dependencies.confirm(dependency=raised, version=raised.version, end="giver", by=dan)
    assert agreed.is_agreed
    again = dependencies.confirm(dependency=raised, version=1, end="giver", by=dan)
    assert again.version == agreed.version
    assert AuditEvent.objects.filter(event="dependency.confirmed").count() == 1


def test_nobody_confirms_for_the_other_end(raised, alice):
    with pytest.raises(ValidationError, match="Only those who keep Digital confirm it for the giver"):
        dependencies.confirm(dependency=raised, version=raised.version, end="giver", by=alice)


def test_the_pmo_confirms_both_ends_as_it_records_it(footprint, initiative, digital, priya):
    row = dependencies.raise_dependency(
        footprint=footprint, giver=digital, taker=initiative, text="Staff", needed_by=days(9), by=priya
    )
    assert row.is_agreed


def test_a_slip_is_told_to_the_taker_the_same_day_and_is_to_be_confirmed_anew(raised, alice, dan):
    row = dependencies.confirm(dependency=raised, version=raised.version, end="giver", by=dan)
    Notice.objects.all().delete()
    row = dependencies.change(
        dependency=row,
        version=row.version,
        text=row.text,
        needed_by=row.needed_by,
        promised=days(81),
        reason="The supplier is late.",
        on=timezone.localdate(),
        by=dan,
    )
    notice = Notice.objects.get()
    assert notice.user == alice
    assert notice.text == "Digital to Urgent Care, dependency 1: now comes 21 days after it is needed."
    assert row.taker_confirmed_at is None
    assert row.giver_confirmed_by == dan
    update = DependencyUpdate.objects.get()
    assert (update.promised_before, update.promised_after) == (NO_DATE, days(81))
    assert update.reason == "The supplier is late."


def test_of_a_private_one_no_word_is_mailed(footprint, initiative, digital, alice, dan):
    row = dependencies.raise_dependency(
        footprint=footprint,
        giver=digital,
        taker=initiative,
        text="The secret site",
        needed_by=days(9),
        private_reason="Section 43",
        by=alice,
    )
    assert Notice.objects.get().text == f"Dependency {row.number}: waits for you to confirm it."
    event = AuditEvent.objects.get(event="dependency.raised")
    assert "secret" not in str(event.after)


def test_each_end_changes_its_own_date(raised, alice, dan):
    with pytest.raises(ValidationError) as refused:
        dependencies.change(
            dependency=raised,
            version=raised.version,
            text=raised.text,
            needed_by=days(90),
            promised=NO_DATE,
            reason="We can wait.",
            on=timezone.localdate(),
            by=dan,
        )
    assert refused.value.message_dict == {
        "needed_by": [
            "By when it is needed is for Urgent Care to say. Change what you promise instead.",
        ]
    }
    with pytest.raises(ValidationError, match="By when it comes is for Digital to say"):
        dependencies.change(
            dependency=raised,
            version=raised.version,
            text=raised.text,
            needed_by=raised.needed_by,
            promised=days(30),
            reason="So it is.",
            on=timezone.localdate(),
            by=alice,
        )


def test_a_changed_date_needs_its_reason(raised, alice):
    with pytest.raises(ValidationError, match="Say why the date changes"):
        dependencies.change(
            dependency=raised,
            version=raised.version,
            text=raised.text,
            needed_by=days(90),
            promised=NO_DATE,
            reason=" ",
            on=timezone.localdate(),
            by=alice,
        )


def test_of_two_who_change_it_at_once_the_second_is_told(raised, alice, priya):
    changed = {"needed_by": days(90), "promised": NO_DATE, "reason": "Later.", "on": timezone.localdate()}
    dependencies.change(dependency=raised, version=1, text="The record", by=alice, **changed)
    with pytest.raises(Conflict):
        dependencies.change(dependency=raised, version=1, text="Another record", by=priya, **changed)
    assert Dependency.objects.get().text == "The record"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "Enter the date by which it is needed"),
        ("On-going", "has no last day"),
        ("31 March 2018", "has passed. Enter a later date"),
    ],
)
def test_a_date_that_nobody_can_keep_is_refused(footprint, initiative, digital, alice, words, message):
    with pytest.raises(ValidationError, match=message):
        dependencies.raise_dependency(
            footprint=footprint,
            giver=digital,
            taker=initiative,
            text="The record",
            needed_by=FuzzyDate.parse(words),
            by=alice,
        )
    assert not Dependency.objects.exists()


def test_everything_that_is_missing_is_said_at_once(footprint, alice):
    with pytest.raises(ValidationError) as refused:
        dependencies.raise_dependency(
            footprint=footprint, giver=None, taker=None, text=" ", needed_by=NO_DATE, by=alice
        )
    assert set(refused.value.message_dict) == {"giver", "taker", "text", "needed_by"}


def test_an_initiative_does_not_depend_on_itself(footprint, initiative, alice):
    with pytest.raises(ValidationError, match="cannot depend on itself"):
        dependencies.raise_dependency(
            footprint=footprint,
            giver=initiative,
            taker=initiative,
            text="Staff",
            needed_by=days(9),
            by=alice,
        )


def test_between_others_only_the_pmo_records_one(footprint, digital, alice):
    estates = InitiativeFactory(footprint=footprint, name="Estates")
    with pytest.raises(ValidationError, match="Select an initiative of yours"):
        dependencies.raise_dependency(
            footprint=footprint, giver=digital, taker=estates, text="Rooms", needed_by=days(9), by=alice
        )


def test_a_ring_is_refused_and_named(footprint, initiative, digital, priya):
    estates = InitiativeFactory(footprint=footprint, slug="estates", name="Estates")
    DependencyFactory(footprint=footprint, giver=digital, taker=estates)
    DependencyFactory(footprint=footprint, giver=estates, taker=initiative)
    with pytest.raises(ValidationError) as refused:
        dependencies.raise_dependency(
            footprint=footprint, giver=initiative, taker=digital, text="Staff", needed_by=days(9), by=priya
        )
    assert refused.value.message_dict["taker"] == [
        "That would go round in a ring: Digital gives Estates, Estates gives Urgent Care, and Urgent Care would give "
        "Digital. Withdraw one of these first, or split what is given."
    ]


def test_one_that_is_withdrawn_is_in_no_ring(footprint, initiative, digital, priya):
    DependencyFactory(
        footprint=footprint, giver=digital, taker=initiative, status="withdrawn", closed_reason="Not needed."
    )
    row = dependencies.raise_dependency(
        footprint=footprint, giver=initiative, taker=digital, text="Staff", needed_by=days(9), by=priya
    )
    assert row.number


def test_the_taker_says_that_it_came(raised, alice, dan):
    with pytest.raises(ValidationError, match="for Urgent Care to say"):
        dependencies.meet(dependency=raised, version=raised.version, on=timezone.localdate(), by=dan)
    row = dependencies.meet(dependency=raised, version=raised.version, on=timezone.localdate(), by=alice)
    assert (row.status, row.closed_by) == (DependencyStatus.MET, alice)
    with pytest.raises(ValidationError, match="it stays as it is"):
        dependencies.withdraw(dependency=row, version=row.version, reason="No.", by=alice)


def test_it_is_not_received_on_a_day_to_come(raised, alice):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError, match="a day to come"):
        dependencies.meet(dependency=raised, version=raised.version, on=tomorrow, by=alice)


def test_it_is_withdrawn_with_a_reason_and_stays_on_record(raised, dan):
    with pytest.raises(ValidationError, match="Say why"):
        dependencies.withdraw(dependency=raised, version=raised.version, reason=" ", by=dan)
    row = dependencies.withdraw(dependency=raised, version=raised.version, reason="Another way.", by=dan)
    assert Dependency.objects.get() == row
    assert row.closed_reason == "Another way."


def test_slips_are_counted_between_last_days():
    needed = FuzzyDate.parse("March 2018")
    assert slip(FuzzyDate.parse("Q1 18/19"), needed) == 91
    assert slip(FuzzyDate.parse("31 March 2018"), needed) == 0
    assert slip(FuzzyDate.parse("On-going"), needed) == 0


@pytest.mark.parametrize(
    ("links", "way"),
    [
        ([(1, 2), (2, 3)], [1, 2, 3]),
        ([(1, 2), (2, 3), (1, 3)], [1, 3]),
        ([(1, 2), (2, 1)], []),
        ([], []),
        ([(3, 1)], []),
    ],
)
def test_the_shortest_way_round(links, way):
    assert chain(links, 1, 3) == way


def test_another_dependency_from_a_form_that_has_raised_one_is_refused(footprint, initiative, digital, alice):
    form = UUID(int=5)

    def send(text: str) -> Dependency:
        return dependencies.raise_dependency(
            footprint=footprint,
            giver=digital,
            taker=initiative,
            text=text,
            needed_by=days(60),
            by=alice,
            form=form,
        )

    assert send("The record") == send("The record ")
    with pytest.raises(ValidationError, match="has recorded dependency 1 already"):
        send("Something else")


def test_a_date_whose_year_was_assumed_is_left_as_it_is(raised, priya):
    assumed = FuzzyDate.parse("31 March", assume_year=timezone.localdate().year + 1)
    Dependency.objects.filter(pk=raised.pk).update(needed_by=assumed)
    dependencies.change(
        dependency=raised,
        version=1,
        text="The shared care record, live",
        needed_by=FuzzyDate.parse("31 March"),
        promised=NO_DATE,
        reason="",
        on=timezone.localdate(),
        by=priya,
    )
    raised.refresh_from_db()
    assert (raised.text, raised.needed_by) == ("The shared care record, live", assumed)
