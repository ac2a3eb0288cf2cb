"""The gallery of components leaves none out."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse


@pytest.mark.django_db
def test_every_component_is_shown(client: Client):
    pages = [client.get(reverse("core:components") + query) for query in ("", "?errors=1")]
    shown = {template.name for page in pages for template in page.templates}

    folder = settings.BASE_DIR / "templates" / "components"
    assert sorted({f"components/{file.name}" for file in folder.glob("*.html")} - shown) == []


@pytest.mark.django_db
def test_a_banner_of_each_kind_is_shown_and_none_takes_the_focus(client: Client):
    page = client.get(reverse("core:components")).content.decode()

    assert [heading in page for heading in ("Important", "Done", "There is a problem")] == [True] * 3
    assert (
        page.count('data-disable-auto-focus="true"') == page.count("nhsuk-notification-banner__header") == 3
    )
