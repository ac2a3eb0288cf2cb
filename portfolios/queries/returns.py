"""Every report that is expected for a period: how far it has come, how long ago, and who has it now."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from portfolios.models import (
    RETURNED,
    HighlightReport,
    InitiativeKind,
    ReportComment,
    ReportDraft,
    ReportingPeriod,
    ReportState,
    ReportStep,
    Someone,
)
from portfolios.queries.barred import HANDS, barred
from portfolios.queries.holders import Holders, holders_of
from stp_portal.accounts.models import User

# An initiative and what it is part of, nearest first: the tree has four storeys.
STOREYS = (
    "initiative",
    "initiative__parent",
    "initiative__parent__parent",
    "initiative__parent__parent__parent",
)


class Step(StrEnum):
    """What a report waits for."""

    WRITING = "writing"
    ASSURANCE = "assurance"
    SIGN_OFF = "sign-off"
    NOTHING = "nothing"


STEPS: Mapping[str, Step] = {
    ReportState.EXPECTED: Step.WRITING,
    ReportState.DRAFT: Step.WRITING,
    ReportState.SUBMITTED: Step.ASSURANCE,
    ReportState.ASSURED: Step.SIGN_OFF,
    ReportState.SIGNED_OFF: Step.NOTHING,
}

# The step that approves a report, by what it waits for.
APPROVALS: Mapping[Step, ReportStep] = {
    Step.ASSURANCE: ReportStep.ASSURED,
    Step.SIGN_OFF: ReportStep.SIGNED_OFF,
}

NOBODY = {
    Step.WRITING: "Nobody: it has no lead with an account",
    Step.SIGN_OFF: "Nobody: no senior responsible owner or sponsor with an account may sign it off",
}


@dataclass(frozen=True)
class Place:
    """An initiative as the name of a branch of the tree."""

    slug: str
    name: str
    kind: str


@dataclass(frozen=True)
class Return:
    """One expected report. ``people`` are the accounts that have it now: authors or signers, none for the PMO.

    ``days`` is how long it has been in its state, where that is known; ``due`` when its next step should be done.
    ``not_by`` are the accounts (ids) that may not take the approval it waits for, because the report is their own or
    they assured it. ``branch`` is the initiative itself and all that it is part of, nearest first.
    """

    pk: int
    initiative: int
    period: ReportingPeriod
    slug: str
    name: str
    branch: tuple[Place, ...]
    state: str
    days: int | None
    was_sent_back: bool
    due: date | None
    late_days: int
    is_silent: bool
    comments: int
    people: tuple[User, ...]
    not_by: frozenset[int]

    @property
    def step(self) -> Step:
        """What it waits for; nothing once its period is locked."""
        return STEPS[self.state] if self.period.is_open else Step.NOTHING

    @property
    def has_returned(self) -> bool:
        return self.state in RETURNED

    @property
    def who(self) -> str:
        """Who has it now, in words; empty where nobody needs to do anything more."""
        if self.step == Step.ASSURANCE:
            return "PMO"
        if self.is_stuck:
            return NOBODY[self.step]
        return ", ".join(map(str, self.people))

    @property
    def is_late(self) -> bool:
        return self.late_days > 0

    @property
    def is_stuck(self) -> bool:
        """Whether it waits for a step that nobody with an account can take."""
        return self.step in (Step.WRITING, Step.SIGN_OFF) and not self.people

    @property
    def programme(self) -> Place | None:
        """What it is part of: the nearest programme, else the portfolio."""
        above = self.branch[1:]
        programmes = (place for place in above if place.kind == InitiativeKind.PROGRAMME)
        return next(programmes, above[-1] if above else None)

    def waits_for(self, user: Someone, *, assures: bool) -> bool:
        """Whether ``user`` can take the next step; ``assures``: whether the PMO's steps are theirs to take."""
        if self.step == Step.ASSURANCE:
            return assures and user.pk not in self.not_by
        return user in self.people


def returns(
    periods: Iterable[ReportingPeriod],
    today: date,
    *,
    initiatives: Collection[int] | None = None,
    before: int | None = None,
) -> list[Return]:
    """The reports expected for ``periods`` (of one footprint), of ``initiatives`` where given, in printed order.

    ``before`` is the key of the period right before, for telling who is silent: nothing was saved since the opening,
    and nothing was returned for that period either. Late is a report whose next step was due before ``today``. Five
    queries at any size. The caller has seen to it that the person may see them.
    """
    by_pk = {period.pk: period for period in periods}
    reports = HighlightReport.objects.filter(period__in=by_pk)
    if initiatives is not None:
        reports = reports.filter(initiative__in=initiatives)
    rows = list(_rows(reports, before))
    holders = holders_of({row["initiative_id"] for row in rows})
    return [_return(row, by_pk[row["period_id"]], holders, today) for row in rows]


def _rows(reports: Any, before: int | None) -> Iterator[dict[str, Any]]:
    own = {"initiative": OuterRef("initiative"), "period": OuterRef("period")}
    missed = HighlightReport.objects.outstanding().filter(initiative=OuterRef("initiative"), period=before)
    history = ReportComment.objects.filter(report=OuterRef("pk"))
    comments = (
        history.exclude(text="").order_by().values("report").annotate(number=Count("pk")).values("number")
    )
    steps = history.exclude(step=ReportStep.COMMENT).order_by("-at", "-pk").values("step")
    places = [f"{storey}__{name}" for storey in STOREYS for name in ("slug", "name", "kind")]
    return (
        reports.annotate(
            is_being_written=Exists(ReportDraft.objects.filter(**own)),
            was_missed=Exists(missed) if before else Value(False),
            number=Coalesce(Subquery(comments, output_field=IntegerField()), 0),
            last_step=Subquery(steps[:1]),
            opened_at=F("period__opened_at"),
        )
        .order_by("period__first_day", "initiative__position", "initiative__name")
        .values(
            "pk",
            *HANDS,
            "period_id",
            "state",
            "created_at",
            *(
                f"{step}_at"
                for step in ("opened", "edited", "submitted", "returned", "assured", "signed_off")
            ),
            "is_being_written",
            "was_missed",
            "number",
            "last_step",
            *places,
        )
        .iterator()
    )


def _return(row: dict[str, Any], period: ReportingPeriod, holders: Holders, today: date) -> Return:
    initiative, state = row["initiative_id"], row["state"]
    step = STEPS[state] if period.is_open else Step.NOTHING
    due = due_day(step, period)
    not_by: frozenset[int] = frozenset()
    if step in APPROVALS:
        hands = HighlightReport(**{name: row[name] for name in HANDS})
        not_by = frozenset(barred(hands, APPROVALS[step], holders))
    people: tuple[User, ...] = ()
    if step == Step.WRITING:
        people = holders.leads(initiative)
    elif step == Step.SIGN_OFF:
        people = holders.signers(initiative, without=not_by)
    since = _since(row)
    is_untouched = state == ReportState.EXPECTED and not row["edited_at"] and not row["is_being_written"]
    return Return(
        pk=row["pk"],
        initiative=initiative,
        period=period,
        slug=row["initiative__slug"],
        name=row["initiative__name"],
        branch=tuple(_branch(row)),
        state=state,
        days=(today - timezone.localdate(since)).days if since else None,
        was_sent_back=_was_sent_back(row),
        due=due,
        late_days=max(0, (today - due).days) if due else 0,
        is_silent=period.is_open and is_untouched and bool(row["was_missed"]),
        comments=row["number"],
        people=people,
        not_by=not_by,
    )


def _branch(row: dict[str, Any]) -> Iterator[Place]:
    for storey in STOREYS:
        if row[f"{storey}__slug"]:
            yield Place(row[f"{storey}__slug"], row[f"{storey}__name"], row[f"{storey}__kind"])


def due_day(step: Step, period: ReportingPeriod) -> date | None:
    """When what a report of ``period`` waits for should be done; None where no day is set."""
    return {
        Step.WRITING: period.returns_due,
        Step.ASSURANCE: period.assurance_due,
        Step.SIGN_OFF: period.sign_off_due,
    }.get(step)


def _was_sent_back(row: dict[str, Any]) -> bool:
    """Whether it is with its authors because somebody sent it back."""
    return row["state"] == ReportState.DRAFT and row["last_step"] == ReportStep.RETURNED


def _since(row: dict[str, Any]) -> datetime | None:
    """When it came to its state: a draft when it was sent back, else when it was saved last."""
    if row["state"] == ReportState.EXPECTED:
        return row["opened_at"] or row["created_at"]
    if _was_sent_back(row):
        return row["returned_at"]
    step = "edited" if row["state"] == ReportState.DRAFT else row["state"]
    return row[f"{step}_at"]
