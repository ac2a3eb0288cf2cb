"""Sections of a paper: written, marked private, and in which order they stand."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from reports.actions import papers
from reports.models import Paper, SectionDraft
from stp_portal.core.models import AuditEvent
from tests.factories import PaperFactory, PaperSectionFactory, SectionDraftFactory
from tests.reports.compose_actions.editors import editors

pytestmark = pytest.mark.django_db


class TestWriting:
    def test_whoever_writes_is_kept_and_their_draft_is_not(self, introduction, priya):
        SectionDraftFactory(section=introduction, user=priya)
        for text in ("New.", "Newer."):
            introduction = papers.write_section(
                section=introduction, version=introduction.version, text=text, by=priya
            )
        assert editors(introduction.paper) == [priya]
        assert not SectionDraft.objects.exists()

    def test_a_carried_text_is_saved_as_it_stands_to_say_that_it_was_read(self, paper, introduction, priya):
        paper.started_from = PaperFactory(paper_type=paper.paper_type)
        paper.save()
        papers.write_section(section=introduction, version=1, text="As before.", by=priya)
        introduction.refresh_from_db()
        assert (introduction.text, introduction.edited_by, introduction.version) == ("As before.", priya, 2)


class TestMarking:
    def test_a_section_is_kept_private_with_its_reason_and_made_public_again(self, introduction, priya):
        marked = papers.mark(section=introduction, is_private=True, reason=" FOI 43 ", by=priya)
        assert (marked.is_private, marked.private_reason) == (True, "FOI 43")
        assert editors(introduction.paper) == [priya]
        event = AuditEvent.objects.get(event="section.marked_private")
        assert "FOI 43" not in str(event.after) + event.reason
        lifted = papers.mark(section=introduction, is_private=False, by=priya)
        assert (lifted.is_private, lifted.private_reason) == (False, "")

    @pytest.mark.parametrize("reason", ["  ", "x" * 201])
    def test_it_needs_a_reason_that_fits(self, introduction, priya, reason):
        with pytest.raises(ValidationError) as refused:
            papers.mark(section=introduction, is_private=True, reason=reason, by=priya)
        assert set(refused.value.message_dict) == {"private_reason"}
        introduction.refresh_from_db()
        assert not introduction.is_private

    def test_one_of_a_published_paper_stays_as_it_is(self, introduction, priya):
        Paper.objects.update(state="published")
        with pytest.raises(ValidationError, match="published"):
            papers.mark(section=introduction, is_private=True, reason="FOI 43", by=priya)


class TestOrder:
    def keys(self, paper):
        return list(paper.sections.order_by("position").values_list("key", flat=True))

    def test_a_section_changes_places_with_its_neighbour(self, paper, report, priya):
        before = self.keys(paper)
        papers.move(section=report, position=2, step=-1, by=priya)
        assert self.keys(paper) == ["report", "introduction", *before[2:]]
        report.refresh_from_db()
        papers.move(section=report, position=report.position, step=1, by=priya)
        assert self.keys(paper) == before

    def test_posted_twice_it_moves_once_and_at_the_edge_not_at_all(self, paper, report, priya):
        for _ in range(2):
            papers.move(section=report, position=2, step=-1, by=priya)
        assert self.keys(paper)[:2] == ["report", "introduction"]
        report.refresh_from_db()
        papers.move(section=report, position=1, step=-1, by=priya)
        assert self.keys(paper)[:2] == ["report", "introduction"]

    def test_an_appendix_moves_among_the_appendices(self, paper, priya):
        first = PaperSectionFactory(paper=paper, position=50, key="a", options={"appendix": True})
        paper.sections.filter(key="report").update(position=60)
        last = PaperSectionFactory(paper=paper, position=70, key="b", options={"appendix": True})
        papers.move(section=last, position=70, step=-1, by=priya)
        first.refresh_from_db()
        last.refresh_from_db()
        assert (last.position, first.position) == (50, 70)

    def test_left_out_its_text_is_kept_and_it_can_be_put_back(self, introduction, priya):
        papers.leave_out(section=introduction, by=priya)
        introduction.refresh_from_db()
        assert (introduction.is_left_out, introduction.text) == (True, "As before.")
        papers.leave_out(section=introduction, is_left_out=False, by=priya)
        introduction.refresh_from_db()
        assert not introduction.is_left_out
        events = AuditEvent.objects.filter(event__startswith="section.").order_by("seq")
        assert [event.event for event in events] == ["section.left_out", "section.put_back"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres_only
@pytest.mark.parametrize("position", [1, 2])
def test_sections_moved_at_once_keep_a_place_each(paper, priya, position):
    """Two move sections of one paper at the same moment: they wait for each other's row of the paper."""
    section, together, raised = paper.sections.get(position=position), threading.Barrier(2), []

    def move(one):
        together.wait()
        try:
            papers.move(section=one, position=one.position, step=1, by=priya)
        except Exception as problem:
            raised.append(problem)
        finally:
            connection.close()

    others = [section, paper.sections.get(position=position + 1)]
    threads = [threading.Thread(target=move, args=(one,)) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert raised == []
    assert paper.sections.values("position").distinct().count() == paper.sections.count()
