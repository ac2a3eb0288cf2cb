"""Corrections: a new edition begins with what people wrote in the one before."""

import pytest

from reports.actions import publishing
from reports.models import PaperComment, PaperState, PaperStepKind
from reports.step_rights import barred
from stp_portal.accounts.roles import Role
from tests.factories import CoverAnswerFactory, CoverFieldFactory, PaperCommentFactory, UserFactory
from tests.reports.publishing.refusals import refused
from tests.reports.publishing.way import whole_way

pytestmark = pytest.mark.django_db


class TestCorrect:
    def test_a_new_edition_begins_with_what_people_wrote(self, publication, priya, ann):
        paper = publication.paper
        field = CoverFieldFactory(template=paper.cover_template)
        CoverAnswerFactory(paper=paper, field=field, text="Purpose")
        PaperCommentFactory(paper=paper, section=paper.sections.get(), text="Mind the units.")
        edition = publishing.correct(paper=paper, reason="The sum was wrong.", by=priya)
        assert (edition.edition, edition.state, edition.supersedes) == (2, PaperState.DRAFT, paper)
        assert edition.correction_reason == "The sum was wrong."
        assert edition.sections.get().text == "The first words."
        assert edition.cover_answers.get().text == "Purpose"
        assert PaperComment.objects.get(paper=edition).section == edition.sections.get()
        assert (edition.meeting, edition.author, edition.publish_on) == (paper.meeting, paper.author, None)
        paper.refresh_from_db()
        assert paper.state == PaperState.PUBLISHED

    def test_who_gave_the_reason_that_is_printed_does_not_approve_it(self, publication, priya, ann):
        lead = UserFactory(role=Role.PMO_LEAD, footprint=publication.footprint)
        edition = publishing.correct(paper=publication.paper, reason="The sum was wrong.", by=lead)
        assert edition.correction_reason
        assert lead.pk in barred(edition)

    def test_only_once_the_new_one_is_published_the_old_one_is_superseded(self, publication, priya, ann, sam):
        paper = publication.paper
        before = {file.pk: (bytes(file.content), file.sha256) for file in publication.run.files.all()}
        edition = publishing.correct(paper=paper, reason="The sum was wrong.", by=priya)
        edition.sections.update(text="The right sum.")
        second = whole_way(edition, author=ann, approver=sam, publisher=priya)
        paper.refresh_from_db()
        publication.refresh_from_db()
        assert paper.state == PaperState.SUPERSEDED
        assert paper.steps.last().kind == PaperStepKind.SUPERSEDED
        assert (publication.superseded_by, publication.superseded_at) == (second, second.published_at)
        assert (second.slug, second.reason) == (
            "governing-body-update-2018-01-edition-2",
            "The sum was wrong.",
        )
        assert {f.pk: (bytes(f.content), f.sha256) for f in publication.run.files.all()} == before

    def test_a_correction_that_is_begun_is_made_there(self, publication, priya):
        publishing.correct(paper=publication.paper, reason="One.", by=priya)
        words = refused(publishing.correct, paper=publication.paper, reason="Two.", by=priya)
        assert "Edition 2 of this paper is draft already" in words

    def test_only_a_published_paper_is_corrected_and_only_with_a_reason(self, approved, priya):
        assert "cannot be marked" in refused(publishing.correct, paper=approved, reason="x", by=priya)
        publication = publishing.publish(paper=approved, by=priya)
        assert "what is corrected and why" in refused(
            publishing.correct, paper=publication.paper, reason="", by=priya
        )
