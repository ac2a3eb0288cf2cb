"""Who sees what on the pages of a locked period, whatever was marked private since."""

import pytest

from portfolios.models import Ask, Milestone, PlannedOutcome, ReportParagraph
from risks.models import Risk
from tests.pages import read
from tests.reports.locked_pages.addresses import CARE, STATUS
from tests.reports.marks import PRIVATE

pytestmark = pytest.mark.django_db


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
