"""A matrix is replaced and every risk rescored: what was locked stays byte for byte, and each period has its own."""

import json
import re
from datetime import date

import pytest
from django.test import Client

from portfolios.models import Footprint, Initiative, ReportingPeriod, ReportState
from reports.actions import periods, runs
from reports.compilation import compile_paper
from reports.models import Paper, Snapshot
from reports.snapshot_content import build
from risks.actions import assessments, matrices
from risks.matrix_presets import FOUR_BY_FOUR
from risks.models import AssessmentKind, Risk, RiskMatrix
from stp_portal.accounts.models import User
from tests.factories import (
    AssessmentFactory,
    HighlightReportFactory,
    PaperFactory,
    PeriodFactory,
    RatingFactory,
    RiskFactory,
    RiskMatrixFactory,
)

pytestmark = pytest.mark.django_db

STATUS = "/northmere/?period=2017-09"
CARE = "/northmere/initiatives/urgent-care/?period=2017-09"


@pytest.fixture
def old(footprint: Footprint) -> RiskMatrix:
    return RiskMatrixFactory(footprint=footprint, key="old", name="Old matrix", valid_from=date(2017, 4, 1))


@pytest.fixture
def september(footprint: Footprint, initiative: Initiative, old: RiskMatrix) -> ReportingPeriod:
    """September 2017, open, with three risks scored in the old matrix, and a paper that counts them."""
    period, _ = (PeriodFactory(footprint=footprint, month=(2017, month)) for month in (9, 10))
    RatingFactory(initiative=initiative, period=period, word="Amber")
    HighlightReportFactory(initiative=initiative, period=period, state=ReportState.SIGNED_OFF)
    for number, factors in enumerate(((4, 4), (2, 2), (1, 1)), start=1):
        risk = RiskFactory(footprint=footprint, number=number, initiative=initiative, score=factors)
        AssessmentFactory(risk=risk, kind=AssessmentKind.TARGET, factors=(1, 2))
    PaperFactory(
        paper_type__footprint=footprint,
        period=period,
        texts={"report": "There are {{ risks.total }} risks, {{ risks.major }} of them major."},
    )
    return period


def replace_and_rescore(old: RiskMatrix, by: User) -> RiskMatrix:
    """A 4x4 matrix from November 2017, in which every risk is then scored."""
    new = matrices.replace(matrix=old, valid_from=date(2017, 11, 1), spec=FOUR_BY_FOUR.spec, by=by)
    for risk in Risk.objects.all():
        assessments.rescore(
            risk=risk,
            version=risk.version,
            likelihood=4,
            impact=3,
            reason="Scored anew in the new matrix.",
            on=date(2017, 11, 2),
            by=by,
        )
    return new


def page(client: Client, user: User, address: str) -> bytes:
    client.force_login(user)
    found = re.search(rb"<main.*</main>", client.get(address).content, flags=re.DOTALL)
    assert found
    return found[0]


def paper() -> tuple[bytes, bytes]:
    run = runs.request(paper=Paper.objects.get(), by=None)
    compiled = compile_paper(run.snapshot.data, json.loads(run.input))
    return compiled.pdf, compiled.html


def scores(data: dict, kind: str = "current") -> list[tuple[str, int, int, int]]:
    return [
        (score["matrix"], score["likelihood"], score["impact"], score["score"])
        for score in (risk["scores"][kind] for risk in data["risks"])
    ]


def test_a_locked_period_stays_byte_for_byte(client, bea, priya, old, september):
    periods.lock(period=september, version=1, by=priya)
    locked = Snapshot.objects.locked().get()
    before = (locked.content, locked.sha256, page(client, bea, STATUS), page(client, bea, CARE), paper())
    assert b"Major" in before[2]

    replace_and_rescore(old, priya)

    locked = Snapshot.objects.locked().get()
    after = (locked.content, locked.sha256, page(client, bea, STATUS), page(client, bea, CARE), paper())
    assert after == before


def test_a_page_of_rows_does_move(client, bea, priya, old, september):
    """The change of the test above is one that shows, where nothing is frozen."""
    before = page(client, bea, STATUS)
    replace_and_rescore(old, priya)
    assert page(client, bea, STATUS) != before


def test_an_earlier_period_that_is_locked_later_has_its_own_matrix(priya, old, september):
    """September is locked in November, after all risks were scored in the matrix of November."""
    replace_and_rescore(old, priya)
    periods.lock(period=september, version=1, by=priya)
    data = Snapshot.objects.locked().get().data
    assert scores(data) == [("old", 4, 4, 16), ("old", 2, 2, 4), ("old", 1, 1, 1)]
    assert scores(data, "target") == [("old", 1, 2, 2)] * 3
    assert [matrix["key"] for matrix in data["matrices"]] == ["old"]


def test_the_period_of_the_new_matrix_has_the_new_scores(footprint, priya, old, september):
    new = replace_and_rescore(old, priya)
    november = PeriodFactory(footprint=footprint, month=(2017, 11))
    data = build(november)
    assert scores(data) == [(new.key, 4, 3, 12)] * 3
    # Targets were not scored anew: they stand as they were given.
    assert scores(data, "target") == [("old", 1, 2, 2)] * 3
    assert [matrix["key"] for matrix in data["matrices"]] == [new.key]


def test_of_two_scores_in_the_old_matrix_the_last_counts(priya, old, september):
    risk = Risk.objects.get(number=1)
    assessments.rescore(
        risk=risk,
        version=risk.version,
        likelihood=3,
        impact=3,
        reason="Less.",
        on=date(2017, 9, 20),
        by=priya,
    )
    replace_and_rescore(old, priya)
    assert scores(build(september))[0] == ("old", 3, 3, 9)


def test_a_risk_first_scored_in_the_new_matrix_has_no_score_before(priya, old, september, footprint):
    new = replace_and_rescore(old, priya)
    late = RiskFactory(footprint=footprint, number=9)
    AssessmentFactory(risk=late, cell=new.cells.get(likelihood=1, impact=1))
    assert build(september)["risks"][-1]["scores"] == {}


def test_a_score_that_was_taken_back_does_not_come_again(old, september):
    risk = Risk.objects.get(number=1)
    risk.assessments.update(superseded_at="2017-09-10T00:00Z")
    assert build(september)["risks"][0]["scores"] == {}
