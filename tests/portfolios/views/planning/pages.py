"""The pages of the calendar, and what their forms send."""

from datetime import date

from django.test import Client

from tests.pages import words

PERIODS = "/northmere/periods/"


def parts(name: str, day: date | None) -> dict[str, str]:
    """A day as the three inputs of a form send it."""
    values = (day.day, day.month, day.year) if day else ("", "", "")
    return {
        f"{name}_{part}": str(value) for part, value in zip(("day", "month", "year"), values, strict=True)
    }


def post(client: Client, address: str, data: dict, status: int = 200) -> str:
    """The words of the page that comes after sending ``data``."""
    response = client.post(address, data, follow=True)
    assert response.status_code == status
    return words(response.content.decode())
