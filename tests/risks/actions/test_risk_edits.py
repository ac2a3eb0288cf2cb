"""Changing what a risk says: versions, privacy, and a text in one piece that is split."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from risks.actions import risks
from risks.actions.risk_content import RiskContent
from risks.models import Risk
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import InitiativeFactory, IssueFactory, RiskCategoryFactory, RiskFactory


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(
        footprint=footprint,
        initiative=initiative,
        number=7,
        title="Vacant posts",
        cause="a shortage of nurses",
        effect="longer waits",
    )


@pytest.fixture
def edit(alice):
    """Edit a risk: what it says now, and what is given otherwise."""

    def edited(risk, *, version=None, public_reason="", **otherwise):
        content = vars(RiskContent.of(Risk.objects.get(pk=risk.pk))) | otherwise
        return risks.edit(
            risk=risk, version=version or risk.version, by=alice, public_reason=public_reason, **content
        )

    return edited


@pytest.fixture
def one_piece(footprint, initiative):
    return RiskFactory(
        footprint=footprint,
        initiative=initiative,
        number=8,
        event="",
        description="There is a risk that posts stay vacant.",
    )


@pytest.fixture
def split(alice):
    return partial(risks.split, version=1, cause="pay", event="posts staying vacant", effect="", by=alice)


def events(word):
    return AuditEvent.objects.filter(event=word)


def test_what_changed_is_written_and_told_and_nothing_else(edit, risk, footprint):
    category = RiskCategoryFactory(footprint=footprint, name="Workforce")
    edit(risk, title="  Empty posts ", category=category, response="treat")
    risk.refresh_from_db()
    assert (risk.title, risk.category, risk.response, risk.version) == ("Empty posts", category, "treat", 2)
    told = events("risk.edited").get()
    assert told.before == {"title": "Vacant posts", "category": "", "response": ""}
    assert told.after == {"title": "Empty posts", "category": "Workforce", "response": "Treat"}


def test_the_level_stays_where_it_stood(edit, risk, footprint):
    project = InitiativeFactory(footprint=footprint, kind="project")
    assert edit(risk, initiative=project).level == "portfolio"


def test_the_same_again_changes_nothing_even_from_an_old_version(edit, risk):
    edit(risk, title="Empty posts")
    edit(risk, title="Empty posts", version=1)
    assert (events("risk.edited").count(), Risk.objects.get(pk=risk.pk).version) == (1, 2)


def test_of_two_who_edit_the_second_is_told_and_nothing_is_written(edit, risk):
    edit(risk, title="Empty posts")
    with pytest.raises(Conflict):
        edit(risk, title="Posts without nurses", version=1)
    assert Risk.objects.get(pk=risk.pk).title == "Empty posts"


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"title": " "}, "title", "Give the risk a title"),
        ({"title": "x" * 301}, "title", "300 characters"),
        ({"event": ""}, "event", "Say what may happen."),
        ({"private_reason": "x" * 201}, "private_reason", "200 characters"),
        ({"response": "pray"}, "response", "“pray” is not in the list"),
        ({"proximity": "soon"}, "proximity", "“soon” is not in the list"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(edit, risk, wrong, field, says):
    with pytest.raises(ValidationError) as refused:
        edit(risk, **wrong)
    assert says in refused.value.message_dict[field][0]
    assert not events("risk.edited").exists()


def test_what_is_of_another_footprint_is_refused(edit, risk, other_footprint):
    with pytest.raises(ValidationError) as refused:
        edit(
            risk,
            initiative=InitiativeFactory(footprint=other_footprint),
            category=RiskCategoryFactory(footprint=other_footprint),
        )
    assert set(refused.value.message_dict) == {"initiative", "category"}


def test_a_closed_risk_stays_as_it_is(edit, risk, priya):
    Risk.objects.filter(pk=risk.pk).update(status="closed", closed_reason="It has passed.")
    with pytest.raises(ValidationError, match="Risk 7 is closed, so it stays as it is"):
        edit(risk, title="Empty posts")


def test_a_placeholder_of_a_paper_can_be_put_in_order_without_words(edit, footprint):
    category = RiskCategoryFactory(footprint=footprint)
    placeholder = RiskFactory(footprint=footprint, event="", is_published=False)
    assert edit(placeholder, category=category).category == category
    with pytest.raises(ValidationError, match="Say what may happen"):
        edit(placeholder, cause="a cause alone", version=2)


def test_a_risk_becomes_private_with_its_reason_and_the_trail_keeps_its_words_out(edit, risk):
    edit(risk, private_reason="Commercial interests.", event="the contract ending early")
    risk.refresh_from_db()
    assert (risk.is_private, risk.private_reason) == (True, "Commercial interests.")
    told = events("risk.edited").get()
    assert told.after == {"event": "25 characters"}
    assert told.before == {"event": "42 characters"}
    marked = events("risk.marked_private").get()
    assert (marked.subject_label, marked.reason) == ("private risk", "21 characters")


def test_a_risk_becomes_public_only_with_a_reason_and_its_private_words_stay_out_of_the_trail(edit, risk):
    edit(risk, private_reason="Section 43")
    with pytest.raises(ValidationError, match="Say why everybody may read this risk"):
        edit(risk, private_reason="", version=2)
    edit(risk, private_reason="", public_reason="The contract is signed.", title="Empty posts", version=2)
    risk.refresh_from_db()
    assert not risk.is_private
    assert events("risk.marked_public").get().reason == "The contract is signed."
    assert events("risk.edited").get().before == {"title": "12 characters"}


def test_splitting_keeps_the_text_as_it_came(split, one_piece):
    risk = split(risk=one_piece)
    assert risk.statement == "There is a risk of posts staying vacant. This is as a result of pay."
    assert risk.description == "There is a risk that posts stay vacant."
    told = events("risk.split").get()
    assert told.before == {"description": "There is a risk that posts stay vacant."}
    assert told.after == {"event": "posts staying vacant", "cause": "pay"}


def test_split_twice_it_is_split_once(split, one_piece):
    split(risk=one_piece)
    split(risk=one_piece)
    assert events("risk.split").count() == 1


def test_of_two_who_split_the_second_is_told(split, one_piece):
    split(risk=one_piece)
    with pytest.raises(Conflict):
        split(risk=one_piece, event="nobody applying")


def test_a_risk_in_three_parts_is_edited_not_split(split, risk):
    with pytest.raises(ValidationError, match="has cause, event and effect already"):
        split(risk=risk)


def test_a_split_without_an_event_is_refused(split, one_piece):
    with pytest.raises(ValidationError) as refused:
        split(risk=one_piece, event=" ")
    assert set(refused.value.message_dict) == {"event"}


def test_the_issues_it_became_turn_private_with_it(edit, risk, footprint):
    public = IssueFactory(footprint=footprint, risk=risk)
    of_another = IssueFactory(footprint=footprint)
    edit(risk, private_reason="Section 43")
    public.refresh_from_db()
    of_another.refresh_from_db()
    assert (public.is_private, public.private_reason) == (True, "Section 43")
    assert not of_another.is_private
