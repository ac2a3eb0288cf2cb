"""The dashboard, the period room and the risk register beside an empty page of somebody signed in, at two sizes."""

from functools import partial

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.registers import fill_register
from benchmarks.timing import medians
from portfolios.models import Footprint, Initiative, Membership, PeriodState, Person, ReportingPeriod
from risks.models import Risk
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role


def signed_in_for(footprint: Footprint) -> Client:
    """A client of somebody who leads the programme office of ``footprint`` and nothing else."""
    user = User.objects.create_user(f"{footprint.slug}@example.org", name="Bench")
    Membership.objects.create(footprint=footprint, user=user, role=Role.PMO_LEAD)
    client = Client()
    client.force_login(user)
    return client


def fetch(client: Client, address: str) -> int:
    """Bytes of the page at ``address``."""
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return len(response.content)


def give_accounts(footprint: Footprint) -> None:
    """An account and the role of a lead for every person, so that the period room finds somebody behind each return."""
    people = list(Person.objects.filter(footprint=footprint))
    users = User.objects.bulk_create(
        User(email=f"{person.key}.{footprint.slug}@example.org", name=person.name) for person in people
    )
    Membership.objects.bulk_create(
        Membership(footprint=footprint, user=user, role=role)
        for user in users
        for role in (Role.LEAD, Role.SRO)
    )
    for person, user in zip(people, users, strict=True):
        person.user = user
    Person.objects.bulk_update(people, ["user"])


def made_up(initiatives: int) -> Footprint:
    """A footprint of its own with so many initiatives."""
    known = set(Footprint.objects.values_list("pk", flat=True))
    call_command("synthesise", footprints=1, months=12, initiatives=initiatives, snapshots=False, verbosity=0)
    return Footprint.objects.exclude(pk__in=known).get()


def measure(*, sizes: tuple[int, int], registers: tuple[int, int], rounds: int) -> None:
    """Print time against the floor, and the number of queries, of each page for a footprint of each size: so many
    initiatives, and so many risks on the register.
    """
    pages: dict[str, tuple[Client, str]] = {}
    for size in sizes:
        footprint = made_up(size)
        give_accounts(footprint)
        actual = Initiative.objects.filter(footprint=footprint).count()
        period = ReportingPeriod.objects.get(footprint=footprint, state=PeriodState.OPEN)
        client = signed_in_for(footprint)
        pages[f"dashboard, {actual} initiatives"] = (client, f"/{footprint.slug}/")
        pages[f"period room, {actual} initiatives"] = (
            client,
            f"/{footprint.slug}/periods/{period.slug}/",
        )
    for risks in registers:
        footprint = made_up(10)
        fill_register(footprint, risks - Risk.objects.filter(footprint=footprint).count())
        client, register = signed_in_for(footprint), f"/{footprint.slug}/risks/"
        pages[f"risk register, {risks:,} risks"] = (client, register)
        pages[f"the same searched, {risks:,} risks"] = (client, f"{register}?q=winter&sort=-score")
    floor_client = next(iter(pages.values()))[0]
    subjects = {"empty": partial(fetch, floor_client, "/accounts/empty/")}
    for label, (client, address) in pages.items():
        subjects[label] = partial(fetch, client, address)
    seconds = medians(subjects, rounds=rounds)
    print(f"{'page':32}{'ms':>8}{'x floor':>9}{'queries':>9}{'kB':>7}")
    print(f"{'empty signed-in page (floor)':32}{seconds['empty'] * 1000:8.1f}{1:9.2f}")
    for label, (client, address) in pages.items():
        with CaptureQueriesContext(connection) as queries:
            weight = fetch(client, address)
        taken = seconds[label]
        print(
            f"{label:32}{taken * 1000:8.1f}{taken / seconds['empty']:9.2f}{len(queries):9}{weight / 1000:7.0f}"
        )
