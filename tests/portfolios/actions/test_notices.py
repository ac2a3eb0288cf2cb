"""Telling people: once per key, as they want it, and nobody who has no business in the footprint."""

from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portfolios.actions import notices
from portfolios.actions.mails import compose_due
from portfolios.actions.notices import SHORT_WAIT, Telling, local_moment, tell, tell_many
from portfolios.models import (
    Cycle,
    MailFrequency,
    MailPreference,
    Membership,
    Notice,
    NoticeKind,
)
from tests.factories import InitiativeFactory, UserFactory


@pytest.fixture
def place(footprint):
    return footprint


def told(user, place, **given):
    given = {
        "kind": NoticeKind.RETURNED,
        "key": "returned:1:2:3",
        "text": "Urgent Care: returned to you.",
        "path": "/northmere/",
    } | given
    return tell(user=user, footprint=place, **given)


def test_a_person_is_told_once_per_key_whatever_is_retried(alice, place):
    assert told(alice, place).text == "Urgent Care: returned to you."
    assert told(alice, place, text="Said again, in other words.") is None
    assert Notice.objects.get().text == "Urgent Care: returned to you."


def test_a_key_belongs_to_its_footprint(alice, place, other_footprint):
    Membership.objects.create(footprint=other_footprint, user=alice, role="lead", valid_from=date(2017, 1, 1))
    assert told(alice, place)
    assert told(alice, other_footprint)


def test_a_key_told_by_somebody_else_at_the_same_moment_is_not_told_again(alice, place):
    told(alice, place)
    with patch.object(notices, "_with_keys", return_value=Notice.objects.none()):
        assert told(alice, place) is None
    assert Notice.objects.count() == 1


class TestOvertaken:
    def test_what_waits_of_that_page_and_key_is_not_told_any_more(self, alice, place):
        gone, other_page, other_key = (
            told(alice, place, key=key, path=path)
            for key, path in (
                ("step:1", "/northmere/"),
                ("step:2", "/northmere/x/"),
                ("news:3", "/northmere/"),
            )
        )
        given = {"kind": NoticeKind.RETURNED, "path": "/northmere/", "key_start": "step:"}
        assert notices.overtake(footprint=place, **given) == 1
        assert set(Notice.objects.filter(is_dropped=False)) == {other_page, other_key}
        assert notices.overtake(footprint=place, **given | {"kind": NoticeKind.OPENED}) == 0
        gone.refresh_from_db()
        assert gone.is_dropped

    def test_what_has_a_mail_stays(self, alice, place):
        notice = told(alice, place, key="step:1")
        compose_due(notice.held_until)
        overtaken = notices.overtake(
            footprint=place, kind=NoticeKind.RETURNED, path="/northmere/", key_start="step:"
        )
        assert overtaken == 0


def test_it_waits_shortly_so_that_several_things_become_one_mail(alice, place):
    before = timezone.now()
    assert before + SHORT_WAIT <= told(alice, place).held_until <= timezone.now() + SHORT_WAIT


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # London is an hour ahead of UTC until 25 October 2026.
        (datetime(2026, 10, 14, 5, 30, tzinfo=UTC), datetime(2026, 10, 14, 6, 47, tzinfo=UTC)),
        (datetime(2026, 10, 14, 6, 47, tzinfo=UTC), datetime(2026, 10, 15, 6, 47, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, 0, tzinfo=UTC), datetime(2026, 10, 25, 7, 47, tzinfo=UTC)),
    ],
)
def test_who_wants_one_mail_a_day_gets_it_with_the_reminders(alice, place, now, expected):
    Cycle.objects.create(footprint=place, reminder_time=time(7, 45))
    MailPreference.objects.create(footprint=place, user=alice, frequency=MailFrequency.DAILY)
    with patch("django.utils.timezone.now", return_value=now):
        assert told(alice, place).held_until == expected


def test_a_time_that_is_given_is_kept(alice, place):
    MailPreference.objects.create(footprint=place, user=alice, frequency=MailFrequency.DAILY)
    then = timezone.now() + timedelta(hours=5)
    assert told(alice, place, held_until=then).held_until == then


@pytest.mark.parametrize(
    ("kind", "is_dropped"),
    [
        (NoticeKind.OPENED, True),
        (NoticeKind.REMINDER, True),
        (NoticeKind.SPONSOR, False),
        (NoticeKind.CHASE, False),
        (NoticeKind.RETURNED, False),
        (NoticeKind.TO_SIGN_OFF, False),
        (NoticeKind.REOPENED, False),
    ],
)
def test_only_openings_and_reminders_can_be_declined(alice, place, kind, is_dropped):
    MailPreference.objects.create(footprint=place, user=alice, opening=False, reminders=False)
    assert told(alice, place, kind=kind).is_dropped is is_dropped


def test_choices_made_for_another_footprint_do_not_count(alice, place, other_footprint):
    MailPreference.objects.create(footprint=other_footprint, user=alice, reminders=False)
    assert not told(alice, place, kind=NoticeKind.REMINDER).is_dropped


def test_strangers_former_members_and_closed_accounts_are_not_told(alice, place, charlie, bob, sam):
    bob.memberships.update(valid_to=timezone.localdate() - timedelta(days=1))
    sam.memberships.update(ended_at=timezone.now(), ended_by=alice)
    alice.is_active = False
    alice.save()
    for user in (alice, bob, charlie, sam):
        assert told(user, place, key=f"returned:{user.pk}") is None
    assert not Notice.objects.exists()


def test_text_is_one_printable_line_that_fits(alice, place):
    notice = told(alice, place, text="Urgent Care:\r\nBcc: everybody@example.org\x00 " + "long " * 200)
    assert notice.text.startswith("Urgent Care: Bcc: everybody@example.org long long")
    assert (len(notice.text), notice.text[-1]) == (500, "…")
    assert notice.text.isprintable()


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": ""},
        {"key": "k" * 201},
        {"path": "https://example.org/"},
        {"path": "//example.org/"},
        {"path": "/northmere/\nBcc: x"},
        {"path": "/" + "p" * 300},
        {"text": " \n"},
    ],
)
def test_what_no_notice_can_hold_is_refused(alice, place, wrong):
    with pytest.raises(ValueError, match=r"[Nn]otice"):
        told(alice, place, **wrong)


def openings(place, user, number):
    initiatives = [InitiativeFactory(footprint=place) for _ in range(number)]
    return [
        Telling(
            user=user,
            kind=NoticeKind.OPENED,
            key=f"opened:1:{initiative.pk}:{user.pk}",
            text=f"{initiative}: the report is due.",
            path="/northmere/",
            initiative=initiative,
        )
        for initiative in initiatives
    ]


def test_a_thousand_openings_are_told_with_as_many_questions_as_one(alice, place):
    def selects(number):
        tellings = openings(place, alice, number)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(tell_many(footprint=place, tellings=tellings)) == number
        return sum(query["sql"].startswith("SELECT") for query in asked.captured_queries)

    assert selects(1000) == selects(1)


def test_only_what_is_new_is_told_of_many(alice, place):
    tellings = openings(place, alice, 3)
    tell_many(footprint=place, tellings=tellings[:2])
    assert [notice.key for notice in tell_many(footprint=place, tellings=tellings)] == [tellings[2].key]
    assert tell_many(footprint=place, tellings=[]) == []


def test_wall_clock_moments_over_both_changes_of_the_clock():
    def utc(day, hour, minute):
        return local_moment(day, time(hour, minute)).astimezone(UTC).strftime("%H:%M")

    assert [utc(date(2026, 3, day), 8, 0) for day in (28, 29, 30)] == ["08:00", "07:00", "07:00"]
    assert [utc(date(2026, 10, day), 8, 0) for day in (24, 25, 26)] == ["07:00", "08:00", "08:00"]
    # 01:30 on 29 March is an hour that the night skips; on 25 October it comes twice.
    assert utc(date(2026, 3, 29), 1, 30) == "01:30"
    assert utc(date(2026, 10, 25), 1, 30) == "00:30"


def test_an_account_without_a_row_of_choices_wants_everything(place):
    user = UserFactory(role="lead", footprint=place)
    assert not told(user, place, kind=NoticeKind.OPENED).is_dropped
