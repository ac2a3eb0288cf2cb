"""The record as a whole: plain JSON of its schema, of one footprint, the same text for the same rows."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.models import Footprint, ReportingPeriod
from reports.models.snapshots import canonical
from reports.snapshot_content import SCHEMA_VERSION, build
from risks.models import RiskMatrix
from tests.factories import AbbreviationFactory, PeriodFactory, RatingSchemeFactory, RiskMatrixFactory
from tests.reports.snapshot_content.estate import estate

pytestmark = pytest.mark.django_db


def test_the_same_record_gives_the_same_text_whatever_its_ids_and_the_hour():
    one, other = build(estate(3)), build(estate(3, slug="southmere"))
    assert one.pop("footprint") != other.pop("footprint")
    assert canonical(one) == canonical(other)


def test_content_is_plain_json_of_its_schema():
    data = build(estate(1))
    assert data["schema_version"] == SCHEMA_VERSION
    assert json.loads(canonical(data)) == data
    milestone = data["milestones"][0]
    assert milestone["forecast"] == {
        "words": "Q3 17/18",
        "precision": "quarter",
        "first": "2017-10-01",
        "last": "2017-12-31",
    }
    assert milestone["actual"] is None
    risk = data["risks"][0]
    assert risk["scores"]["current"]["score"] == 16
    assert risk["scores"]["current"]["band"]["label"] == "Major"
    assert risk["owners"] == [{"name": "Person 0", "post": "Programme manager"}]
    assert risk["ask"] == {"period": "2017-09", "key": "a0"}
    assert data["initiatives"][0]["ratings"]["lead"]["level"]["label"] == "Red"
    assert data["meetings"] == [
        {"body": "slt", "date": "2017-09-20", "has_public_part": True, "has_private_part": False}
    ]


def test_it_asks_as_often_for_fifty_initiatives_as_for_five():
    counts = []
    for size, slug in ((5, "few"), (50, "many")):
        period = ReportingPeriod.objects.select_related("footprint").get(pk=estate(size, slug=slug).pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            build(period)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 53


def test_the_periods_on_either_side_are_named(footprint: Footprint, period: ReportingPeriod):
    PeriodFactory(footprint=footprint, month=(2017, 6))
    PeriodFactory(footprint=footprint, month=(2017, 8))
    data = build(period)
    assert data["next_period"] is None
    assert data["previous_period"] == {
        "slug": "2017-08",
        "label": "August 2017",
        "first_day": "2017-08-01",
        "last_day": "2017-08-31",
    }
    PeriodFactory(footprint=footprint, month=(2017, 10))
    assert build(period)["next_period"]["label"] == "October 2017"


def test_only_what_was_in_force_is_kept(footprint: Footprint, period: ReportingPeriod):
    for key, valid_from, valid_to in (
        ("old", date(2016, 1, 1), date(2017, 8, 31)),
        ("now", date(2017, 9, 1), None),
        ("next", date(2017, 10, 1), None),
    ):
        RatingSchemeFactory(footprint=footprint, key=key, valid_from=valid_from, valid_to=valid_to)
        matrix = RiskMatrixFactory(footprint=footprint, key=key, valid_from=valid_from)
        RiskMatrix.objects.filter(pk=matrix.pk).update(valid_to=valid_to)
        AbbreviationFactory(footprint=footprint, term=key, valid_from=valid_from, valid_to=valid_to)
    data = build(period)
    assert [scheme["key"] for scheme in data["schemes"]] == ["now"]
    assert [matrix["key"] for matrix in data["matrices"]] == ["now"]
    assert [row["term"] for row in data["abbreviations"]] == ["now"]


def test_rows_of_another_footprint_are_not_in_it(footprint: Footprint, period: ReportingPeriod):
    estate(2, slug="elsewhere")
    data = build(period)
    for name in (
        "initiatives",
        "asks",
        "milestones",
        "risks",
        "issues",
        "dependencies",
        "reviews",
        "matrices",
        "schemes",
        "abbreviations",
        "bodies",
    ):
        assert data[name] == []
