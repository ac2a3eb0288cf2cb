"""Risks, with what stands beside them."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolios.models import Ask, Initiative, Person, ReportingPeriod
from reports.examples_loader.build import Build
from reports.examples_loader.builders.scores import Scale
from reports.examples_loader.folders import Examples
from reports.examples_loader.rows import Checked
from risks.models import Action, ActionStatus, Control, Risk, RiskOwner, RiskReference, RiskStatus


def build(build: Build, examples: Examples, slug: str, period: ReportingPeriod | None) -> None:
    """Make the risks that are new in a period, numbered on in the order of their rows, with the score the source
    prints. ``period`` is None where its row was refused.
    """
    is_sound = not (examples.errors or build.errors)
    scale = Scale(build, period, is_sound=is_sound)
    for place, row in enumerate(_rows(examples, slug), start=1):
        with build.row(row):
            initiative, ask = row.get("initiative"), row.get("raised_in_ask")
            risk = Risk(
                footprint=build.footprint,
                number=Risk.objects.next_number(build.footprint),
                initiative=build.shelf(Initiative)[initiative] if initiative else None,
                raised_in_ask=build.shelf(Ask)[ask] if ask else None,
                **row.plain,
            )
            assessment = scale.score(row)
            build.keep(risk, key=(slug, place))
            if assessment:
                assessment.risk = risk
                build.keep(assessment)
            _add_names(build, row, risk)
            _add_mitigation(build, row, risk)


def close(build: Build, examples: Examples, slug: str, period: ReportingPeriod) -> None:
    """Close the risks of a period that the source drops later, once the period is frozen with them."""
    for place, row in enumerate(_rows(examples, slug), start=1):
        if not (closed := row.get("closed")):
            continue
        with build.row(closed):
            risk = build.shelf(Risk)[slug, place]
            if closed["on"] <= period.last_day:
                message = (
                    f"{closed['on']} is not after {period}, in which the risk stands. "
                    f"Give a day after {period.last_day}."
                )
                raise ValidationError({"on": message})
            risk.status, risk.closed_reason = RiskStatus.CLOSED, closed["reason"]
            risk.closed_at = timezone.make_aware(datetime.combine(closed["on"], time(12)))
            risk.closed_by = build.account
            risk.full_clean()
            risk.save()
            # A risk is not closed while something is to be done about it.
            Action.objects.filter(risk=risk).open().update(
                status=ActionStatus.CLOSED, ended_on=closed["on"], ended_reason=closed["reason"]
            )


def _rows(examples: Examples, slug: str) -> list[Checked]:
    return examples.rows(f"{slug}/risks.yaml", "risks")


def _add_names(build: Build, row: Checked, risk: Risk) -> None:
    """What other registers call the risk, and who owns it."""
    for reference in row.get("references", []):
        with build.row(reference):
            build.keep(RiskReference(footprint=build.footprint, risk=risk, **reference.plain))
    for owner in row.get("owners", []):
        build.keep(RiskOwner(footprint=build.footprint, risk=risk, person=build.shelf(Person)[owner]))


def _add_mitigation(build: Build, row: Checked, risk: Risk) -> None:
    """Controls and actions, in the places they are given; the others in their order, controls first."""
    controls, actions = row.get("controls", []), row.get("actions", [])
    for place, control in enumerate(controls, start=1):
        with build.row(control):
            values = {"position": place} | control.plain
            build.keep(Control(footprint=build.footprint, risk=risk, **values))
    for place, action in enumerate(actions, start=len(controls) + 1):
        with build.row(action):
            lead = action.get("lead")
            build.keep(
                Action(
                    footprint=build.footprint,
                    number=Action.objects.next_number(build.footprint),
                    risk=risk,
                    lead=build.shelf(Person)[lead] if lead else None,
                    **{"position": place} | action.plain,
                )
            )
