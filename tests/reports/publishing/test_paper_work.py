"""My work: each paper on its way is on the list of whoever's turn it is, and of nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portfolios.access import standing_or_404
from reports.actions import approval, publishing
from reports.models import PaperState
from reports.queries.paper_work import paper_tasks
from tests.factories import (
    MeetingFactory,
    PaperEditorFactory,
    PaperFactory,
    PaperTypeFactory,
    PersonFactory,
)
from tests.pages import read
from tests.reports.publishing.way import finish, whole_way

pytestmark = pytest.mark.django_db

ADDRESS = "/northmere/my-work/"
NAME = "the paper “Sustainability and Transformation Plan (STP) Update” (January 2018)"


def _person(footprint, user):
    return user.people.first() or PersonFactory(footprint=footprint, name=user.name, user=user)


def test_a_draft_waits_for_its_author(client, ann, priya, sam, paper):
    assert f"Finish {NAME}" in read(client, ann, ADDRESS)
    assert f'href="/northmere/papers/{paper.pk}/compose/"' in client.get(ADDRESS).content.decode()
    for other in (priya, sam):
        assert NAME not in read(client, other, ADDRESS)


def test_a_draft_of_nobodys_waits_for_the_office_until_its_meeting_is_past(client, priya, sam, paper):
    paper.author = None
    paper.meeting = MeetingFactory(body=paper.meeting.body, date=timezone.localdate() + timedelta(days=5))
    paper.save()
    assert f"Finish {NAME} (Due in 5 days) For the meeting of" in read(client, priya, ADDRESS)
    assert NAME not in read(client, sam, ADDRESS)
    paper.meeting = MeetingFactory(body=paper.meeting.body, date=timezone.localdate() - timedelta(days=70))
    paper.save()
    assert NAME not in read(client, priya, ADDRESS)


def test_the_correction_of_an_old_paper_waits_for_the_office(client, ann, priya, sam, paper):
    paper.author = None
    paper.save()
    publication = whole_way(paper, author=ann, approver=sam, publisher=priya)
    assert NAME not in read(client, priya, ADDRESS)
    publishing.correct(paper=publication.paper, reason="A figure was wrong.", by=priya)
    assert f"Finish {NAME}" in read(client, priya, ADDRESS)


def test_a_paper_handed_in_waits_for_its_reviewer_first(client, ann, bea, sam, footprint, paper):
    paper.reviewer = _person(footprint, bea)
    paper.save()
    handed_in = approval.submit(paper=paper, by=ann)
    finish(handed_in)
    assert f"Review {NAME}" in read(client, bea, ADDRESS)
    assert NAME not in read(client, sam, ADDRESS)
    approval.reviewed(paper=handed_in, by=bea)
    assert NAME not in read(client, bea, ADDRESS)
    assert f"Approve {NAME}" in read(client, sam, ADDRESS)


def test_it_waits_for_all_who_may_approve_it_or_for_the_one_who_is_named(
    client, ann, priya, sam, footprint, in_review
):
    for who in (priya, sam):
        assert f"Approve {NAME}" in read(client, who, ADDRESS)
    assert NAME not in read(client, ann, ADDRESS)
    in_review.approver = _person(footprint, sam)
    in_review.save()
    assert NAME not in read(client, priya, ADDRESS)
    assert f"Approve {NAME}" in read(client, sam, ADDRESS)


def test_nobody_is_asked_to_approve_what_they_wrote_in(client, priya, sam, in_review):
    in_review.editors.create(user=sam, footprint=in_review.footprint)
    assert NAME not in read(client, sam, ADDRESS)
    assert f"Approve {NAME}" in read(client, priya, ADDRESS)


def test_a_returned_one_says_what_to_put_right(client, ann, sam, in_review):
    approval.return_to_author(paper=in_review, reason="Say **by when**.", by=sam)
    page = read(client, ann, ADDRESS)
    assert f"Put right {NAME}" in page
    assert "Sam Owner: Say by when." in page


def test_an_approved_one_waits_for_those_who_publish_unless_it_publishes_itself(
    client, ann, priya, sam, approved
):
    for who in (ann, priya):
        assert f"Publish {NAME}" in read(client, who, ADDRESS)
    assert NAME not in read(client, sam, ADDRESS)
    approved.publish_on = timezone.localdate() + timedelta(days=2)
    approved.save()
    assert NAME not in read(client, priya, ADDRESS)
    # Its day is past: something was in its way.
    approved.publish_on = timezone.localdate() - timedelta(days=1)
    approved.save()
    assert f"Publish {NAME}" in read(client, priya, ADDRESS)
    publishing.publish(paper=approved, by=priya)
    assert NAME not in read(client, priya, ADDRESS)


def test_the_number_of_queries_does_not_grow(in_review, sam, django_assert_num_queries):
    for number in range(3):
        more = PaperFactory(
            paper_type=PaperTypeFactory(footprint=in_review.footprint, slug=f"type-{number}"),
            period=in_review.period,
            title=f"Paper {number}",
            state=PaperState.IN_REVIEW,
        )
        PaperEditorFactory(paper=more)
    standing = standing_or_404(sam, in_review.footprint.slug)
    with django_assert_num_queries(4):
        found = list(paper_tasks(standing, sam, timezone.localdate()))
    assert len(found) == 4
