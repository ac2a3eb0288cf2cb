import pytest
from django.template.loader import get_template
from django.test import Client

pytestmark = pytest.mark.urls("tests.core.broken_urls")


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "heading", "advice"),
    [
        ("/nowhere/", 404, "Page not found", "check that it is right"),
        ("/fail/403/", 403, "You may not do this", "ask the PMO lead"),
        ("/fail/400/", 400, "The request was not understood", "try again"),
        ("/fail/500/", 500, "There is a problem with the portal", "tell your PMO"),
    ],
)
@pytest.mark.django_db
def test_an_error_page_says_what_happened_and_what_to_do(client, address, status, heading, advice):
    response = client.get(address)

    page = response.content.decode()
    assert response.status_code == status
    assert page.count("<h1") == 1
    assert f">{heading}</h1>" in page
    assert advice in page
    assert 'href="/"' in page
    assert "secret detail" not in page


@pytest.mark.django_db
def test_a_refusal_gives_its_reason(client):
    assert "Nobody signs off their own return." in client.get("/fail/403-reason/").content.decode()


@pytest.mark.django_db
def test_a_form_from_an_old_page_is_refused_with_the_way_back():
    response = Client(enforce_csrf_checks=True).post("/form/", {"text": "typed for an hour"})

    page = response.content.decode()
    assert response.status_code == 403
    assert "The form could not be accepted" in page
    assert "copy anything long" in page


@pytest.mark.django_db
def test_an_unknown_host_gets_a_page_too(client):
    response = client.get("/components/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert "The request was not understood" in response.content.decode()


def test_the_page_for_our_own_faults_needs_nothing():
    """No database (this test has none), no request, no context, no other template."""
    page = get_template("500.html").render()

    assert "There is a problem with the portal" in page
    assert "{%" not in page
