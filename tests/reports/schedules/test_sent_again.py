"""Sending all that failed again: to those who should have the paper, and to nobody else."""

import pytest

from portfolios.actions import mails
from portfolios.models import Mail, MailState, Membership
from reports.actions import deliveries, distribution
from reports.models import Delivery
from reports.queries.deliveries import sendings
from tests.factories import DistributionListFactory, PaperFactory, PublicationFactory, RecipientFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(footprint):
    return DistributionListFactory(footprint=footprint)


def failed(group, addresses, **of_paper):
    """A publication whose mails to ``addresses`` were all refused for good."""
    paper = PaperFactory(
        paper_type__footprint=group.footprint,
        paper_type__distribution=group,
        state="published",
        **of_paper,
    )
    publication = PublicationFactory(
        paper=paper, is_private=paper.is_private, private_reason=paper.private_reason
    )
    for address in addresses:
        RecipientFactory(distribution=group, address=address)
    for delivery in distribution.send(publication):
        mails.fail(delivery.mail_id, mails.claim(delivery.mail_id), "550 nobody here.", is_certain=True)
    return publication


def waiting():
    return set(Mail.objects.filter(state=MailState.QUEUED).values_list("address", flat=True))


def test_a_reader_who_lost_their_role_keeps_nobody_else_from_theirs(group, bea, priya):
    private = {"session": "private", "is_private": True, "private_reason": "Section 43."}
    publication = failed(group, [bea.email, priya.email], **private)
    Membership.objects.filter(user=bea).delete()
    assert deliveries.retry_failed(publication=publication, by=priya) == 1
    assert waiting() == {priya.email}


def test_an_address_that_was_corrected_is_not_tried_again(group, priya):
    publication = failed(group, ["anne@example.org", "ben@example.org"])
    wrong = Delivery.objects.get(address="anne@example.org")
    assert sum(row.goes_again_with_others for row in sendings(publication, priya)) == 2
    deliveries.correct(delivery=wrong, address="ann@example.org", by=priya)
    assert sum(row.goes_again_with_others for row in sendings(publication, priya)) == 1
    assert deliveries.retry_failed(publication=publication, by=priya) == 1
    assert waiting() == {"ann@example.org", "ben@example.org"}
