"""The actions about a risk, an issue or an ask, for its page."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from portfolios.models import Ask, Someone
from risks.actions.action_sources import Source, kind_of
from risks.models import Action, ActionUpdate, Issue, Risk
from risks.queries.actions import ActionLine, as_lines
from risks.queries.actions import ordered as values_of

_ADD = {"risk": "risks:action-add", "issue": "risks:issue-action-add", "ask": "risks:ask-action-add"}


@dataclass(frozen=True)
class ActionsPart:
    """What is to be done, soonest first, and what was; ``add_url`` is where another is added."""

    open: tuple[ActionLine, ...]
    ended: tuple[ActionLine, ...]
    add_url: str


def actions(row: Risk | Issue | Ask, user: Someone, today: date) -> ActionsPart:
    """For the page of ``row``, which ``user`` may see: the ``part`` of ``risks/risk/_actions.html``. Two queries."""
    found = Action.objects.visible_to(user).filter(**{kind_of(row): row})
    lines = as_lines(values_of(found, "due"), user, today)
    return ActionsPart(
        open=tuple(line for line in lines if line.is_open),
        ended=tuple(line for line in lines if not line.is_open),
        add_url=reverse(_ADD[kind_of(row)], args=[row.footprint.slug, *_place(row)]),
    )


def page_of_source(source: Source) -> str:
    """The address of what an action is about."""
    return reverse(f"risks:{kind_of(source)}", args=[source.footprint.slug, *_place(source)])


def updates_of(action: Action, user: Someone) -> tuple[ActionUpdate, ...]:
    """Everything that was said of ``action``, newest first, with who said it. One query."""
    rows = ActionUpdate.objects.visible_to(user).filter(action=action)
    return tuple(rows.select_related("recorded_by"))


def _place(row: Source) -> tuple[object, ...]:
    return (row.period.slug, row.key) if isinstance(row, Ask) else (row.number,)
