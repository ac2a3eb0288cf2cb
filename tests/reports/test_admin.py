"""The administration pages of papers: what is written or passed on pages of its own is not touched there."""

import pytest
from django.contrib import admin
from django.urls import reverse

from reports.models import Paper, PaperSection
from tests.factories import CoverAnswerFactory, PaperFactory, PaperSectionFactory, UserFactory

pytestmark = pytest.mark.django_db
KEPT_FOR_GOOD = ("publication", "paperstep", "papereditor", "waiver", "delivery")


@pytest.fixture(autouse=True)
def admin_user(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))


def page(row, name="change"):
    return reverse(f"admin:reports_{row._meta.model_name}_{name}", args=[row.pk])


def test_a_paper_is_neither_written_nor_passed_there(client):
    paper = PaperFactory(title="Update")
    section = PaperSectionFactory(paper=paper, text="As written.")
    other = PaperFactory(state="published")
    sent = {"state": "published", "title": "Other", "edition": 7, "text": "Other", "paper": other.pk}
    for row in (paper, section):
        assert client.post(page(row), sent).status_code == 302
        row.refresh_from_db()
    assert (paper.state, paper.title, paper.edition) == ("draft", "Update", 1)
    assert (section.text, section.paper) == ("As written.", paper)
    assert client.post(page(CoverAnswerFactory(paper=paper)), sent).status_code == 403


@pytest.mark.parametrize("name", ["paper", "papersection", "coveranswer"])
def test_nothing_is_added_to_a_paper_there(client, name):
    assert client.post(reverse(f"admin:reports_{name}_add"), {}).status_code == 403


@pytest.mark.parametrize("state", ["draft", "approved", "published"])
def test_it_is_marked_private_until_it_is_approved(client, state):
    section = PaperSectionFactory(paper=PaperFactory(state=state))
    status = 302 if state == "draft" else 403
    for row, model in ((section, PaperSection), (section.paper, Paper)):
        sent = {"is_private": "on", "private_reason": "Commercial"}
        assert client.post(page(row), sent).status_code == status
        assert model.objects.get(pk=row.pk).is_private == (state == "draft")
        assert client.post(page(row, "delete"), {"post": "yes"}).status_code == 403


def test_what_is_kept_for_good_has_no_page_there():
    registered = {model._meta.model_name for model in admin.site._registry}
    assert not registered.intersection(KEPT_FOR_GOOD)
