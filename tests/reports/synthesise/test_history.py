"""The months of a made-up footprint that are over: scores, snapshots, days."""

from collections import Counter
from datetime import date

from portfolios.models import Ask, AskState, HighlightReport, MilestoneForecast, Rating, RatingSource
from reports.models import Snapshot
from risks.models import Assessment, AssessmentKind, Risk, RiskStatus
from tests.reports.synthesise.making import UNTIL, make


def test_risks_have_a_history_of_scores_in_the_bands_of_the_matrix(northmere):
    bands = {"Low": range(1, 4), "Moderate": range(4, 7), "High": range(8, 13), "Extreme": range(15, 26)}
    for assessment in Assessment.objects.select_related("cell", "band"):
        assert assessment.cell.score in bands[assessment.band.label]
    for risk in Risk.objects.all():
        kinds = Counter(risk.assessments.filter(superseded_at=None).values_list("kind", flat=True))
        assert kinds == dict.fromkeys(AssessmentKind.values, 1)

    assert Assessment.objects.filter(superseded_at__isnull=False).exists()
    assert Risk.objects.filter(status=RiskStatus.CLOSED).exclude(closed_reason="").exists()


def test_a_snapshot_holds_what_stood_in_its_month(northmere):
    taken = [snapshot.data for snapshot in Snapshot.objects.order_by("period__first_day")]

    assert [data["period"]["slug"] for data in taken] == [
        "2025-10",
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]
    numbers = [len(data["risks"]) for data in taken]
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[-1]
    scores = [
        {risk["number"]: risk["scores"]["current"]["score"] for risk in data["risks"]} for data in taken
    ]
    assert any(scores[0][number] != scores[-1][number] for number in scores[0])
    asked = {ask["key"]: ask["state"] for ask in taken[0]["asks"]}
    assert set(asked.values()) == {AskState.OPEN}
    assert Ask.objects.filter(
        period__slug="2025-10", state=AskState.ANSWERED, answered_in__isnull=False
    ).exists()
    met = [sum(milestone["actual"] is not None for milestone in data["milestones"]) for data in taken]
    assert met == sorted(met)
    assert met[0] < met[-1]


def test_history_is_dated_in_its_month_not_today(northmere):
    ratings = Rating.objects.filter(period__slug="2025-10")
    for source, days in ((RatingSource.LEAD, 4), (RatingSource.PMO, 5)):
        recorded = {one.recorded_at.date() for one in ratings.filter(source=source)}
        assert recorded == {date(2025, 11, days)}
    forecasts = MilestoneForecast.objects.order_by("recorded_at")
    assert forecasts.first().recorded_at.date() == date(2025, 11, 4)
    assert forecasts.last().recorded_at.date() > date(2025, 11, 4)
    assert forecasts.last().recorded_at.date() <= UNTIL
    assert HighlightReport.objects.filter(created_at__date__gt=UNTIL).count() == 0


def test_snapshots_can_be_left_out(db):
    make(initiatives=5, months=3, with_snapshots=False)

    assert not Snapshot.objects.exists()
