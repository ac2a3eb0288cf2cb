"""What is marked private after a public paper was published: those who publish are told, and nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portfolios.models import Ask, PeriodState
from reports.actions import publishing, snapshots
from reports.models import Publication, SnapshotKind
from reports.queries.marked_since import marked_since, with_marks_since
from reports.redactions import MARKED_LATER
from risks.models import Risk
from tests.factories import (
    AskFactory,
    PaperFactory,
    PaperTypeFactory,
    PeriodFactory,
    PersonFactory,
    RiskFactory,
)
from tests.pages import read
from tests.reports.publishing.way import whole_way

pytestmark = pytest.mark.django_db

MARKER = "Zanzibar"
PRIVATE = {"is_private": True, "private_reason": "Section 43."}
TOLD = "Take down or correct the paper “Sustainability and Transformation Plan (STP) Update” (January 2018)"
BANNER = "Marked private after this was published"


@pytest.fixture
def period(footprint):
    """Locked, with a public risk and a public ask."""
    period = PeriodFactory(footprint=footprint, month=(2018, 1))
    RiskFactory(footprint=footprint, number=7, title=MARKER)
    AskFactory(
        initiative__footprint=footprint, period=period, text=f"{MARKER} and its lease", purpose="discussion"
    )
    period.state = PeriodState.LOCKED
    period.save()
    snapshots.take(period=period, kind=SnapshotKind.LOCKED, by=None)
    return period


@pytest.fixture
def paper(period, ann):
    return PaperFactory(
        paper_type=PaperTypeFactory(
            footprint=period.footprint,
            sections=[
                ("introduction", "Introduction"),
                ("risk_log", "Risks"),
                ("asks-discussion", "Asks"),
            ],
        ),
        period=period,
        author=PersonFactory(footprint=period.footprint, name="Ann Author", post="Analyst", user=ann),
        texts={"introduction": "The first words."},
    )


@pytest.fixture
def publication(paper, ann, sam, priya):
    return whole_way(paper, author=ann, approver=sam, publisher=priya)


def mark(model=Risk):
    model.objects.update(**PRIVATE)


def again(publication):
    return Publication.objects.get(pk=publication.pk)


def review(publication):
    return f"/northmere/papers/{publication.paper_id}/review/"


def test_nothing_is_said_while_all_is_public(client, priya, publication):
    assert marked_since(publication) == []
    assert TOLD not in read(client, priya, "/northmere/my-work/")
    assert BANNER not in read(client, priya, review(publication))


def test_those_who_publish_are_told_what_and_where(client, ann, priya, publication):
    mark()
    (one,) = marked_since(again(publication))
    assert (one.what, one.where, one.why) == (f"Risk 7: {MARKER}", "Risks", MARKED_LATER)
    for publisher in (priya, ann):
        page = read(client, publisher, review(publication))
        assert BANNER in page
        assert f"Risk 7: {MARKER} (section: Risks)" in page


def test_my_work_says_so_without_words_of_it(client, priya, publication):
    mark()
    mark(Ask)
    page = read(client, priya, "/northmere/my-work/")
    assert TOLD in page
    assert "2 things in it were marked private after it was published" in page
    assert MARKER not in page
    assert f'href="{review(publication)}"' in client.get("/northmere/my-work/").content.decode()


def test_nobody_else_reads_of_it(client, sam, bea, charlie, publication):
    mark()
    for other in (sam, bea):
        page = read(client, other, review(publication))
        assert BANNER not in page
        assert MARKER not in page
        assert TOLD not in read(client, other, "/northmere/my-work/")
    client.force_login(charlie)
    assert client.get(review(publication)).status_code == 404
    client.logout()
    public = client.get(f"/published/northmere/{publication.slug}/").content.decode()
    assert BANNER not in public
    assert MARKER not in public


def test_it_ends_with_the_paper_taken_down_or_the_mark_lifted(client, priya, publication):
    mark()
    Risk.objects.update(is_private=False, private_reason="")
    assert marked_since(again(publication)) == []
    mark()
    publishing.take_down(paper=publication.paper, reason="Not for the public.", by=priya)
    assert marked_since(again(publication)) == []
    assert TOLD not in read(client, priya, "/northmere/my-work/")


def test_what_was_left_out_when_it_was_published_is_not_told(paper, ann, sam, priya):
    mark()
    publication = whole_way(paper, author=ann, approver=sam, publisher=priya)
    assert marked_since(again(publication)) == []


def test_a_paper_without_a_section_that_prints_such_rows_is_not_told_of(paper, ann, sam, priya):
    paper.sections.exclude(key="introduction").delete()
    publication = whole_way(paper, author=ann, approver=sam, publisher=priya)
    mark()
    assert marked_since(again(publication)) == []


def test_an_edition_that_was_corrected_is_told_of_until_it_is_taken_down(
    client, ann, sam, priya, publication
):
    mark()
    correction = publishing.correct(paper=publication.paper, reason="A risk is private.", by=priya)
    newer = whole_way(correction, author=ann, approver=sam, publisher=priya)
    assert [len(marked_since(again(one))) for one in (publication, newer)] == [1, 0]
    assert TOLD in read(client, priya, "/northmere/my-work/")
    assert "Take it down" in read(client, priya, review(publication))


def test_my_work_looks_at_what_was_published_of_late(
    client, priya, publication, django_assert_max_num_queries
):
    mark()
    Publication.objects.update(published_at=timezone.now() - timedelta(days=90))
    assert TOLD not in read(client, priya, "/northmere/my-work/")
    assert BANNER in read(client, priya, review(publication))
    fresh = again(publication)
    with django_assert_max_num_queries(5):
        marked_since(fresh)


def test_more_editions_of_a_period_are_no_more_queries(
    ann, sam, priya, publication, django_assert_num_queries
):
    mark()
    place, today = publication.footprint, timezone.localdate()
    with django_assert_num_queries(6):
        assert with_marks_since(place, today) == [(publication, 1)]
    Risk.objects.update(is_private=False, private_reason="")
    correction = publishing.correct(paper=publication.paper, reason="A sum was wrong.", by=priya)
    newer = whole_way(correction, author=ann, approver=sam, publisher=priya)
    mark()
    with django_assert_num_queries(6):
        assert with_marks_since(place, today) == [(publication, 1), (newer, 1)]
