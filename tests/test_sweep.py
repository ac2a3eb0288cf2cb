"""Every address of the portal, found by walking the resolver: a new page is swept without anybody thinking of it.

Anonymous people are sent to sign in. Somebody of another footprint gets 404 for every address of this one, with real
values in it, so that nothing is 404 merely for being absent.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from portfolios.models import (
    Ask,
    Deputy,
    Footprint,
    Initiative,
    Mail,
    Meeting,
    Membership,
    PeriodState,
    ReportingPeriod,
    RoleAssignment,
)
from reports.actions import runs
from reports.actions.publishing import manifest_of
from reports.models import (
    Delivery,
    FileFormat,
    Finding,
    HouseStyle,
    Paper,
    PaperComment,
    PaperFile,
    PaperSchedule,
    PaperType,
    Publication,
    Recipient,
    Waiver,
)
from reports.queries.findings import newest_finished
from reports.runner import execute
from risks.models import (
    Action,
    Control,
    Dependency,
    Escalation,
    Issue,
    Recommendation,
    Risk,
    RiskCategory,
    RiskMatrix,
    SavedView,
)
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role
from tests.factories import (
    ActionFactory,
    ControlFactory,
    DeliveryFactory,
    DependencyFactory,
    DeputyFactory,
    EscalationFactory,
    FindingFactory,
    HouseStyleFactory,
    IssueFactory,
    MailFactory,
    PaperCommentFactory,
    PaperScheduleFactory,
    PublicationFactory,
    RecipientFactory,
    RecommendationFactory,
    RiskCategoryFactory,
    SavedViewFactory,
    UserFactory,
    WaiverFactory,
)

pytestmark = pytest.mark.slow

# What needs no sign-in, each with its reason.
OPEN = {
    "accounts/": "signing in and getting a new password are for people who are not in yet",
    "components/": "the gallery holds no data",
    "admin/": "has a sign-in page of its own",
    "published/": "published papers are for everybody",
}
METHODS = ("get", "post")


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every route below ``resolver``, as written: ``<slug:footprint>/risks/<int:number>/``."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from routes(entry, route)


ROUTES = sorted(set(routes(get_resolver())))
PUBLISHED = [route for route in ROUTES if route.startswith("published/")]
OF_A_FOOTPRINT = [route for route in ROUTES if route.startswith("<slug:footprint>/")]


def planned(place: Footprint) -> ReportingPeriod:
    """The next period of ``place`` to be opened."""
    return ReportingPeriod.objects.filter(footprint=place, state=PeriodState.PLANNED).earliest("first_day")


def recommended(place: Footprint) -> Recommendation:
    """A recommendation of a review of ``place``."""
    there = Recommendation.objects.filter(footprint=place).first()
    return there or RecommendationFactory(review__footprint=place)


def open_control(place: Footprint) -> Control:
    """A control in place of an open risk of ``place``."""
    risk = Risk.objects.filter(footprint=place).open().first()
    return Control.objects.standing().filter(risk=risk).first() or ControlFactory(risk=risk)


def scheduled(place: Footprint) -> PaperSchedule:
    """A schedule of papers of ``place``."""
    there = PaperSchedule.objects.filter(footprint=place).first()
    return there or PaperScheduleFactory(paper_type=PaperType.objects.filter(footprint=place).first())


def on_a_list(place: Footprint) -> Recipient:
    """A reader on a distribution list of ``place``."""
    there = Recipient.objects.filter(footprint=place, ended_at=None).first()
    return there or RecipientFactory(distribution__footprint=place)


def typed(place: Footprint) -> PaperType:
    """The type of paper of ``place`` whose sections are swept."""
    return PaperType.objects.get(footprint=place, slug="governing-body-update")


# The value of each parameter, by the route it stands in: the first of these beginnings that fits.
def compiled(place: Footprint) -> Paper:
    """A paper of ``place`` with a file: some were only begun."""
    return PaperFile.objects.filter(footprint=place).select_related("run__paper").first().run.paper


def sent(place: Footprint) -> Delivery:
    """A sending of the compiled paper of ``place``."""
    paper = compiled(place)
    there = Delivery.objects.filter(publication__paper=paper).first()
    return there or DeliveryFactory(publication=published(place))


def published(place: Footprint) -> Publication:
    """The compiled paper of ``place`` as it was published."""
    paper = compiled(place)
    run = newest_finished(paper)
    assert run is not None
    there = Publication.objects.filter(paper=paper).first()
    return there or PublicationFactory(paper=paper, run=run, slug="published", manifest=manifest_of(run))


def found(place: Footprint) -> Finding:
    """A finding of the newest files of that paper."""
    run = newest_finished(compiled(place))
    assert run is not None
    return run.findings.first() or FindingFactory(run=run)


VALUES: dict[str, dict[str, Callable[[Footprint], Any]]] = {
    "initiatives/": {
        "slug": lambda place: Initiative.objects.filter(footprint=place).first().slug,
        "period": lambda place: ReportingPeriod.objects.filter(footprint=place).current().slug,
    },
    "periods/meetings/": {"pk": lambda place: Meeting.objects.filter(footprint=place).latest("date").pk},
    # Only a planned period is opened or removed; the other pages are about one that has begun.
    "periods/<slug:period>/open/": {"period": lambda place: planned(place).slug},
    "periods/<slug:period>/remove/": {"period": lambda place: planned(place).slug},
    "periods/": {"period": lambda place: ReportingPeriod.objects.filter(footprint=place).current().slug},
    "people/deputies/": {
        "pk": lambda place: (
            (Deputy.objects.filter(footprint=place).first() or DeputyFactory(principal__footprint=place)).pk
        )
    },
    "people/roles/": {"pk": lambda place: Membership.objects.filter(footprint=place).first().pk},
    "people/initiative-roles/": {
        "pk": lambda place: RoleAssignment.objects.filter(footprint=place).first().pk
    },
    "mails/": {
        "pk": lambda place: (Mail.objects.filter(footprint=place).first() or MailFactory(footprint=place)).pk
    },
    "actions/": {
        "number": lambda place: (
            (
                Action.objects.filter(footprint=place).first()
                or ActionFactory(risk=Risk.objects.filter(footprint=place).open().first())
            ).number
        )
    },
    "reviews/": {
        "key": lambda place: recommended(place).review.key,
        "number": lambda place: recommended(place).number,
    },
    "asks/": {
        "period": lambda place: Ask.objects.filter(footprint=place).earliest("pk").period.slug,
        "key": lambda place: Ask.objects.filter(footprint=place).earliest("pk").key,
    },
    "dependencies/": {
        "number": lambda place: (
            (Dependency.objects.filter(footprint=place).first() or DependencyFactory(footprint=place)).number
        ),
        "end": lambda place: "giver",
    },
    "issues/": {
        "number": lambda place: (
            (Issue.objects.filter(footprint=place).first() or IssueFactory(footprint=place)).number
        ),
    },
    "risks/saved-views/": {
        "pk": lambda place: (
            (
                SavedView.objects.filter(footprint=place).first()
                or SavedViewFactory(footprint=place, is_shared=True)
            ).pk
        )
    },
    "risks/escalations/": {
        "pk": lambda place: (
            (
                Escalation.objects.filter(footprint=place).first()
                or EscalationFactory(risk=Risk.objects.filter(footprint=place).open().first())
            ).pk
        )
    },
    "risks/matrices/": {
        "key": lambda place: RiskMatrix.objects.filter(footprint=place).latest("valid_from").key
    },
    "risks/categories/": {
        "key": lambda place: (
            (RiskCategory.objects.filter(footprint=place).first() or RiskCategoryFactory(footprint=place)).key
        )
    },
    # An open risk: the pages about its controls lead away from one that has ended.
    "risks/<int:number>/controls/": {
        "number": lambda place: open_control(place).risk.number,
        "pk": lambda place: open_control(place).pk,
    },
    "paper-types/": {
        "slug": lambda place: typed(place).slug,
        "section_pk": lambda place: typed(place).sections.first().pk,
    },
    "cover-sheets/": {
        "key": lambda place: typed(place).cover_template.key,
        "edition": lambda place: typed(place).cover_template.edition,
        "field_pk": lambda place: typed(place).cover_template.fields.first().pk,
    },
    "house-styles/": {
        "key": lambda place: (
            (HouseStyle.objects.filter(footprint=place).first() or HouseStyleFactory(footprint=place)).key
        )
    },
    "risks/": {"number": lambda place: Risk.objects.filter(footprint=place).first().number},
    "papers/schedules/": {
        "pk": lambda place: scheduled(place).pk,
        "period": lambda place: ReportingPeriod.objects.filter(footprint=place).current().slug,
    },
    "papers/lists/": {
        "key": lambda place: on_a_list(place).distribution.key,
        "pk": lambda place: on_a_list(place).pk,
    },
    "papers/": {
        "pk": lambda place: compiled(place).pk,
        "file_pk": lambda place: PaperFile.objects.filter(footprint=place).first().pk,
        "section_pk": lambda place: compiled(place).sections.first().pk,
        "run_pk": lambda place: PaperFile.objects.filter(footprint=place).first().run_id,
        "finding_pk": lambda place: found(place).pk,
        "waiver_pk": lambda place: (
            (Waiver.objects.filter(paper=compiled(place)).first() or WaiverFactory(paper=compiled(place))).pk
        ),
        "comment_pk": lambda place: (
            (
                PaperComment.objects.filter(paper=compiled(place)).first()
                or PaperCommentFactory(paper=compiled(place))
            ).pk
        ),
        "delivery_pk": lambda place: sent(place).pk,
    },
}


def address(route: str, place: Footprint) -> str:
    """The route with real values in it. A parameter nobody gave a value fails: add it to VALUES."""
    rest = route.removeprefix("<slug:footprint>/")
    known = next((values for start, values in VALUES.items() if rest.startswith(start)), {})

    def value(match: re.Match[str]) -> str:
        name = match[1]
        assert name == "footprint" or name in known, f"Give {name} of {route} a value in VALUES."
        return place.slug if name == "footprint" else str(known[name](place))

    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", value, route)


@pytest.fixture(scope="module")
def estate(django_db_setup: None, django_db_blocker: Any) -> Iterator[Footprint]:
    """A made-up footprint with every kind of row, a compiled paper and people in roles among them."""
    from django.test import TransactionTestCase

    with django_db_blocker.unblock():
        call_command("synthesise", footprints=1, months=2, initiatives=12, verbosity=0)
        place = Footprint.objects.get()
        for role in Role:
            UserFactory(role=role, footprint=place)
        paper = Paper.objects.get(paper_type__slug="governing-body-update")
        execute(runs.request(paper=paper, by=User.objects.first()).pk)
        yield place
        TransactionTestCase._fixture_teardown(TransactionTestCase())


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", OF_A_FOOTPRINT)
def test_somebody_of_another_footprint_gets_404(
    db, estate: Footprint, charlie: User, route: str, method: str
):
    client = Client()
    client.force_login(charlie)
    response = getattr(client, method)(address(route, estate))
    # A page that is only read refuses POST before it looks anything up, which tells a stranger nothing.
    assert response.status_code == 404 or (response.status_code == 405 and method == "post")


@pytest.mark.parametrize("route", OF_A_FOOTPRINT)
def test_somebody_not_signed_in_is_sent_to_sign_in(db, estate: Footprint, route: str):
    response = Client().get(address(route, estate))
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


@pytest.mark.parametrize("route", OF_A_FOOTPRINT)
def test_the_pmo_lead_gets_in(db, estate: Footprint, route: str):
    """The other half: the addresses above are 404 for the stranger, not for everybody."""
    client = Client()
    client.force_login(User.objects.get(memberships__footprint=estate, memberships__role=Role.PMO_LEAD))
    assert client.get(address(route, estate)).status_code in {200, 302}


def test_every_other_address_is_open_for_a_reason_or_asks_to_sign_in(db):
    left = [route for route in ROUTES if not route.startswith(("<slug:footprint>/", *OPEN))]
    closed = [route for route in left if Client().get("/" + route).status_code == 302]
    assert left == closed


def receipt(place: Footprint) -> object:
    """What makes the link of a mail with that paper."""
    return DeliveryFactory(publication=published(place), mail=MailFactory(footprint=place)).token


def published_address(route: str, place: Footprint) -> str:
    """The route of a public page with real values in it."""
    publication = published(place)
    file = publication.run.files.get(file_format=FileFormat.PDF)
    values = {
        "footprint": place.slug,
        "slug": publication.slug,
        "sha256": file.sha256,
        "name": file.name,
        "colour": "003087",
        "token": receipt(place) if "token" in route else "",
    }
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match[1]]), route)


@pytest.mark.parametrize("route", PUBLISHED)
def test_what_is_published_is_for_everybody(db, estate: Footprint, route: str):
    """A receipt leads on to the paper; everything else is there."""
    response = Client().get(published_address(route, estate))
    assert response.status_code == 200 or response.url.startswith("/published/")
