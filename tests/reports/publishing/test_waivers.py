"""Letting advisory findings stand: with a reason, of their very words, and never what blocks."""

import pytest
from django.core.exceptions import ValidationError

from reports.actions import approval, waivers
from reports.models import Severity, Waiver
from reports.queries.findings import newest_finished, open_findings
from stp_portal.core.models import AuditEvent
from tests.factories import FindingFactory, PaperFactory, RunFactory
from tests.pages import read, shown
from tests.reports.publishing.way import finish

pytestmark = pytest.mark.django_db

TWO = (
    {"severity": Severity.BLOCKING, "message": "“£XX” is a placeholder.", "where": "Section 1"},
    {"severity": Severity.ADVISORY, "message": "“STP” is not used.", "where": "Section 8"},
)


@pytest.fixture
def checked(paper, ann):
    """In review, with one finding that blocks and one that does not."""
    paper = approval.submit(paper=paper, by=ann)
    finish(paper, findings=TWO)
    return paper


def advisory(paper):
    return newest_finished(paper).findings.get(severity=Severity.ADVISORY)


def where(paper, rest: str = "findings/") -> str:
    return f"/northmere/papers/{paper.pk}/{rest}"


class TestActions:
    def test_a_waived_finding_is_open_no_more_and_stays_with_its_reason(self, checked, priya):
        waiver = waivers.waive(finding=advisory(checked), reason=" Used in the appendix. ", by=priya)
        blocking, open_ones, waived = open_findings(checked, newest_finished(checked))
        assert (len(blocking), open_ones) == (1, [])
        assert [(one.waiver, one.waiver.reason) for one in waived] == [(waiver, "Used in the appendix.")]
        assert AuditEvent.objects.get(event="finding.waived").reason == "Used in the appendix."

    def test_the_second_who_waives_it_finds_the_first(self, checked, priya, ann):
        first = waivers.waive(finding=advisory(checked), reason="One.", by=priya)
        assert waivers.waive(finding=advisory(checked), reason="Two.", by=ann) == first

    def test_what_blocks_is_never_waived(self, checked, priya):
        blocking = newest_finished(checked).findings.get(severity=Severity.BLOCKING)
        with pytest.raises(ValidationError, match="cannot be waived"):
            waivers.waive(finding=blocking, reason="Please.", by=priya)

    def test_a_finding_that_became_grave_is_open_again(self, checked, priya):
        finding = advisory(checked)
        waivers.waive(finding=finding, reason="One.", by=priya)
        finding.severity = Severity.BLOCKING
        finding.save()
        blocking, _, waived = open_findings(checked, newest_finished(checked))
        assert (len(blocking), waived) == (2, [])

    def test_a_reason_is_asked_for(self, checked, priya):
        with pytest.raises(ValidationError) as error:
            waivers.waive(finding=advisory(checked), reason="  ", by=priya)
        assert "reason" in error.value.message_dict

    def test_other_words_ask_again(self, checked, priya):
        waivers.waive(finding=advisory(checked), reason="One.", by=priya)
        run = newest_finished(checked)
        FindingFactory(run=run, position=9, message="“STPs” is not used.", where="Section 8")
        _, open_ones, waived = open_findings(checked, run)
        assert [one.message for one in open_ones] == ["“STPs” is not used."]
        assert len(waived) == 1

    def test_withdrawn_it_is_open_again_and_the_waiver_stays_on_record(self, checked, priya, ann):
        waiver = waivers.waive(finding=advisory(checked), reason="One.", by=priya)
        for _ in range(2):
            waivers.withdraw(waiver=waiver, by=ann)
        assert Waiver.objects.get().withdrawn_by_name == "Ann Author"
        assert len(open_findings(checked, newest_finished(checked))[1]) == 1
        waivers.waive(finding=advisory(checked), reason="After all.", by=priya)
        assert AuditEvent.objects.filter(event="finding.waiver_withdrawn").count() == 1

    def test_an_approved_paper_is_settled(self, approved, priya):
        finding = FindingFactory(run=newest_finished(approved), severity=Severity.ADVISORY)
        with pytest.raises(ValidationError, match="approved"):
            waivers.waive(finding=finding, reason="Late.", by=priya)

    def test_without_a_run_there_is_nothing(self, paper):
        assert open_findings(paper, None) == ([], [], [])


class TestPage:
    def test_it_tells_rule_weight_place_what_and_cure(self, client, bea, checked):
        page = read(client, bea, where(checked))
        assert "Blocking Must be put right before approval (1)" in page
        assert "Section 1 “£XX” is a placeholder. Write the figure. Rule: placeholder" in page
        assert "Worth a look (1)" in page
        assert "Let it stand" not in page

    def test_it_says_in_words_what_the_rule_looks_for(self, client, bea, checked):
        page = read(client, bea, where(checked))
        looks_for = "“£XX”, “page XX”, “to be confirmed” and the like"
        assert f"Rule: placeholder. It looks for: {looks_for}." in page

    def test_a_rule_that_is_there_no_more_is_named_alone(self, client, bea, checked):
        newest_finished(checked).findings.update(rule="of-an-earlier-portal")
        page = read(client, bea, where(checked))
        assert "Rule: of-an-earlier-portal" in page
        assert "It looks for" not in page

    def test_a_finding_is_waived_with_a_reason_and_taken_back(self, client, priya, checked):
        client.force_login(priya)
        address = where(checked, f"findings/{advisory(checked).pk}/waive/")
        response = client.post(address, {"reason": ""})
        assert response.status_code == 422
        assert "Say why this may stay as it is" in shown(response)
        page = shown(client.post(address, {"reason": "Used in the appendix."}, follow=True))
        assert "Waived Priya Office" in page
        assert "Used in the appendix." in page
        waiver = Waiver.objects.get()
        page = shown(client.post(where(checked, f"waivers/{waiver.pk}/withdraw/"), follow=True))
        assert "taken back by Priya Office" in page
        assert "Worth a look (1)" in page

    def test_who_writes_is_led_to_where_things_are_put_right(self, client, priya, bea, checked):
        cover = f'href="/northmere/papers/{checked.pk}/cover/"'
        for who, is_led in ((priya, True), (bea, False)):
            client.force_login(who)
            assert (cover in client.get(where(checked)).content.decode()) is is_led

    def test_what_blocks_is_refused_in_words(self, client, priya, checked):
        client.force_login(priya)
        blocking = newest_finished(checked).findings.get(severity=Severity.BLOCKING)
        response = client.post(where(checked, f"findings/{blocking.pk}/waive/"), {"reason": "Please."})
        assert "cannot be waived" in shown(response)
        assert response.status_code == 422

    def test_a_finding_of_another_paper_is_not_there(self, client, priya, checked):
        client.force_login(priya)
        paper = PaperFactory(paper_type=checked.paper_type, period=checked.period, edition=2)
        other = FindingFactory(run=RunFactory(paper=paper, state="done"))
        assert client.post(where(checked, f"findings/{other.pk}/waive/")).status_code == 404

    def test_who_does_not_read_private_material_is_refused_and_a_stranger_finds_nothing(
        self, client, bob, charlie, checked
    ):
        client.force_login(bob)
        for rest in ("findings/", "redactions/"):
            assert client.get(where(checked, rest)).status_code == 403
        client.force_login(charlie)
        assert client.get(where(checked)).status_code == 404

    def test_a_reader_does_not_waive(self, client, bea, checked):
        client.force_login(bea)
        address = where(checked, f"findings/{advisory(checked).pk}/waive/")
        assert client.post(address, {"reason": "No."}).status_code == 403

    def test_of_a_published_paper_nobody_is_told_to_compile_it_again(self, client, priya, publication):
        page = read(client, priya, where(publication.paper))
        assert "This paper is published, so it is not compiled again" in page
        assert "Nothing stood in the way of approval." in page
        assert "compile the paper" not in page

    def test_before_the_first_compilation_it_says_what_to_do(self, client, priya, paper):
        assert "has not been compiled yet, so nothing was checked. Compile it" in read(
            client, priya, where(paper)
        )


class TestRedactions:
    def test_what_is_left_out_is_listed_for_those_who_may_read_it(self, client, bea, in_review):
        run = newest_finished(in_review)
        run.redactions = [{"what": "Risk 4", "where": "Risk log", "why": "Commercial interests"}]
        run.save()
        page = read(client, bea, where(in_review, "redactions/"))
        assert "Risk 4" in page
        assert "Commercial interests" in page

    def test_where_nothing_is_it_says_so(self, client, bea, in_review):
        assert "Nothing private was left out." in read(client, bea, where(in_review, "redactions/"))

    def test_a_private_paper_leaves_nothing_out(self, client, bea, paper):
        paper.session, paper.is_private, paper.private_reason = "private", True, "Section 43."
        paper.save()
        page = read(client, bea, where(paper, "redactions/"))
        assert "What the paper leaves out Nothing: this paper is for the private session" in page
