"""Locking a period in a browser, by keyboard, and opening it again; the pages keep the accessibility rules."""

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page, expect

from portfolios.models import Footprint, HighlightReport, ReportingPeriod
from reports.models import Snapshot
from stp_portal.accounts.roles import Role
from tests.browser import axe, is_sound_at_both_widths
from tests.factories import UserFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def at_the_lock(page: Page, months: int) -> tuple[Footprint, ReportingPeriod]:
    """A PMO lead before the lock of the open period of a made-up footprint."""
    call_command("synthesise", footprints=1, months=months, initiatives=12, verbosity=0)
    place = Footprint.objects.get()
    client = Client()
    client.force_login(UserFactory(name="Priya Office", role=Role.PMO_LEAD, footprint=place))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"domain": "localhost", "path": "/"}])
    period = ReportingPeriod.objects.get(state="open")
    page.goto(f"/{place.slug}/periods/{period.slug}/lock/")
    return place, period


def test_a_pmo_lead_locks_a_period_knowingly_and_opens_it_again_with_a_reason(page: Page):
    place, period = at_the_lock(page, months=3)
    room = f"/{place.slug}/periods/{period.slug}/"
    ticks = page.get_by_role("checkbox")
    number = HighlightReport.objects.filter(period=period).exclude(state="signed_off").count()
    expect(ticks).to_have_count(number)
    is_sound_at_both_widths(page)

    # All but the first, by keyboard: the first is refused by its name, and the refusal leads to its tick.
    for index in range(1, number):
        ticks.nth(index).focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Lock this period").focus()
    page.keyboard.press("Enter")
    refusals = page.get_by_role("alert").get_by_role("link")
    expect(refusals).to_have_count(1)
    assert not Snapshot.objects.filter(period=period).exists()
    is_sound_at_both_widths(page)
    refusals.first.click()
    expect(ticks.nth(0)).to_be_focused()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Lock this period").click()
    expect(page.get_by_text(f"{period.label} is locked.")).to_be_visible()
    assert Snapshot.objects.locked().filter(period=period).count() == 1

    page.goto(f"/{place.slug}/?period={period.slug}")
    expect(page.get_by_text("by Priya Office: later changes are not shown here.")).to_be_visible()
    expect(page.get_by_text("Not updated,").first).to_be_visible()
    is_sound_at_both_widths(page)
    silent = HighlightReport.objects.filter(period=period, carried_from__isnull=False).first()
    assert silent is not None
    page.goto(f"/{place.slug}/initiatives/{silent.initiative.slug}/?period={period.slug}")
    expect(page.get_by_text("Carried forward from")).to_be_visible()
    is_sound_at_both_widths(page)

    page.goto(f"{room}reopen/")
    is_sound_at_both_widths(page)
    page.get_by_role("button", name="Open this period again").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why the period is opened again.")
    is_sound_at_both_widths(page)
    page.get_by_label("Reason").fill("A report came late.")
    page.get_by_role("button", name="Open this period again").click()
    expect(page.get_by_text(f"{period.label} is open again.")).to_be_visible()
    period.refresh_from_db()
    assert (period.state, period.reopened_reason) == ("open", "A report came late.")


def test_many_are_ticked_at_once(page: Page):
    _, period = at_the_lock(page, months=2)
    groups = page.get_by_role("button", name="Tick all").all()
    assert groups
    for button in groups:
        button.click()
    assert axe(page) == []
    for left in page.get_by_role("checkbox", checked=False).all():
        left.check()
    page.get_by_role("button", name="Lock this period").click()
    expect(page.get_by_text(f"{period.label} is locked.")).to_be_visible()
