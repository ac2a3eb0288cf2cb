"""A paper that makes itself: set up in the browser, made, published, sent, opened by somebody without an account."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.utils import timezone
from playwright.sync_api import Page, expect

from portfolios import mailer
from portfolios.models import Footprint, Mail, PeriodState
from reports.actions import approval, publishing, snapshots
from reports.models import Paper, PaperType, SnapshotKind
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role
from tests.browser import is_sound_at_both_widths
from tests.factories import (
    BodyFactory,
    DistributionListFactory,
    MeetingFactory,
    PaperTypeFactory,
    PeriodFactory,
    PersonFactory,
    UserFactory,
)
from tests.journeys.test_reading import sign_in
from tests.reports.publishing.way import finish

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# Longer than a phone is wide, as those of the NHS are.
ADDRESS = "beatrice.montgomery-reader@northmereandcaldervale.example.org"


def in_place(footprint: Footprint) -> tuple[PaperType, User]:
    """A locked period with a meeting to come, a type that goes to a list, and an author."""
    today = timezone.localdate()
    meeting = MeetingFactory(
        body=BodyFactory(footprint=footprint, name="Governing Body"), date=today + timedelta(days=9)
    )
    period = PeriodFactory(
        footprint=footprint, month=(today.year, today.month), meeting=meeting, state=PeriodState.LOCKED
    )
    snapshots.take(period=period, kind=SnapshotKind.LOCKED, by=None)
    group = DistributionListFactory(footprint=footprint, key="board", name="Board members")
    ann = UserFactory(name="Ann Author", role=Role.PMO_ANALYST, footprint=footprint)
    PersonFactory(footprint=footprint, name="Ann Author", post="Analyst", user=ann)
    sections = [("introduction", "Introduction")]
    return PaperTypeFactory(footprint=footprint, distribution=group, sections=sections), ann


def test_a_paper_is_scheduled_made_published_sent_and_opened(
    page: Page,
    desk: Callable[[User | None], Page],
    footprint: Footprint,
    priya: User,
    sam: User,
):
    _, ann = in_place(footprint)
    sign_in(page, priya)
    page.goto("/northmere/papers/")
    page.get_by_role("link", name="Distribution lists").click()
    page.get_by_role("link", name="Board members").click()
    page.get_by_label("Readers, one to a line").fill(f"Bea Reader <{ADDRESS}>\nCal")
    page.get_by_role("button", name="Add readers").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 2: “Cal” is not a name and an address")
    is_sound_at_both_widths(page)
    page.get_by_label("Readers, one to a line").fill(f"Bea Reader <{ADDRESS}>")
    page.get_by_role("button", name="Add readers").click()
    expect(page.get_by_role("table")).to_contain_text(ADDRESS)
    is_sound_at_both_widths(page)

    page.goto("/northmere/papers/schedules/")
    page.get_by_role("button", name="Set up a schedule").click()
    page.get_by_label("Type of paper").select_option(label="Governing Body update")
    page.get_by_label("As soon as the period is locked").check()
    page.get_by_label("Author").select_option(label="Ann Author - Analyst")
    is_sound_at_both_widths(page)
    page.get_by_role("button", name="Set up schedule").click()
    expect(page.get_by_role("heading", name="What comes next")).to_be_visible()
    is_sound_at_both_widths(page)
    page.get_by_role("button", name=re.compile("Make the paper for .* now")).click()
    expect(page.get_by_text("is begun and is being compiled")).to_be_visible()
    page.goto(
        "about:blank"
    )  # the page of the paper follows its run, and would load itself anew while we go on

    paper = Paper.objects.get()
    finish(paper)
    for step, by in ((approval.submit, ann), (approval.approve, sam)):
        step(paper=paper, by=by)
        finish(paper)
    publishing.publish(paper=paper, by=priya)
    assert mailer.deliver(Mail.objects.get(address=ADDRESS).pk)
    link = re.search(r"https://portal\.example\.org(/published/r/\S+)", outbox.outbox[-1].body)
    assert link is not None

    page.goto(f"/northmere/papers/{paper.pk}/deliveries/")
    expect(page.get_by_role("row", name=re.compile("Bea Reader"))).to_contain_text("Not yet")
    reader = desk(None)
    reader.goto(link[1])
    expect(reader).to_have_url(re.compile("/published/northmere/"))
    page.reload()
    expect(page.get_by_role("row", name=re.compile("Bea Reader"))).not_to_contain_text("Not yet")
    is_sound_at_both_widths(page)
    page.goto("/northmere/mails/")
    is_sound_at_both_widths(page)
