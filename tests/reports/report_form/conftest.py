"""A report of Alice's initiative in April 2018, and its form. Models can be imported once Django is set up only."""

import pytest


@pytest.fixture
def last_period(footprint):
    from tests.factories import PeriodFactory

    return PeriodFactory(footprint=footprint, month=(2018, 3))


@pytest.fixture
def period(footprint):
    from tests.factories import PeriodFactory

    return PeriodFactory(footprint=footprint, month=(2018, 4))


@pytest.fixture
def scheme(footprint):
    from tests.factories import RatingSchemeFactory

    return RatingSchemeFactory(footprint=footprint)


@pytest.fixture
def address(initiative, period, scheme) -> str:
    from django.urls import reverse

    return reverse("reports:report-edit", args=["northmere", initiative.slug, period.slug])


@pytest.fixture
def typed(scheme) -> dict[str, str]:
    """A first report, complete but for its route to green."""
    return {
        "version": "1",
        "key": "7a1f0b9e-6c0f-4a54-9d3f-0d0c6f6b7c11",
        "rating": str(scheme.level_for("Amber").pk),
        "reason": "Recruitment is behind plan.",
        "progress": "A first paragraph.\n\nA **second** one.",
        "planned": "- Recruit\n- Open the hub",
    }


@pytest.fixture
def opened(client, alice, address):
    """What the form sends when Alice opens it and presses save at once."""

    def read() -> dict[str, str]:
        client.force_login(alice)
        values: dict[str, str] = {}
        for field in client.get(address).context["form"]:
            value = field.value()
            values[field.html_name] = "" if value is None else str(getattr(value, "pk", value))
        return values

    return read


@pytest.fixture
def send(client, alice, address):
    """Alice sends the form."""

    def post(values):
        client.force_login(alice)
        return client.post(address, values)

    return post


@pytest.fixture
def milestone(initiative):
    from tests.factories import MilestoneFactory

    return MilestoneFactory(initiative=initiative, number=3, title="Open the hub", baseline="March 2098")


@pytest.fixture
def risk(footprint, initiative):
    from tests.factories import RiskFactory

    return RiskFactory(
        footprint=footprint, initiative=initiative, number=7, title="Vacant posts", score=(3, 4)
    )


@pytest.fixture
def matrix(footprint):
    from tests.factories import RiskMatrixFactory

    return RiskMatrixFactory(footprint=footprint)


@pytest.fixture
def body(footprint):
    from tests.factories import BodyFactory

    return BodyFactory(footprint=footprint, name="System Leadership Team")


@pytest.fixture
def ask(body) -> dict[str, str]:
    return {
        "ask_body": str(body.pk),
        "ask_purpose": "decision",
        "ask_verb": "decide on",
        "ask_text": "the site of the hub.",
    }
