"""Turning the authenticator app on, signing in with it, and turning it off: in a browser, on allauth's real pages."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Page, expect

from tests.browser import axe, go
from tests.factories import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Sign in, then to the security page: this journey is not about the start page."""
    page.goto("/accounts/login/?next=/accounts/2fa/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    go(page.get_by_role("main").get_by_role("button", name="Sign in"))


def confirm(page: Page) -> None:
    """The password once more, which allauth asks before each change of this kind in a new session."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    assert axe(page) == []
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


@pytest.fixture
def half_minute(monkeypatch: pytest.MonkeyPatch) -> int:
    """The half minute for which codes hold does not end while a code is on its way."""
    now = next(iter(totp.yield_hotp_counters_from_time()))
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter([now]))
    return now


def code_for(secret: str, half_minute: int) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, half_minute))


def test_a_wrong_password_is_told_without_saying_which_half_is_wrong(page: Page, alice):
    sign_in(page, alice.email, "not her password")

    expect(page.locator(".nhsuk-error-summary")).to_contain_text("not correct")
    expect(page.get_by_label("Email")).to_have_value(alice.email)
    expect(page.get_by_label("Password", exact=True)).to_have_value("")
    assert axe(page) == []


def test_the_app_is_turned_on_used_and_turned_off(page: Page, alice, half_minute: int):
    sign_in(page, alice.email)
    assert axe(page) == []

    page.get_by_role("button", name="Set up an authenticator app").click()
    confirm(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up an authenticator app")
    assert axe(page) == []
    secret = page.locator("main code").inner_text()
    page.get_by_label("Authenticator code").fill("000000")
    page.get_by_role("button", name="Turn on").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_visible()
    page.get_by_label("Authenticator code").fill(code_for(secret, half_minute))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    assert axe(page) == []
    recovery_code = page.locator(".codes li").first.inner_text()

    go(page.get_by_role("button", name="Sign out"))
    sign_in(page, alice.email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    assert axe(page) == []
    page.get_by_label("Code").fill(recovery_code)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()

    page.get_by_role("button", name="Turn off").click()
    confirm(page)
    page.get_by_role("main").get_by_role("button", name="Turn off").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Security of your account")
    expect(page.get_by_role("main")).to_contain_text("Off")
