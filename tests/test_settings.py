"""Settings that must not be guessed stop the start, with a word on how to give them."""

import os
import subprocess
import sys

import pytest

from tests.processes import ROOT


def check(**settings: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check` of a portal with these settings; an empty one is not set."""
    environment = {name: value for name, value in (os.environ | settings).items() if value}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "url",
    ["", "portal.example.org", "ftp://portal.example.org", "https://", "https://portal.example.org/at/"],
)
def test_links_of_mails_must_lead_somewhere(url):
    started = check(PORTAL_URL=url)
    assert started.returncode != 0
    assert "PORTAL_URL is missing or is no address" in started.stderr
    assert "https://portal.example.org" in started.stderr


def test_a_developers_portal_is_on_this_machine():
    assert check(PORTAL_URL="", DEBUG="true").returncode == 0


def test_a_slash_at_the_end_does_no_harm():
    assert check(PORTAL_URL="https://portal.example.org/").returncode == 0


@pytest.mark.parametrize(
    ("given", "contact"),
    [
        ({"DEFAULT_FROM_EMAIL": "", "ACCESSIBILITY_CONTACT": ""}, ""),
        ({"DEFAULT_FROM_EMAIL": "PMO <pmo@example.org>", "ACCESSIBILITY_CONTACT": ""}, "pmo@example.org"),
        ({"DEFAULT_FROM_EMAIL": "", "ACCESSIBILITY_CONTACT": "access@example.org"}, "access@example.org"),
    ],
)
def test_the_accessibility_statement_names_only_an_address_that_was_given(given, contact):
    environment = {name: value for name, value in (os.environ | given).items() if value}
    said = subprocess.run(
        [sys.executable, "-c", "from stp_portal import settings; print(settings.ACCESSIBILITY_CONTACT)"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == contact
