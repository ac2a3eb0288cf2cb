"""Nothing private reaches who may not read it: every kind of private row, with a word of its own in every text, swept
over every page, filter, search and file of a footprint, and over the papers of its public sessions.

The models are found by what they are: a new kind of row that may be private fails here until somebody makes one.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test import Client

from portfolios.models import (
    Footprint,
    HighlightReport,
    Initiative,
    Marked,
    OfMarkedQuerySet,
    ReportingPeriod,
    Session,
)
from reports.actions import runs
from reports.models import Paper, PaperFile, PaperState
from reports.runner import execute
from risks.models import Risk
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role
from stp_portal.core.fields import FuzzyDateField
from tests import factories
from tests.factories import UserFactory
from tests.test_sweep import OF_A_FOOTPRINT, address

pytestmark = pytest.mark.slow

MARK = "Zyxmark"
# What a private row brings along that is no text of its own: names of people are public, keys are made here.
LISTS = re.compile(r"/[^/]+/(risks|issues|actions|dependencies|asks|reviews)/")
NO_TEXT = {"key", "private_reason", "slug"}


def private_kinds() -> list[type[models.Model]]:
    """Every model whose rows may be private, by a mark of their own or of what they belong to."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Marked) or issubclass(model._default_manager.none().__class__, OfMarkedQuerySet)
    ]


def text_fields(model: type[models.Model]) -> list[str]:
    """The fields of a model that hold words somebody typed."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField | models.CharField | FuzzyDateField)
        and not isinstance(field, models.SlugField)
        and not getattr(field, "choices", None)
        and field.name not in NO_TEXT
    ]


def marked_words(model: type[models.Model]) -> dict[str, str]:
    """A word of its own for every text of a row of ``model``."""
    return {name: f"{MARK}{model.__name__}{name.replace('_', '')}" for name in text_fields(model)}


def make_private_rows(report: HighlightReport) -> None:
    """One private row of every kind, in ``report`` or beside it, each below the ones made before it."""
    place, initiative, period = report.footprint, report.initiative, report.period
    private = {"is_private": True, "private_reason": f"{MARK}Reason"}
    made: dict[str, Any] = {}
    for model in sorted(private_kinds(), key=lambda one: not issubclass(one, Marked)):
        factory = getattr(factories, f"{model.__name__}Factory")
        given: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            name = field.name
            if name == "initiative" and not field.null:
                given[name] = initiative
            elif name in made and name in {"risk", "review", "ask", "control", "action", "dependency"}:
                given[name] = made[name]
            elif name == "recommendation":
                given[name] = made["recommendation"]
        if issubclass(model, Marked):
            given |= private
        if model.__name__ in ("Risk", "Issue", "Ask"):
            given |= {"footprint": place, "initiative": initiative}
        if model.__name__ == "Ask":
            given["period"] = period
        if model.__name__ in ("Dependency", "Review"):
            given["footprint"] = place
        if model.__name__ == "Dependency":
            given |= {"giver": initiative, "taker": Initiative.objects.filter(footprint=place).last()}
        if model.__name__ == "Action":
            given |= {"issue": None, "ask": None}
        if model.__name__ in ("ReportParagraph", "PlannedOutcome"):
            given |= {"report": report, "position": 90}
        if model.__name__ in ("Milestone",):
            given["footprint"] = place
        if any(field.name == "number" for field in model._meta.concrete_fields):
            given["number"] = 90_000
        if any(field.name == "key" for field in model._meta.concrete_fields):
            given["key"] = f"{MARK}-{model.__name__}".lower()
        row = factory(**given)
        for name, word in marked_words(model).items():
            limit = model._meta.get_field(name).max_length
            setattr(row, name, word[:limit] if limit else word)
        row.save()
        made[model.__name__.lower()] = row


@pytest.fixture(scope="module")
def estate(django_db_setup: None, django_db_blocker: Any) -> Iterator[Footprint]:
    """A made-up footprint, with a private row of every kind added to the public ones it has."""
    from django.test import TransactionTestCase

    with django_db_blocker.unblock():
        call_command("synthesise", footprints=1, months=2, initiatives=12, verbosity=0)
        place = Footprint.objects.get()
        UserFactory(role=Role.OBSERVER, footprint=place, email="observer@example.org")
        UserFactory(role=Role.BOARD_MEMBER, footprint=place, email="board@example.org")
        paper = Paper.objects.get(footprint=place, paper_type__slug="governing-body-update")
        execute(runs.request(paper=paper, by=User.objects.get(email="board@example.org")).pk)
        yield place
        TransactionTestCase._fixture_teardown(TransactionTestCase())


@pytest.fixture(scope="module")
def pages(estate: Footprint, django_db_blocker: Any) -> dict[str, tuple[str, str]]:
    """What the observer reads at every address, before the private rows were made and after."""
    with django_db_blocker.unblock():
        addresses = [address(route, estate) for route in OF_A_FOOTPRINT]
        lists = [
            one
            for one in addresses
            if re.fullmatch(r"/[^/]+/(risks|issues|actions|dependencies|asks|reviews)/", one)
        ]
        for one in lists:
            addresses += [f"{one}?status=all", f"{one}?q={MARK}", f"{one}?q=90000"]
            addresses += [f"{one}?format=xlsx", f"{one}?format=csv&status=all"]
        before = read_all(addresses)
        period = ReportingPeriod.objects.filter(footprint=estate, state="open").latest("first_day")
        make_private_rows(HighlightReport.objects.filter(period=period).returned().first())
        after = read_all(addresses)
        return {one: (before[one], after[one]) for one in addresses}


def read_all(addresses: list[str]) -> dict[str, str]:
    client = Client()
    client.force_login(User.objects.get(email="observer@example.org"))
    return {one: as_text(client.get(one)) for one in addresses}


def as_text(response: Any) -> str:
    """Status and content, files opened, without what differs each time."""
    content = response.content if not response.streaming else b"".join(response.streaming_content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in sorted(book.namelist()))
    text = content.decode(errors="replace")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    text = re.sub(r'nonce="[^"]*"', "", text)
    # A form for something new carries a name of its own.
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "", text)
    return f"{response.status_code}\n{text}"


def test_every_kind_has_a_factory_and_words():
    kinds = private_kinds()
    assert len(kinds) >= 20
    assert {model.__name__ for model in kinds if not hasattr(factories, f"{model.__name__}Factory")} == set()
    assert {"Risk", "Control", "Assurance", "Action", "Issue", "Recommendation", "AskMinute"} <= {
        model.__name__ for model in kinds
    }


def test_an_observer_reads_the_same_with_and_without_them(db, pages):
    """Word for word: so neither a word, a reference, a number nor a count of what is private is there."""
    different = {
        one: next((a, b) for a, b in zip(before.split("\n"), after.split("\n"), strict=False) if a != b)
        if before.split("\n")[: len(after.split("\n"))] != after.split("\n")
        else "length"
        for one, (before, after) in pages.items()
        if before.replace(MARK, "") != after.replace(MARK, "")
    }
    assert different == {}
    assert len(pages) > 60


def test_no_word_of_theirs_is_anywhere(db, pages):
    """The words that were searched for are shown in the search field and nowhere else."""
    leaks = [
        one
        for one, (_, after) in pages.items()
        if MARK.lower()
        in after.replace(f'value="{MARK}"', "").replace(f"q={MARK}", "").replace(f"“{MARK}”", "").lower()
    ]
    assert leaks == []


def test_who_may_read_them_finds_them(db, estate, pages):
    """The other half: the words are on pages, so not finding them means something."""
    client = Client()
    client.force_login(User.objects.get(email="board@example.org"))
    for kind in ("risks", "issues", "dependencies", "asks"):
        text = as_text(client.get(f"/{estate.slug}/{kind}/?q={MARK}"))
        assert MARK in text.replace(f'value="{MARK}"', ""), kind
    risk = Risk.objects.get(number=90_000)
    text = as_text(client.get(f"/{estate.slug}/risks/{risk.number}/"))
    assert f"{MARK}Control" in text


def test_no_public_paper_holds_a_word_of_theirs(db, estate, pages):
    """Compiled again with them there: PDF, page, and Excel file, names and properties of the files too."""
    papers = Paper.objects.filter(footprint=estate, session=Session.PUBLIC).exclude(
        state=PaperState.PUBLISHED
    )
    assert papers
    for paper in papers:
        execute(runs.request(paper=paper, by=User.objects.get(email="board@example.org")).pk)
        files = PaperFile.objects.filter(run__paper=paper)
        assert files, paper
        for file in files:
            assert MARK.lower().encode() not in opened(bytes(file.content)).lower(), (paper, file.format)


def opened(content: bytes) -> bytes:
    """The bytes of a file with what is packed inside it."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as book:
            return b"\n".join(book.read(name) for name in book.namelist())
    if content.startswith(b"%PDF"):
        import pypdfium2

        document = pypdfium2.PdfDocument(content)
        texts = [page.get_textpage().get_text_range() for page in document]
        return "\n".join([*texts, str(document.get_metadata_dict())]).encode() + content
    return content
