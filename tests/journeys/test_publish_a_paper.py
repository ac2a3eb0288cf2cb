"""A paper from its author to anybody: handed in, returned, approved by another, published, checked, corrected."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portfolios.models import Footprint, PeriodState
from reports.actions import snapshots
from reports.models import Paper, SnapshotKind
from stp_portal.accounts.models import User
from tests.browser import go, is_sound_at_both_widths, set_width
from tests.factories import (
    BodyFactory,
    MeetingFactory,
    PaperFactory,
    PaperTypeFactory,
    PeriodFactory,
    PersonFactory,
    UserFactory,
)
from tests.journeys.conftest import compiled

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ann(footprint: Footprint) -> User:
    return UserFactory(name="Ann Author", email="ann@example.org", role="pmo_analyst", footprint=footprint)


@pytest.fixture
def paper(footprint: Footprint, ann: User, priya: User, sam: User) -> Paper:
    """A draft of a locked month, with its people named."""
    january = PeriodFactory(footprint=footprint, month=(2018, 1), state=PeriodState.LOCKED)
    snapshots.take(period=january, kind=SnapshotKind.LOCKED, by=None)
    return PaperFactory(
        paper_type=PaperTypeFactory(footprint=footprint, sections=[("introduction", "Introduction")]),
        period=january,
        meeting=MeetingFactory(
            body=BodyFactory(footprint=footprint, name="Governing Body"), date="2018-02-21"
        ),
        author=PersonFactory(footprint=footprint, name="Ann Author", post="Analyst", user=ann),
        reviewer=PersonFactory(footprint=footprint, name="Priya Office", user=priya),
        approver=sam.people.get(),
        texts={"introduction": "The plan has 31 risks."},
    )


def accessible(page: Page) -> None:
    """No rule is broken, on a desk and on a phone."""
    page.wait_for_load_state("networkidle")
    is_sound_at_both_widths(page)
    set_width(page, 1280, 900)


def drop(page: Page, file: Path) -> None:
    """Drop a file on the form, as from the desktop."""
    transfer = page.evaluate_handle(
        """([name, bytes]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], name));
            return transfer;
        }""",
        [file.name, list(file.read_bytes())],
    )
    page.locator("[data-check-file]").dispatch_event("drop", {"dataTransfer": transfer})


def test_a_paper_is_published_and_corrected(
    desk: Callable[[User | None], Page],
    paper: Paper,
    ann: User,
    sam: User,
    priya: User,
    tmp_path: Path,
) -> None:
    steps = f"/northmere/papers/{paper.pk}/review/"

    # Its author hands it in; the reviewer returns it, and it is handed in again.
    author, office, owner = desk(ann), desk(priya), desk(sam)
    author.goto(f"/northmere/papers/{paper.pk}/")
    go(author.get_by_role("link", name="Review and publish"))
    accessible(author)
    author.get_by_role("button", name="Hand in for review").click()
    expect(author.get_by_text("is handed in.")).to_be_visible()
    compiled(office, steps)
    accessible(office)
    office.get_by_role("button", name="Return to author").click()
    expect(office.get_by_role("alert")).to_contain_text("Say what should be put right")
    office.get_by_label("What should be put right").fill("Say since when.")
    go(office.get_by_role("button", name="Return to author"))
    author.goto(steps)
    expect(author.get_by_text("Say since when.")).to_be_visible()
    paper.sections.update(text="The plan has 31 risks since May.")
    go(author.get_by_role("button", name="Hand in for review"))
    expect(author.get_by_role("button", name="Approve paper")).to_have_count(0)

    # Another approves it, once its files are there and nothing blocks.
    owner.goto(steps)
    expect(owner.get_by_text("The paper is being compiled.")).to_be_visible()
    compiled(owner, steps)
    owner.get_by_role("button", name="Approve paper").click()
    expect(owner.get_by_text("is approved.").first).to_be_visible()
    expect(owner.get_by_role("button", name="Publish paper")).to_have_count(0)

    # It is published, once it no longer says draft.
    office.goto(steps)
    expect(office.get_by_text("The files of the approved paper are being compiled.")).to_be_visible()
    compiled(office, steps)
    expect(office.get_by_text("it is ready to publish")).to_be_visible()
    go(office.get_by_role("button", name="Publish paper"))
    accessible(office)

    # Anybody reads it, and takes the PDF.
    anybody = desk(None)
    anybody.goto("/published/")
    accessible(anybody)
    go(anybody.get_by_role("link", name="Northmere"))
    accessible(anybody)
    anybody.get_by_role("link", name=re.compile("January 2018")).click()
    expect(anybody.get_by_text("The plan has 31 risks since May.")).to_be_visible()
    expect(anybody.get_by_text("Draft")).to_have_count(0)
    accessible(anybody)
    first = anybody.url
    with anybody.expect_download() as download:
        anybody.get_by_role("link", name=re.compile("^PDF")).click()
    pdf = tmp_path / download.value.suggested_filename
    download.value.save_as(pdf)
    anybody.goto("/published/check/")
    accessible(anybody)
    drop(anybody, pdf)
    expect(anybody.get_by_role("heading", name="it is current")).to_be_visible()
    accessible(anybody)

    # A mistake is put right in a second edition, and the first says so.
    office.goto(steps)
    office.get_by_label("What is corrected, and why").fill("There are 33 risks.")
    go(office.get_by_role("button", name="Begin a correction"))
    edition = Paper.objects.get(edition=2)
    edition.sections.update(text="The plan has 33 risks since May.")
    for page, button in ((author, "Hand in for review"), (owner, "Approve paper"), (office, "Publish paper")):
        compiled(page, f"/northmere/papers/{edition.pk}/review/")
        page.get_by_role("button", name=button).click()
        expect(page.locator(".nhsuk-notification-banner--success")).to_be_visible()
    anybody.goto(first)
    anybody.reload()  # browsers keep a public page for a minute
    expect(anybody.get_by_text("Superseded by edition 2")).to_contain_text("because: There are 33 risks.")
    accessible(anybody)
    anybody.get_by_role("link", name="Read edition 2").click()
    expect(anybody.get_by_text("The plan has 33 risks since May.")).to_be_visible()
    anybody.goto("/published/check/")
    anybody.get_by_label("File to check").set_input_files(pdf)
    anybody.get_by_role("button", name="Check file").click()
    expect(anybody.get_by_role("heading", name="it is superseded")).to_be_visible()

    # Taken down, its address says so; the other edition stays.
    office.goto(f"/northmere/papers/{edition.pk}/review/")
    office.get_by_label("Why it is taken down").fill("It names a patient.")
    go(office.get_by_role("button", name="Take this edition down"))
    anybody.goto(f"{first.rstrip('/')}-edition-2/")
    anybody.reload()
    expect(anybody.get_by_text("It names a patient.")).to_be_visible()
    accessible(anybody)
    anybody.goto("/published/accessibility/")
    accessible(anybody)
    anybody.context.close()
