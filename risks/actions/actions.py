"""Actions: giving somebody something to do about a risk, an issue or an ask, and saying what becomes of it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from portfolios.models import Ask, Footprint, Person
from risks.actions.action_records import say, tell_of, told
from risks.actions.action_sources import kind_of, locked, require_open, with_source
from risks.actions.assigning import require_there
from risks.actions.controls import next_position
from risks.actions.progress import check_update
from risks.due_dates import check_due
from risks.models import ENDED, Action, ActionStatus, ActionUpdate, Issue, Risk
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.refusals import Refusals

# How something stands that is still to be done, in the order in which it is chosen.
GOING = tuple(status for status in ActionStatus if status not in ENDED)


@transaction.atomic
def add(
    *,
    text: str,
    lead: Person | None,
    due: FuzzyDate,
    by: User,
    risk: Risk | None = None,
    issue: Issue | None = None,
    ask: Ask | None = None,
    review_on: date | None = None,
) -> Action:
    """Give ``lead`` something to do about one risk, issue or ask, under the next number; they are told.

    Added again in the same words while it is open, it is there once. Raises ValidationError where the source is not
    open, and by field: ``text``, ``lead`` (missing, or who has left), ``due`` and ``review_on`` as ``check_due`` says.
    """
    given = risk or issue or ask
    if given is None:
        raise ValueError("An action belongs to a risk, an issue or an ask: give one.")
    # The lock keeps two new actions from one number, and the second copy of a form waiting for the first.
    place = Footprint.objects.select_for_update(no_key=True).get(pk=given.footprint_id)
    source = locked(given)
    name = kind_of(source)
    text = text.strip()
    same = Action.objects.open().filter(**{name: source}, text=text).select_related("lead").first()
    if same and (same.lead, same.due.words, same.review_on) == (lead, due.words, review_on):
        return same
    require_open(source)
    refusals = Refusals()
    with refusals.under():
        _check(text, lead, lead_before=None)
    with refusals.under():
        if same and text:
            raise ValidationError(
                {
                    "text": f"Action {same.number}, which {same.lead} leads, says this already. Change that one."
                }
            )
    with refusals.under():
        check_due(due, review_on, today=timezone.localdate())
    refusals.raise_any()
    position = (
        next_position(source)
        if isinstance(source, Risk)
        else (Action.objects.filter(**{name: source}).aggregate(last=Max("position"))["last"] or 0) + 1
    )
    action = Action.objects.create(
        footprint=place,
        number=Action.objects.next_number(place),
        position=position,
        text=text,
        lead=lead,
        due=due,
        review_on=review_on,
        **{name: source},
    )
    tell_of(action, source, by)
    audit.record(f"{name}.action_added", on=source, by=by, after=told(action, source))
    return action


@transaction.atomic
def edit(
    *,
    action: Action,
    version: int,
    text: str,
    lead: Person | None,
    due: FuzzyDate,
    by: User,
    review_on: date | None = None,
) -> Action:
    """Change what is to be done, by whom or by when. A due date that moves is kept and counted (DOMAIN A8 rule 14).

    Raises Conflict if somebody else changed it since ``version`` was read, and ValidationError as ``add`` does, also
    for an action that has ended.
    """
    action, source = with_source(action)
    text = text.strip()
    if (text, lead, due.words, review_on) == (action.text, action.lead, action.due.words, action.review_on):
        return action
    check_version(action, version)
    _require_going(action)
    before, lead_before, due_before = told(action, source), action.lead, action.due
    refusals = Refusals()
    with refusals.under():
        _check(text, lead, lead_before=lead_before)
    with refusals.under():
        check_due(
            due,
            review_on,
            today=timezone.localdate(),
            due_before=due_before,
            review_before=action.review_on,
        )
    refusals.raise_any()
    action.text, action.lead, action.due, action.review_on = text, lead, due, review_on
    if due.words != due_before.words:
        moved = f"Due date changed from “{due_before or 'none'}” to “{due or 'none'}”."
        say(action, on=timezone.localdate(), text=moved, due_before=due_before, by=by)
    action.version += 1
    action.save()
    if lead != lead_before:
        tell_of(action, source, by)
    audit.record(
        f"{kind_of(source)}.action_edited",
        on=source,
        by=by,
        before=before,
        after=told(action, source),
    )
    return action


@transaction.atomic
def update(
    *,
    action: Action,
    version: int,
    text: str,
    status: str,
    due: FuzzyDate,
    on: date,
    by: User,
    review_on: date | None = None,
) -> ActionUpdate:
    """Say how an action stands on the day ``on``, with its status and due date from then on; one that has ended is
    taken up again. Said again in the same words it stands once.

    A status never changes without words on what happened (DOMAIN A9 Q20). Raises Conflict if somebody else changed it
    since ``version`` was read, and ValidationError by field: a text missing or the same as before, a status that ends
    it, a day to come or before the last update, ``due`` and ``review_on`` as ``check_due`` says.
    """
    action, source = with_source(action)
    text = text.strip()
    last = action.updates.first()
    as_typed = (text, status, on, due.words, review_on, by.pk)
    if last and as_typed == (
        *(last.text, last.status, last.on),
        *(action.due.words, action.review_on, last.recorded_by_id),
    ):
        return last
    check_version(action, version)
    require_open(source)
    refusals = Refusals()
    with refusals.under():
        check_update(text, status, on, GOING, status_before=action.status, last=last)
    with refusals.under():
        check_due(
            due,
            review_on,
            today=timezone.localdate(),
            due_before=action.due,
            review_before=action.review_on,
        )
    refusals.raise_any()
    before, due_before = told(action, source), action.due
    action.status, action.due, action.review_on = ActionStatus(status), due, review_on
    action.ended_on, action.ended_reason = None, ""
    said_now = say(action, on=on, text=text, due_before=due_before, by=by)
    action.version += 1
    action.save()
    audit.record(
        f"{kind_of(source)}.action_updated",
        on=source,
        by=by,
        before=before,
        after=told(action, source),
        reason=audit.told(source, text),
    )
    return said_now


@transaction.atomic
def end(
    *, action: Action, version: int, status: str, reason: str, by: User, on: date | None = None
) -> Action:
    """Complete, close or withdraw an action as of the day ``on`` (today), with what became of it. Ended twice in the
    same words it has ended once.

    Raises Conflict if somebody else changed it since ``version`` was read, and ValidationError by field.
    """
    action, source = with_source(action)
    reason = reason.strip()
    on = on or timezone.localdate()
    if (action.status, action.ended_reason) == (status, reason) and reason and status in ENDED:
        return action
    check_version(action, version)
    _require_going(action)
    check_update(
        reason,
        status,
        on,
        ENDED,
        status_before=action.status,
        last=action.updates.first(),
        field="reason",
    )
    before = told(action, source)
    action.status, action.ended_on, action.ended_reason = ActionStatus(status), on, reason
    say(action, on=on, text=reason, due_before=action.due, by=by)
    action.version += 1
    action.save()
    audit.record(
        f"{kind_of(source)}.action_ended",
        on=source,
        by=by,
        before=before,
        after=told(action, source),
        reason=audit.told(source, reason),
    )
    return action


def _require_going(action: Action) -> None:
    if action.status in ENDED:
        raise ValidationError(
            f"Action {action.number} is {action.get_status_display().lower()}. Add an update to take it up again."
        )


def _check(text: str, lead: Person | None, *, lead_before: Person | None) -> None:
    wrong: dict[str, str] = {}
    if not text:
        wrong["text"] = "Say what is to be done."
    if lead is None:
        wrong["lead"] = "Select one person or post who is accountable for it."
    elif lead != lead_before:
        require_there(lead, "lead")
    if wrong:
        raise ValidationError(wrong)
