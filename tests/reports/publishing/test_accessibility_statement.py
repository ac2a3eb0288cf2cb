"""The accessibility statement: whom it names, with and without an address."""

from tests.pages import shown


def test_the_accessibility_statement_names_whom_to_tell(client, settings, db):
    settings.ACCESSIBILITY_CONTACT = "access@example.org"
    page = shown(client.get("/published/accessibility/"))
    assert "access@example.org" in page
    assert "2.2 at level AA" in page
    assert "partially compliant" in page
    assert "a chart is wider than the screen, and scrolls sideways within itself" in page


def test_without_a_contact_it_names_the_programme_office_and_no_made_up_address(client, settings, db):
    settings.ACCESSIBILITY_CONTACT = ""
    response = client.get("/published/accessibility/")
    assert "ask the programme office of the area that published it" in shown(response)
    assert "mailto:" not in response.content.decode()
    assert "localhost" not in shown(response)
