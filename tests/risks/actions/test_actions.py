"""Actions: who leads them and by when, what may be said of them, and how they end."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolios.models import Notice, NoticeKind
from risks.actions import actions
from risks.models import Action, ActionStatus, ActionUpdate
from stp_portal.accounts.models import User
from stp_portal.core.base import Conflict
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.models import AuditEvent
from tests.factories import AskFactory, PersonFactory, RiskFactory, RoleAssignmentFactory
from tests.factories.registers import ActionFactory, ControlFactory, IssueFactory


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def due(days: int) -> FuzzyDate:
    return FuzzyDate.of(day(days))


NO_DATE = FuzzyDate.parse("")
ONGOING = FuzzyDate.parse("On-going")


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7, title="Vacant posts")


@pytest.fixture
def jo(footprint, alice):
    """Alice, as the record knows her."""
    return footprint_person(alice)


def footprint_person(user: User):
    return user.people.get()


@pytest.fixture
def action(risk, jo):
    return ActionFactory(risk=risk, number=5, lead=jo, text="Agree the rota.", due=due(30))


def refused(call) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as error:
        call()
    return error.value.message_dict


def events(*words: str):
    return list(AuditEvent.objects.filter(event__in=words).order_by("pk"))


class TestAdding:
    def test_it_is_numbered_told_to_its_lead_and_recorded_on_the_risk(self, risk, jo, priya):
        ActionFactory(risk=risk, number=9)
        made = actions.add(risk=risk, text=" Agree the rota. ", lead=jo, due=due(30), by=priya)
        assert (made.number, made.text, made.status) == (10, "Agree the rota.", ActionStatus.NEW)
        notice = Notice.objects.get()
        assert (notice.user, notice.kind) == (jo.user, NoticeKind.ASSIGNED)
        assert notice.text == "You are the accountable lead of action 10, about risk 7."
        assert notice.path == "/northmere/actions/10/"
        event = events("risk.action_added")[0]
        assert (event.subject_label, event.after["lead"]) == ("7 Vacant posts", "Alice Lead")

    def test_it_comes_after_the_controls_with_which_it_is_printed(self, risk, jo, priya):
        ControlFactory(risk=risk, position=1)
        ControlFactory(risk=risk, position=2)
        made = actions.add(risk=risk, text="Agree the rota.", lead=jo, due=due(30), by=priya)
        assert made.position == 3

    def test_nothing_more_is_done_because_of_an_ask_that_is_done(self, footprint, jo, priya):
        ask = AskFactory(
            initiative__footprint=footprint,
            state="answered",
            answered_at=timezone.now(),
            answered_by=priya,
            done_at=timezone.now(),
            done_by=priya,
            done_text="Built.",
        )
        ended = ActionFactory(risk=None, ask=ask, lead=jo, status="complete", due=due(30))
        with pytest.raises(ValidationError, match="The ask is not open any more"):
            actions.add(ask=ask, text="Write.", lead=jo, due=due(3), by=priya)
        with pytest.raises(ValidationError, match="The ask is not open any more"):
            actions.update(
                action=ended, version=1, text="More.", status="on_track", due=due(30), on=day(0), by=priya
            )

    def test_about_an_issue_and_about_an_ask(self, footprint, jo, priya):
        issue, ask = IssueFactory(footprint=footprint), AskFactory(initiative__footprint=footprint)
        one = actions.add(issue=issue, text="Hire a locum.", lead=jo, due=due(3), by=priya)
        two = actions.add(ask=ask, text="Write to the trust.", lead=jo, due=due(3), by=priya)
        assert (one.issue, two.ask, two.number) == (issue, ask, one.number + 1)
        assert [event.event for event in events("issue.action_added", "ask.action_added")] == [
            "issue.action_added",
            "ask.action_added",
        ]

    def test_of_a_private_risk_neither_the_trail_nor_the_notice_holds_a_word(self, footprint, jo, priya):
        risk = RiskFactory(footprint=footprint, number=8, title="Secret sale", is_private=True)
        actions.add(risk=risk, text="Call the secret buyer.", lead=jo, due=due(3), by=priya)
        assert "secret" not in str(events("risk.action_added")[0].__dict__).lower()
        assert "secret" not in Notice.objects.get().text.lower()

    def test_a_lead_who_may_not_see_it_is_not_told(self, footprint, bob, priya):
        risk = RiskFactory(footprint=footprint, is_private=True)
        person = PersonFactory(footprint=footprint, user=bob)
        actions.add(risk=risk, text="Call.", lead=person, due=due(3), by=priya)
        assert not Notice.objects.exists()

    def test_a_form_posted_twice_adds_one(self, risk, jo, priya):
        twice = [
            actions.add(risk=risk, text="Agree the rota.", lead=jo, due=due(30), by=priya) for _ in range(2)
        ]
        assert twice[0] == twice[1]
        assert Action.objects.count() == Notice.objects.count() == 1

    def test_the_same_words_for_somebody_else_are_refused_by_number(self, action, risk, priya):
        other = PersonFactory(footprint=risk.footprint)
        wrong = refused(
            lambda: actions.add(risk=risk, text="Agree the rota.", lead=other, due=due(30), by=priya)
        )
        assert wrong == {"text": ["Action 5, which Alice Lead leads, says this already. Change that one."]}

    def test_everything_that_is_missing_is_said_at_once(self, risk, priya):
        wrong = refused(lambda: actions.add(risk=risk, text=" ", lead=None, due=NO_DATE, by=priya))
        assert wrong == {
            "text": ["Say what is to be done."],
            "lead": ["Select one person or post who is accountable for it."],
            "review_on": [
                "No due date is given: give a day on which it is looked at again, or a due date such as "
                "31 March 2018 or Q3 2017/18."
            ],
        }

    def test_who_has_left_is_refused_with_a_cure(self, risk, priya):
        gone = PersonFactory(footprint=risk.footprint, name="Gil Gone")
        RoleAssignmentFactory(initiative=risk.initiative, person=gone, valid_to=day(-10))
        wrong = refused(lambda: actions.add(risk=risk, text="Do.", lead=gone, due=due(3), by=priya))
        assert "Gil Gone has left: their last role here ended on" in wrong["lead"][0]
        assert "Choose somebody else" in wrong["lead"][0]

    @pytest.mark.parametrize("words", ["Summer 2017", "31 March 2018"])
    def test_a_due_date_in_the_past_is_refused(self, risk, jo, priya, words):
        wrong = refused(
            lambda: actions.add(risk=risk, text="Do.", lead=jo, due=FuzzyDate.parse(words), by=priya)
        )
        assert wrong == {"due": [f"{words} has passed. Give a later date."]}

    @pytest.mark.parametrize("words", ["On-going", "ASAP", "In post by March 2018", "January 2018 onwards"])
    def test_what_has_no_day_needs_one_to_look_again(self, risk, jo, priya, words):
        asked = {
            "risk": risk,
            "text": "Do.",
            "lead": jo,
            "due": FuzzyDate.parse(words),
            "by": priya,
        }
        assert f"“{words}” has no day that can pass" in refused(lambda: actions.add(**asked))["review_on"][0]
        assert "has passed" in refused(lambda: actions.add(**asked, review_on=day(-1)))["review_on"][0]
        assert actions.add(**asked, review_on=day(0)).review_on == day(0)

    def test_nothing_is_added_to_what_has_ended(self, risk, jo, priya):
        risk.status, risk.closed_reason = "closed", "It passed."
        risk.save()
        with pytest.raises(ValidationError, match="Risk 7 is not open any more"):
            actions.add(risk=risk, text="Do.", lead=jo, due=due(3), by=priya)


class TestChanging:
    def test_a_due_date_that_moves_is_kept(self, action, jo, priya):
        before = action.due
        actions.edit(action=action, version=1, text=action.text, lead=jo, due=due(60), by=priya)
        said = ActionUpdate.objects.get()
        assert (said.due_before, said.due_after) == (before, due(60))
        assert said.text == f"Due date changed from “{before}” to “{due(60)}”."

    def test_a_date_that_has_passed_may_stay_but_not_move_to_another_past_one(self, action, jo, priya):
        Action.objects.filter(pk=action.pk).update(due=due(-9))
        changed = actions.edit(action=action, version=1, text="Else.", lead=jo, due=due(-9), by=priya)
        assert changed.text == "Else."
        wrong = refused(
            lambda: actions.edit(action=action, version=2, text="Else.", lead=jo, due=due(-5), by=priya)
        )
        assert "say in an update what became of it" in wrong["due"][0]

    def test_a_lead_who_left_since_may_stay_until_somebody_is_chosen(self, action, priya):
        RoleAssignmentFactory(initiative=action.risk.initiative, person=action.lead, valid_to=day(-10))
        action.lead.user.memberships.update(ended_at=timezone.now() - timedelta(days=5), ended_by=priya)
        assert actions.edit(
            action=action, version=1, text="Else.", lead=action.lead, due=action.due, by=priya
        )

    def test_the_new_lead_is_told(self, action, footprint, sam, priya):
        new = footprint_person(sam)
        actions.edit(action=action, version=1, text=action.text, lead=new, due=action.due, by=priya)
        assert Notice.objects.get().user == sam

    def test_two_at_once(self, action, jo, priya):
        actions.edit(action=action, version=1, text="Else.", lead=jo, due=action.due, by=priya)
        with pytest.raises(Conflict):
            actions.edit(action=action, version=1, text="Mine.", lead=jo, due=action.due, by=priya)

    def test_saved_as_it_was_nothing_is_written(self, action, jo, priya):
        actions.edit(action=action, version=1, text=action.text, lead=jo, due=action.due, by=priya)
        assert not AuditEvent.objects.exists()


class TestUpdating:
    def said(self, action, by, **changed):
        content = {
            "version": 1,
            "text": "Half the wards agreed.",
            "status": "on_track",
            "due": action.due,
            "on": day(0),
        }
        return actions.update(action=action, by=by, **content | changed)

    def test_it_is_appended_with_its_status(self, action, alice):
        self.said(action, alice)
        action.refresh_from_db()
        assert (action.status, action.version) == ("on_track", 2)
        event = events("risk.action_updated")[0]
        assert (event.before["status"], event.after["status"]) == ("New", "On track")
        assert event.reason == "Half the wards agreed."

    def test_a_status_never_improves_without_news(self, action, alice):
        assert "Say what has happened" in refused(lambda: self.said(action, alice, text=" "))["text"][0]
        self.said(action, alice, status="plan_in_place")
        again = refused(lambda: self.said(action, alice, version=2))
        assert again == {
            "text": [
                "These are the words of the last update. Say what has changed since, so that the status may."
            ]
        }

    def test_the_due_date_it_moved_is_kept(self, action, alice):
        before = action.due
        said = self.said(action, alice, due=due(90))
        assert (said.due_before, said.due_after) == (before, due(90))
        assert self.said(action, alice, version=2, due=due(90), text="More.").due_after == NO_DATE

    def test_posted_twice_it_stands_once(self, action, alice):
        assert self.said(action, alice) == self.said(action, alice)
        assert ActionUpdate.objects.count() == 1

    def test_of_two_at_once_the_second_is_asked_again(self, action, alice, priya):
        self.said(action, priya, text="Nobody agreed.")
        with pytest.raises(Conflict):
            self.said(action, alice)

    @pytest.mark.parametrize("status", ["complete", "closed", "withdrawn", "overdue", ""])
    def test_it_is_not_ended_by_an_update_and_overdue_is_never_chosen(self, action, alice, status):
        assert refused(lambda: self.said(action, alice, status=status)) == {
            "status": ["Select how it stands."]
        }

    def test_not_before_the_last_one_nor_in_days_to_come(self, action, alice):
        assert "still to come" in refused(lambda: self.said(action, alice, on=day(1)))["on"][0]
        self.said(action, alice)
        wrong = refused(lambda: self.said(action, alice, version=2, text="Old.", on=day(-1)))
        assert "The last update is of" in wrong["on"][0]


class TestEnding:
    @pytest.mark.parametrize("status", ["complete", "closed", "withdrawn"])
    def test_with_what_became_of_it(self, action, alice, status):
        actions.end(action=action, version=1, status=status, reason="The rota is signed.", by=alice)
        action.refresh_from_db()
        assert (action.status, action.ended_on, action.ended_reason) == (
            status,
            day(0),
            "The rota is signed.",
        )
        assert action.updates.get().text == "The rota is signed."
        assert not Action.objects.open().exists()
        assert events("risk.action_ended")[0].reason == "The rota is signed."

    def test_never_without_a_reason_nor_with_a_status_that_goes_on(self, action, alice):
        wrong = refused(lambda: actions.end(action=action, version=1, status="ongoing", reason=" ", by=alice))
        assert set(wrong) == {"reason", "status"}

    def test_twice_is_once(self, action, alice):
        for _ in range(2):
            actions.end(action=action, version=1, status="complete", reason="Done.", by=alice)
        assert action.updates.count() == 1

    def test_ended_it_is_not_changed_but_taken_up_again_with_words(self, action, jo, alice):
        actions.end(action=action, version=1, status="complete", reason="Done.", by=alice)
        with pytest.raises(ValidationError, match="Action 5 is complete"):
            actions.edit(action=action, version=2, text="Else.", lead=jo, due=action.due, by=alice)
        actions.update(
            action=action,
            version=2,
            text="Two wards withdrew.",
            status="ongoing",
            due=action.due,
            on=day(0),
            by=alice,
        )
        action.refresh_from_db()
        assert (action.status, action.ended_on, action.ended_reason) == ("ongoing", None, "")
