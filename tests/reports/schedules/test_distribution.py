"""Published papers go to those on their list: once to each address, with what became of it."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from portfolios import mailer
from portfolios.actions import mails
from portfolios.models import Mail, MailAttachment, MailState
from reports.actions import deliveries, distribution, distribution_lists
from reports.models import Delivery, DeliveryKind, Recipient
from reports.queries.deliveries import sendings, summary
from stp_portal.accounts.roles import Role
from stp_portal.core.models import AuditEvent
from tests.factories import (
    DistributionListFactory,
    PaperFactory,
    PaperFileFactory,
    PublicationFactory,
    RecipientFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MARKER = "ZEBRA-CROSSING"


@pytest.fixture
def group(footprint):
    return DistributionListFactory(footprint=footprint, key="board", name="Governing Body members")


@pytest.fixture
def publication(footprint, group):
    return published(footprint, group)


@pytest.fixture
def private(footprint, group):
    return published(
        footprint,
        group,
        session="private",
        is_private=True,
        private_reason="Section 43: commercial interests.",
        title=MARKER,
    )


def published(footprint, group, **of_paper):
    paper = PaperFactory(
        paper_type__footprint=footprint, paper_type__distribution=group, state="published", **of_paper
    )
    publication = PublicationFactory(
        paper=paper,
        body="Governing Body",
        is_private=paper.is_private,
        private_reason=paper.private_reason,
    )
    PaperFileFactory(run=publication.run, name="northmere-update.pdf")
    return publication


def reader(group, name="Ann Chair", address="ann@example.org", **more):
    return RecipientFactory(distribution=group, name=name, address=address, **more)


def sent(delivery):
    assert mailer.deliver(delivery.mail_id)
    delivery.mail.refresh_from_db()
    return outbox.outbox[-1]


def failed(delivery, words="The mail server refused the address: 550 nobody here."):
    mails.fail(delivery.mail_id, mails.claim(delivery.mail_id), words, is_certain=True)
    delivery.mail.refresh_from_db()
    return delivery


class TestSending:
    def test_each_reader_gets_one_mail_with_a_link_of_their_own(self, publication, group):
        for number in range(3):
            reader(group, f"Reader {number}", f"reader{number}@example.org")
        made = distribution.send(publication)
        assert len(made) == 3
        assert len({delivery.token for delivery in made}) == 3
        for delivery in made:
            message = sent(delivery)
            assert message.to == [delivery.address]
            assert f"https://portal.example.org/published/r/{delivery.token}/" in message.body

    def test_the_mail_says_what_it_is_and_whom_to_ask(self, publication, group):
        reader(group)
        publication.author = "Mel Writer - PMO Assurance Lead"
        publication.save()
        message = sent(distribution.send(publication)[0])
        assert message.subject.startswith(
            "Northmere (made up): Sustainability and Transformation Plan (STP) Update"
        )
        for words in (
            "Hello Ann Chair,",
            "Northmere (made up) has published a paper.",
            "Governing Body update",
            publication.period_label,
            "For the meeting of Governing Body on 21 February 2018",
            "ask Mel Writer - PMO Assurance Lead, who wrote it, or the programme office of Northmere (made up).",
            "on the list “Governing Body members”",
        ):
            assert words in message.body

    def test_asked_again_it_sends_nothing(self, publication, group):
        reader(group)
        distribution.send(publication)
        assert distribution.send(publication) == []
        assert (Delivery.objects.count(), Mail.objects.count()) == (1, 1)

    def test_who_was_taken_off_the_list_gets_nothing(self, publication, group, priya):
        distribution_lists.take_off(reader=reader(group), by=priya)
        assert distribution.send(publication) == []

    def test_a_type_without_a_list_goes_to_nobody(self, publication):
        publication.paper.paper_type.distribution = None
        publication.paper.paper_type.save()
        assert distribution.send(publication) == []

    def test_what_is_rolled_back_was_sent_to_nobody(self, publication, group, transactional_db):
        from django.db import transaction

        reader(group)
        with pytest.raises(RuntimeError), transaction.atomic():
            distribution.send(publication)
            raise RuntimeError("The publication failed.")
        assert not Delivery.objects.exists()
        assert not Mail.objects.exists()


class TestAttachments:
    def test_the_pdf_goes_along_and_is_kept_once(self, publication, group):
        for number in range(3):
            reader(group, address=f"reader{number}@example.org", kind=DeliveryKind.ATTACHMENT)
        for delivery in distribution.send(publication):
            message = sent(delivery)
            assert message.attachments == [("northmere-update.pdf", b"%PDF-1.7 made up", "application/pdf")]
            assert "It is attached: northmere-update.pdf (16 bytes)." in message.body
            assert "/published/r/" in message.body
        assert MailAttachment.objects.count() == 1

    def test_a_file_too_large_for_mail_goes_as_a_link_with_a_note(self, publication, group, monkeypatch):
        monkeypatch.setattr(distribution, "LARGEST_ATTACHMENT", 15)
        reader(group, kind=DeliveryKind.ATTACHMENT)
        delivery = distribution.send(publication)[0]
        message = sent(delivery)
        assert (delivery.kind, message.attachments) == (DeliveryKind.LINK, [])
        assert "too large to be sent by mail" in message.body


class TestPrivatePapers:
    def test_they_go_as_links_to_accounts_that_may_read_them(self, private, group, bea):
        reader(group, "Bea Board", "bea@example.org", kind=DeliveryKind.ATTACHMENT)
        delivery = distribution.send(private)[0]
        assert (delivery.kind, delivery.mail.user, delivery.mail.attachment) == (DeliveryKind.LINK, bea, None)
        message = sent(delivery)
        assert message.attachments == []
        assert MARKER not in message.body + message.subject
        assert "A paper for the private session of Governing Body" in message.body
        assert "after you have signed in" in message.body

    def test_nobody_else_is_sent_them_and_the_page_says_so(self, private, group, bob, charlie, priya):
        for name in ("bob", "charlie", "outsider"):
            reader(group, name, f"{name}@example.org")
        made = distribution.send(private)
        assert [delivery.mail for delivery in made] == [None] * 3
        assert not Mail.objects.exists()
        assert {row.state for row in sendings(private, priya)} == {"Not sent"}
        assert "nobody but accounts that may read private material" in sendings(private, priya)[0].words
        refused = AuditEvent.objects.get(event="publication.sent").after["refused"]
        assert sorted(refused) == ["bob@example.org", "charlie@example.org", "outsider@example.org"]

    def test_the_trail_does_not_name_them(self, private, group, bea, priya):
        reader(group, "Bea", bea.email)
        delivery = distribution.send(private)[0]
        sent(delivery)
        deliveries.came_back(delivery=delivery, words="550 unknown", by=priya)
        deliveries.retry(delivery=delivery, by=priya)
        labels = list(AuditEvent.objects.values_list("subject_label", flat=True))
        assert "private delivery" in labels
        assert MARKER not in str(labels)

    def test_given_the_role_they_are_sent_it(self, private, group, footprint, priya):
        reader(group, "Dee", "dee@example.org")
        distribution.send(private)
        UserFactory(email="dee@example.org", role=Role.BOARD_MEMBER, footprint=footprint)
        assert distribution.send_to_missing(publication=private, by=priya) == 1
        assert Delivery.objects.get().mail is not None

    def test_an_account_that_closed_meanwhile_gets_nothing(self, private, group, bea):
        reader(group, "Bea Board", "bea@example.org")
        delivery = distribution.send(private)[0]
        bea.is_active = False
        bea.save()
        assert not mailer.deliver(delivery.mail_id)
        assert outbox.outbox == []
        assert Mail.objects.get().state == MailState.FAILED


class TestAfterwards:
    @pytest.fixture
    def delivery(self, publication, group):
        reader(group)
        return distribution.send(publication)[0]

    def test_those_added_later_are_sent_it(self, publication, group, delivery, priya):
        reader(group, "Late", "late@example.org")
        assert distribution.send_to_missing(publication=publication, by=priya) == 1
        assert distribution.send_to_missing(publication=publication, by=priya) == 0
        assert sorted(Mail.objects.values_list("address", flat=True)) == [
            "ann@example.org",
            "late@example.org",
        ]

    @pytest.mark.parametrize("ended", ["superseded_at", "taken_down_at"])
    def test_but_not_an_edition_that_nobody_should_read(self, publication, group, priya, ended):
        other = published(group.footprint, group, paper_type__slug="other")
        publication.taken_down_reason = "It named a patient." if ended == "taken_down_at" else ""
        publication.superseded_by = other if ended == "superseded_at" else None
        setattr(publication, ended, timezone.now())
        publication.save()
        reader(group)
        with pytest.raises(ValidationError):
            distribution.send_to_missing(publication=publication, by=priya)
        assert not Mail.objects.exists()

    def test_a_refused_address_keeps_its_words_and_is_sent_again_by_hand(self, publication, delivery, priya):
        failed(delivery)
        row = sendings(publication, priya)[0]
        assert (row.state, row.words) == ("Failed", "The mail server refused the address: 550 nobody here.")
        deliveries.retry(delivery=delivery, by=priya)
        sent(delivery)
        assert delivery.mail.address == "ann@example.org"
        assert summary(sendings(publication, priya)) == "1 reader: 1 sent; 0 opened"

    def test_all_that_failed_goes_again_but_not_what_may_have_arrived(
        self, publication, group, delivery, priya
    ):
        reader(group, "Ben", "ben@example.org")
        other = distribution.send(publication)[0]
        failed(delivery)
        token = mails.claim(other.mail_id)
        mails.hand_over(other.mail_id, token)
        mails.lose_sight(other.mail_id, token)
        assert deliveries.retry_failed(publication=publication, by=priya) == 1
        assert Mail.objects.get(pk=delivery.mail_id).state == MailState.QUEUED
        assert Mail.objects.get(pk=other.mail_id).state == MailState.FAILED

    def test_a_corrected_address_gets_its_own_mail_and_its_place_on_the_list(
        self, publication, group, delivery, priya
    ):
        failed(delivery)
        made = deliveries.correct(delivery=delivery, address="Ann.Chair@example.org", by=priya)
        assert made.address == "ann.chair@example.org"
        assert sent(made).to == ["ann.chair@example.org"]
        assert list(group.recipients.filter(ended_at=None).values_list("name", "address")) == [
            ("Ann Chair", "ann.chair@example.org")
        ]
        assert Recipient.objects.count() == 2
        delivery.mail.refresh_from_db()
        assert delivery.mail.state == MailState.FAILED

    @pytest.mark.parametrize("address", ["", "nobody", "ann@example.org"])
    def test_a_correction_that_is_none_is_refused(self, delivery, priya, address):
        failed(delivery)
        with pytest.raises(ValidationError) as refused:
            deliveries.correct(delivery=delivery, address=address, by=priya)
        assert "address" in refused.value.message_dict
        assert Delivery.objects.count() == 1

    def test_what_arrived_is_not_corrected(self, delivery, priya):
        sent(delivery)
        with pytest.raises(ValidationError, match="nothing to correct"):
            deliveries.correct(delivery=delivery, address="other@example.org", by=priya)


class TestBounces:
    @pytest.fixture
    def delivery(self, publication, group):
        reader(group)
        delivery = distribution.send(publication)[0]
        sent(delivery)
        return delivery

    def test_a_mail_that_came_back_no_longer_counts_as_sent(self, publication, delivery, priya):
        deliveries.came_back(delivery=delivery, words=" 550 mailbox\n not found ", by=priya)
        row = sendings(publication, priya)[0]
        assert (row.state, row.words) == ("Came back", "It came back: 550 mailbox not found")
        assert AuditEvent.objects.filter(event="delivery.came_back").count() == 1

    def test_it_is_sent_again_as_a_new_mail_or_to_another_address(self, publication, delivery, priya):
        deliveries.came_back(delivery=delivery, words="mailbox full", by=priya)
        deliveries.retry(delivery=delivery, by=priya)
        again = Delivery.objects.get()
        assert (again.bounced_at, Mail.objects.count()) == (None, 2)
        sent(again)
        deliveries.came_back(delivery=again, words="550 not found", by=priya)
        assert deliveries.correct(delivery=again, address="new@example.org", by=priya).mail is not None
        assert Mail.objects.count() == 3

    @pytest.mark.parametrize("words", ["", "  ", "x" * 301])
    def test_it_needs_words_of_a_bearable_length(self, delivery, priya, words):
        with pytest.raises(ValidationError) as refused:
            deliveries.came_back(delivery=delivery, words=words, by=priya)
        assert "words" in refused.value.message_dict

    def test_a_mail_that_waits_cannot_have_come_back(self, publication, group, priya):
        reader(group, "Ben", "ben@example.org")
        waiting = distribution.send(publication)[-1]
        with pytest.raises(ValidationError, match="has not been sent yet"):
            deliveries.came_back(delivery=waiting, words="550", by=priya)


class TestMailWithoutAccount:
    @pytest.fixture
    def delivery(self, publication, group):
        reader(group)
        return distribution.send(publication)[0]

    def test_it_keeps_its_address_through_every_way_of_trying_again(self, footprint, delivery, priya):
        failed(delivery)
        mails.retry(mail=delivery.mail, by=priya)
        failed(delivery)
        assert mails.retry_all(footprint=footprint, by=priya) == 1
        assert Mail.objects.get().address == "ann@example.org"

    def test_its_pages_name_the_address(self, client, delivery, priya):
        client.force_login(priya)
        page = client.get("/northmere/mails/").content.decode()
        assert "ann@example.org" in page
        assert "None (" not in page
        assert client.get(f"/northmere/mails/{delivery.mail_id}/").status_code == 200


class TestReceipts:
    @pytest.fixture
    def delivery(self, publication, group):
        reader(group)
        return distribution.send(publication)[0]

    def address(self, delivery):
        return f"/published/r/{delivery.token}/"

    def opened(self):
        return Delivery.objects.get().first_opened_at

    def test_the_link_leads_to_the_public_page_and_is_noted_once(self, client, publication, delivery):
        before = timezone.now()
        response = client.get(self.address(delivery))
        assert (response.status_code, response.url) == (302, f"/published/northmere/{publication.slug}/")
        first = self.opened()
        assert before - timedelta(seconds=2) < first
        client.get(self.address(delivery))
        assert self.opened() == first

    def test_asking_for_the_head_alone_is_not_opening(self, client, delivery):
        assert client.head(self.address(delivery)).status_code == 302
        assert self.opened() is None

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Purpose": "prefetch;prerender"},
            {"Purpose": "prefetch"},
            {"X-Moz": "prefetch"},
            {"X-Purpose": "preview"},
            {"Sec-Fetch-Mode": "no-cors"},
        ],
    )
    def test_neither_is_fetching_it_in_advance(self, client, delivery, headers):
        assert client.get(self.address(delivery), headers=headers).status_code == 302
        assert self.opened() is None

    def test_nor_a_colleague_who_finds_the_link_among_the_mails(self, client, delivery, priya):
        client.force_login(priya)
        client.get(self.address(delivery))
        assert self.opened() is None

    def test_it_is_never_kept_by_a_cache_nor_posted_to(self, client, delivery):
        assert "no-store" in client.get(self.address(delivery))["Cache-Control"]
        assert client.post(self.address(delivery)).status_code == 405

    def test_an_unknown_link_is_404(self, client, delivery):
        assert client.get("/published/r/6f1c9f0e-0000-4000-8000-000000000000/").status_code == 404

    def test_a_private_one_leads_behind_the_sign_in_and_says_nothing(self, client, private, group, bea):
        reader(group, "Bea Board", "bea@example.org")
        delivery = distribution.send(private)[0]
        response = client.get(self.address(delivery))
        assert response.url == f"/northmere/papers/{private.paper_id}/"
        assert client.get(response.url).url.startswith("/accounts/login/")


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_of_several_who_send_it_at_once_one_does(publication, group):
    for number in range(5):
        reader(group, address=f"reader{number}@example.org", kind=DeliveryKind.ATTACHMENT)
    start, made = Barrier(6), []

    def send():
        try:
            start.wait()
            made.append(len(distribution.send(publication)))
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [0, 0, 0, 0, 0, 5]
    assert (Delivery.objects.count(), Mail.objects.count(), MailAttachment.objects.count()) == (5, 5, 1)
