"""Mail as people see it: the record of every mail for the PMO, and everybody's own choices."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portfolios.actions import mails
from portfolios.actions.notices import tell
from portfolios.models import Mail, MailPreference, MailState, NoticeKind, PeriodState
from portfolios.queries.mails import failed_mails, late_since
from stp_portal.core.models import AuditEvent
from tests.factories import MailFactory, NoticeFactory, PeriodFactory, UserFactory
from tests.pages import read, row_of, words

MAILS = "/northmere/mails/"
MINE = "/northmere/my-mail/"


@pytest.fixture
def mail(footprint, alice):
    mail = MailFactory(footprint=footprint, user=alice, subject="1 reminder: Urgent Care")
    NoticeFactory(footprint=footprint, user=alice, mail=mail, text="Urgent Care is due on Friday.")
    return mail


def failed(mail, *, may_have_arrived=False):
    token = mails.claim(mail.pk)
    if may_have_arrived:
        mails.hand_over(mail.pk, token)
        mails.lose_sight(mail.pk, token)
    else:
        mails.fail(mail.pk, token, "The mail server refused the address: 550 Nobody.", is_certain=True)
    return mail


def sent(mail):
    token = mails.claim(mail.pk)
    mails.hand_over(mail.pk, token)
    mails.sent(mail.pk, token)
    return mail


class TestRights:
    @pytest.mark.parametrize("who", ["alice", "sam", "bea", "bob"])
    def test_the_record_of_mail_is_the_pmos(self, client, request, mail, who):
        client.force_login(request.getfixturevalue(who))
        failed(mail)
        addresses = [MAILS, f"{MAILS}retry/", f"{MAILS}{mail.pk}/", f"{MAILS}{mail.pk}/retry/"]
        assert [client.get(address).status_code for address in addresses] == [403] * 4
        assert [client.post(address).status_code for address in addresses[1::2]] == [403] * 2
        assert Mail.objects.get().state == MailState.FAILED

    def test_strangers_find_nothing(self, client, charlie, mail):
        client.force_login(charlie)
        for address in (MAILS, f"{MAILS}retry/", f"{MAILS}{mail.pk}/", f"{MAILS}{mail.pk}/retry/", MINE):
            assert client.get(address).status_code == 404

    def test_mails_of_another_footprint_are_not_here(self, client, priya, charlie, other_footprint):
        elsewhere = MailFactory(footprint=other_footprint, user=charlie, subject="Secret plans")
        assert "Secret plans" not in read(client, priya, MAILS)
        assert client.get(f"{MAILS}{elsewhere.pk}/").status_code == 404

    def test_an_analyst_reads_it(self, client, footprint, mail):
        analyst = UserFactory(role="pmo_analyst", footprint=footprint)
        assert "1 reminder: Urgent Care" in read(client, analyst, MAILS)


class TestList:
    def test_it_says_what_to_do_where_there_is_none(self, client, priya):
        assert "No mail has been sent yet." in read(client, priya, MAILS)

    def test_each_mail_has_its_end(self, client, priya, mail, footprint, sam):
        sent(mail)
        failed(MailFactory(footprint=footprint, user=sam, subject="2 overdue reports"))
        line = row_of(client, priya, MAILS, "Subject 1 reminder")
        assert "Alice Lead (alice@example.org)" in line
        assert "State Sent What became of it Sent" in line
        line = row_of(client, priya, MAILS, "Subject 2 overdue")
        assert "State Failed What became of it The mail server refused the address: 550 Nobody." in line

    def test_the_footprint_in_front_of_a_subject_is_left_out_here(self, client, priya, footprint, alice):
        MailFactory(footprint=footprint, user=alice, subject=f"{footprint}: 1 reminder")
        assert row_of(client, priya, MAILS, "Subject 1 reminder").endswith("What became of it Not tried yet")

    def test_one_that_is_tried_again_says_why_and_when(self, client, priya, mail):
        mails.fail(mail.pk, mails.claim(mail.pk), "The mail server could not be reached.")
        line = row_of(client, priya, MAILS, "Subject 1 reminder")
        assert "Waiting to be sent" in line
        assert "The mail server could not be reached. Next attempt:" in line

    @pytest.mark.parametrize(
        ("asked", "shown"),
        [
            ("state=failed", {"B"}),
            ("state=queued", {"A"}),
            ("state=", {"A", "B"}),
            ("person={sam}", {"B"}),
            ("period=2026-10", {"A"}),
            ("period=2026-10&state=failed", set()),
        ],
    )
    def test_filters_stand_in_the_address(self, client, priya, footprint, alice, sam, asked, shown):
        october, september = (PeriodFactory(footprint=footprint, month=(2026, month)) for month in (10, 9))
        for name, user, period in (("A", alice, october), ("B", sam, september)):
            mail = MailFactory(footprint=footprint, user=user, subject=f"Mail {name}")
            for _ in range(2):
                NoticeFactory(footprint=footprint, user=user, mail=mail, period=period)
        failed(mail)
        page = read(client, priya, f"{MAILS}?{asked.format(sam=sam.pk)}")
        assert {name for name in "AB" if f"Mail {name}" in page} == shown
        assert ("No mail matches." in page) is not bool(shown)

    @pytest.mark.parametrize("asked", ["state=lost", "person=999999", "period=1999-01", "page=x"])
    def test_what_is_not_understood_is_said_and_left_out(self, client, priya, mail, asked):
        page = read(client, priya, f"{MAILS}?{asked}")
        assert "1 reminder: Urgent Care" in page
        assert "is not a" in page

    def test_it_comes_in_pages(self, client, priya, footprint, alice):
        for number in range(30):
            MailFactory(footprint=footprint, user=alice, subject=f"Mail {number:02}")
        first, second = read(client, priya, MAILS), read(client, priya, f"{MAILS}?page=2")
        assert ("Mail 29" in first, "Mail 05" in first, "Mail 04" in first) == (True, True, False)
        assert ("Mail 04" in second, "Mail 00" in second) == (True, True)

    def test_many_mails_ask_as_few_questions_as_one(self, client, priya, footprint, mail):
        client.force_login(priya)

        def asked():
            with CaptureQueriesContext(connection) as queries:
                client.get(MAILS)
            return len(queries)

        one = asked()
        for _ in range(20):
            NoticeFactory(footprint=footprint, mail=MailFactory(footprint=footprint))
        assert asked() == one <= 12


class TestTrouble:
    def test_failures_are_said_above_the_list_with_a_way_to_send_them_again(
        self, client, priya, mail, footprint, sam
    ):
        failed(mail)
        failed(MailFactory(footprint=footprint, user=sam))
        assert "2 mails could not be sent." in read(client, priya, MAILS)
        page = words(client.post(f"{MAILS}retry/", follow=True).content.decode())
        assert "2 mails will be sent again within a few minutes." in page
        assert "could not be sent" not in page
        assert set(Mail.objects.values_list("state", flat=True)) == {"queued"}

    def test_a_page_that_was_open_for_long_asks_for_nothing(self, client, priya, mail):
        client.force_login(priya)
        page = words(client.post(f"{MAILS}retry/", follow=True).content.decode())
        assert "There was nothing to send again" in page

    def test_nobody_sends_anything_is_said(self, client, priya, mail):
        assert "Mail is not being sent" not in read(client, priya, MAILS)
        Mail.objects.update(next_attempt_at=timezone.now() - timedelta(hours=1))
        assert "Mail is not being sent" in read(client, priya, MAILS)

    def test_what_nobody_makes_a_mail_of_is_late_too(self, footprint, alice):
        assert late_since(footprint) is None
        an_hour_ago = timezone.now() - timedelta(hours=1)
        notice = NoticeFactory(footprint=footprint, user=alice, held_until=an_hour_ago)
        assert late_since(footprint) == an_hour_ago
        notice.is_dropped = True
        notice.save()
        assert late_since(footprint) is None

    def test_only_failures_that_still_matter_are_counted(self, footprint, other_footprint, alice, charlie):
        period = PeriodFactory(footprint=footprint)
        mail = failed(MailFactory(footprint=footprint, user=alice))
        for _ in range(2):
            NoticeFactory(footprint=footprint, user=alice, mail=mail, period=period)
        failed(MailFactory(footprint=other_footprint, user=charlie))
        MailFactory(footprint=footprint, user=alice)
        assert failed_mails(footprint) == 1
        period.state = PeriodState.LOCKED
        period.save()
        assert failed_mails(footprint) == 0


class TestOne:
    def test_it_is_shown_with_its_text_and_what_it_tells(self, client, priya, mail):
        Mail.objects.update(body="Hello,\n\nplease see\nhttps://portal.example.org/northmere/\n<b>now</b>")
        page = read(client, priya, f"{MAILS}{mail.pk}/")
        assert "To Alice Lead (alice@example.org)" in page
        assert "Urgent Care is due on Friday. Kind Reminder" in page
        markup = client.get(f"{MAILS}{mail.pk}/").content.decode()
        assert '<a href="https://portal.example.org/northmere/" rel="nofollow">' in markup
        assert "&lt;b&gt;now&lt;/b&gt;" in markup
        assert "Send it again" not in page

    def test_a_failed_one_is_sent_again(self, client, priya, mail):
        failed(mail)
        assert "Send it again" in read(client, priya, f"{MAILS}{mail.pk}/")
        page = words(client.post(f"{MAILS}{mail.pk}/retry/", follow=True).content.decode())
        assert "The mail will be sent again within a minute." in page
        assert "State Waiting to be sent" in page
        assert AuditEvent.objects.get(event="mail.retried").actor == "priya@example.org"

    def test_one_that_may_have_arrived_says_so_first(self, client, priya, mail):
        failed(mail, may_have_arrived=True)
        assert "This mail may have arrived" in read(client, priya, f"{MAILS}{mail.pk}/")
        page = read(client, priya, MAILS)
        assert "Of 1 mail nobody knows whether the mail server took it." in page
        assert "could not be sent" not in page

    def test_a_sent_one_is_not_sent_again(self, client, priya, mail):
        sent(mail)
        client.force_login(priya)
        page = words(client.post(f"{MAILS}{mail.pk}/retry/", follow=True).content.decode())
        assert "This mail is marked “Sent”, so there is nothing to try again." in page

    def test_somebody_sent_back_here_after_signing_in_lands_on_the_mail(self, client, priya, mail):
        client.force_login(priya)
        assert client.get(f"{MAILS}{mail.pk}/retry/").url == f"{MAILS}{mail.pk}/"
        assert client.get(f"{MAILS}retry/").url == MAILS


class TestPreferences:
    @pytest.mark.parametrize("who", ["alice", "sam", "priya", "bea", "bob"])
    def test_everybody_chooses_for_themselves(self, client, request, footprint, who):
        user = request.getfixturevalue(who)
        assert f"Mail goes to {user.email}." in read(client, user, MINE)
        response = client.post(MINE, {"frequency": "daily", "opening": "on"})
        assert response.url == MINE
        kept = MailPreference.objects.get()
        assert (kept.user, kept.footprint) == (user, footprint)
        assert (kept.frequency, kept.opening, kept.reminders) == ("daily", True, False)
        assert AuditEvent.objects.get(event="mail_preference.changed").actor == user.email

    def test_what_was_chosen_is_shown_again(self, client, alice):
        client.force_login(alice)
        client.post(MINE, {"frequency": "daily", "opening": "on"})
        markup = client.get(MINE).content.decode()
        assert 'value="daily" id="id_frequency_1" checked' in " ".join(markup.split())
        client.post(MINE, {"frequency": "at_once", "reminders": "on"})
        kept = MailPreference.objects.get()
        assert (kept.frequency, kept.opening, kept.reminders) == ("at_once", False, True)

    def test_the_same_again_is_no_event(self, client, alice):
        client.force_login(alice)
        for _ in range(2):
            client.post(MINE, {"frequency": "daily", "opening": "on", "reminders": "on"})
        assert AuditEvent.objects.filter(event="mail_preference.changed").count() == 1

    @pytest.mark.parametrize("frequency", ["", "hourly"])
    def test_a_choice_that_is_none_is_refused(self, client, alice, frequency):
        client.force_login(alice)
        response = client.post(MINE, {"frequency": frequency})
        assert response.status_code == 422
        assert "Error: " in response.content.decode()
        assert not MailPreference.objects.exists()

    def test_it_holds_from_the_next_notice_on(self, client, alice, footprint):
        client.force_login(alice)
        client.post(MINE, {"frequency": "at_once", "opening": "on"})
        told = {"user": alice, "footprint": footprint, "text": "Due.", "path": "/northmere/"}
        assert tell(kind=NoticeKind.REMINDER, key="a", **told).is_dropped
        assert not tell(kind=NoticeKind.OPENED, key="b", **told).is_dropped
