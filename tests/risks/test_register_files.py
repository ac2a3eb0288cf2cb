"""The register as Excel and CSV files."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    AssessmentFactory,
    PersonFactory,
    RiskCategoryFactory,
    RiskFactory,
    RiskMatrixFactory,
    RiskOwnerFactory,
    RiskReferenceFactory,
)
from tests.sheets import read_csv, read_xlsx

ADDRESS = "/northmere/risks/"


def get(client, user, query):
    client.force_login(user)
    return client.get(f"{ADDRESS}?{query}")


def rows_of(client, user, query="format=csv"):
    head, *rows = read_csv(get(client, user, query).content.decode())
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_file_is_called_by_footprint_and_day(client, bea, footprint):
    answer = get(client, bea, "format=xlsx")

    day = timezone.localdate().isoformat()
    assert answer["Content-Disposition"] == f'attachment; filename="northmere-risks-{day}.xlsx"'
    assert read_xlsx(answer.content)[0][0] == "s:Number"


def test_a_risk_is_a_row_with_true_numbers_and_dates(client, bea, footprint, initiative):
    risk = RiskFactory(
        footprint=footprint,
        number=7,
        title="Vacant posts",
        cause="a shortage",
        event="leavers",
        effect="delay",
        initiative=initiative,
        category=RiskCategoryFactory(footprint=footprint, name="Workforce"),
        response="treat",
        proximity="month",
        logged="March 2018",
        review_due=date(2018, 6, 30),
        reviewed_on=date(2018, 3, 31),
    )
    AssessmentFactory(risk=risk, factors=(2, 3), superseded_at=timezone.now())
    AssessmentFactory(risk=risk, factors=(4, 5))
    RiskOwnerFactory(risk=risk, person=PersonFactory(footprint=footprint, name="Ann First"))
    RiskReferenceFactory(risk=risk, register_name="CRR", reference="S03")

    (row,) = rows_of(client, bea)

    assert row == {
        "Number": "7",
        "Reference": "",
        "In other registers": "CRR S03",
        "Title": "Vacant posts",
        "Cause": "a shortage",
        "Event": "leavers",
        "Effect": "delay",
        "Description": "",
        "Initiative": "Urgent Care",
        "Level": "Portfolio",
        "Category": "Workforce",
        "Response": "Treat",
        "Proximity": "Within a month",
        "Likelihood": "Likely (4)",
        "Impact": "Catastrophic (5)",
        "Score": "20",
        "Band": "Major",
        "Since the score before": "Up from 6",
        "Scored on": "2018-01-31",
        "Owners": "Ann First",
        "Logged": "March 2018",
        "Logged: last day": "2018-03-31",
        "Last reviewed": "2018-03-31",
        "Review due": "2018-06-30",
        "Status": "Open",
        "Reason for closing": "",
        "Why it is private": "",
    }
    cells = read_xlsx(get(client, bea, "format=xlsx").content)[1]
    # Days as Excel counts them: 31 January, 31 March and 30 June 2018.
    assert {"n:7", "n:20", "n:43131", "n:43190", "n:43281"} <= set(cells)


def test_text_that_looks_like_a_formula_is_none(client, bea, footprint):
    RiskFactory(footprint=footprint, number=1, title="=1+1", cause="@SUM(1)")

    (row,) = rows_of(client, bea)
    assert (row["Title"], row["Cause"]) == ("'=1+1", "'@SUM(1)")
    assert "s:=1+1" in read_xlsx(get(client, bea, "format=xlsx").content)[1]


def test_a_file_holds_all_pages_of_what_the_filter_shows_in_its_order(client, bea, footprint):
    RiskMatrixFactory(footprint=footprint)
    for number in range(1, 61):
        RiskFactory(footprint=footprint, number=number, level="system" if number < 56 else "governing")

    rows = rows_of(client, bea, "format=csv&level=system&sort=-number&page=2")

    assert [row["Number"] for row in rows] == [str(number) for number in range(55, 0, -1)]


def test_an_observer_gets_public_rows_and_no_column_about_privacy(client, bea, bob, footprint):
    RiskFactory(footprint=footprint, number=1, title="Open risk")
    RiskFactory(footprint=footprint, number=2, title="Secret merger", is_private=True)

    assert [row["Title"] for row in rows_of(client, bob)] == ["Open risk"]
    assert "Why it is private" not in rows_of(client, bob)[0]
    for form in ("csv", "xlsx"):
        content = get(client, bob, f"format={form}").content
        assert b"Secret" not in content
    assert all("Secret" not in cell for row in read_xlsx(content) for cell in row)
    private = rows_of(client, bea)[1]
    assert private["Why it is private"] == "Section 43: commercial interests."


def test_strangers_get_no_file(client, charlie, footprint):
    assert get(client, charlie, "format=csv").status_code == 404


def test_a_file_costs_the_same_number_of_queries_for_any_number_of_risks(client, bea, footprint):
    client.force_login(bea)
    client.get(ADDRESS)
    counts = []
    for first, last in ((1, 3), (3, 63)):
        for number in range(first, last):
            risk = RiskFactory(footprint=footprint, number=number, score=(2, 3))
            RiskOwnerFactory(risk=risk)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{ADDRESS}?format=csv")
        counts.append(len(queries))
    assert counts[0] == counts[1]
