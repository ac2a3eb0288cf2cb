"""What people are told when the PMO chases a return: whoever has it now, once a day, in one mail each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from portfolios import digest
from portfolios.actions.notices import Telling, who_may_be_told
from portfolios.models import Footprint, Initiative, Notice, NoticeKind, ReportingPeriod
from portfolios.queries.returns import NOBODY, Return, Step
from stp_portal.accounts.models import User
from stp_portal.core.numbers import counted
from stp_portal.core.templatetags.text_tags import nhs_date

LONGEST_LINE = 200

NO_NEED = {
    Step.ASSURANCE: "It waits for the PMO.",
    Step.NOTHING: "It is signed off.",
}


@dataclass(frozen=True)
class Letter:
    """What one person is told about which initiatives; ``tellings`` are its notices."""

    user: User
    initiatives: tuple[str, ...]
    tellings: tuple[Telling, ...]

    def subject(self, footprint: Footprint) -> str:
        """The subject of the mail, if nothing else waits to go to this person."""
        return digest.subject(footprint, self._notices)

    def body(self, footprint: Footprint) -> str:
        """The text of the mail, if nothing else waits to go to this person."""
        return digest.body(footprint, self.user, self._notices)

    @property
    def _notices(self) -> list[Notice]:
        return [
            Notice(kind=told.kind, text=told.text, path=told.path, initiative=told.initiative)
            for told in self.tellings
        ]


@dataclass(frozen=True)
class Unreached:
    """Why nobody, or somebody not, is told about an initiative."""

    initiative: str
    why: str


@dataclass(frozen=True)
class Chase:
    """Who is told what, and about what nobody can be told."""

    letters: tuple[Letter, ...]
    unreached: tuple[Unreached, ...]


def letters(period: ReportingPeriod, reports: Sequence[Return], *, line: str, by: User, today: date) -> Chase:
    """What a chase of ``reports`` by ``by`` would say today, with ``line`` as a last word to each. Three queries.

    Left out is what somebody was chased about today already, and who may not sign in or has no role any more.
    """
    known = Initiative.objects.in_bulk([one.initiative for one in reports])
    told = [
        (one, user, _telling(one, known[one.initiative], user, today))
        for one in reports
        for user in one.people
        if one.step != Step.NOTHING
    ]
    already = set(
        Notice.objects.filter(
            footprint=period.footprint_id, key__in=[telling.key for _, _, telling in told]
        ).values_list("key", flat=True)
    )
    reachable = who_may_be_told(period.footprint, {user.pk for _, user, _ in told})
    fresh: defaultdict[User, list[tuple[Return, Telling]]] = defaultdict(list)
    unreached = [Unreached(one.name, _why(one)) for one in reports if not one.people]
    for one, user, telling in told:
        if telling.key in already:
            unreached.append(Unreached(one.name, f"{user} was chased about it today already."))
        elif user.pk not in reachable:
            unreached.append(Unreached(one.name, f"{user} has no role here any more, or may not sign in."))
        else:
            fresh[user].append((one, telling))
    people = sorted(fresh, key=lambda user: (str(user), user.pk))
    return Chase(
        letters=tuple(_letter(user, fresh[user], line, by) for user in people),
        unreached=tuple(unreached),
    )


def _why(one: Return) -> str:
    return f"{NOBODY[one.step]}." if one.is_stuck else NO_NEED[one.step]


def _letter(user: User, told: Iterable[tuple[Return, Telling]], line: str, by: User) -> Letter:
    """In the order in which a mail has them: that of their keys."""
    ordered = sorted(told, key=lambda pair: pair[1].key)
    *first, last = [telling for _, telling in ordered]
    if line:
        last = Telling(**{**last.__dict__, "text": f"{last.text} {by} adds: “{line}”"})
    return Letter(user, tuple(one.name for one, _ in ordered), (*first, last))


def _telling(one: Return, initiative: Initiative, user: User, today: date) -> Telling:
    period = one.period
    page = "reports:report-edit" if one.step == Step.WRITING else "reports:report"
    return Telling(
        user=user,
        kind=NoticeKind.CHASE,
        key=f"chase:{period.pk}:{one.initiative}:{user.pk}:{today.isoformat()}",
        text=_text(one, today),
        path=reverse(page, args=[period.footprint.slug, one.slug, period.slug]),
        period=period,
        initiative=initiative,
    )


def _text(one: Return, today: date) -> str:
    """“The report of Urgent Care for May 2018 was due on 7 June 2018, 5 days ago.”"""
    report = f"The report of {one.name} for {one.period}"
    signing = one.step == Step.SIGN_OFF
    if one.due is None:
        return f"{report} waits for your sign-off." if signing else f"{report} has not been returned yet."
    day = nhs_date(one.due)
    if one.is_late:
        ago = f"on {day}, {counted(one.late_days, 'day')} ago."
        return (
            f"{report} waits for your sign-off, which was due {ago}" if signing else f"{report} was due {ago}"
        )
    when = "today" if one.due == today else f"on {day}"
    return f"{report} waits for your sign-off, due {when}." if signing else f"{report} is due {when}."
