"""The steps of a highlight report as its page offers them: their words, and which are this person's to take."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.urls import reverse

from portfolios.actions import report_steps
from portfolios.actions.report_steps import Step
from portfolios.models import HighlightReport, ReportState
from portfolios.queries.holders import Holders
from reports.forms.report_steps import StepForm
from reports.report_rows import missing_rows
from stp_portal.accounts.models import User


class Take(Protocol):
    """An action of ``report_steps``."""

    def __call__(
        self, *, report: HighlightReport, version: int, comment: str, by: User
    ) -> HighlightReport: ...


@dataclass(frozen=True)
class Offer:
    """A step in words: ``follows`` is what happens once ``button`` was pressed, ``done`` what is said then."""

    name: str
    step: Step
    take: Take
    heading: str
    follows: str
    button: str
    done: str
    hint: str = ""
    needs_comment: bool = False
    kind: str = "primary"


OFFERS = {
    offer.name: offer
    for offer in (
        Offer(
            name="submit",
            step=report_steps.SUBMIT,
            take=report_steps.submit,
            heading="Submit the report",
            follows="It goes to the PMO to be assured. Until then you can take it back.",
            button="Submit report",
            done="is submitted. The PMO assures it next",
            hint="What the PMO should know. It is not printed.",
        ),
        Offer(
            name="assure",
            step=report_steps.ASSURE,
            take=report_steps.assure,
            heading="Assure the report",
            follows="Those who can sign it off are told by mail. Its authors can no longer take it back.",
            button="Assure report",
            done="is assured. It waits for its sign-off",
            hint="What was checked, or what those who sign it off should know. It is not printed.",
        ),
        Offer(
            name="sign-off",
            step=report_steps.SIGN_OFF,
            take=report_steps.sign_off,
            heading="Sign the report off",
            follows="It is done, and goes into the papers as it stands above when the PMO locks the period.",
            button="Sign off report",
            done="is signed off",
            hint="It is not printed.",
        ),
        Offer(
            name="return",
            step=report_steps.RETURN,
            take=report_steps.send_back,
            heading="Return the report to its authors",
            follows="It is a draft again, and its authors are told by mail to read your comment and submit it anew.",
            button="Return report",
            done="is returned to its authors",
            hint="Say what should be put right. Its authors read this.",
            needs_comment=True,
            kind="secondary",
        ),
        Offer(
            name="recall",
            step=report_steps.RECALL,
            take=report_steps.recall,
            heading="Take the report back",
            follows="It is a draft again: change it, then submit it anew. Nothing that was written is lost.",
            button="Take report back",
            done="is a draft again",
            hint="Why you take it back. It is not printed.",
            kind="secondary",
        ),
        Offer(
            name="comment",
            step=report_steps.COMMENT,
            take=report_steps.comment,
            heading="Comment on the report",
            follows="It stays where it is. Those who write, assure and sign it off read your comment on this page.",
            button="Add comment",
            done="has your comment",
            needs_comment=True,
            kind="secondary",
        ),
    )
}


@dataclass(frozen=True)
class Offered:
    """A step that this person may take now, with its form; ``address`` is where that is sent.

    ``missing`` are the lines that say what must be written before, each with where.
    """

    offer: Offer
    form: StepForm
    address: str
    missing: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Offers:
    """What this person may do with a report now, and why they may not do what would else be theirs."""

    steps: tuple[Offered, ...] = ()
    refusals: tuple[str, ...] = ()

    def has(self, name: str) -> bool:
        return any(one.offer.name == name for one in self.steps)


def offers_of(
    report: HighlightReport, user: User, holders: Holders, *, bound: dict[str, StepForm] | None = None
) -> Offers:
    """The steps that lead on from where ``report`` is and that ``user`` may take; nothing in a period that is not open.

    ``bound`` are forms that were sent and came back, by the name of their step.
    """
    if not report.period.is_open:
        return Offers()
    able: list[Offer] = []
    refusals: list[str] = []
    for offer in OFFERS.values():
        if report.state not in offer.step.before:
            continue
        decision = offer.step.may(user, report, holders)
        if decision.allowed:
            able.append(offer)
        elif decision.is_own:
            refusals.append(decision.why)
    return Offers(tuple(_offered(able, report, bound or {})), tuple(refusals))


def step_form(offer: Offer, data: Any = None, version: int | None = None) -> StepForm:
    """The form of a step, as it was sent or empty, for the ``version`` of the report that stands on the page."""
    return StepForm(
        data,
        step=offer.name,
        needs_comment=offer.needs_comment,
        hint=offer.hint,
        initial={"version": version},
    )


def _offered(able: list[Offer], report: HighlightReport, bound: dict[str, StepForm]) -> Iterator[Offered]:
    where = [report.footprint.slug, report.initiative.slug, report.period.slug]
    for offer in able:
        missing: list[dict[str, str]] = []
        if offer.name == "submit":
            # Of a report that nobody began everything is missing; its state says that it must be written.
            if report.state == ReportState.EXPECTED:
                continue
            missing = missing_rows(
                report_steps.submission_errors(report), reverse("reports:report-edit", args=where)
            )
        yield Offered(
            offer=offer,
            form=bound.get(offer.name) or step_form(offer, version=report.version),
            address=reverse(f"reports:report-{offer.name}", args=where),
            missing=tuple(missing),
        )
