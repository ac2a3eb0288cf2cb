"""What the form opens with: last time's report, said to be still true or changed, and its plans ticked off."""

from html import unescape

import pytest

from portfolios.models import HighlightReport, PlannedOutcome, Rating, RatingSource, ReportPart
from portfolios.queries.report_before import report_before
from reports.forms.highlight_reports import ReportForm
from tests.factories import (
    HighlightReportFactory,
    PeriodFactory,
    RatingFactory,
    ReportParagraphFactory,
)


@pytest.fixture
def last(initiative, last_period, scheme):
    """The report of March: Amber, with a route to green and three things planned."""
    RatingFactory(initiative=initiative, period=last_period, word="Amber", reason="No lease yet.")
    report = HighlightReportFactory(
        initiative=initiative,
        period=last_period,
        progress=["The hub is surveyed.", "Staff are told."],
        planned=["**Estates**\n\n- Sign the lease\n- Order desks", "Recruit."],
    )
    report.route_to_green, report.route_owner, report.route_by = "Sign elsewhere.", "Jo", "March 2098"
    report.save()
    return report


@pytest.fixture
def fields(initiative, period, last) -> dict[str, str]:
    """The names of the answers to what was planned, by what was."""
    return {item.text: item.field for item in report_before(initiative, period).planned}


STILL = {f"still_true_{part}": "true" for part in ("reason", "route_to_green", "progress", "planned")}


def test_the_first_report_opens_empty(opened):
    values = opened()
    assert (values["progress"], values["planned"], values["reason"]) == ("", "", "")
    assert not [name for name in values if name.startswith(("still_true", "outcome"))]


def test_it_opens_with_what_stood_last_time_but_for_the_rating(opened, last):
    values = opened()
    assert values["rating"] == ""
    assert values["reason"] == "No lease yet."
    assert (values["route_to_green"], values["route_owner"], values["route_by"]) == (
        "Sign elsewhere.",
        "Jo",
        "March 2098",
    )
    assert values["progress"] == "The hub is surveyed.\n\nStaff are told."
    assert values["planned"].startswith("**Estates**")
    assert values["private_progress"] == ""


def test_a_day_that_has_passed_is_told_and_not_taken_over(client, opened, last, address):
    HighlightReport.objects.update(route_by="March 2018")
    assert opened()["route_by"] == ""
    assert "Last time: March 2018, which has passed." in client.get(address).content.decode()


def test_an_unchanged_month_is_a_rating_and_some_ticks(opened, send, last, fields, scheme):
    ticks = {fields["Estates: Sign the lease"]: "done"} | {
        fields[text]: "carried" for text in ("Estates: Order desks", "Recruit.")
    }
    assert send(opened() | STILL | ticks | {"rating": scheme.level_for("Amber").pk}).status_code == 302
    report = HighlightReport.objects.latest("period__first_day")
    assert report.still_true == ["reason", "route_to_green", "progress", "planned"]
    assert (report.route_owner, str(report.route_by)) == ("Jo", "March 2098")
    assert [row.outcome for row in report.planned_outcomes.all()] == ["done", "carried", "carried"]
    again = opened()
    assert {name: again[name] for name in STILL | ticks} == STILL | ticks


def test_what_is_not_answered_is_not_said_to_hold(opened, send, last):
    """Prefilled text is kept, but nobody has confirmed it: submitting asks."""
    assert send(opened()).status_code == 302
    assert HighlightReport.objects.latest("period__first_day").still_true == []
    assert opened()["still_true_progress"] == ""


def test_last_times_reason_stays_on_offer_until_a_rating_is_given(opened, send, last):
    for answer in ("", "true"):
        assert send(opened() | {"still_true_reason": answer}).status_code == 302
        values = opened()
        assert (values["rating"], values["reason"], values["still_true_reason"]) == (
            "",
            "No lease yet.",
            answer,
        )
    assert not Rating.objects.filter(period__slug="2018-04").exists()


def test_changed_text_is_changed_whatever_was_answered_before(opened, send, last):
    send(opened() | {"progress": "The lease is signed.", "still_true_progress": "changed"})
    values = opened()
    assert (values["progress"], values["still_true_progress"]) == ("The lease is signed.", "changed")


def test_another_text_is_marked_so_that_its_box_is_not_folded_away(client, opened, send, last, address):
    opened()
    assert "data-differs" not in client.get(address).content.decode()
    send(opened() | {"route_owner": "Somebody"})
    page = client.get(address)
    assert page.content.decode().count("data-differs") == 1
    assert page.context["form"]["still_true_route_to_green"].value() == "changed"
    refused = send(opened() | {"progress": "New words.", "private_progress": "No reason."})
    assert refused.content.decode().count("data-differs") == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"progress": "New words.", "still_true_progress": "true"}, "Select it to keep what you wrote"),
        ({"route_owner": "Somebody", "still_true_route_to_green": "true"}, "somebody else does it now"),
        ({"still_true_planned": "carried"}, "Nothing is marked as carried over"),
        ({"still_true_progress": "perhaps"}, "Select one of the answers listed."),
    ],
)
def test_an_answer_that_contradicts_the_text_is_refused_with_both_kept(opened, send, last, change, told):
    response = send(opened() | {"private_progress": "", "planned": "KEEP THIS"} | change)
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert told in page
    assert "KEEP THIS" in page


def test_line_ends_and_blank_lines_of_a_browser_are_no_change(opened, send, last):
    typed = opened()["progress"].replace("\n\n", "\r\n\r\n\r\n") + "\r\n"
    assert send(opened() | {"progress": typed, "still_true_progress": "true"}).status_code == 302


def test_what_is_carried_over_can_be_all_that_is_planned(opened, send, last, fields):
    answers = {
        fields["Estates: Sign the lease"]: "done",
        fields["Estates: Order desks"]: "carried",
        fields["Recruit."]: "carried",
        "still_true_planned": "carried",
    }
    assert send(opened() | answers).status_code == 302
    values = opened()
    assert values["planned"] == "- Estates: Order desks\n- Recruit."
    assert values["still_true_planned"] == "changed"


def test_dropped_needs_its_reason_and_then_keeps_it(opened, send, last, fields):
    dropped = {fields["Recruit."]: "dropped"}
    response = send(opened() | dropped)
    assert "Say why “Recruit.” is dropped." in response.content.decode()
    assert not PlannedOutcome.objects.exists()
    reason = {f"{fields['Recruit.']}_reason": "Posts are frozen."}
    assert send(opened() | dropped | reason).status_code == 302
    assert PlannedOutcome.objects.get().reason == "Posts are frozen."


def test_private_plans_are_ticked_off_privately(client, opened, send, last, initiative, period, address):
    ReportParagraphFactory(report=last, part="planned", position=9, text="Sell the site.", is_private=True)
    item = report_before(initiative, period).planned[-1]
    page = client.get(address).content.decode() if opened() else ""
    assert "Private: Section 43: commercial interests." in page
    answers = {item.field: "carried", "still_true_planned": "carried"}
    assert "Nothing is marked as carried over" in send(opened() | answers).content.decode()
    assert send(opened() | {item.field: "carried"}).status_code == 302
    assert PlannedOutcome.objects.get().is_private
    report = HighlightReport.objects.latest("period__first_day")
    rows = report.paragraphs.filter(part=ReportPart.PLANNED, text__contains="Sell the site.")
    assert [row.is_private for row in rows] == [True]


def test_text_that_stood_twice_is_hinted_at(client, opened, last, initiative, footprint, address):
    opened()
    hint = "This text has stood word for word in the last two reports."
    assert hint not in client.get(address).content.decode()
    february = PeriodFactory(footprint=footprint, month=(2018, 2))
    HighlightReportFactory(
        initiative=initiative, period=february, progress=["The hub is surveyed.", "Staff are told."]
    )
    assert client.get(address).content.decode().count(hint) == 1


def test_the_rating_before_is_the_one_that_counted(client, opened, last, initiative, last_period, address):
    RatingFactory(
        initiative=initiative, period=last_period, source=RatingSource.PMO, word="Red", reason="No plan."
    )
    opened()
    page = client.get(address).content.decode()
    assert "As the PMO rated it." in page
    assert "No plan." in page


def test_it_is_filled_from_any_mapping_of_names_to_values(opened, last, client, address, scheme):
    """What is kept of a half-written form comes back in the same way as what was sent."""
    values = opened() | {"rating": str(scheme.level_for("Red").pk), "progress": "Half a sent"}
    form = ReportForm(values, setting=client.get(address).context["form"].setting)
    assert form.is_valid()
    assert form.content.level == scheme.level_for("Red")
    assert form["progress"].value() == "Half a sent"
