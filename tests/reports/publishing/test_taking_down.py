"""Taking a published paper down."""

import pytest
from django.core.exceptions import PermissionDenied

from portfolios import mailer
from portfolios.models import Mail, MailState
from reports.actions import deliveries, publishing
from reports.models import PaperStepKind, Publication
from tests.factories import DistributionListFactory, RecipientFactory
from tests.reports.publishing.refusals import refused

pytestmark = pytest.mark.django_db


class TestTakeDown:
    def test_it_is_off_the_public_pages_and_kept(self, publication, priya):
        made = publishing.take_down(paper=publication.paper, reason="Names a patient.", by=priya)
        assert not Publication.objects.for_anybody().exists()
        assert (made.taken_down_by_name, made.taken_down_reason) == ("Priya Office", "Names a patient.")
        assert publication.run.files.count() == 2
        assert made.paper.steps.last().kind == PaperStepKind.TAKEN_DOWN

    def test_once_and_with_a_reason(self, publication, priya):
        assert "Say why" in refused(publishing.take_down, paper=publication.paper, reason=" ", by=priya)
        publishing.take_down(paper=publication.paper, reason="Names a patient.", by=priya)
        assert "Priya Office has taken this paper down already" in refused(
            publishing.take_down, paper=publication.paper, reason="Again.", by=priya
        )

    def test_mails_that_wait_are_not_sent_and_take_no_file_along(self, approved, priya):
        group = DistributionListFactory(footprint=approved.footprint)
        approved.paper_type.distribution = group
        approved.paper_type.save()
        for _ in range(2):
            RecipientFactory(distribution=group, kind="attachment")
        publication = publishing.publish(paper=approved, by=priya)
        sent, waiting = Mail.objects.order_by("pk")
        assert mailer.deliver(sent.pk)
        publishing.take_down(paper=approved, reason="It named somebody.", by=priya)
        for mail in (sent, waiting):
            mail.refresh_from_db()
        assert (sent.state, waiting.state) == (MailState.SENT, MailState.FAILED)
        assert "taken down before this mail was sent" in waiting.error
        assert (sent.attachment is None, waiting.attachment) == (False, None)
        assert not mailer.deliver(waiting.pk)
        words = refused(deliveries.retry_failed, publication=publication, by=priya)
        assert "sent to nobody any more" in words

    def test_not_by_who_only_approves(self, publication, sam):
        with pytest.raises(PermissionDenied):
            publishing.take_down(paper=publication.paper, reason="No.", by=sam)
