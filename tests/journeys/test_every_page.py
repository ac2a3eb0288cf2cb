"""Accessibility rules on every page of a footprint, found by walking the addresses: new pages come in by themselves."""

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page

from portfolios.models import Footprint
from reports.actions import runs
from reports.models import Paper
from reports.runner import execute
from stp_portal.accounts.roles import Role
from tests.browser import axe, set_width
from tests.factories import UserFactory
from tests.test_sweep import OF_A_FOOTPRINT, address

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NARROW = 320  # the width at which WCAG 2.2 wants no sideways scrolling (1.4.10)


def test_every_page_keeps_the_accessibility_rules_and_fits_a_phone(page: Page):
    call_command("synthesise", footprints=1, months=3, initiatives=12, verbosity=0)
    place = Footprint.objects.get()
    user = UserFactory(role=Role.PMO_LEAD, footprint=place)
    paper = Paper.objects.get(paper_type__slug="governing-body-update")
    execute(runs.request(paper=paper, by=user).pk)
    client = Client()
    client.force_login(user)
    session = {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "domain": "localhost",
        "path": "/",
    }
    page.context.add_cookies([session])

    problems, looked_at = [], 0
    for where in ["/", *(address(route, place) for route in OF_A_FOOTPRINT)]:
        answer = client.get(where)
        if answer.status_code == 302 or "attachment" in answer.headers.get("Content-Disposition", ""):
            continue
        assert answer.status_code == 200, where
        if "<html" not in answer.content.decode():
            continue  # a fragment: looked at within its page
        looked_at += 1
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(where)
        page.wait_for_load_state("networkidle")
        problems += [f"{where}: {broken}" for broken in axe(page)]
        set_width(page, NARROW)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW:
            problems.append(f"{where}: {width} pixels wide on a screen of {NARROW}")
        problems += [f"{where}, narrow: {broken}" for broken in axe(page)]
    assert problems == []
    assert looked_at >= 9
