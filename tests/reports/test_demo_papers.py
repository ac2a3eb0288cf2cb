"""Papers of the made-up footprint, published and sent for newcomers to see."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from portfolios.models import Footprint
from reports.demo_accounts import make_demo_accounts
from reports.models import Delivery, Paper, PaperSchedule, PaperStepKind, Publication
from reports.synthesise import EXAMPLE_SLUG, make_footprint
from reports.synthesise.paper_kinds import UPDATE

PASSWORD = "a long enough password"


@pytest.fixture
def northmere(db: None) -> Footprint:
    return make_footprint(
        slug=EXAMPLE_SLUG, name="Northmere (made up)", months=3, initiatives=10, until=date(2026, 4, 1)
    )


def publish_example() -> str:
    out = StringIO()
    call_command("publish_example", stdout=out)
    return out.getvalue()


def test_papers_are_published_corrected_and_sent_by_the_people_of_the_demonstration(northmere):
    make_demo_accounts(password=PASSWORD)

    printed = publish_example()

    first, second, newest = Publication.objects.order_by("pk")
    assert [(one.paper.period.slug, one.edition) for one in (first, second, newest)] == [
        ("2026-01", 1),
        ("2026-01", 2),
        ("2026-02", 1),
    ]
    assert (first.superseded_by, second.superseded_at, newest.superseded_at) == (second, None, None)
    assert "month" in second.reason
    for paper in Paper.objects.filter(publication__isnull=False):
        who = {step.kind: step.by for step in paper.steps.all()}
        assert who[PaperStepKind.APPROVED].email == "sro.northmere@example.org"
        assert who[PaperStepKind.SUBMITTED] != who[PaperStepKind.REVIEWED] != who[PaperStepKind.APPROVED]
        assert not paper.editors.filter(user=who[PaperStepKind.APPROVED]).exists()
    texts = dict(newest.paper.sections.values_list("key", "text"))
    assert "end of February" in texts["introduction"]
    assert f"/published/northmere/{newest.slug}/" in printed

    assert Delivery.objects.count() == len(mail.outbox) == 6
    assert all(to.endswith("@example.org") for sent in mail.outbox for to in sent.to)
    assert sum(bool(sent.attachments) for sent in mail.outbox) == 3
    made = PaperSchedule.objects.get().made.get()
    assert made.paper == newest.paper

    draft = Paper.objects.get(paper_type__slug=UPDATE.slug, period__slug="2026-03")
    assert (draft.state, draft.comments.count()) == ("in_review", 1)
    assert "left alone" in publish_example()
    assert Publication.objects.count() == 3


def test_papers_that_somebody_has_worked_on_are_left_alone(northmere):
    make_demo_accounts(password=PASSWORD)
    Paper.objects.filter(paper_type__slug=UPDATE.slug).update(state="in_review")

    assert "left alone" in publish_example()
    assert not Publication.objects.exists()


def test_without_accounts_nothing_is_written(northmere):
    with pytest.raises(CommandError, match="load_examples --accounts"):
        publish_example()

    assert not PaperSchedule.objects.exists()


def test_without_the_made_up_footprint_there_is_nothing_to_publish(db):
    with pytest.raises(CommandError, match="no footprint northmere"):
        publish_example()


def test_no_paper_is_sent_where_mail_leaves_the_machine(northmere, settings):
    make_demo_accounts(password=PASSWORD)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    with pytest.raises(CommandError, match="consolemail"):
        publish_example()

    assert not Publication.objects.exists()
