"""The page of a paper's steps: what it offers to whom, what it says is in the way, and what came back is kept."""

import pytest

from portfolios.models import PeriodState
from reports.actions import approval, publishing
from reports.models import Paper, PaperState
from tests.factories import DistributionListFactory
from tests.pages import read, shown, words

pytestmark = pytest.mark.django_db


def where(paper, step: str = "review") -> str:
    return f"/northmere/papers/{paper.pk}/{step}/"


def test_a_draft_is_handed_in_by_those_who_write_it(client, ann, bea, paper):
    page = read(client, ann, where(paper))
    assert "Hand in To do now" in page
    assert "Hand in for review" in page
    assert "What you can do now" not in read(client, bea, where(paper))
    client.force_login(ann)
    page = shown(client.post(where(paper, "submit"), {"reason": ""}, follow=True))
    assert "“Sustainability and Transformation Plan (STP) Update” is handed in." in page
    assert "Ann Author, " in page


def test_what_is_in_the_way_of_the_approval_is_listed_with_links(client, sam, in_review, period):
    period.state = PeriodState.OPEN
    period.save()
    client.force_login(sam)
    page = client.get(where(in_review)).content.decode()
    assert "Lock the period, and compile the paper again." in words(page)
    assert 'href="/northmere/periods/2018-01/"' in page
    assert "Approve paper</button>" not in page


def test_who_wrote_it_reads_who_can_approve_it(client, ann, sam, priya, in_review):
    page = read(client, ann, where(in_review))
    assert "Can be approved by Priya Office or Sam Owner" in page
    assert "Approve paper" not in page
    assert "Approve paper" in read(client, priya, where(in_review))


def test_who_wrote_it_reads_that_somebody_else_reviews_it(client, ann, sam, in_review):
    page = read(client, ann, where(in_review))
    assert "it is reviewed by somebody else" in page
    assert "Mark as reviewed" not in page
    assert "Mark as reviewed" in read(client, sam, where(in_review))


def test_a_return_without_a_reason_comes_back(client, sam, in_review):
    client.force_login(sam)
    response = client.post(where(in_review, "return"), {"reason": ""})
    assert response.status_code == 422
    assert "Say what should be put right" in shown(response)
    assert client.post(where(in_review, "return"), {"reason": "Say who pays."}).status_code == 302
    assert "Say who pays." in read(client, sam, where(in_review))


def test_a_step_that_came_too_late_keeps_what_was_typed(client, sam, priya, in_review):
    approval.return_to_author(paper=in_review, reason="Units.", by=priya)
    client.force_login(sam)
    page = shown(client.post(where(in_review, "approve"), {"reason": "My long remark."}))
    assert "returned to its author by Priya Office" in page
    assert "My long remark." in page


def test_once_compiled_an_approved_paper_says_that_it_is_ready(client, priya, approved):
    assert "it is ready to publish" in read(client, priya, where(approved))
    client.force_login(priya)
    page = client.post(where(approved, "publish"), {"reason": ""}, follow=True).content.decode()
    assert "is published." in words(page)
    assert 'href="/published/northmere/governing-body-update-2018-01/"' in page
    assert f'href="/northmere/papers/{approved.pk}/deliveries/"' in page


def test_who_publishes_is_told_who_will_read_it(client, priya, approved):
    page = read(client, priya, where(approved))
    assert "Anybody can read it on the public pages at once." in page
    assert "It is mailed to nobody" in page
    approved.paper_type.distribution = DistributionListFactory(
        footprint=approved.footprint, name="Governing Body members"
    )
    approved.paper_type.save()
    assert "It is mailed to those on the list Governing Body members." in read(client, priya, where(approved))


def test_a_correction_leads_to_the_new_edition(client, priya, publication):
    client.force_login(priya)
    page = shown(client.post(where(publication.paper, "correct"), {"reason": "The sum."}, follow=True))
    edition = Paper.objects.get(edition=2)
    assert "Edition 2 corrects the edition before it: The sum." in page
    assert "Edition 1: published" in page
    assert "Begin a correction" not in read(client, priya, where(publication.paper))
    assert edition.state == PaperState.DRAFT


def test_taken_down_it_says_so_and_is_not_taken_down_again(client, priya, publication):
    publishing.take_down(paper=publication.paper, reason="Names a patient.", by=priya)
    page = read(client, priya, where(publication.paper))
    assert "Names a patient." in page
    assert "Take this edition down" not in page


@pytest.mark.parametrize("step", ["submit", "reviewed", "return", "approve", "reopen", "publish"])
def test_a_colleague_without_the_right_is_refused_and_a_stranger_finds_nothing(
    client, bea, charlie, paper, step
):
    client.force_login(bea)
    assert client.post(where(paper, step), {"reason": "x"}).status_code == 403
    assert client.get(where(paper, step)).status_code == 302
    client.force_login(charlie)
    assert client.post(where(paper, step), {"reason": "x"}).status_code == 404
    paper.refresh_from_db()
    assert paper.state == PaperState.DRAFT


def test_reasons_are_for_those_who_read_private_material(client, bob, sam, in_review):
    client.force_login(sam)
    client.post(where(in_review, "return"), {"reason": "The land sale is missing."})
    assert "The land sale is missing." not in read(client, bob, where(in_review))


def test_a_private_paper_is_not_there_for_an_observer(client, bob, in_review):
    Paper.objects.update(is_private=True, private_reason="Commercial")
    client.force_login(bob)
    assert client.get(where(in_review)).status_code == 404


def test_the_list_and_the_page_of_a_paper_say_that_it_was_taken_down(client, priya, publication):
    paper = publication.paper
    pages = ("/northmere/papers/", f"/northmere/papers/{paper.pk}/")
    for page in pages:
        assert "taken down" not in read(client, priya, page).lower()
    assert "Compile it again" not in read(client, priya, pages[1])
    publishing.take_down(paper=paper, reason="It named a patient.", by=priya)
    for page in pages:
        assert "taken down" in read(client, priya, page).lower()


def test_without_a_reviewer_it_can_go_straight_to_approval(client, sam, in_review):
    page = read(client, sam, where(in_review))
    assert "Review No reviewer is named: it can go straight to approval Optional" in page


@pytest.mark.parametrize(
    "page",
    ["", "compose/", "details/", "cover/", "comments/", "findings/", "redactions/", "review/", "deliveries/"],
)
def test_each_page_of_a_correction_says_which_edition_it_is(client, priya, publication, page):
    edition = publishing.correct(paper=publication.paper, reason="The sum was wrong.", by=priya)
    assert ", January 2018, edition 2 " in read(client, priya, f"/northmere/papers/{edition.pk}/{page}")
