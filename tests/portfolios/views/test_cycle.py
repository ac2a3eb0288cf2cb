"""The settings of the cycle, and who reports how often."""

from datetime import date

import pytest
from django.utils import timezone

from portfolios.models import Cadence, Cycle, Initiative, ReportingRhythm
from stp_portal.core.models import AuditEvent
from tests.factories import BodyFactory, InitiativeFactory, MeetingFactory
from tests.pages import read, words

CYCLE = "/northmere/periods/cycle/"
RHYTHMS = "/northmere/periods/who-reports/"

USUAL = {
    "version": "1",
    "cadence": "monthly",
    "data_cut_off": "15",
    "returns_due": "12",
    "assurance": "9",
    "sign_off": "7",
    "despatch": "5",
    "reminder_days": "-5, -1, 1, 3",
    "sponsor_after": "5",
    "reminder_time": "08:00",
    "stale_after_days": "45",
    "slip_days": "30",
    "overdue_days": "28",
    "red_risks": "3",
}


@pytest.fixture
def governing_body(footprint, monkeypatch):
    """A body that meets on 20 September 2017; today is 1 August."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2017, 8, 1))
    body = BodyFactory(footprint=footprint, name="Governing Body")
    MeetingFactory(body=body, date=date(2017, 9, 20))
    return body


def test_settings_are_saved_with_several_dimensions(client, priya, governing_body):
    client.force_login(priya)
    sent = USUAL | {"body": governing_body.pk, "dimensions": ["time", "cost"], "reminder_days": "3; –5 1"}
    page = words(client.post(CYCLE, sent, follow=True).content.decode())
    assert "The settings of the cycle are saved." in page
    cycle = Cycle.objects.get()
    assert (cycle.body, cycle.dimensions, cycle.reminder_days) == (
        governing_body,
        ["time", "cost"],
        [-5, 1, 3],
    )


def test_the_example_is_worked_for_the_next_meeting(client, priya, footprint, governing_body):
    Cycle.objects.create(footprint=footprint, body=governing_body)
    page = read(client, priya, CYCLE)
    assert (
        "For the meeting of Governing Body on 20 September 2017: data cut-off 30 August 2017, returns due 4 September "
        "2017, PMO assurance 7 September 2017, sign-off 11 September 2017, papers sent out 13 September 2017."
    ) in page
    # The bank holiday of 28 August 2017 is passed over.
    assert (
        "reminded at 08:00 on 25 August 2017, 1 September 2017, 5 September 2017, 7 September 2017. "
        "The sponsor hears on 11 September 2017."
    ) in page


def test_before_it_is_set_up_the_usual_settings_are_shown(client, priya, governing_body):
    page = read(client, priya, CYCLE)
    assert "Nothing has been set up yet" in page
    assert "For a period that ends on 31 August 2017 and has no meeting: data cut-off 31 August 2017" in page


def test_showing_how_it_would_work_saves_nothing(client, priya, governing_body):
    client.force_login(priya)
    sent = USUAL | {"body": governing_body.pk, "returns_due": "13", "show": "1"}
    page = words(client.post(CYCLE, sent).content.decode())
    assert "How it would work, not saved yet" in page
    assert "returns due 1 September 2017" in page
    assert not Cycle.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"cadence": "four_weekly"}, "Give the first day of any one of the four-week periods."),
        ({"cadence": ""}, "Select reporting periods are"),
        ({"assurance": "13"}, "Assurance by the PMO is 13 working days before the meeting"),
        ({"returns_due": "many"}, "Returns due must be a whole number, such as 12"),
        ({"returns_due": ""}, "Enter a number for returns due"),
        ({"data_cut_off": "61"}, "Data cut-off must be 60 or fewer"),
        ({"despatch": "-1"}, "Papers sent out must be 0 or more"),
        ({"reminder_days": "-5, soon"}, "“soon” is not a whole number of working days"),
        ({"reminder_days": "-5, -5"}, "Give different whole numbers of working days"),
        ({"reminder_days": "99"}, "Give different whole numbers of working days"),
        ({"sponsor_after": "1"}, "The sponsor hears last, so not before the last reminder: give 3 or more."),
        ({"reminder_time": "25:00"}, "Time of day of reminders must be a time, such as 08:00"),
        ({"dimensions": ["colour"]}, "colour is not one of the available choices"),
    ],
)
@pytest.mark.parametrize("button", [{}, {"show": "1"}])
def test_what_makes_no_sense_is_refused_in_words(client, priya, governing_body, wrong, says, button):
    client.force_login(priya)
    response = client.post(CYCLE, USUAL | wrong | button)
    assert response.status_code == 422
    assert says in words(response.content.decode())
    assert not Cycle.objects.exists()


def test_four_weeks_with_their_first_day_are_saved(client, priya, governing_body):
    client.force_login(priya)
    first = {"first_day_day": "4", "first_day_month": "9", "first_day_year": "2017"}
    client.post(CYCLE, USUAL | first | {"cadence": "four_weekly"})
    cycle = Cycle.objects.get()
    assert (cycle.cadence, cycle.first_day) == (Cadence.FOUR_WEEKLY, date(2017, 9, 4))


def test_of_two_who_change_settings_the_second_sees_both_and_loses_nothing(client, priya, governing_body):
    client.force_login(priya)
    client.post(CYCLE, USUAL | {"returns_due": "13", "dimensions": ["time"]})
    mine = USUAL | {"returns_due": "14", "dimensions": ["cost", "risk"], "cadence": "own_dates"}
    response = client.post(CYCLE, mine)
    page = words(response.content.decode())
    assert response.status_code == 409
    assert "Somebody else changed these settings while you were" in page
    assert "Reporting periods are Calendar months Dates of our own" in page
    assert "Returns due 13 14" in page
    assert "Rate beside the overall rating Time Cost, Risk" in page
    assert Cycle.objects.get().returns_due == 13
    again = {name: response.context["form"][name].value() for name in ("version", "dimensions")}
    assert again == {"version": "2", "dimensions": ["cost", "risk"]}
    client.post(CYCLE, mine | {"version": "2"})
    assert Cycle.objects.get().returns_due == 14


# Who reports


def chosen(*initiatives: Initiative, wanted: str) -> dict[str, str]:
    """The form as it is sent when ``wanted`` is chosen for these."""
    sent = {}
    for one in initiatives:
        sent |= {f"was-{one.pk}": one.reporting, f"reporting-{one.pk}": wanted}
    return sent


def test_initiatives_stand_in_the_order_of_the_tree_each_with_its_choice(client, priya, initiative):
    InitiativeFactory(
        footprint=initiative.footprint, parent=initiative, kind="programme", name="Below", position=0
    )
    InitiativeFactory(
        footprint=initiative.footprint, name="Second", position=2, reporting=ReportingRhythm.SECOND
    )
    page = read(client, priya, RHYTHMS)
    assert page.index("Urgent Care") < page.index("Below") < page.index("Second")
    assert "Every period: 2, Every second period: 1." in page


def test_choices_are_saved_at_once_and_only_what_changed_is_recorded(client, priya, initiative):
    other = InitiativeFactory(footprint=initiative.footprint)
    client.force_login(priya)
    sent = chosen(initiative, wanted="never") | chosen(other, wanted="every")
    page = words(client.post(RHYTHMS, sent, follow=True).content.decode())
    assert "Saved for 1 initiative. It counts from the next period that is opened." in page
    initiative.refresh_from_db()
    assert initiative.reporting == ReportingRhythm.NEVER
    assert AuditEvent.objects.filter(event="initiative.reporting_changed").count() == 1
    assert "Nothing was chosen anew" in client.post(RHYTHMS, {}, follow=True).content.decode()


def test_what_somebody_else_chose_meanwhile_is_said_and_the_choice_stays(client, priya, initiative):
    client.force_login(priya)
    mine = chosen(initiative, wanted="second")
    client.post(RHYTHMS, chosen(initiative, wanted="never"))
    response = client.post(RHYTHMS, mine)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Urgent Care: somebody else has just chosen “Does not report”. Choose again." in html
    assert '<option value="second" selected>' in html
    assert f'name="was-{initiative.pk}" value="never"' in html
    client.post(RHYTHMS, chosen(initiative, wanted="second") | {f"was-{initiative.pk}": "never"})
    initiative.refresh_from_db()
    assert initiative.reporting == ReportingRhythm.SECOND


def test_initiatives_of_another_footprint_are_not_changed(client, priya, initiative):
    stranger = InitiativeFactory()
    client.force_login(priya)
    client.post(RHYTHMS, chosen(stranger, wanted="never"))
    stranger.refresh_from_db()
    assert stranger.reporting == ReportingRhythm.EVERY


@pytest.mark.slow
def test_a_thousand_initiatives_come_in_pages_that_can_be_saved(
    client, priya, footprint, django_assert_max_num_queries
):
    Initiative.objects.bulk_create(
        Initiative(footprint=footprint, kind="portfolio", slug=f"one-{n}", name=f"One {n}", position=n)
        for n in range(1000)
    )
    client.force_login(priya)
    with django_assert_max_num_queries(7):
        response = client.get(RHYTHMS + "?page=10")
    assert response.content.decode().count("<select") == 100
    last = list(Initiative.objects.filter(footprint=footprint, position__gte=900))
    response = client.post(RHYTHMS + "?page=10", chosen(*last, wanted="second"))
    assert response.url == RHYTHMS + "?page=10"
    assert Initiative.objects.filter(reporting=ReportingRhythm.SECOND).count() == 100


def test_without_initiatives_it_says_what_to_do(client, priya, footprint):
    assert "has no initiatives yet" in read(client, priya, RHYTHMS)


def test_a_page_that_is_not_there_shows_the_last_and_says_so(client, priya, initiative):
    assert "There is no page 9: this is page 1 of 1." in read(client, priya, RHYTHMS + "?page=9")
