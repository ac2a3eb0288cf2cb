"""The rows of a made-up footprint: whole, the same each time, marked as made up."""

from collections import Counter

from django.apps import apps
from django.db import transaction

from portfolios.models import (
    Ask,
    Footprint,
    Initiative,
    Meeting,
    Organisation,
    Person,
    Rating,
    ReportingPeriod,
    ReportParagraph,
)
from reports.models import Paper
from reports.snapshot_content import build
from risks.models import Assessment, Risk
from stp_portal.accounts.models import User
from stp_portal.core.models import AuditEvent
from tests.reports.synthesise.making import SIZE, make


def test_every_row_holds_to_its_model(db):
    make(initiatives=8, months=3)

    checked = Counter()
    for model in apps.get_models():
        if model._meta.app_label in {"portfolios", "risks", "reports", "accounts"} and not model._meta.proxy:
            for row in model.objects.all():
                row.full_clean(exclude=["password"])
                checked[model] += 1

    assert checked[Initiative] == 8
    assert (
        min(checked[model] for model in (Rating, ReportParagraph, Ask, Risk, Assessment, Meeting, Paper)) > 0
    )


def test_the_same_arguments_give_the_same_rows(db):
    def contents() -> list[dict]:
        with transaction.atomic():
            periods = ReportingPeriod.objects.filter(footprint=make(initiatives=10, months=3))
            made = [build(period) for period in periods]
            transaction.set_rollback(True)
        return made

    first = contents()

    assert first == contents()
    assert not Footprint.objects.exists()


def test_two_footprints_differ(db):
    texts = [
        set(ReportParagraph.objects.filter(footprint=make(slug, months=2)).values_list("text", flat=True))
        for slug in ("eastmere", "westmere")
    ]

    assert texts[0] != texts[1]


def test_everything_is_marked_as_made_up(northmere):
    assert northmere.is_made_up
    assert "made up" in northmere.name
    assert all(name.startswith("Made-up person ") for name in Person.objects.values_list("name", flat=True))
    assert all(name.startswith("Made-up ") for name in Organisation.objects.values_list("name", flat=True))
    assert not [user for user in User.objects.all() if user.is_active or user.has_usable_password()]


def test_private_rows_say_why(northmere):
    private = [*Risk.objects.filter(is_private=True), *ReportParagraph.objects.filter(is_private=True)]

    assert {type(row) for row in private} == {Risk, ReportParagraph}
    assert all(row.private_reason for row in private)


def test_the_making_is_on_record(northmere):
    event = AuditEvent.objects.get(event="footprint.synthesised")

    assert (event.chain, event.after["initiatives"], event.after["snapshots"]) == ("northmere", SIZE, 5)
