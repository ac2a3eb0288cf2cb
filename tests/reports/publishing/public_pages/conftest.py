"""A published paper that was corrected. Models can be imported once Django is set up only."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from reports.models import Publication
    from stp_portal.accounts.models import User


@pytest.fixture
def second(publication: "Publication", ann: "User", sam: "User", priya: "User") -> "Publication":
    """Edition 2, which supersedes the first."""
    from reports.actions import publishing
    from tests.reports.publishing.way import whole_way

    edition = publishing.correct(paper=publication.paper, reason="The sum was wrong.", by=priya)
    edition.sections.update(text="The second words.")
    return whole_way(edition, author=ann, approver=sam, publisher=priya)
