"""The preview: the report as papers print it, what is missing, and the button that submits it."""

import pytest
from django.urls import reverse

from portfolios.models import HighlightReport, ReportState
from tests.pages import read


@pytest.fixture
def preview(initiative, period) -> str:
    return reverse("reports:report-preview", args=["northmere", initiative.slug, period.slug])


@pytest.fixture
def complete(typed) -> dict[str, str]:
    return typed | {"route_to_green": "Hire more.", "route_owner": "Jo Lead", "route_by": "March 2098"}


def test_it_shows_the_box_and_who_is_next(client, alice, sam, priya, send, complete, preview):
    send(complete)
    page = read(client, alice, preview)
    for words in ("Current status (April 2018) A Amber", "Recruitment is behind plan.", "Who: Jo Lead"):
        assert words in page
    assert "Next, Priya Office assures it. Then Sam Owner signs it off." in page
    assert "Not ready to submit" not in page


def test_private_parts_stand_apart_from_what_is_printed(client, alice, send, complete, preview):
    send(complete | {"private_progress": "MARKER", "private_reason": "Section 43"})
    printed, _, kept_out = read(client, alice, preview).partition("Kept out of public papers")
    assert "MARKER" not in printed
    assert "Private: Section 43 MARKER" in kept_out


def test_what_is_missing_leads_to_its_field(client, alice, send, typed, preview, address):
    send(typed)
    html = client.get(preview).content.decode()
    assert "Not ready to submit" in html
    assert f'href="{address}#id_route_to_green"' in html
    assert "Submit report</button>" not in html


def test_its_button_submits(client, alice, send, complete, preview):
    send(complete)
    page = client.get(preview)
    submit = page.context["submit"]
    response = client.post(submit.address, {"version": submit.form["version"].value(), "comment": ""})
    assert response.status_code == 302
    assert HighlightReport.objects.get().state == ReportState.SUBMITTED
    assert "marked “Submitted”" in read(client, alice, preview)


def test_before_anything_is_saved_it_leads_to_the_form(client, alice, preview, address):
    client.force_login(alice)
    assert client.get(preview).url == address


@pytest.mark.parametrize(("who", "status"), [("bob", 403), ("bea", 403), ("charlie", 404), ("priya", 200)])
def test_it_is_for_those_who_write_it(client, request, send, complete, preview, who, status):
    send(complete)
    read(client, request.getfixturevalue(who), preview, status=status)
