"""The outbox: one mail of many notices, taken by one worker, given back, given up, and sent again by people."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolios.actions import mails
from portfolios.models import Mail, MailState, Notice
from stp_portal.core.models import AuditEvent
from tests.factories import MailFactory, NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(footprint, alice):
    return MailFactory(footprint=footprint, user=alice)


def stands(mail):
    mail.refresh_from_db()
    return mail.state


def end_lease(mail):
    """As if its worker had been silent for longer than a lease."""
    Mail.objects.filter(pk=mail.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def later():
    return timezone.now() + timedelta(hours=1)


class TestComposing:
    def test_all_that_waits_for_a_person_becomes_one_mail(self, footprint, alice, sam):
        due = NoticeFactory(footprint=footprint, user=alice)
        waiting = NoticeFactory(footprint=footprint, user=alice, held_until=later())
        other = NoticeFactory(footprint=footprint, user=sam)
        made = mails.compose_due()
        assert len(made) == 2
        mail = Mail.objects.get(user=alice)
        assert set(mail.notices.all()) == {due, waiting}
        assert (mail.address, mail.state, mail.attempts) == ("alice@example.org", MailState.QUEUED, 0)
        assert set(Mail.objects.get(user=sam).notices.all()) == {other}

    def test_nothing_that_is_not_due_makes_a_mail(self, footprint, alice):
        NoticeFactory(footprint=footprint, user=alice, held_until=later())
        assert mails.compose_due() == []
        assert len(mails.compose_due(later() + timedelta(minutes=1))) == 1

    def test_a_notice_is_mailed_once(self, footprint, alice):
        NoticeFactory(footprint=footprint, user=alice)
        assert len(mails.compose_due()) == 1
        assert mails.compose_due() == []

    def test_two_footprints_make_two_mails(self, footprint, other_footprint, alice):
        UserFactory(name="Nobody", role="lead", footprint=other_footprint)
        alice.memberships.create(footprint=other_footprint, role="lead", valid_from="2017-01-01")
        for place in (footprint, other_footprint):
            NoticeFactory(footprint=place, user=alice)
        assert len(mails.compose_due()) == 2

    def test_what_was_declined_is_never_mailed(self, footprint, alice):
        dropped = NoticeFactory(footprint=footprint, user=alice, is_dropped=True)
        NoticeFactory(footprint=footprint, user=alice)
        mails.compose_due()
        assert dropped not in Mail.objects.get().notices.all()

    def test_who_left_meanwhile_gets_nothing(self, footprint, alice, priya):
        NoticeFactory(footprint=footprint, user=alice)
        alice.memberships.update(ended_at=timezone.now(), ended_by=priya)
        assert mails.compose_due() == []
        assert Notice.objects.get().is_dropped
        assert not Mail.objects.exists()

    def test_every_mail_has_a_number_of_its_own(self, footprint, alice, sam):
        for user in (alice, sam):
            NoticeFactory(footprint=footprint, user=user)
        mails.compose_due()
        numbers = set(Mail.objects.values_list("message_id", flat=True))
        assert len(numbers) == 2
        assert all(number.startswith("<") and number.endswith("@localhost>") for number in numbers)

    def test_names_cannot_add_lines_to_the_head(self, footprint, initiative, alice):
        initiative.name = "Urgent\r\nBcc: everybody@example.org"
        initiative.save()
        NoticeFactory(footprint=footprint, user=alice, initiative=initiative)
        mails.compose_due()
        assert Mail.objects.get().subject == (
            "Northmere (made up): 1 reminder: Urgent Bcc: everybody@example.org"
        )


class TestWorking:
    def test_one_worker_gets_it(self, mail):
        assert mails.claim(mail.pk)
        assert mails.claim(mail.pk) is None
        mail.refresh_from_db()
        assert (mail.state, mail.attempts) == (MailState.SENDING, 1)
        left = (mail.lease_until - timezone.now()).total_seconds()
        assert left == pytest.approx(settings.MAIL_LEASE_SECONDS, abs=5)

    def test_it_is_sent_once(self, mail):
        token = mails.claim(mail.pk)
        assert mails.hand_over(mail.pk, token)
        assert mails.sent(mail.pk, token)
        assert stands(mail) == MailState.SENT
        assert mail.sent_at is not None
        assert mails.claim(mail.pk) is None
        assert not mails.sent(mail.pk, token)

    def test_a_worker_lost_before_the_server_has_it_is_followed_by_another(self, mail):
        lost = mails.claim(mail.pk)
        end_lease(mail)
        token = mails.claim(mail.pk)
        assert token
        assert mails.give_up() == []
        # The lost one comes back: it must not hand over what another has.
        assert not mails.hand_over(mail.pk, lost)
        mails.fail(mail.pk, lost, "Too late.")
        mails.lose_sight(mail.pk, lost)
        assert mails.hand_over(mail.pk, token)

    def test_a_worker_lost_while_the_server_has_it_leaves_it_failed_and_never_sent_again(self, mail):
        token = mails.claim(mail.pk)
        mails.hand_over(mail.pk, token)
        end_lease(mail)
        assert mails.claim(mail.pk) is None
        assert mails.give_up() == [mail.pk]
        assert stands(mail) == MailState.FAILED
        assert "may have arrived" in mail.error
        assert mails.claim(mail.pk) is None
        assert mails.give_up() == []
        # And when that worker was alive after all:
        assert not mails.sent(mail.pk, token)
        event = AuditEvent.objects.get(event="mail.failed")
        assert (event.chain, event.actor) == ("northmere", "system: mail worker")

    def test_nothing_is_given_up_while_its_lease_lasts(self, mail):
        mails.hand_over(mail.pk, mails.claim(mail.pk))
        assert mails.give_up() == []
        assert stands(mail) == MailState.SENDING

    @pytest.mark.parametrize(
        ("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 15), (6, 30), (52, 30)]
    )
    def test_it_waits_longer_after_each_attempt(self, mail, attempts, minutes):
        Mail.objects.update(attempts=attempts - 1)
        mails.fail(mail.pk, mails.claim(mail.pk), "The mail server is away.")
        assert stands(mail) == MailState.QUEUED
        assert mail.error == "The mail server is away."
        waits = (mail.next_attempt_at - timezone.now()).total_seconds()
        assert waits == pytest.approx(minutes * 60, abs=5)
        assert mails.claim(mail.pk) is None

    def test_it_is_given_up_after_a_day(self, mail):
        assert sum(mails.PAUSES) == 24 * 60
        Mail.objects.update(attempts=mails.MAX_ATTEMPTS - 1)
        mails.fail(mail.pk, mails.claim(mail.pk), "The mail server is away.")
        assert (stands(mail), mail.error) == (MailState.FAILED, "The mail server is away.")
        assert AuditEvent.objects.get(event="mail.failed").reason == "The mail server is away."

    def test_what_is_certain_is_not_tried_again(self, mail):
        mails.fail(mail.pk, mails.claim(mail.pk), "There is no such address.", is_certain=True)
        assert stands(mail) == MailState.FAILED

    def test_a_mail_that_takes_every_worker_down_is_given_up(self, mail):
        Mail.objects.update(attempts=mails.MAX_ATTEMPTS - 1)
        mails.claim(mail.pk)
        end_lease(mail)
        assert mails.claim(mail.pk) is None
        assert mails.give_up() == [mail.pk]
        assert f"Each of the {mails.MAX_ATTEMPTS} workers" in Mail.objects.get().error

    def test_nothing_is_done_under_a_made_up_token(self, mail):
        mails.claim(mail.pk)
        assert not mails.hand_over(mail.pk, uuid4())
        assert not mails.sent(mail.pk, uuid4())
        assert stands(mail) == MailState.SENDING

    def test_those_waiting_longest_come_first(self, footprint):
        late, later_still = (MailFactory(footprint=footprint) for _ in range(2))
        Mail.objects.filter(pk=later_still.pk).update(next_attempt_at=timezone.now() - timedelta(days=1))
        assert [mail.pk for mail in mails.due()] == [later_still.pk, late.pk]


def failed(footprint, user, *, may_have_arrived=False, **given):
    mail = MailFactory(footprint=footprint, user=user, **given)
    token = mails.claim(mail.pk)
    if may_have_arrived:
        mails.hand_over(mail.pk, token)
        mails.lose_sight(mail.pk, token)
    else:
        mails.fail(mail.pk, token, "There is no such address.", is_certain=True)
    return mail


class TestRetrying:
    def test_it_is_queued_as_if_new_and_on_record(self, footprint, alice, priya):
        mail = failed(footprint, alice)
        mails.retry(mail=mail, by=priya)
        assert (stands(mail), mail.attempts, mail.error) == (MailState.QUEUED, 0, "")
        assert mails.claim(mail.pk)
        event = AuditEvent.objects.get(event="mail.retried")
        assert event.actor == "priya@example.org"
        assert event.before["error"] == "There is no such address."

    def test_it_goes_to_the_address_that_its_reader_has_now(self, footprint, alice, priya):
        mail = failed(footprint, alice)
        alice.email = "right@example.org"
        alice.save()
        assert mails.retry(mail=mail, by=priya).address == "right@example.org"

    def test_a_mail_in_doubt_is_sent_again_when_somebody_says_so_under_its_old_number(
        self, footprint, alice, priya
    ):
        mail = failed(footprint, alice, may_have_arrived=True)
        again = mails.retry(mail=mail, by=priya)
        assert (again.message_id, again.handing_over_at) == (mail.message_id, None)
        assert mails.claim(mail.pk)

    @pytest.mark.parametrize("state", ["queued", "sending", "sent"])
    def test_only_a_failed_mail_is_sent_again(self, mail, priya, state):
        if state != "queued":
            token = mails.claim(mail.pk)
        if state == "sent":
            mails.hand_over(mail.pk, token)
            mails.sent(mail.pk, token)
        with pytest.raises(ValidationError, match="nothing to try again"):
            mails.retry(mail=mail, by=priya)
        assert stands(mail) == state

    def test_nobody_who_left_is_written_to(self, footprint, alice, priya):
        mail = failed(footprint, alice)
        alice.memberships.update(ended_at=timezone.now(), ended_by=priya)
        with pytest.raises(ValidationError, match="no role in Northmere"):
            mails.retry(mail=mail, by=priya)
        assert mails.retry_all(footprint=footprint, by=priya) == 0
        assert stands(mail) == MailState.FAILED

    def test_all_are_sent_again_but_those_that_may_have_arrived(
        self, footprint, other_footprint, alice, sam, charlie, priya
    ):
        certain = [failed(footprint, user) for user in (alice, sam)]
        in_doubt = failed(footprint, alice, may_have_arrived=True)
        elsewhere = failed(other_footprint, charlie)
        assert mails.retry_all(footprint=footprint, by=priya) == 2
        assert [stands(mail) for mail in certain] == [MailState.QUEUED] * 2
        assert stands(in_doubt) == stands(elsewhere) == MailState.FAILED
        assert AuditEvent.objects.get(event="mails.retried").after == {"mails": [mail.pk for mail in certain]}
        assert mails.retry_all(footprint=footprint, by=priya) == 0
