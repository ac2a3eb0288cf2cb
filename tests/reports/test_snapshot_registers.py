"""What a snapshot keeps of the registers, and that nothing private of them is in its public part."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest

from portfolios.models import AskMinute, Footprint, ReportingPeriod
from reports.compilation import compile_paper
from reports.models.snapshots import canonical
from reports.sections.review_tracker import COLUMNS as RECOMMENDATION_COLUMNS
from reports.sections.risk_log import COLUMNS as RISK_COLUMNS
from reports.snapshot_content import build, newly_private, public, with_marks
from reports.snapshot_content.private_texts import private_texts
from risks.models import Risk, RiskOwner
from stp_portal.accounts.models import User
from tests.factories import (
    AskFactory,
    BodyFactory,
    InitiativeFactory,
    MeetingFactory,
    PeriodFactory,
    PersonFactory,
    RiskFactory,
    RiskMatrixFactory,
)
from tests.factories.registers import (
    AcceptanceFactory,
    ActionFactory,
    AssuranceFactory,
    ControlFactory,
    DependencyFactory,
    EscalationFactory,
    IssueFactory,
    OverseerFactory,
    RecommendationFactory,
    RecommendationUpdateFactory,
    ReviewFactory,
    RiskCategoryFactory,
    RiskReferenceFactory,
    SupportingOfficerFactory,
)
from tests.papers.gate import pdf_text
from tests.papers.records import paper, section

pytestmark = pytest.mark.django_db

PRIVATE = {"is_private": True, "private_reason": "Section 43: commercial interests."}


@pytest.fixture
def period(footprint: Footprint) -> ReportingPeriod:
    return PeriodFactory(footprint=footprint, month=(2017, 9))


def only(period: ReportingPeriod, kind: str) -> dict[str, Any]:
    (row,) = build(period)[kind]
    return row


def test_a_risk_holds_its_parts_its_references_and_what_is_done_about_it(
    footprint: Footprint, period: ReportingPeriod
):
    risk = RiskFactory(
        footprint=footprint,
        cause="a shortage of nurses",
        event="closed wards",
        effect="longer waits",
        heading="CCG risks",
        category=RiskCategoryFactory(footprint=footprint, name="Workforce", appetite="cautious"),
        proximity="quarter",
        response="treat",
        reviewed_on=date(2017, 9, 3),
        review_due=date(2017, 10, 3),
    )
    RiskReferenceFactory(risk=risk, register="baf", register_name="GBAF", reference="CDG4.1")
    RiskReferenceFactory(risk=risk, register="corporate", reference="O31")
    AssuranceFactory(control=ControlFactory(risk=risk, position=2, text="A rota.", gap="Not at night."))
    ControlFactory(
        risk=risk, position=1, text="An old rota.", ended_on=date(2017, 9, 1), ended_reason="Gone."
    )
    lead = PersonFactory(footprint=footprint, name="Ann Lead", post="Matron")
    action = ActionFactory(risk=risk, number=7, position=1, text="Recruit.", lead=lead, due="Summer 2017")
    said = {"footprint": footprint, "status": "on_track"}
    action.updates.create(on=date(2017, 9, 9), text="Later.", **said)
    action.updates.create(on=date(2017, 9, 2), text="Earlier.", **said)
    ActionFactory(risk=risk, number=3, position=3, text="Train.", lead=None, due="", status="complete")

    row = only(period, "risks")
    assert row["statement"] == (
        "There is a risk of closed wards. This is as a result of a shortage of nurses. "
        "This would lead to longer waits."
    )
    assert (row["heading"], row["proximity"], row["response"]) == ("CCG risks", "quarter", "treat")
    assert row["category"] == {"name": "Workforce", "appetite": "Cautious"}
    assert (row["reviewed_on"], row["review_due"]) == ("2017-09-03", "2017-10-03")
    assert row["references"] == [
        {"register": "baf", "register_name": "GBAF", "reference": "CDG4.1"},
        {"register": "corporate", "register_name": "Corporate Risk Register", "reference": "O31"},
    ]
    (control,) = row["controls"]
    assert (control["position"], control["text"], control["gap"]) == (2, "A rota.", "Not at night.")
    assert [one["level"] for one in control["assurances"]] == ["reasonable"]
    first, second = row["actions"]
    assert (first["number"], first["lead"]) == (7, {"name": "Ann Lead", "post": "Matron"})
    assert (first["due"]["words"], first["due"]["precision"]) == ("Summer 2017", "season")
    assert [update["text"] for update in first["updates"]] == ["Earlier.", "Later."]
    assert (second["number"], second["lead"], second["due"], second["status"]) == (3, None, None, "complete")


def test_a_score_keeps_the_words_of_its_axes(footprint: Footprint, period: ReportingPeriod):
    matrix = RiskMatrixFactory(
        footprint=footprint, impact_first=True, impact_name="Severity", likelihood_name="Likelihood"
    )
    risk = RiskFactory(footprint=footprint)
    cell = matrix.cells.get(likelihood=4, impact=5)
    risk.assessments.create(
        footprint=footprint,
        matrix=matrix,
        cell=cell,
        band=cell.band,
        printed_score=16,
        assessed_on=date(2017, 9, 1),
    )
    score = only(period, "risks")["scores"]["current"]
    assert score["band"].pop("label") == "Major"
    assert score | {"band": None} == {
        "matrix": matrix.key,
        "is_scored": True,
        "impact_first": True,
        "likelihood_name": "Likelihood",
        "impact_name": "Severity",
        "band": None,
        "likelihood": 4,
        "likelihood_word": "Likely",
        "impact": 5,
        "impact_word": "Catastrophic",
        "score": 20,
        "printed_score": 16,
        "assessed_on": "2017-09-01",
    }


def test_owners_are_those_of_the_last_day(footprint: Footprint, period: ReportingPeriod):
    risk = RiskFactory(footprint=footprint)
    for name, valid_from, valid_to in (
        ("Left", None, date(2017, 9, 29)),
        ("Stays", date(2017, 9, 30), None),
        ("Comes", date(2017, 10, 1), None),
    ):
        person = PersonFactory(footprint=footprint, name=name)
        RiskOwner.objects.create(
            footprint=footprint, risk=risk, person=person, valid_from=valid_from, valid_to=valid_to
        )
    assert [owner["name"] for owner in only(period, "risks")["owners"]] == ["Stays"]


@pytest.mark.parametrize(
    ("accepted_on", "until", "ended_at", "said"),
    [
        (date(2017, 9, 30), date(2017, 9, 30), None, "2017-09-30"),
        (date(2017, 8, 1), date(2017, 9, 29), None, None),
        (date(2017, 10, 1), date(2017, 12, 31), None, None),
        (date(2017, 8, 1), date(2017, 12, 31), datetime(2017, 9, 2, tzinfo=UTC), None),
    ],
)
def test_an_acceptance_counts_where_it_stands_on_the_last_day(
    footprint: Footprint, period: ReportingPeriod, priya: User, accepted_on, until, ended_at, said
):
    ended = {"ended_at": ended_at, "ended_by": priya, "ended_reason": "Not any more."} if ended_at else {}
    AcceptanceFactory(risk__footprint=footprint, accepted_on=accepted_on, until=until, **ended)
    assert only(period, "risks")["accepted_until"] == said


def test_of_several_escalations_the_last_is_kept(footprint: Footprint, period: ReportingPeriod, priya: User):
    risk = RiskFactory(footprint=footprint)
    answered = {"answered_at": datetime(2017, 9, 2, tzinfo=UTC), "answered_by": priya}
    EscalationFactory(risk=risk, to_level="governing", state="returned", answer="No.", **answered)
    EscalationFactory(risk=risk)
    assert only(period, "risks")["escalation"] == {"from": "portfolio", "to": "system", "state": "proposed"}


def test_an_issue_names_the_risk_it_came_of(footprint: Footprint, period: ReportingPeriod):
    owner = PersonFactory(footprint=footprint, name="Ann Owner", post="")
    issue = IssueFactory(
        footprint=footprint, number=4, risk=RiskFactory(footprint=footprint, number=9), owner=owner, due="TBC"
    )
    ActionFactory(risk=None, issue=issue, number=1, text="Mend it.")
    row = only(period, "issues")
    assert (row["number"], row["risk"], row["owner"]) == (4, 9, {"name": "Ann Owner", "post": ""})
    assert (row["severity"], row["status"], row["raised_on"]) == ("medium", "open", "2018-01-31")
    assert row["due"]["precision"] == "unknown"
    assert [action["text"] for action in row["actions"]] == ["Mend it."]


def test_a_dependency_holds_both_dates_and_how_they_moved(footprint: Footprint, period: ReportingPeriod):
    row = DependencyFactory(
        footprint=footprint, number=2, needed_by="March 2018", promised="April 2018", giver__name="Digital"
    )
    row.updates.create(
        footprint=footprint, on=date(2017, 9, 9), reason="No staff.", promised_after="April 2018"
    )
    found = only(period, "dependencies")
    assert (found["giver_name"], found["needed_by"]["words"], found["promised"]["words"]) == (
        "Digital",
        "March 2018",
        "April 2018",
    )
    assert found["is_confirmed_by_giver"] is found["is_confirmed_by_taker"] is False
    (update,) = found["updates"]
    assert (update["reason"], update["promised_before"]) == ("No staff.", None)


def test_a_review_holds_its_recommendations_with_who_leads_supports_and_oversees(
    footprint: Footprint, period: ReportingPeriod, priya: User
):
    body = BodyFactory(footprint=footprint, key="slt", name="System Leadership Team", abbreviation="SLT")
    meeting = MeetingFactory(body=body, date=date(2017, 9, 20))
    review = ReviewFactory(footprint=footprint, key="stocktake", held="October 2017")
    closed = {"closed_at": datetime(2017, 9, 22, tzinfo=UTC), "closed_by": priya, "closed_in": meeting}
    second = RecommendationFactory(review=review, number=2, closed_reason="Done.", **closed)
    first = RecommendationFactory(review=review, number=1, lead__name="Ann Lead", response="Agreed.")
    for position, name in ((2, "Zoe"), (1, "Yan")):
        person = PersonFactory(footprint=footprint, name=name, post="")
        SupportingOfficerFactory(recommendation=first, person=person, position=position)
    OverseerFactory(recommendation=first, body=body)
    together = uuid4()
    for row in (first, second):
        RecommendationUpdateFactory(recommendation=row, said_with=together)
    RecommendationUpdateFactory(recommendation=first, said_with=uuid4(), on=date(2017, 9, 1), text="Begun.")

    (found,) = build(period)["reviews"]
    assert (found["key"], found["kind"], found["held"]["words"]) == ("stocktake", "stocktake", "October 2017")
    one, two = found["recommendations"]
    assert (one["number"], one["lead"]["name"], one["response"]) == (1, "Ann Lead", "Agreed.")
    assert [officer["name"] for officer in one["supporting"]] == ["Yan", "Zoe"]
    assert one["overseers"] == [{"key": "slt", "name": "System Leadership Team", "short": "SLT"}]
    assert [(update["text"], update["said_with"]) for update in one["updates"]] == [
        ("Begun.", []),
        ("Recruitment underway.", [1, 2]),
    ]
    assert (two["closed_on"], two["closed_by"]) == ("2017-09-20", "System Leadership Team")


def test_an_ask_holds_its_minutes_and_what_was_done(
    footprint: Footprint, period: ReportingPeriod, priya: User
):
    done = {"done_at": datetime(2017, 9, 30, 23, 30, tzinfo=UTC), "done_by": priya, "done_text": "Signed."}
    ask = AskFactory(initiative=InitiativeFactory(footprint=footprint), period=period, **done)
    for on, outcome in ((date(2017, 9, 9), "decided"), (date(2017, 9, 2), "deferred")):
        AskMinute.objects.create(footprint=footprint, ask=ask, on=on, outcome=outcome, recorded_by=priya)
    row = only(period, "asks")
    assert [minute["outcome"] for minute in row["minutes"]] == ["Deferred", "Decided"]
    assert row["done"] == {"on": "2017-10-01", "text": "Signed."}


class Words:
    """Words that stand nowhere else, a new one on each call."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def __call__(self) -> str:
        self.given.append(f"Quagga{len(self.given)}x")
        return self.given[-1]


def private_registers(
    footprint: Footprint, period: ReportingPeriod, priya: User, mark: dict[str, Any]
) -> Words:
    """A private row of each kind with a word of its own in every text, all that hangs from it, and public kin."""
    word = Words()
    risk = RiskFactory(
        footprint=footprint,
        number=1,
        **{
            name: word()
            for name in ("title", "cause", "event", "effect", "description", "heading", "reference")
        },
        **mark,
    )
    RiskReferenceFactory(risk=risk, reference=word(), register_name=word())
    AssuranceFactory(control=ControlFactory(risk=risk, text=word(), gap=word()), text=word())
    issue = IssueFactory(
        footprint=footprint, number=1, title=word(), text=word(), effect=word(), closed_reason=word(), **mark
    )
    initiative = InitiativeFactory(footprint=footprint, slug="care")
    ask = AskFactory(
        initiative=initiative,
        period=period,
        key="purchase",
        text=word(),
        context=word(),
        outcome_text=word(),
        done_text=word(),
        done_at=datetime(2017, 9, 2, tzinfo=UTC),
        done_by=priya,
        **mark,
    )
    AskMinute.objects.create(
        footprint=footprint, ask=ask, on=date(2017, 9, 2), outcome="noted", text=word(), recorded_by=priya
    )
    for number, source in enumerate(
        ({"risk": risk}, {"risk": None, "issue": issue}, {"risk": None, "ask": ask})
    ):
        action = ActionFactory(number=number + 1, text=word(), ended_reason=word(), **source)
        action.updates.create(footprint=footprint, on=date(2017, 9, 2), text=word(), status="new")
    dependency = DependencyFactory(
        footprint=footprint, number=1, giver=initiative, text=word(), closed_reason=word(), **mark
    )
    dependency.updates.create(footprint=footprint, on=date(2017, 9, 2), reason=word())
    closed = ReviewFactory(
        footprint=footprint, key="hush", title=word(), reviewer=word(), note=word(), **mark
    )
    half = ReviewFactory(footprint=footprint, key="open", title="A stocktake")
    for review, marked in ((closed, {}), (half, mark)):
        asked = RecommendationFactory(
            review=review,
            number=1,
            **{name: word() for name in ("theme", "text", "response", "oversight_note", "closed_reason")},
            **marked,
        )
        RecommendationUpdateFactory(recommendation=asked, text=word(), evidence=word())
    # What is public stands beside it and points at it.
    IssueFactory(footprint=footprint, number=2, risk=risk, title="Public issue")
    public_risk = RiskFactory(footprint=footprint, number=2, title="Public risk", raised_in_ask=ask)
    IssueFactory(footprint=footprint, number=3, risk=public_risk, title=word(), **mark)
    together = uuid4()
    RecommendationUpdateFactory(recommendation=half.recommendations.get(), said_with=together, text="Both.")
    RecommendationUpdateFactory(
        recommendation=RecommendationFactory(review=half, number=2), said_with=together, text="Both."
    )
    return word


def open_part_has_nothing_of(data: dict[str, Any], words: list[str]) -> None:
    part = public(data)
    text = canonical(part)
    assert [word for word in words if word in text] == []
    assert [row["number"] for row in part["risks"]] == [2]
    assert [(row["number"], row["risk"]) for row in part["issues"]] == [(2, None)]
    assert part["dependencies"] == part["asks"] == []
    assert part["risks"][0]["ask"] is None
    (review,) = part["reviews"]
    (row,) = review["recommendations"]
    assert (review["key"], row["number"]) == ("open", 2)
    assert [update["said_with"] for update in row["updates"]] == [[]]
    assert part["left_out"] == ["asks", "risks", "issues", "dependencies", "reviews", "recommendations"]


def test_nothing_private_of_any_register_is_in_the_public_part(
    footprint: Footprint, period: ReportingPeriod, priya: User
):
    words = private_registers(footprint, period, priya, PRIVATE).given
    data = build(period)
    text = canonical(data)
    assert [word for word in words if word not in text] == [], "the record itself keeps all"
    open_part_has_nothing_of(data, words)
    assert "Section 43" not in canonical(public(data))


def test_no_form_of_a_public_paper_holds_anything_of_them(
    footprint: Footprint, period: ReportingPeriod, priya: User
):
    """Every column of either register, from rows to files: the PDF, the page, every part of the Excel file."""
    words = private_registers(footprint, period, priya, PRIVATE).given
    registers = [
        section("risk_log", options={"columns": [head.key for head in RISK_COLUMNS], "group_by": "heading"}),
        section("review_tracker", options={"columns": [head.key for head in RECOMMENDATION_COLUMNS]}),
        section("asks-discussion"),
    ]
    compiled = compile_paper(build(period), paper(*registers))
    with ZipFile(io.BytesIO(compiled.xlsx or b"")) as parts:
        cells = "".join(parts.read(name).decode() for name in parts.namelist())
    for form in (pdf_text(compiled.pdf), compiled.html.decode(), cells):
        assert "Public risk" in form or "staff leaving" in form, "the public ones are there"
        assert [word for word in words if word in form] == []
    everything = compile_paper(build(period), paper(*registers, session="private")).html.decode()
    assert words[0] not in everything, "a title is not printed where there is a statement"
    assert words[1] in everything


def test_every_private_text_is_known_to_the_check_for_copied_words(
    footprint: Footprint, period: ReportingPeriod, priya: User
):
    words = private_registers(footprint, period, priya, PRIVATE).given
    data = build(period)
    texts = [text for _, text in private_texts(data)]
    register = next(risk for risk in data["risks"] if risk["number"] == 1)["references"][0]["register_name"]
    assert [word for word in words if word != register and not any(word in text for text in texts)] == []
    assert "Both." not in texts, "it was said of a public recommendation as well"
    assert private_texts(public(data)) == []


def test_what_is_marked_private_after_the_lock_goes_the_same_way(
    footprint: Footprint, period: ReportingPeriod, priya: User
):
    words = private_registers(footprint, period, priya, {}).given
    data = build(period)
    assert public(data)["left_out"] == []
    for queryset in everything_marked(footprint):
        queryset.update(**PRIVATE)
    open_part_has_nothing_of(with_marks(data, newly_private(data, period)), words)


def everything_marked(footprint: Footprint) -> Iterator[Any]:
    """The rows that ``private_registers`` would have marked."""
    from portfolios.models import Ask
    from risks.models import Dependency, Issue, Recommendation, Review

    yield Risk.objects.filter(footprint=footprint, number=1)
    yield Issue.objects.filter(footprint=footprint).exclude(number=2)
    yield Dependency.objects.filter(footprint=footprint)
    yield Ask.objects.filter(footprint=footprint)
    yield Review.objects.filter(footprint=footprint, key="hush")
    yield Recommendation.objects.filter(footprint=footprint, review__key="open", number=1)


def test_the_record_of_an_earlier_version_reads_as_if_it_had_no_registers(
    footprint: Footprint, period: ReportingPeriod
):
    RiskFactory(footprint=footprint, number=1)
    data = build(period) | {"schema_version": 2}
    for name in ("issues", "dependencies", "reviews"):
        del data[name]
    part = public(with_marks(data, newly_private(data, period)))
    assert [row["number"] for row in part["risks"]] == [1]
    assert not {"issues", "dependencies", "reviews"} & set(part), "what it does not know, it does not say"
    assert private_texts(data) == []
