"""The portfolio status page: what it shows, to whom, and what it says when there is nothing to show."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portfolios.models import (
    BodyKind,
    InitiativeKind,
    PeriodState,
    RatingSource,
    ReportingRhythm,
    ReportState,
)
from tests.factories import (
    AskFactory,
    BodyFactory,
    HighlightReportFactory,
    InitiativeFactory,
    MeetingFactory,
    PeriodFactory,
    RatingFactory,
    RatingSchemeFactory,
    RiskFactory,
)
from tests.pages import read, row_of

ADDRESS = "/northmere/"


def test_it_opens_with_the_open_period_and_names_its_neighbours(client, bea, initiative, january, february):
    page = read(client, bea, ADDRESS)
    assert "February 2018 Portfolio status" in page
    assert "Previous period: January 2018" in page
    assert "the period is open and these figures still move" in page


def test_a_locked_period_is_shown_as_at_its_cut_off(client, bea, initiative, january, february):
    page = read(client, bea, f"{ADDRESS}?period=2018-01")
    assert "January 2018 (locked) Portfolio status" in page
    assert "Data as at 31 January 2018." in page
    assert "Next period: February 2018" in page


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        ("Amber", "Green", "Improved, was Amber"),
        ("Green", "Red", "Worsened, was Green"),
        ("Amber", "Amber", "Unchanged"),
        (None, "Green", "New"),
        ("Green", None, "Missing, was Green"),
    ],
)
def test_a_rating_is_told_with_its_change(client, bea, initiative, january, february, before, now, change):
    for period, word in ((january, before), (february, now)):
        if word:
            RatingFactory(initiative=initiative, period=period, word=word)
    row = row_of(client, bea, ADDRESS, "Urgent Care")
    assert f"{now or 'Not recorded'} {change}" in row


def test_the_pmo_rating_counts_and_the_leads_stands_beside_it(client, bea, initiative, february):
    RatingFactory(initiative=initiative, period=february, word="Green")
    RatingFactory(initiative=initiative, period=february, word="Red", source=RatingSource.PMO)
    assert "Red PMO’s rating; the lead’s is Green" in row_of(client, bea, ADDRESS, "Urgent Care")


def test_agreement_between_pmo_and_lead_is_not_told_as_a_difference(client, bea, initiative, february):
    for source in (RatingSource.LEAD, RatingSource.PMO):
        RatingFactory(initiative=initiative, period=february, word="Amber", source=source)
    assert "PMO’s rating" not in read(client, bea, ADDRESS)


def test_a_superseded_rating_does_not_count(client, bea, initiative, february):
    RatingFactory(initiative=initiative, period=february, word="Red", superseded_at=timezone.now())
    assert "Not recorded" in row_of(client, bea, ADDRESS, "Urgent Care")


def test_the_key_gives_meaning_count_and_share_of_every_rating(client, bea, footprint, initiative, february):
    RatingSchemeFactory(footprint=footprint, name="Northmere key")
    RatingFactory(initiative=initiative, period=february, word="Amber")
    RatingFactory(initiative=InitiativeFactory(footprint=footprint), period=february, word="Green")
    InitiativeFactory(footprint=footprint)
    InitiativeFactory(footprint=footprint, is_rated=False)
    page = read(client, bea, ADDRESS)
    assert "Key: Northmere key" in page
    assert "G Green On Track 1 (33%)" in page
    assert "A Amber At Risk of Delay 1 (33%)" in page
    assert "R Red Off Track 0 (0%)" in page
    assert "Not recorded 1 (33%)" in page


def test_a_list_of_one_rating_names_what_each_is_part_of(client, bea, footprint, initiative, february):
    programme = InitiativeFactory(
        footprint=footprint, parent=initiative, kind=InitiativeKind.PROGRAMME, name="Frailty"
    )
    RatingFactory(initiative=initiative, period=february, word="Green")
    RatingFactory(initiative=programme, period=february, word="Red")
    page = read(client, bea, f"{ADDRESS}?rating=red")
    assert "Initiatives rated Red 1 (50%) of the rated initiatives" in page
    assert "Frailty Programme, part of Urgent Care" in page
    assert "Urgent Care Portfolio" not in page


def test_children_follow_their_portfolio_in_printed_order(client, bea, footprint, initiative, february):
    second = InitiativeFactory(footprint=footprint, name="Prevention", position=2)
    InitiativeFactory(footprint=footprint, name="Later", parent=initiative, kind="programme", position=5)
    InitiativeFactory(footprint=footprint, name="Sooner", parent=initiative, kind="programme", position=4)
    InitiativeFactory(footprint=footprint, name="Inside", parent=second, kind="programme", position=1)
    page = read(client, bea, ADDRESS)
    places = [page.index(f"{name} Portfolio") for name in ("Urgent Care", "Prevention")]
    places += [page.index(f"{name} Programme") for name in ("Sooner", "Later", "Inside")]
    urgent, prevention, sooner, later, inside = places
    assert urgent < sooner < later < prevention < inside


def test_initiatives_that_ended_before_or_start_after_the_period_are_left_out(
    client, bea, footprint, initiative, february
):
    InitiativeFactory(footprint=footprint, name="Ended", ended_on=date(2018, 1, 31))
    InitiativeFactory(footprint=footprint, name="Starts later", started_on=date(2018, 3, 1))
    InitiativeFactory(footprint=footprint, name="Ends within", ended_on=date(2018, 2, 1))
    page = read(client, bea, ADDRESS)
    assert "Ends within Portfolio" in page
    assert "Ended" not in page
    assert "Starts later" not in page


def test_history_shows_twelve_periods_with_a_word_in_every_cell(client, bea, footprint, initiative):
    periods = [
        PeriodFactory(footprint=footprint, month=(2017 + m // 12, m % 12 + 1), state=PeriodState.LOCKED)
        for m in range(14)
    ]
    for period in periods[1:]:
        RatingFactory(initiative=initiative, period=period, word="Amber")
    page = read(client, bea, f"{ADDRESS}?period=2018-02")
    history = page[page.index("Ratings period by period") :]
    assert "Feb 2017" not in history
    assert history.index("Mar 2017") < history.index("Feb 2018")
    assert history[history.index("Urgent Care") :].startswith("Urgent Care" + " A Amber" * 12)
    early = read(client, bea, f"{ADDRESS}?period=2017-02")
    assert "– Not recorded A Amber" in early


def test_what_has_not_been_reported_is_said_in_words(client, bea, footprint, initiative):
    today = timezone.localdate()
    period = PeriodFactory(
        footprint=footprint,
        first_day=today - timedelta(days=40),
        last_day=today - timedelta(days=10),
        returns_due=today - timedelta(days=1),
        slug="late",
        label="The late one",
    )
    HighlightReportFactory(initiative=initiative, period=period, state=ReportState.DRAFT)
    done = InitiativeFactory(footprint=footprint, name="Prevention")
    HighlightReportFactory(initiative=done, period=period, state=ReportState.SIGNED_OFF)
    InitiativeFactory(footprint=footprint, name="Silent", reporting=ReportingRhythm.NEVER)
    page = read(client, bea, ADDRESS)
    assert "1 of 2 reports in 1 overdue" in page
    assert "Draft, overdue" in row_of(client, bea, ADDRESS, "Urgent Care")
    assert row_of(client, bea, ADDRESS, "Prevention").endswith("Signed off")
    assert row_of(client, bea, ADDRESS, "Silent").endswith("Does not report")


def test_risks_are_counted_by_band_with_the_remainder(client, bea, footprint, initiative, february):
    for factors in ((4, 5), (5, 5), (2, 4)):
        RiskFactory(footprint=footprint, score=factors)
    RiskFactory(footprint=footprint)
    RiskFactory(footprint=footprint, score=(5, 5), status="closed", closed_reason="Done.")
    page = read(client, bea, ADDRESS)
    assert "4 risks: 2 (50%) Major, 1 (25%) Significant, 1 (25%) no band recorded." in page
    assert "Ma Major 2 (50%)" in page
    assert "Mo Moderate 0 (0%)" in page
    assert "No band recorded 1 (25%) All open risks 4" in page


def test_asks_are_listed_by_body_until_they_are_answered(
    client, bea, footprint, initiative, january, february
):
    slt = BodyFactory(footprint=footprint, name="System Leadership Team")
    AskFactory(initiative=initiative, period=january, body=slt, purpose="discussion", text="old things.")
    AskFactory(
        initiative=initiative, period=february, body=slt, purpose="decision", verb="decide on", text="money."
    )
    AskFactory(initiative=initiative, period=february, body=slt, text="finished things.", state="answered")
    page = read(client, bea, ADDRESS)
    assert "System Leadership Team (2) For decision: asked to decide on money." in page
    assert "For discussion: asked to discuss old things." in page
    assert "finished things" not in page


def test_meetings_stand_on_either_side_of_the_day_the_page_is_seen_from(
    client, bea, footprint, initiative, january, february
):
    board = BodyFactory(footprint=footprint, name="Governing Body", kind=BodyKind.GOVERNING)
    for day in (date(2017, 12, 20), date(2018, 1, 20), date(2018, 2, 14), date(2018, 3, 14)):
        MeetingFactory(body=board, date=day)
    page = read(client, bea, f"{ADDRESS}?period=2018-01")
    assert "As seen on 31 January 2018" in page
    assert "Governing Body 20 January 2018 14 February 2018" in page
    assert "14 Feb next meeting Governing Body, 14 February 2018" in page
    page = read(client, bea, ADDRESS)  # the period is open, so seen from today
    assert "Governing Body 14 March 2018 None arranged" in page


@pytest.mark.parametrize(
    ("who", "advice"),
    [("priya", "Plan the first year in the calendar"), ("bea", "Your PMO lead opens the first period")],
)
def test_without_a_period_it_says_what_to_do(client, request, footprint, who, advice):
    PeriodFactory(footprint=footprint, state=PeriodState.PLANNED)
    page = read(client, request.getfixturevalue(who), ADDRESS)
    assert "No reporting period has begun" in page
    assert advice in page


def test_an_empty_footprint_says_what_is_missing_everywhere(client, priya, footprint, february):
    page = read(client, priya, ADDRESS)
    for sentence in (
        "No rating scheme is in force on the last day of February 2018. Add one",
        "has no initiatives in February 2018. Import a workbook, or add",
        "No risk is open.",
        "No ask is open:",
        "No meeting is recorded. Add them in the calendar",
        "No paper has been begun for this period.",
    ):
        assert sentence in page


def test_a_period_nobody_knows_is_404_and_says_which_there_are(client, bea, january, february):
    page = read(client, bea, f"{ADDRESS}?period=nonsense", status=404)
    assert "has no period “nonsense”. Its latest periods are: 2018-02, 2018-01." in page


def test_a_planned_period_is_shown_only_by_name(client, bea, footprint, february):
    PeriodFactory(footprint=footprint, month=(2018, 3), state=PeriodState.PLANNED)
    assert "March 2018" not in read(client, bea, ADDRESS)
    assert "March 2018 (planned)" in read(client, bea, f"{ADDRESS}?period=2018-03")


@pytest.mark.parametrize(
    ("query", "words_of_it"),
    [
        ("page=abc", "“abc” is not a page number: this is the first page."),
        ("page=99", "There is no page 99: this is page 1 of 1."),
        ("page=-1", "There is no page -1"),
        ("rating=purple", "“purple” is not a rating here (Green, Amber, Red, Not recorded)"),
    ],
)
def test_what_of_the_address_is_not_understood_is_said(
    client, bea, footprint, initiative, february, query, words_of_it
):
    RatingSchemeFactory(footprint=footprint)
    assert words_of_it in read(client, bea, f"{ADDRESS}?{query}")


def test_an_unknown_branch_is_404(client, bea, initiative, february):
    read(client, bea, f"{ADDRESS}?under=nowhere", status=404)
