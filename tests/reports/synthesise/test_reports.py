"""What a made-up footprint reports month by month: ratings and narrative."""

from collections import defaultdict
from itertools import pairwise

from portfolios.models import HighlightReport, Rating, RatingSource, ReportParagraph
from stp_portal.core.text import validate_narrative
from tests.reports.synthesise.making import MONTHS, SIZE


def test_ratings_mostly_stay_and_worse_than_the_best_has_a_reason_and_a_way_back(northmere):
    ranks = defaultdict(list)
    for rating in (
        Rating.objects.filter(source=RatingSource.LEAD).select_related("level").order_by("period__first_day")
    ):
        ranks[rating.initiative_id].append(rating.level.rank)
        assert rating.level.is_best == (rating.reason == "")
    steps = [abs(now - before) for row in ranks.values() for before, now in pairwise(row)]

    assert 0 < sum(steps) < len(steps) * 0.15
    assert max(steps) == 1
    worse = Rating.objects.filter(level__rank__gt=1, source=RatingSource.LEAD)
    for rating in worse:
        assert HighlightReport.objects.get(initiative=rating.initiative, period=rating.period).route_to_green
    assert worse.exists()


def test_now_and_then_the_pmo_sees_it_worse(northmere):
    of_pmo = list(Rating.objects.filter(source=RatingSource.PMO).select_related("level"))

    assert 0 < len(of_pmo) < MONTHS * SIZE * 0.15
    for rating in of_pmo:
        lead = Rating.objects.get(
            initiative=rating.initiative, period=rating.period, source=RatingSource.LEAD
        )
        assert rating.level.rank == lead.level.rank + 1
        assert rating.reason


def test_narrative_is_clean_and_does_not_repeat_itself_from_month_to_month(northmere):
    texts = defaultdict(list)
    for paragraph in ReportParagraph.objects.filter(part="progress", is_private=False).order_by(
        "report__period"
    ):
        validate_narrative(paragraph.text)
        assert "{" not in paragraph.text
        texts[paragraph.report.initiative_id, paragraph.report.period.slug].append(paragraph.text)
    months = sorted({slug for _, slug in texts})
    for initiative in {initiative for initiative, _ in texts}:
        for before, now in pairwise(months):
            assert not set(texts[initiative, before]) & set(texts[initiative, now])
    assert {len(these) for these in texts.values() if these} == {2, 3}
