"""Reading a page as a person does."""

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

from django.http import HttpResponse
from django.test import Client

from stp_portal.accounts.models import User


def words(html: str) -> str:
    """The page without its markup, in single spaces, hidden words included; punctuation follows its word directly."""
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    return re.sub(r" ([,.:;)])", r"\1", text)


def read(client: Client, user: User, address: str, status: int = 200) -> str:
    """The words of the page at ``address`` as ``user`` sees it; fails unless it answers with ``status``."""
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == status
    return words(response.content.decode())


def row_of(client: Client, user: User, address: str, start: str) -> str:
    """The words of the first table row that begins with ``start``."""
    client.force_login(user)
    rows = re.findall(r"<tr[ >](.*?)</tr>", client.get(address).content.decode(), flags=re.DOTALL)
    return next(row for row in (words(f"<tr {row}") for row in rows) if row.startswith(start))


def shown(response: HttpResponse) -> str:
    """The words of the page that was answered."""
    return words(response.content.decode())


def in_file(content: bytes, words: str) -> bool:
    """Whether a CSV or Excel file holds the words."""
    if not content.startswith(b"PK"):
        return words in content.decode()
    with ZipFile(BytesIO(content)) as book:
        return any(words in book.read(name).decode(errors="ignore") for name in book.namelist())
