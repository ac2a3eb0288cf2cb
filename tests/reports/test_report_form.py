"""The form of a highlight report: who may open it, what it refuses, and that what was typed comes back."""

import pytest
from django.urls import reverse

from portfolios.actions import highlight_reports
from portfolios.report_content import ReportContent
from portfolios.models import HighlightReport, PeriodState, Rating, ReportParagraph, ReportState
from tests.factories import InitiativeFactory, PeriodFactory, RatingFactory, RatingSchemeFactory


@pytest.fixture
def period(footprint):
    return PeriodFactory(footprint=footprint, month=(2018, 4))


@pytest.fixture
def scheme(footprint):
    return RatingSchemeFactory(footprint=footprint)


@pytest.fixture
def address(initiative, period, scheme) -> str:
    return reverse("reports:report-edit", args=[initiative.footprint.slug, initiative.slug, period.slug])


@pytest.fixture
def typed(scheme) -> dict[str, str]:
    return {
        "version": "1",
        "rating": str(scheme.level_for("Amber").pk),
        "reason": "Recruitment is behind plan.",
        "progress": "A first paragraph.\n\nA **second** one.",
        "planned": "Recruit.",
    }


def test_lead_saves_and_lands_on_the_initiative(client, alice, address, typed, initiative):
    client.force_login(alice)
    response = client.post(address, typed, follow=True)
    assert response.redirect_chain[0][0] == reverse("reports:initiative", args=["northmere", "urgent-care"])
    assert "is saved" in response.content.decode()
    assert ReportParagraph.objects.count() == 3


def test_form_opens_with_what_is_saved_and_the_rating_before(
    client, alice, address, typed, initiative, footprint
):
    RatingFactory(
        initiative=initiative, period=PeriodFactory(footprint=footprint, month=(2018, 3)), word="Red"
    )
    client.force_login(alice)
    client.post(address, typed)
    page = client.get(address).content.decode()
    assert "A **second** one." in page
    assert "Rating in March 2018" in page
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize("who", ["sam", "priya"])
def test_sponsor_and_pmo_may_write_it(client, request, address, typed, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(address, typed).status_code == 302


@pytest.mark.parametrize("who", ["bob", "bea"])
def test_readers_are_refused_and_told_what_to_do(client, request, address, typed, who):
    client.force_login(request.getfixturevalue(who))
    response = client.post(address, typed)
    assert response.status_code == 403
    assert not Rating.objects.exists()


def test_report_of_somebody_elses_initiative_is_refused(client, alice, period, scheme, typed, footprint):
    theirs = InitiativeFactory(footprint=footprint, slug="theirs")
    client.force_login(alice)
    response = client.post(
        reverse("reports:report-edit", args=["northmere", "theirs", period.slug]), typed
    )
    assert response.status_code == 403
    assert "Ask your PMO lead" in response.content.decode()
    assert not HighlightReport.objects.filter(initiative=theirs).exists()


def test_stranger_gets_404(client, charlie, address, typed):
    client.force_login(charlie)
    assert client.get(address).status_code == 404
    assert client.post(address, typed).status_code == 404


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"rating": ""}, "Select a rating."),
        ({"rating": "999999"}, "Select one of the ratings listed."),
        ({"reason": ""}, "Say why the rating is Amber"),
        ({"progress": ""}, "even if it is one sentence"),
        ({"progress": "Text <script>alert(1)</script>"}, "&lt;script&gt;"),
        ({"progress": "<b>bold</b>"}, "&lt;b&gt;"),
        ({"progress": "x" * 200_000}, "200,000"),
        ({"private_progress": "A secret."}, "Say why this is private"),
    ],
)
def test_refused_input_is_named_comes_back_and_writes_nothing(client, alice, address, typed, change, told):
    client.force_login(alice)
    response = client.post(address, typed | {"planned": "KEEP THIS"} | change)
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert "KEEP THIS" in page
    assert "<script>alert" not in page
    assert not Rating.objects.exists()
    assert not ReportParagraph.objects.exists()


def test_posted_twice_is_saved_once_and_says_so(client, alice, address, typed):
    client.force_login(alice)
    for _ in range(2):
        assert client.post(address, typed).status_code == 302
    assert HighlightReport.objects.get().version == 2


def test_second_of_two_people_sees_both_texts_and_can_save(
    client, alice, priya, address, typed, initiative, period, scheme
):
    theirs = ReportContent(level=scheme.level_for("Green"), progress="What Priya wrote.")
    highlight_reports.save(initiative=initiative, period=period, version=1, content=theirs, by=priya)
    client.force_login(alice)
    response = client.post(address, typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "What Priya wrote." in page
    assert "A **second** one." in page
    assert 'name="version" value="2"' in page
    assert client.post(address, typed | {"version": "2"}).status_code == 302


def test_locked_period_shows_why_and_refuses(client, alice, address, typed, period):
    period.state = PeriodState.LOCKED
    period.save()
    client.force_login(alice)
    assert "This period cannot be changed" in client.get(address).content.decode()
    assert client.post(address, typed).status_code == 422
    assert not Rating.objects.exists()


def test_unknown_period_is_404(client, alice, initiative, scheme):
    client.force_login(alice)
    address = reverse("reports:report-edit", args=["northmere", initiative.slug, "1999-01"])
    assert client.get(address).status_code == 404


def test_everything_that_is_missing_is_said_at_once(client, alice, address, typed):
    client.force_login(alice)
    page = client.post(address, typed | {"reason": "", "progress": ""}).content.decode()
    assert "Say why the rating is Amber" in page
    assert "even if it is one sentence" in page


def test_a_text_that_is_refused_is_called_by_its_name(client, alice, address, typed):
    client.force_login(alice)
    page = client.post(address, typed | {"planned": "x" * 30_000}).content.decode()
    assert "Planned next: The text has 30,000 characters" in page


def test_a_report_on_its_way_says_so_before_anybody_writes(client, alice, address, typed):
    client.force_login(alice)
    client.post(address, typed)
    HighlightReport.objects.update(state=ReportState.ASSURED)
    page = client.get(address).content.decode()
    assert "marked “Assured by PMO”" in page
    assert "<textarea" not in page


def test_what_was_typed_stays_when_the_period_is_locked_meanwhile(client, alice, address, typed, period):
    client.force_login(alice)
    period.state = PeriodState.LOCKED
    period.save()
    response = client.post(address, typed | {"planned": "KEEP THIS"})
    assert response.status_code == 422
    assert "KEEP THIS" in response.content.decode()


def test_private_part_stands_open_where_it_holds_something(client, alice, address, typed):
    client.force_login(alice)
    assert "<details" in (empty := client.get(address).content.decode())
    assert " open>" not in empty
    assert " open>" in client.post(address, typed | {"private_progress": "A secret."}).content.decode()


def test_the_day_it_is_due_stands_on_the_form(client, alice, address, period):
    client.force_login(alice)
    period.returns_due = period.last_day
    period.save()
    assert "30 April 2018</strong>: this one is overdue" in client.get(address).content.decode()
