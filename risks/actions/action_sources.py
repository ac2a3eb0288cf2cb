"""What an action is about: a risk, an issue or an ask."""

from django.core.exceptions import ValidationError

from portfolios.models import Ask, AskState
from risks.models import Action, Issue, IssueStatus, Risk, RiskStatus

Source = Risk | Issue | Ask


def source_of(action: Action) -> Source:
    """What ``action`` is about."""
    source: Source | None = action.risk or action.issue or action.ask
    if source is None:
        raise ValueError(f"{action} is about nothing: the database should have refused it.")
    return source


def kind_of(source: Source) -> str:
    """“risk”, “issue” or “ask”: the field of an action, and the first word of an event."""
    return "risk" if isinstance(source, Risk) else "issue" if isinstance(source, Issue) else "ask"


def called(source: Source) -> str:
    """“risk 7”, “issue 3”, “an ask”: without a word of what it says."""
    return "an ask" if isinstance(source, Ask) else f"{kind_of(source)} {source.number}"


def locked(source: Source) -> Source:
    """``source`` as it is now, locked until the transaction ends."""
    found: Source = (
        type(source)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=source.pk)
    )
    return found


def with_source(action: Action) -> tuple[Action, Source]:
    """``action`` and what it is about, both locked: the source first, as everywhere."""
    source = locked(source_of(Action.objects.select_related("risk", "issue", "ask").get(pk=action.pk)))
    rows = Action.objects.select_for_update(of=("self",)).select_related("lead", "footprint")
    return rows.get(pk=action.pk), source


def require_open(source: Source) -> None:
    """ValidationError for what has ended: nothing more is to be done about it."""
    if isinstance(source, Ask):
        # What is answered is there to be carried out; once that is done, nothing of it is open.
        is_open = source.state != AskState.WITHDRAWN and source.done_at is None
    else:
        is_open = source.status == (RiskStatus.OPEN if isinstance(source, Risk) else IssueStatus.OPEN)
    if not is_open:
        words = called(source).replace("an ask", "the ask")
        raise ValidationError(
            f"{words[0].upper()}{words[1:]} is not open any more, so nothing more is done about it. "
            "Open it again first."
        )
