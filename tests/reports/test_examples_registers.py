"""The registers of the examples: Cornwall's risks log and trackers, and Dorset's risks of 2016 in words alone."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from portfolios.models import Footprint
from reports.examples_loader import load
from reports.models import Snapshot
from risks.models import (
    Action,
    ActionStatus,
    Assessment,
    Control,
    Recommendation,
    RecommendationUpdate,
    Review,
    Risk,
    RiskReference,
    RiskStatus,
)
from stp_portal.core.fuzzy_dates import Precision
from tests.reports.examples_loader.folders import DORSET, change, faults, stands_on

CORNWALL = settings.BASE_DIR / "reports" / "examples" / "cornwall"


@pytest.fixture
def cornwall(db: None) -> Footprint:
    return load(CORNWALL).footprint


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of Cornwall's folder to break."""
    return shutil.copytree(CORNWALL, tmp_path / "cornwall")


# --- Cornwall -------------------------------------------------------------------------------------------------------


def test_the_risks_log_has_eight_risks_of_sixteen(cornwall):
    scores = [
        (one.cell.likelihood, one.cell.impact, one.cell.score, one.band.label, one.printed_score)
        for one in Assessment.objects.select_related("cell", "band")
    ]

    assert (
        scores == [(4, 4, 16, "Extreme", None)] * 8
    )  # as printed: a printed product is kept where it differs
    assert Risk.objects.open().count() == 8
    assert set(Risk.objects.values_list("level", "heading")) == {("portfolio", "Portfolio Level")}


def test_dates_logged_are_kept_as_printed_and_not_guessed(cornwall):
    logged = [risk.logged for risk in Risk.objects.order_by("number")]

    assert [str(one) for one in logged] == ["01/06", "03/17", "01.07", "03/17", "03/17", "01/05", "11/17", ""]
    assert {one.precision for one in logged if str(one).startswith("01")} == {Precision.UNKNOWN}


def test_a_risk_has_all_its_owners_and_its_controls_and_actions_in_printed_order(cornwall):
    risk = Risk.objects.get(number=7)

    assert sorted(owner.person.name for owner in risk.owners.all()) == ["Nick Hayden", "Tracey Lee"]
    controls = list(risk.controls.values_list("position", flat=True))
    actions = list(risk.actions.order_by("number").values_list("position", flat=True))
    assert controls + actions == [1, 2, 3, 4, 5, 6]
    assert (Control.objects.count(), Action.objects.count()) == (22, 22)
    row_cut_by_the_page = Risk.objects.get(number=2).actions.order_by("position").last()
    assert row_cut_by_the_page.text.startswith("Work is ongoing to obtain GP practice information")


def test_the_trackers_hold_every_row_under_its_theme(cornwall):
    themes = {
        review.key: [one.theme for one in review.recommendations.order_by("number")]
        for review in Review.objects.all()
    }

    stocktake, mid_year = themes["nhse-stocktake-2017"], themes["mid-year-review-2017"]
    assert {theme: stocktake.count(theme) for theme in stocktake} == {
        "Leadership": 3,
        "Communication": 1,
        "Safety and Quality": 2,
        "FYFV": 4,
        "Financial planning": 4,
        "Workforce": 1,
    }
    assert {theme: mid_year.count(theme) for theme in mid_year} == {
        "Model of Care & PCBC": 7,
        "System Reform": 5,
        "Resources": 7,
        "Governance": 4,
    }


def test_a_stocktake_action_has_one_lead_supporting_officers_apart_and_a_date_as_printed(cornwall):
    rows = {one.number: one for one in Recommendation.objects.filter(review__key="nhse-stocktake-2017")}

    assert rows[6].lead.name == "Karen Kay"
    assert [str(one.person) for one in rows[6].supporting_officers.all()] == [
        "Jess Hodgman",
        "Julie Dawson",
        "Jonathan Price",
        "Rab McEwan",
    ]
    assert [str(one.person) for one in rows[13].supporting_officers.all()] == ["Jessie Hamshar", "SoF PMO"]
    assert [one.body.name for one in rows[13].overseers.all()] == ["SoF Portfolio Board", "Leadership Board"]
    assert {number: rows[number].due.precision for number in (4, 6, 7, 8, 14)} == {
        4: Precision.CONDITIONAL,
        6: Precision.DAY,
        7: Precision.ONGOING,
        8: Precision.SEASON,
        14: Precision.OPEN_ENDED,
    }


def test_what_is_said_to_be_actioned_stays_open(cornwall):
    done = Recommendation.objects.filter(status=ActionStatus.COMPLETE)

    assert done.count() == 5
    assert all(one.updates.get().text.startswith("Actioned") for one in done)
    assert Recommendation.objects.open().count() == 38


def test_an_update_of_two_recommendations_is_known_to_be_one(cornwall):
    shared = RecommendationUpdate.objects.exclude(said_with=None)

    assert sorted(update.recommendation.number for update in shared) == [2, 3]
    assert len({(update.said_with, update.text) for update in shared}) == 1


def test_its_record_is_the_same_wherever_it_is_loaded(db):
    def record() -> dict[str, Any]:
        with transaction.atomic():
            load(CORNWALL)
            data = Snapshot.objects.get().data
            transaction.set_rollback(True)
        return data

    first = record()

    assert sorted(len(one["recommendations"]) for one in first["reviews"]) == [15, 23]
    assert len(first["risks"]) == 8
    assert record() == first


# --- Dorset, November 2016 ------------------------------------------------------------------------------------------


@pytest.fixture
def november(db: None) -> list[Risk]:
    footprint = load(DORSET).footprint
    return list(Risk.objects.filter(footprint=footprint, number__lte=16).order_by("number"))


def test_severity_and_likelihood_are_words_and_nothing_is_multiplied(november):
    given = [risk.assessments.get() for risk in november]

    pairs = [(one.cell.impact, one.cell.likelihood) for one in given]
    assert {pair: pairs.count(pair) for pair in pairs} == {(3, 2): 8, (3, 3): 5, (2, 2): 3}
    assert {(one.cell.score, one.band, one.printed_score) for one in given} == {(None, None, None)}
    matrix = given[0].matrix
    assert (matrix.impact_name, matrix.impact_first, matrix.is_scored) == ("Severity", True, False)


def test_references_stand_for_several_risks_and_are_found_whatever_their_spaces(november):
    references = RiskReference.objects.filter(risk__in=november)

    printed = sorted(references.values_list("reference", flat=True))
    assert printed == sorted(
        [
            *["S01", "S02", "S02", "S03", "S03", "FIN21", "025", "CDG4.1", "CDG 4.2", "O31"],
            *["O36", "O36", "O36", "3.2", "4.1"],
        ]
    )
    assert references.get(folded="CDG4.2").reference == "CDG 4.2"
    assert {one.register_name for one in references.filter(register="baf")} == {"GBAF"}


def test_mitigation_keeps_its_printed_order_over_controls_and_actions(november):
    risk = november[11]
    rows = [*risk.controls.all(), *risk.actions.all()]

    assert [row.text.split()[0] for row in sorted(rows, key=lambda row: row.position)] == [
        "Implement",
        "Devolved",
        "Work",
    ]


def test_they_are_closed_once_their_month_is_frozen_with_nothing_left_to_do(november):
    assert {risk.status for risk in november} == {RiskStatus.CLOSED}
    assert {risk.closed_reason for risk in november} == {
        "Not carried into the register that the paper of September 2017 counts; what became of it is not recorded."
    }
    closer = november[0].closed_by
    assert not (closer.is_active or closer.has_usable_password())
    assert not Action.objects.filter(risk__in=november).open().exists()


# --- One wrong cell -------------------------------------------------------------------------------------------------

# What stands in reviews.yaml, what is put there; then row, field, and words of the message with its cure.
WRONG_CELLS = [
    pytest.param(
        "kind: stocktake", "kind: stock-take",
        1, "kind", "“stock-take” is not a word used here. Use stocktake, mid_year, regulator, audit, or other.",
        id="unknown kind",
    ),
    pytest.param(
        "lead: jackie-pendleton", "lead: jackie-pendelton",
        1, "recommendations 1, lead", "no person “jackie-pendelton” in footprint.yaml. Did you mean “jackie-pendleton”",
        id="unknown lead",
    ),
    pytest.param(
        "          - clinical-practitioner-cabinet", "          - clinical-cabinet",
        1, "recommendations 1, overseers 1", "There is no body “clinical-cabinet” in footprint.yaml.",
        id="unknown overseer",
    ),
    pytest.param(
        "          - tracey-lee", "          - tracey-lee\n          - tracey-lee",
        1, "recommendations 1", "already exists",
        id="the same supporting officer twice",
    ),
    pytest.param(
        "    updates_on: 2017-11-30\n", "",
        2, "updates_on", "It is missing, and there are updates. Add the day on which they were so.",
        id="updates without a day",
    ),
    pytest.param(
        "              - 3", "              - 24",
        2, "recommendations", "The update of recommendation 2 is also of 24, which is not another one here. Use",
        id="update of a recommendation that is not there",
    ),
    pytest.param(
        "              - 3", "              - 2",
        2, "recommendations", "The update of recommendation 2 is also of 2, which is not another one here. Use",
        id="update shared with itself",
    ),
    pytest.param(
        "status: complete", "status: actioned",
        2, "recommendations 7, updates 1, status", "“actioned” is not a word used here. Use new, on_track,",
        id="unknown status",
    ),
    pytest.param(
        "key: mid-year-review-2017", "key: nhse-stocktake-2017",
        2, "key", "“nhse-stocktake-2017” stands in row 1 (line 8) already.",
        id="two reviews of one name",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "row", "field", "message"), WRONG_CELLS)
def test_a_wrong_cell_of_a_review_is_named_and_nothing_is_written(db, folder, old, new, row, field, message):
    file = "2017-10/reviews.yaml"
    change(folder, file, old, new)

    error = next(error for error in faults(folder) if message in error.message)

    assert (error.file, error.row) == (file, row)
    assert error.field.startswith(field)
    assert stands_on(folder / file, error)
    assert not Review.objects.exists()
    assert not Footprint.objects.exists()


def test_a_review_without_recommendations_is_refused(db, folder):
    (folder / "2017-10" / "reviews.yaml").write_text(
        "reviews:\n  - key: nothing\n    kind: other\n    title: Nothing\n    recommendations: []\n"
    )

    assert [(error.row, error.field) for error in faults(folder)] == [(1, "recommendations")]
