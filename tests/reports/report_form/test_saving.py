"""The form of a highlight report: who may open it, what it refuses, and that what was typed comes back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portfolios.actions import highlight_reports
from portfolios.models import (
    HighlightReport,
    PeriodState,
    Rating,
    ReportComment,
    ReportParagraph,
    ReportState,
    ReportStep,
)
from portfolios.report_content import ReportContent
from tests.factories import (
    AskFactory,
    HighlightReportFactory,
    InitiativeFactory,
    MilestoneFactory,
    PeriodFactory,
    RatingFactory,
    RatingSchemeFactory,
    RiskFactory,
)


def test_lead_saves_and_lands_on_the_report(client, alice, address, typed):
    client.force_login(alice)
    response = client.post(address, typed | {"then": "draft"}, follow=True)
    where = ["northmere", "urgent-care", "2018-04"]
    assert response.redirect_chain[0][0] == reverse("reports:report", args=where)
    assert "is saved as a draft" in response.content.decode()
    assert ReportParagraph.objects.count() == 3


def test_the_other_button_leads_to_the_preview(send, typed):
    assert send(typed | {"then": "preview"}).url.endswith("/2018-04/preview/")


def test_form_opens_with_what_is_saved_and_the_rating_before(
    client, address, typed, send, initiative, last_period
):
    RatingFactory(initiative=initiative, period=last_period, word="Red", reason="No lease.")
    send(typed)
    page = client.get(address).content.decode()
    assert "A **second** one." in page
    assert "Rating in March 2018" in page
    assert "No lease." in page
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
    InitiativeFactory(footprint=footprint, slug="theirs")
    client.force_login(alice)
    address = reverse("reports:report-edit", args=["northmere", "theirs", period.slug])
    response = client.post(address, typed)
    assert response.status_code == 403
    assert "Ask your PMO lead" in response.content.decode()
    assert not HighlightReport.objects.exists()


def test_stranger_gets_404(client, charlie, address, typed):
    client.force_login(charlie)
    assert client.get(address).status_code == 404
    assert client.post(address, typed).status_code == 404


def test_unknown_period_is_404(client, alice, initiative, scheme):
    client.force_login(alice)
    address = reverse("reports:report-edit", args=["northmere", initiative.slug, "1999-01"])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"rating": "999999"}, "Select a rating of “Green, Amber, Red”: Green, Amber, Red."),
        ({"progress": "Text <script>alert(1)</script>"}, "&lt;script&gt;"),
        ({"progress": "<b>bold</b>"}, "&lt;b&gt;"),
        ({"progress": "x" * 200_000}, "200,000"),
        ({"planned": "x" * 30_000}, "Planned next: The text has 30,000 characters"),
        ({"private_progress": "A secret."}, "Say why this is private"),
        ({"route_by": "March 2018"}, "March 2018 has passed"),
        ({"route_by": "x" * 300}, "The date must be 200 characters or fewer"),
        ({"rating": "", "reason": "It is late."}, "Select a rating: the reason is kept with it."),
        ({"key": "no key"}, "Enter a valid UUID"),
    ],
)
def test_refused_input_is_named_comes_back_and_writes_nothing(send, typed, change, told):
    response = send(typed | {"route_owner": "KEEP THIS"} | change)
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert "KEEP THIS" in page
    assert "Somebody else saved" not in page
    assert "<script>alert" not in page
    assert not Rating.objects.exists()
    assert not ReportParagraph.objects.exists()


def test_a_rating_of_another_scheme_is_refused_with_the_words_there_are(send, typed, other_footprint):
    foreign = RatingSchemeFactory(footprint=other_footprint).level_for("Amber")
    page = send(typed | {"rating": str(foreign.pk)}).content.decode()
    assert "Select a rating of “Green, Amber, Red”: Green, Amber, Red." in page


@pytest.mark.parametrize(
    "missing", [("rating", "reason"), ("progress",), ("reason",), ("planned", "progress")]
)
def test_half_a_report_is_saved(send, typed, missing):
    assert send(typed | dict.fromkeys(missing, "")).status_code == 302
    assert HighlightReport.objects.get().state == ReportState.DRAFT


def test_nothing_at_all_is_saved_too_and_even_without_hidden_fields(send):
    assert send({"version": "1"}).status_code == 302


def test_a_rating_that_is_not_sent_again_keeps_its_reason(send, typed):
    send(typed)
    assert (
        send(
            {name: value for name, value in typed.items() if name != "rating"} | {"version": "2"}
        ).status_code
        == 302
    )
    rating = Rating.objects.current().get()
    assert (rating.level.label, rating.reason) == ("Amber", "Recruitment is behind plan.")


def test_posted_twice_is_saved_once_and_says_so(send, typed):
    for _ in range(2):
        assert send(typed).status_code == 302
    assert HighlightReport.objects.get().version == 2


def test_second_of_two_people_sees_both_texts_and_can_save(send, priya, typed, initiative, period, scheme):
    theirs = ReportContent(level=scheme.level_for("Green"), progress="What Priya wrote.")
    highlight_reports.save(initiative=initiative, period=period, version=1, content=theirs, by=priya)
    response = send(typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "What Priya wrote." in page
    assert "A **second** one." in page
    assert 'name="version" value="2"' in page
    assert send(typed | {"version": "2"}).status_code == 302


def test_route_to_green_has_its_three_parts(send, typed, client, address):
    route = {"route_to_green": "Hire.", "route_owner": "Jo Lead", "route_by": "Q4 2098/99"}
    assert send(typed | route).status_code == 302
    report = HighlightReport.objects.get()
    assert (report.route_to_green, report.route_owner, str(report.route_by)) == (
        "Hire.",
        "Jo Lead",
        "Q4 2098/99",
    )
    assert report.route_by.last is not None
    assert 'value="Q4 2098/99"' in client.get(address).content.decode()


def test_what_was_typed_stays_when_the_period_is_locked_meanwhile(send, typed, period):
    period.state = PeriodState.LOCKED
    period.save()
    response = send(typed | {"planned": "KEEP THIS"})
    assert response.status_code == 422
    assert "its reports can no longer be changed" in response.content.decode()
    assert "KEEP THIS" in response.content.decode()
    assert not Rating.objects.exists()


def test_a_locked_period_shows_why_and_leads_to_the_form_of_the_next_open_one(
    client, alice, address, period, footprint
):
    period.state = PeriodState.LOCKED
    period.save()
    client.force_login(alice)
    assert "once the PMO has opened it" in client.get(address).content.decode()
    PeriodFactory(footprint=footprint, month=(2018, 6))
    page = client.get(address).content.decode()
    assert "This period cannot be changed" in page
    assert 'href="/northmere/initiatives/urgent-care/reports/2018-06/edit/"' in page
    assert "<textarea" not in page


def test_a_report_on_its_way_says_so_before_anybody_writes(client, address, typed, send):
    send(typed)
    HighlightReport.objects.update(state=ReportState.ASSURED)
    page = client.get(address).content.decode()
    assert "marked “Assured by PMO”" in page
    assert "<textarea" not in page


def test_what_the_pmo_said_when_it_returned_it_stands_above(
    client, alice, address, initiative, period, priya, scheme
):
    report = HighlightReportFactory(initiative=initiative, period=period)
    report.returned_at, report.returned_by = timezone.now(), priya
    report.save()
    ReportComment.objects.create(
        footprint=report.footprint, report=report, step=ReportStep.RETURNED, text="Say by when.", by=priya
    )
    client.force_login(alice)
    page = client.get(address).content.decode()
    assert "Priya Office returned this report" in page
    assert "Say by when." in page


def test_private_part_stands_open_where_it_holds_something(client, address, typed, send):
    assert ' open>\n  <summary class="nhsuk-details__summary">' not in send(typed).content.decode()
    assert " open>" not in client.get(address).content.decode()
    assert " open>" in send(typed | {"private_progress": "A secret."}).content.decode()


def test_the_day_it_is_due_stands_on_the_form(client, alice, address, period):
    client.force_login(alice)
    period.returns_due = period.last_day
    period.save()
    assert "30 April 2018</strong>: this one is overdue" in client.get(address).content.decode()


def test_without_a_scheme_it_says_who_can_help(client, alice, initiative, period):
    client.force_login(alice)
    address = reverse("reports:report-edit", args=["northmere", initiative.slug, period.slug])
    assert "No rating scheme is in force on 30 April 2018" in client.get(address).content.decode()


def test_as_many_queries_however_much_there_is(
    client, alice, address, initiative, footprint, last_period, period
):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def add(number: int) -> None:
        MilestoneFactory(initiative=initiative, number=number)
        RiskFactory(footprint=footprint, initiative=initiative, number=number, score=(3, 4))
        AskFactory(initiative=initiative, period=last_period)

    client.force_login(alice)
    HighlightReportFactory(initiative=initiative, period=last_period, progress=["One."], planned=["- One"])
    RatingFactory(initiative=initiative, period=last_period)
    add(1)
    queries()
    few = queries()
    for number in range(2, 14):
        add(number)
        month = PeriodFactory(footprint=footprint, month=(2016, number % 12 + 1))
        HighlightReportFactory(
            initiative=initiative, period=month, progress=["Two."] * 3, planned=["- a\n- b"]
        )
        RatingFactory(initiative=initiative, period=month)
    assert queries() == few <= 32
