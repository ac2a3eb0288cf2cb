"""What journeys of several people share."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page

if TYPE_CHECKING:  # models cannot be imported before Django is set up, and this module is read before
    from stp_portal.accounts.models import User


@pytest.fixture
def desk(browser: Browser, live_server: Any) -> Iterator[Callable[["User | None"], Page]]:
    """A browser of their own for each person, at the first page after sign-in; for None, of somebody from outside."""
    from tests.journeys.test_reading import sign_in

    contexts = []

    def sit_down(user: "User | None") -> Page:
        context = browser.new_context(base_url=live_server.url, accept_downloads=True, locale="en-GB")
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        if user is not None:
            sign_in(page, user)
            page.goto("/")
        return page

    yield sit_down
    for context in contexts:
        context.close()
