"""Whatever is changed in the record after the lock moves nothing of its pages, its snapshot and its paper."""

import json

import pytest

from reports.actions import runs
from reports.compilation import compile_paper
from reports.models import Paper, Snapshot
from reports.models.snapshots import canonical, digest
from tests.reports.locked_pages.addresses import ADDRESSES
from tests.reports.locked_pages.changes import change_everything
from tests.reports.locked_pages.page import main

pytestmark = pytest.mark.django_db


def bytes_of_paper() -> tuple[str, bytes, bytes]:
    run = runs.request(paper=Paper.objects.get(), by=None)
    compiled = compile_paper(run.snapshot.data, json.loads(run.input))
    return run.snapshot.sha256, compiled.pdf, compiled.html


@pytest.mark.parametrize("who", ["bea", "bob", "alice", "priya"])
def test_whatever_is_changed_after_the_lock_the_pages_stay_as_they_are(
    client, request, september, footprint, priya, who
):
    user = request.getfixturevalue(who)
    before = {address: main(client, user, address) for address in ADDRESSES}
    change_everything(footprint, priya)
    for address, page in before.items():
        assert main(client, user, address) == page, address


def test_whatever_is_changed_after_the_lock_the_snapshot_and_the_paper_stay_as_they_are(
    september, footprint, priya
):
    before = bytes_of_paper()
    change_everything(footprint, priya)
    snapshot = Snapshot.objects.locked().get(period__slug="2017-09")
    assert digest(canonical(snapshot.data)) == snapshot.sha256 == before[0]
    assert bytes_of_paper() == before


def test_the_changes_of_this_test_would_move_a_page_that_is_drawn_from_rows(
    client, bea, record, footprint, priya
):
    before = {address: main(client, bea, address) for address in ADDRESSES}
    change_everything(footprint, priya)
    for address, page in before.items():
        assert main(client, bea, address) != page
