"""The page of one initiative."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portfolios.models import (
    Initiative,
    InitiativeAlias,
    InitiativeKind,
    InitiativeRole,
    PeriodState,
    RatingSource,
    ReportPart,
    ReportState,
)
from tests.factories import (
    AskFactory,
    BodyFactory,
    HighlightReportFactory,
    InitiativeFactory,
    MilestoneFactory,
    PeriodFactory,
    PersonFactory,
    RatingFactory,
    ReportParagraphFactory,
    RiskFactory,
    RoleAssignmentFactory,
)
from tests.pages import read, row_of

ADDRESS = "/northmere/initiatives/urgent-care/"


@pytest.fixture
def programme(initiative: Initiative) -> Initiative:
    return InitiativeFactory(
        footprint=initiative.footprint,
        parent=initiative,
        kind=InitiativeKind.PROGRAMME,
        slug="frailty",
        name="Frailty",
    )


def test_it_says_what_the_initiative_is_and_what_it_is_part_of(client, bea, initiative, programme, february):
    InitiativeAlias.objects.create(
        footprint=initiative.footprint, initiative=programme, name="Frail and Well"
    )
    client.force_login(bea)
    html = client.get("/northmere/initiatives/frailty/").content.decode()
    page = read(client, bea, "/northmere/initiatives/frailty/")
    assert "Programme Frailty Also known as Frail and Well." in page
    assert (
        '<a class="nhsuk-breadcrumb__link" href="/northmere/initiatives/urgent-care/?period=2018-02">'
        "Urgent Care</a>" in html
    )


def test_people_stand_by_role_with_those_who_act(client, bea, initiative, sam, february):
    acting = PersonFactory(footprint=initiative.footprint, name="Ann Acting", post="Deputy chief")
    RoleAssignmentFactory(
        initiative=initiative, person=acting, role=InitiativeRole.PROGRAMME_DIRECTOR, is_acting=True
    )
    RoleAssignmentFactory(
        initiative=initiative,
        person=PersonFactory(footprint=initiative.footprint, name="Gone Already"),
        valid_to=date(2017, 6, 1),
    )
    page = read(client, bea, ADDRESS)
    assert "Senior responsible owner Sam Owner, Programme manager" in page
    assert "Acting programme director Ann Acting, Deputy chief" in page
    assert "Gone Already" not in page


def test_the_rating_stands_with_its_reason_and_route_to_green(client, bea, initiative, february):
    RatingFactory(initiative=initiative, period=february, word="Amber", reason="Two posts are vacant.")
    HighlightReportFactory(initiative=initiative, period=february, route_to_green="Recruit by **May**.")
    page = read(client, bea, ADDRESS)
    assert "Rating A Amber At Risk of Delay Given by Lead Reason Two posts are vacant." in page
    assert "Route to green Recruit by May." in page


def test_where_pmo_and_lead_differ_both_stand_with_their_reasons(client, bea, initiative, february):
    RatingFactory(initiative=initiative, period=february, word="Amber", reason="Nearly there.")
    RatingFactory(
        initiative=initiative, period=february, word="Red", source=RatingSource.PMO, reason="No plan."
    )
    page = read(client, bea, ADDRESS)
    assert "Rating R Red Off Track Lead’s rating A Amber Nearly there. PMO’s rating R Red No plan." in page


def test_progress_and_plans_are_shown_as_paragraphs(client, bea, initiative, february):
    HighlightReportFactory(
        initiative=initiative,
        period=february,
        state=ReportState.SUBMITTED,
        progress=["The **case** was agreed.", "Recruitment began."],
        planned=["Open the unit."],
    )
    client.force_login(bea)
    html = client.get(ADDRESS).content.decode()
    assert "<p>The <strong>case</strong> was agreed.</p>" in html
    page = read(client, bea, ADDRESS)
    assert "Submitted." in page
    assert "Progress since the last report The case was agreed. Recruitment began." in page
    assert "Planned next Open the unit." in page


def test_markup_in_a_narrative_is_shown_as_characters(client, bea, initiative, february):
    HighlightReportFactory(initiative=initiative, period=february, progress=["<script>alert(1)</script>"])
    client.force_login(bea)
    assert "<script>alert" not in client.get(ADDRESS).content.decode()


def test_private_things_are_marked_with_their_reason_and_only_for_those_who_may(
    client, bea, bob, initiative, february
):
    report = HighlightReportFactory(
        initiative=initiative, period=february, progress=["Open words."], state=ReportState.SUBMITTED
    )
    ReportParagraphFactory(report=report, part=ReportPart.PLANNED, text="Secret plan.", is_private=True)
    AskFactory(
        initiative=initiative,
        period=february,
        text="secret money.",
        is_private=True,
        private_reason="Section 43",
    )
    MilestoneFactory(initiative=initiative, title="Secret gate", is_private=True, private_reason="Section 43")
    RiskFactory(
        footprint=initiative.footprint,
        initiative=initiative,
        title="Secret risk",
        score=(5, 5),
        is_private=True,
    )
    page = read(client, bea, ADDRESS)
    assert "Private: Section 43: commercial interests. Secret plan." in page
    for found in ("secret money.", "Secret gate", "Secret risk", "1 risk: 1 (100%) Major."):
        assert found in page
    page = read(client, bob, ADDRESS)
    assert "Open words." in page
    assert "secret" not in page.lower()
    assert "private" not in page.lower()
    for sentence in ("No public ask is open.", "No public milestone", "No public risk of this initiative"):
        assert sentence in page


def test_what_is_not_handed_in_yet_is_not_public(client, bea, bob, initiative, february):
    HighlightReportFactory(initiative=initiative, period=february, progress=["Half a thought."])
    assert "Half a thought." in read(client, bea, ADDRESS)
    page = read(client, bob, ADDRESS)
    assert "Half a thought." not in page
    assert "Nothing public has been returned yet." in page


def test_milestones_keep_their_words_and_stand_in_words(client, bea, initiative, february):
    on = timezone.localdate()
    late = f"{on - timedelta(days=12):%d/%m/%Y}"
    later = f"{on + timedelta(days=40):%d/%m/%Y}"
    MilestoneFactory(initiative=initiative, title="Late", baseline=late, position=1)
    MilestoneFactory(
        initiative=initiative,
        title="Slipped",
        baseline=f"{on + timedelta(days=10):%d/%m/%Y}",
        forecast=later,
        position=2,
    )
    MilestoneFactory(
        initiative=initiative, title="Done", baseline="Q1 2017/18", actual="May 2017", position=3
    )
    MilestoneFactory(initiative=initiative, title="Sometime", baseline="On-going", position=4, gate="obc")
    assert row_of(client, bea, ADDRESS, "Late") == (
        f"Late Baseline {late} Forecast {late} Actual – State today Overdue by 12 days"
    )
    assert row_of(client, bea, ADDRESS, "Slipped").endswith("Slipped by 30 days")
    assert row_of(client, bea, ADDRESS, "Done") == (
        "Done Baseline Q1 2017/18 Forecast Q1 2017/18 Actual May 2017 State today Met"
    )
    assert row_of(client, bea, ADDRESS, "Sometime").startswith(
        "Sometime Outline business case Baseline On-going"
    )
    assert row_of(client, bea, ADDRESS, "Sometime").endswith("No fixed date")


def test_its_risks_are_counted_and_the_worst_come_first(client, bea, initiative, programme, february):
    footprint = initiative.footprint
    RiskFactory(footprint=footprint, initiative=initiative, number=1, title="Mild", score=(1, 1))
    RiskFactory(footprint=footprint, initiative=initiative, number=2, title="Bad", score=(5, 5))
    RiskFactory(footprint=footprint, initiative=programme, number=3, title="Below", score=(5, 5))
    page = read(client, bea, ADDRESS)
    assert "2 risks: 1 (50%) Major, 1 (50%) Low." in page
    assert page.index("Risk 2: Bad") < page.index("Risk 1: Mild")
    assert "Below" not in page


def test_of_many_risks_the_worst_twenty_are_listed(client, bea, initiative, february):
    for number in range(1, 23):
        RiskFactory(
            footprint=initiative.footprint, initiative=initiative, number=number, title="Same", score=(3, 3)
        )
    page = read(client, bea, ADDRESS)
    assert "The 20 worst are listed." in page
    assert page.count(": Same") == 20


def test_asks_name_the_body_that_is_asked(client, bea, initiative, february):
    body = BodyFactory(footprint=initiative.footprint, name="System Leadership Team")
    AskFactory(initiative=initiative, period=february, body=body, verb="decide on", text="money.")
    AskFactory(
        initiative=InitiativeFactory(footprint=initiative.footprint), period=february, text="another's."
    )
    page = read(client, bea, ADDRESS)
    assert "System Leadership Team asked to decide on money." in page
    assert "another's" not in page


def test_history_and_children_show_their_ratings(client, bea, initiative, programme, january, february):
    RatingFactory(initiative=initiative, period=january, word="Green")
    RatingFactory(initiative=initiative, period=february, word="Red")
    RatingFactory(initiative=programme, period=february, word="Amber")
    assert row_of(client, bea, ADDRESS, "February 2018") == "February 2018 R Red Worsened"
    assert row_of(client, bea, ADDRESS, "January 2018") == "January 2018 G Green"
    assert row_of(client, bea, ADDRESS, "Frailty") == "Frailty Programme A Amber"


def test_an_earlier_period_shows_what_stood_then(client, bea, initiative, january, february):
    RatingFactory(initiative=initiative, period=january, word="Green")
    RatingFactory(initiative=initiative, period=february, word="Red")
    HighlightReportFactory(
        initiative=initiative,
        period=january,
        state=ReportState.SIGNED_OFF,
        progress=["What was done in January."],
    )
    page = read(client, bea, f"{ADDRESS}?period=2018-01")
    assert "Rating in January 2018 Rating G Green" in page
    assert "What was done in January." in page
    assert "There is no report for this period." in read(client, bea, ADDRESS)


@pytest.mark.parametrize(
    ("who", "may"), [("alice", True), ("sam", True), ("priya", True), ("bea", False), ("bob", False)]
)
def test_only_those_who_may_write_the_report_are_led_to_it(client, request, initiative, february, who, may):
    client.force_login(request.getfixturevalue(who))
    html = client.get(ADDRESS).content.decode()
    assert ("/northmere/initiatives/urgent-care/reports/2018-02/edit/" in html) is may


def test_a_lead_is_not_led_to_the_form_of_another_initiative(client, alice, programme, february):
    client.force_login(alice)
    assert "/edit/" not in client.get("/northmere/initiatives/frailty/").content.decode()


@pytest.mark.parametrize(
    ("period_state", "report_state"),
    [(PeriodState.LOCKED, ReportState.DRAFT), (PeriodState.OPEN, ReportState.ASSURED)],
)
def test_nobody_is_led_to_a_form_that_would_refuse(client, priya, initiative, period_state, report_state):
    period = PeriodFactory(footprint=initiative.footprint, state=period_state)
    HighlightReportFactory(initiative=initiative, period=period, state=report_state)
    client.force_login(priya)
    assert "/edit/" not in client.get(ADDRESS).content.decode()


def test_without_a_period_the_rest_of_the_page_is_there(client, bea, initiative):
    MilestoneFactory(initiative=initiative, title="First team in place")
    page = read(client, bea, ADDRESS)
    assert "No reporting period has begun" in page
    assert "First team in place" in page


def test_an_empty_initiative_says_so_everywhere(client, bea, initiative, february):
    page = read(client, bea, ADDRESS)
    for sentence in (
        "Not recorded for February 2018.",
        "There is no report for this period.",
        "No ask is open.",
        "No milestone is recorded.",
        "No risk of this initiative itself is open.",
        "Nobody is recorded in a role.",
    ):
        assert sentence in page


def test_strangers_and_unknown_names_get_404(client, charlie, bea, initiative, february):
    client.force_login(charlie)
    assert client.get(ADDRESS).status_code == 404
    read(client, bea, "/northmere/initiatives/nowhere/", status=404)
    page = read(client, bea, f"{ADDRESS}?period=nonsense", status=404)
    assert "has no period “nonsense”" in page


def test_an_initiative_of_another_footprint_is_404_here(client, bea, other_footprint, february):
    InitiativeFactory(footprint=other_footprint, slug="elsewhere")
    read(client, bea, "/northmere/initiatives/elsewhere/", status=404)


def test_who_keeps_its_risks_is_led_to_raising_one_for_it(
    client, initiative, programme, alice, priya, bea, bob
):
    """From above as well: who keeps a portfolio keeps what is below it."""
    link = 'href="/northmere/risks/add/?initiative={}"'
    for user, offered in ((alice, True), (priya, True), (bea, False), (bob, False)):
        client.force_login(user)
        for one in (initiative, programme):
            page = client.get(f"/northmere/initiatives/{one.slug}/").content.decode()
            assert (link.format(one.slug) in page) == offered
    client.force_login(alice)
    form = client.get(f"/northmere/risks/add/?initiative={programme.slug}").content.decode()
    assert f'<option value="{programme.pk}" selected>' in form
