"""Pages of issues: the register, one issue, raising, editing, closing, and the issue that a risk becomes."""

import csv
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from portfolios.models import InitiativeKind
from risks.models import Issue
from tests.factories import (
    ActionFactory,
    EscalationFactory,
    InitiativeFactory,
    IssueFactory,
    PersonFactory,
    RiskFactory,
    RiskOwnerFactory,
)
from tests.pages import read, row_of, words

LIST = "/northmere/issues/"


def numbers(page: str) -> list[int]:
    """The numbers of the issues a page lists, in its order."""
    return [int(number) for number in re.findall(r"Issue (\d+):", page)]


def form_of(client, user, address):
    """What the form at ``address`` would send as it stands."""
    client.force_login(user)
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


def post(client, address, data, status=302):
    response = client.post(address, data)
    assert response.status_code == status, words(response.content.decode())[:2000]
    return words(response.content.decode())


@pytest.fixture
def issues(footprint, initiative):
    """Open: a low one, a critical one that is overdue, a high one below; a resolved one."""
    below = InitiativeFactory(
        footprint=footprint, parent=initiative, kind=InitiativeKind.PROGRAMME, slug="flow", name="Flow"
    )
    owner = PersonFactory(footprint=footprint, key="ann", name="Ann Owner")
    late = timezone.localdate() - timedelta(days=3)
    return [
        IssueFactory(footprint=footprint, number=1, title="Late reports", severity="low"),
        IssueFactory(
            footprint=footprint, number=2, title="Closed ward", severity="critical", owner=owner, due=late
        ),
        IssueFactory(
            footprint=footprint,
            number=3,
            title="No beds",
            severity="high",
            initiative=below,
            level="programme",
        ),
        IssueFactory(
            footprint=footprint, number=4, title="Old one", status="resolved", closed_reason="Dealt with."
        ),
    ]


def test_open_issues_are_listed_worst_first_and_counted(client, bea, issues):
    ActionFactory(risk=None, issue=issues[1])
    page = read(client, bea, LIST)
    assert numbers(page) == [2, 3, 1]
    assert "3 issues: 1 critical, 1 high, 1 low." in page
    line = row_of(client, bea, LIST, "Issue 2")
    assert "Owner Ann Owner" in line
    assert "Overdue by 3 days" in line
    assert "Open actions 1" in line


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ward", [2]),
        ("q=issue+3", [3]),
        ("q=wrad", [2]),
        ("severity=high", [3]),
        ("initiative=urgent-care", [3]),
        ("owner=ann", [2]),
        ("owner=none", [3, 1]),
        ("level=programme", [3]),
        ("due=overdue", [2]),
        ("status=resolved", [4]),
        ("status=all&sort=-number", [4, 3, 2, 1]),
        ("sort=due", [2, 1, 3]),
        ("sort=nonsense", [2, 3, 1]),
    ],
)
def test_the_address_narrows_and_sorts_it(client, bea, issues, query, found):
    assert numbers(read(client, bea, f"{LIST}?{query}")) == found


def test_files_hold_what_the_page_shows(client, bob, bea, issues):
    Issue.objects.filter(number=3).update(is_private=True, private_reason="Section 43", title="=HYPERLINK()")
    client.force_login(bea)
    text = client.get(f"{LIST}?format=csv&severity=high").content.decode("utf-8-sig")
    assert [row[1] for row in csv.reader(text.splitlines())][1:] == ["'=HYPERLINK()"]
    client.force_login(bob)
    assert "HYPERLINK" not in client.get(f"{LIST}?format=csv").content.decode()
    assert client.get(f"{LIST}?format=xlsx").content.startswith(b"PK")


def test_the_list_asks_the_same_number_of_queries_at_any_size(
    client, bea, footprint, initiative, issues, django_assert_max_num_queries
):
    for number in range(10, 70):
        IssueFactory(footprint=footprint, initiative=initiative, number=number)
    client.force_login(bea)
    with django_assert_max_num_queries(12):
        assert len(numbers(words(client.get(f"{LIST}?q=a").content.decode()))) <= 50


def test_an_observer_sees_nothing_of_a_private_issue(client, bob, bea, footprint):
    IssueFactory(footprint=footprint, number=5, title="Takeover", is_private=True, severity="critical")
    assert "Takeover" in read(client, bea, "/northmere/issues/5/")
    for address in ("", "edit/", "close/", "reopen/", "escalate/"):
        read(client, bob, f"/northmere/issues/5/{address}", 404)
    page = read(client, bob, LIST)
    assert "Takeover" not in page
    assert "critical" not in page
    assert numbers(read(client, bob, f"{LIST}?q=takeover")) == []


@pytest.mark.parametrize("step", ["edit", "close", "reopen"])
def test_only_keepers_change_it(client, bob, bea, charlie, issues, step):
    for user, status in ((bob, 403), (bea, 403), (charlie, 404)):
        client.force_login(user)
        assert client.post(f"/northmere/issues/3/{step}/").status_code == status


def test_who_keeps_nothing_raises_nothing(client, bob, charlie):
    for user, status in ((bob, 403), (charlie, 404)):
        client.force_login(user)
        assert client.post("/northmere/issues/add/").status_code == status


def test_raised_it_has_a_page(client, alice, initiative):
    data = form_of(client, alice, "/northmere/issues/add/")
    data |= {
        "title": "Closed ward",
        "text": "The ward **closed**.",
        "initiative": initiative.pk,
        "due": "ASAP",
    }
    for _ in range(2):
        post(client, "/northmere/issues/add/", data)
    page = read(client, alice, f"/northmere/issues/{Issue.objects.get().number}/")
    assert "The ward closed." in page
    assert "ASAP" in page
    assert "This issue stands at portfolio level, and at no other." in page


def test_what_is_refused_comes_back_as_typed(client, alice, initiative):
    data = form_of(client, alice, "/northmere/issues/add/") | {"title": "Closed ward", "due": "May 2017"}
    page = post(client, "/northmere/issues/add/", data, 422)
    assert "Say what has happened" in page
    assert "Select the initiative it belongs to" in page
    data |= {"text": "The ward closed.", "initiative": initiative.pk}
    page = post(client, "/northmere/issues/add/", data, 422)
    assert "May 2017 has passed" in page
    assert not Issue.objects.exists()


def test_a_lead_raises_none_elsewhere(client, alice, footprint):
    other = InitiativeFactory(footprint=footprint)
    data = form_of(client, alice, "/northmere/issues/add/")
    post(client, "/northmere/issues/add/", data | {"title": "x", "text": "y", "initiative": other.pk}, 422)


def test_of_two_edits_at_once_the_second_sees_both(client, alice, sam, issues):
    address = "/northmere/issues/3/edit/"
    mine = form_of(client, alice, address) | {"title": "No beds at all"}
    post(client, address, form_of(client, sam, address) | {"title": "Beds are short"})
    client.force_login(alice)
    page = post(client, address, mine, 409)
    assert "Beds are short" in page
    assert "No beds at all" in page
    mine["version"] = 2
    post(client, address, mine)
    assert Issue.objects.get(number=3).title == "No beds at all"


def test_while_an_action_is_open_it_is_not_closed(client, alice, issues):
    ActionFactory(risk=None, issue=issues[2], number=44)
    data = form_of(client, alice, "/northmere/issues/3/close/")
    data |= {"status": "resolved", "reason": "Beds came."}
    assert "action 44" in post(client, "/northmere/issues/3/close/", data, 422)
    issues[2].actions.update(status="complete")
    post(client, "/northmere/issues/3/close/", data)
    page = read(client, alice, "/northmere/issues/3/")
    assert "Resolved on" in page
    assert "Beds came." in page
    again = form_of(client, alice, "/northmere/issues/3/reopen/") | {"reason": "They went."}
    post(client, "/northmere/issues/3/reopen/", again)
    assert Issue.objects.get(number=3).status == "open"


def test_the_page_shows_what_is_done_and_where_it_stands(client, alice, issues):
    ActionFactory(risk=None, issue=issues[2], number=44, text="Hire two nurses.")
    EscalationFactory(risk=None, issue=issues[2], from_level="programme", reason="Too big for us.")
    page = read(client, alice, "/northmere/issues/3/")
    assert "Hire two nurses." in page
    assert "Proposed for system leadership level" in page
    assert "Too big for us." in page


def test_a_risk_that_happens_fills_the_form_in(client, alice, footprint, initiative):
    risk = RiskFactory(footprint=footprint, initiative=initiative, number=7, effect="longer waits")
    person = PersonFactory(footprint=footprint, name="Ann Owner")
    RiskOwnerFactory(risk=risk, person=person)
    goes = ActionFactory(risk=risk, number=44)
    address = "/northmere/risks/7/happened/"
    data = form_of(client, alice, address)
    assert data["text"] == "Staff leaving before the new service opens."
    assert data["effect"] == "Longer waits."
    assert (data["owner"], data["moved"]) == (person.pk, [goes.pk])
    data |= {"stays": "closed", "initiative": initiative.pk}
    post(client, address, data)
    issue = Issue.objects.get()
    assert issue.risk == risk
    assert f"became issue {issue.number}" in read(client, alice, "/northmere/risks/7/")
    page = read(client, alice, f"/northmere/issues/{issue.number}/")
    assert "Came of Risk 7" in page
    assert "Action 44" in page
    assert "Open it again before it becomes an issue" in read(client, alice, address)


def test_the_mark_of_a_private_risk_cannot_be_taken_off(client, alice, footprint, initiative):
    RiskFactory(footprint=footprint, initiative=initiative, number=7, is_private=True)
    address = "/northmere/risks/7/happened/"
    data = form_of(client, alice, address) | {"stays": "open", "initiative": initiative.pk}
    assert data["private_reason"] == "Section 43: commercial interests."
    page = post(client, address, data | {"private_reason": ""}, 422)
    assert "Risk 7 is private, so the issue is as well" in page
    post(client, address, data)
    assert Issue.objects.get().is_private


@pytest.mark.parametrize(("who", "status"), [("bob", 403), ("charlie", 404)])
def test_only_keepers_of_the_risk_say_that_it_happened(client, request, footprint, initiative, who, status):
    RiskFactory(footprint=footprint, initiative=initiative, number=7)
    client.force_login(request.getfixturevalue(who))
    assert client.post("/northmere/risks/7/happened/").status_code == status


def test_a_public_issue_does_not_name_a_risk_that_is_private_since(client, bob, footprint):
    risk = RiskFactory(footprint=footprint, number=77, title="Takeover", is_private=True)
    IssueFactory(footprint=footprint, number=5, risk=risk)
    for address in (LIST, "/northmere/issues/5/"):
        page = read(client, bob, address)
        assert "Takeover" not in page
        assert "77" not in page


def test_what_happened_to_it_is_told_in_sentences(client, alice, bob, footprint, initiative):
    data = form_of(client, alice, "/northmere/issues/add/")
    data |= {"title": "Closed ward", "text": "The ward closed.", "initiative": initiative.pk}
    post(client, "/northmere/issues/add/", data)
    data = form_of(client, alice, "/northmere/issues/1/close/")
    post(client, "/northmere/issues/1/close/", data | {"status": "resolved", "reason": "It is open again."})
    page = read(client, bob, "/northmere/issues/1/history/")
    assert "Alice Lead raised issue 1, “Closed ward”, at portfolio level." in page
    assert "Alice Lead resolved it: It is open again." in page
    Issue.objects.update(is_private=True, private_reason="Section 43")
    read(client, bob, "/northmere/issues/1/history/", 404)
