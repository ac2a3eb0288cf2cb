"""A page as somebody sees it."""

import re

from django.test import Client

from stp_portal.accounts.models import User


def main(client: Client, user: User, address: str) -> str:
    """What stands on the page itself, without the frame around it."""
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    found = re.search(r"<main.*</main>", response.content.decode(), flags=re.DOTALL)
    assert found
    return found[0]
