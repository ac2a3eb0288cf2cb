"""milestones.yaml and measures.yaml of a period: what they become, and what is wrong with a cell of theirs."""

from decimal import Decimal

import pytest

from portfolios.models import Direction, Footprint, Gap, Measure, Milestone
from reports.examples_loader import load
from reports.models import Snapshot
from tests.reports.examples_loader.folders import DORSET, change, faults, stands_on

MILESTONES, MEASURES = "2016-11/milestones.yaml", "2016-11/measures.yaml"


def test_milestones_are_numbered_in_the_order_of_their_rows_with_years_headings_and_detail(db):
    load(DORSET)
    milestones = Milestone.objects.order_by("number")

    assert [row.number for row in milestones] == list(range(1, 117))
    assert [row.position for row in milestones] == list(range(1, 117))
    hubs = milestones.filter(initiative__slug="integrated-community-hubs-and-teams")
    assert [row.heading for row in hubs] == ["Community Hubs"] * 5 + [
        "Integrated Community Teams (health and social care)"
    ] * 3
    decision = hubs[1]
    assert decision.title.endswith("post public consultation:")
    assert decision.detail.count("- ") == 6
    assert decision.financial_years == ["2017/18"]
    assert not decision.baseline and not decision.forecast


def test_measures_keep_their_numbers_and_those_of_the_whole_area_their_gap(db):
    load(DORSET)

    assert Measure.objects.count() == 29
    whole = Measure.objects.filter(initiative=None)
    assert [whole.filter(gap=gap).count() for gap in Gap.values] == [3, 6, 4]
    rate = Measure.objects.filter(unit="%").first()
    assert (rate.target, rate.direction, rate.due.words) == (Decimal("3.5"), Direction.DECREASE, "2018/19")


def test_a_period_before_them_and_one_after_the_end_of_their_initiative_know_nothing_of_them(db):
    """The plan's workstreams end in August 2017; its programmes, and what they promised, live on."""
    load(DORSET)
    may, november, september = (
        Snapshot.objects.get(period__slug=slug).data for slug in ("2015-05", "2016-11", "2017-09")
    )

    assert (may["milestones"], may["measures"]) == ([], [])
    assert (len(november["milestones"]), len(november["measures"])) == (116, 29)
    assert {row["initiative"] for row in september["milestones"]} == {
        "prevention-at-scale",
        "leading-working-differently",
        "digitally-transformed-dorset",
    }
    slugs = {node["slug"] for node in september["initiatives"]}
    assert slugs.isdisjoint({"acute-reconfiguration", "better-care-fund", "shared-care-records"})
    held = {person["role"] for node in september["initiatives"] for person in node["people"]}
    assert held == {"lead"}  # officers of the plan answer for it until then


WRONG_CELLS = [
    pytest.param(
        MILESTONES, "initiative: prevention-at-scale", "initiative: prevention",
        1, "initiative", "There is no initiative “prevention” in initiatives.yaml. Did you mean “prevention-at-scale”",
        id="unknown initiative of a milestone",
    ),
    pytest.param(
        MILESTONES, "years: [2017/18]", "years:\n      - 2017/19",
        1, "years 1", "“2017/19” is not a financial year. Write the year it begins and the last two digits of the",
        id="no financial year",
    ),
    pytest.param(
        MILESTONES, "years: [2017/18]", "years:\n      - 2017",
        1, "years 1", "YAML does not read it as words. Put it in quotes.",
        id="year of the calendar",
    ),
    pytest.param(
        MILESTONES, "years: [2017/18]", "years: [2018/19, 2017/18]",
        1, "years", "Give each year once, the earliest first.",
        id="years out of order",
    ),
    pytest.param(
        MILESTONES, "years: [2017/18]", "year: 2017/18",
        1, "year", "This name is not used here. Did you mean “years”",
        id="unknown name in a milestone",
    ),
    pytest.param(
        MILESTONES, "years: [2017/18]", "years: [2017/18]\n    detail: <script>alert(1)</script>",
        1, "detail", "HTML or script, which cannot be used here: “<script>”",
        id="script in the detail of a milestone",
    ),
    pytest.param(
        MILESTONES, "years: [2017/18]", "years: [2017/18]\n    gate: soon",
        1, "gate", "“soon” is not a word used here. Use pid, pbc, soc, obc, fbc, pcbc, or dmbc.",
        id="unknown gate",
    ),
    pytest.param(
        MEASURES, "gap: health", "gap: wealth",
        1, "gap", "“wealth” is not a word used here. Use health, care, or finance.",
        id="unknown gap",
    ),
    pytest.param(
        MEASURES, "target: -15", "target: 15%",
        19, "target", "It is not a number. Write digits, with a point before decimals, without quotes, commas",
        id="unit in a number",
    ),
    pytest.param(
        MEASURES, "baseline: 32", "baseline: 1234567890123456",
        20, "baseline", "Ensure that there are no more than 14 digits before the decimal point.",
        id="number too long for its column",
    ),
    pytest.param(
        MEASURES, "title: reduction in childhood obesity", "title: improvements in potential years of life lost",
        15, "initiative", "“prevention-at-scale: improvements in potential years of life lost” stands in row 14",
        id="the same measure twice",
    ),
    pytest.param(
        MEASURES, "gap: health", "gap: health\n    owner: nobody",
        1, "owner", "There is no person “nobody” in footprint.yaml.",
        id="unknown owner of a measure",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "row", "field", "message"), WRONG_CELLS)
def test_a_wrong_cell_is_named_with_its_cure_and_nothing_is_written(
    db, folder, file, old, new, row, field, message
):
    change(folder, file, old, new)

    found = faults(folder)

    error = next(error for error in found if message in error.message)
    assert (error.file, error.row) == (file, row)
    assert error.field.endswith(field)
    assert stands_on(folder / file, error)
    for model in (Footprint, Milestone, Measure, Snapshot):
        assert not model.objects.exists(), model


def test_both_files_may_be_left_out(db, folder):
    for file in (MILESTONES, MEASURES):
        (folder / file).unlink()

    load(folder)

    assert not Milestone.objects.exists()
    assert not Measure.objects.exists()
