"""Risks, and how their scores move."""

from datetime import timedelta
from random import Random

from portfolios.models import Initiative
from reports.synthesise.calendar import Month
from reports.synthesise.narrative import CLOSINGS, PRIVATE_RISK_REASON, RESCORES, RISKS
from reports.synthesise.register_words import CATEGORY_OF_RISK
from reports.synthesise.world import World
from risks.ladder import level_of
from risks.models import (
    Assessment,
    AssessmentKind,
    Proximity,
    Register,
    Risk,
    RiskLevel,
    RiskOwner,
    RiskReference,
    RiskResponse,
    RiskStatus,
)
from risks.models.references import folded

AT_FIRST = 0.8  # initiatives with a risk in the first month
NEW = 0.04  # initiatives that log another in a month
RESCORED = 0.08  # risks rescored in a month
CLOSED = 0.03  # risks closed in a month
PRIVATE = 0.05


class Risking:
    """The register, remembering the open risks and their current scores, and what the last month changed."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.number = 0
        self.current: dict[Risk, Assessment] = {}
        self.logged: list[Risk] = []
        self.closed: list[Risk] = []
        self.rescored: set[Risk] = set()

    def move_on(self, month: Month) -> None:
        """Let a month pass: some risks are closed, some rescored, some are new."""
        chance = self.world.chance(f"risks of {month.slug}")
        self._close(month, chance)
        self._rescore(month, chance)
        self._log(month, chance)
        made = Assessment.objects.filter(footprint=self.world.footprint, assessed_on=month.last_day)
        made.update(recorded_at=month.moment(4))

    @staticmethod
    def category_of(risk: Risk) -> str:
        """The key of its category."""
        return risk.category.key if risk.category else ""

    def _log(self, month: Month, chance: Random) -> None:
        is_first = month is self.world.months[0]
        logging = [one for one in self.world.initiatives if chance.random() < (AT_FIRST if is_first else NEW)]
        risks = self.logged = self.world.make(self._risk(initiative, month, chance) for initiative in logging)
        self.world.make(reference for risk in risks for reference in self._references(risk))
        owners = chance.choices(self.world.people, k=len(risks))
        self.world.make(
            RiskOwner(footprint=self.world.footprint, risk=risk, person=person, valid_from=month.first_day)
            for risk, person in zip(risks, owners, strict=True)
        )
        scores = [self._first_scores(risk, month, chance) for risk in risks]
        self.world.make(assessment for three in scores for assessment in three)
        self.current |= {risk: three[1] for risk, three in zip(risks, scores, strict=True)}
        stamp = month.moment(4)
        Risk.objects.filter(pk__in=[risk.pk for risk in risks]).update(created_at=stamp, updated_at=stamp)

    def _risk(self, initiative: Initiative, month: Month, chance: Random) -> Risk:
        self.number += 1
        event, cause, effect = entry = chance.choice(RISKS)
        category = self.world.categories[CATEGORY_OF_RISK[RISKS.index(entry)]]
        event = event.format(name=initiative.heading)
        is_private = chance.random() < PRIVATE
        return Risk(
            footprint=self.world.footprint,
            number=self.number,
            reference=f"R{self.number:03}",
            initiative=initiative,
            level=level_of(initiative),
            title=event[0].upper() + event[1:],
            cause=cause,
            event=event,
            effect=effect,
            category=category,
            # In turn, not by chance: so what chance gives elsewhere stays as it was.
            proximity=list(Proximity)[self.number % len(Proximity)],
            response=RiskResponse.TRANSFER if self.number % 9 == 0 else RiskResponse.TREAT,
            logged=month.last_day - timedelta(days=chance.randint(0, 25)),
            is_private=is_private,
            private_reason=PRIVATE_RISK_REASON if is_private else "",
            is_published=not is_private,
        )

    def _references(self, risk: Risk) -> list[RiskReference]:
        """What a portfolio's risks are called in the registers of the governing body; some share a reference."""
        if risk.level != RiskLevel.PORTFOLIO:
            return []
        called = [(Register.CORPORATE, f"CRR{risk.number % 7 + 1:02}")]
        if risk.number % 2:
            called.append((Register.BAF, f"{risk.number % 4 + 1}.{risk.number % 3 + 1}"))
        return [
            RiskReference(
                footprint=self.world.footprint,
                risk=risk,
                register=register,
                reference=reference,
                folded=folded(reference),  # bulk_create does not call save
            )
            for register, reference in called
        ]

    def _first_scores(
        self, risk: Risk, month: Month, chance: Random
    ) -> tuple[Assessment, Assessment, Assessment]:
        """Inherent, current and target: controls bring the likelihood down, hardly ever the impact."""
        likelihood, impact = (
            chance.choices((2, 3, 4, 5), (1, 3, 4, 2))[0],
            chance.choices((2, 3, 4, 5), (2, 4, 3, 1))[0],
        )
        current = max(1, likelihood - chance.choice((0, 1, 1)))
        target = max(1, current - chance.choice((1, 2)))
        return (
            self._score(risk, AssessmentKind.INHERENT, likelihood, impact, month),
            self._score(risk, AssessmentKind.CURRENT, current, impact, month),
            self._score(risk, AssessmentKind.TARGET, target, max(1, impact - 1), month),
        )

    def _rescore(self, month: Month, chance: Random) -> None:
        old: list[Assessment] = []
        new: dict[Risk, Assessment] = {}
        for risk, standing in self.current.items():
            if standing.cell is None or chance.random() >= RESCORED:
                continue
            step = -1 if chance.random() < 0.6 else 1
            likelihood = min(max(standing.cell.likelihood + step, 1), 5)
            if likelihood == standing.cell.likelihood:
                continue
            standing.superseded_at = month.moment(4)
            old.append(standing)
            new[risk] = self._score(
                risk, AssessmentKind.CURRENT, likelihood, standing.cell.impact, month, chance.choice(RESCORES)
            )
        Assessment.objects.bulk_update(old, ["superseded_at"], batch_size=500)
        self.world.make(new.values())
        self.current |= new
        self.rescored = set(new)

    def _close(self, month: Month, chance: Random) -> None:
        closed = [risk for risk in self.current if chance.random() < CLOSED]
        for risk in closed:
            risk.status, risk.closed_reason = RiskStatus.CLOSED, chance.choice(CLOSINGS)
            risk.closed_at, risk.closed_by = month.moment(0), self.world.accounts["pmo"]
            del self.current[risk]
        Risk.objects.bulk_update(
            closed, ["status", "closed_reason", "closed_at", "closed_by"], batch_size=500
        )
        self.closed = closed

    def _score(
        self, risk: Risk, kind: AssessmentKind, likelihood: int, impact: int, month: Month, reason: str = ""
    ) -> Assessment:
        cell = self.world.cells[likelihood, impact]
        return Assessment(
            footprint=self.world.footprint,
            risk=risk,
            kind=kind,
            matrix_id=cell.matrix_id,
            cell=cell,
            band=cell.band,
            reason=reason,
            assessed_on=month.last_day,
            recorded_by=self.world.accounts["pmo"],
        )
