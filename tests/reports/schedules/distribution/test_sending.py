"""A published paper goes to those on its list: once to each, also if several send it at once."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from portfolios.models import Mail, MailAttachment
from reports.actions import distribution, distribution_lists
from reports.models import Delivery, DeliveryKind
from tests.reports.schedules.distribution.deliveries import reader, sent

pytestmark = pytest.mark.django_db


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
