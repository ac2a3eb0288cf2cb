"""What moved on the heat map since the last locked period is told in words."""

from datetime import UTC, datetime

import pytest

from portfolios.models import ReportingPeriod
from reports.actions import periods
from risks.models import Risk, RiskMatrix
from stp_portal.accounts.models import User
from tests.factories import (
    PeriodFactory,
    RiskFactory,
)
from tests.pages import read
from tests.reports.heat_map.counted import MAP, score

pytestmark = pytest.mark.django_db


class TestMoves:
    @pytest.fixture
    def locked(self, footprint, initiative, matrix, priya: User) -> ReportingPeriod:
        """October 2017, locked with eight risks."""
        period = PeriodFactory(footprint=footprint, month=(2017, 10))
        for number, factors in enumerate(((4, 4), (2, 2), (3, 3), (5, 5), (2, 3), (1, 1)), start=4):
            RiskFactory(footprint=footprint, number=number, title=f"Risk of {number}", score=factors)
        Risk.objects.filter(number=6).update(is_private=True, private_reason="Section 43")
        periods.lock(period=period, version=1, by=priya)
        return period

    def move(self, number: int, likelihood: int, impact: int) -> None:
        risk = Risk.objects.get(number=number)
        risk.assessments.update(superseded_at=datetime(2017, 11, 2, tzinfo=UTC))
        matrix = RiskMatrix.objects.get(key="five")
        score(risk, matrix, "current", likelihood, impact)

    def told(self, client, user, address: str = MAP) -> list[str]:
        read(client, user, address)
        moves = client.get(address).context["moves"]
        return [f"Risk {move.number} {move.words}" for move in moves.moves]

    def test_they_are_told_in_words_worst_first(self, client, bea, locked, footprint):
        assert "No risk of this list moved over this matrix." in read(client, bea, MAP)
        self.move(4, 3, 4)
        self.move(5, 5, 4)
        self.move(8, 3, 2)
        Risk.objects.filter(number=7).update(status="closed", closed_reason="Gone.")
        Risk.objects.get(number=9).assessments.update(superseded_at=datetime(2017, 11, 2, tzinfo=UTC))
        RiskFactory(footprint=footprint, number=10, score=(1, 5))
        assert self.told(client, bea) == [
            "Risk 5 moved from 2 x 2 to 5 x 4 since October 2017: up from 4 to 20",
            "Risk 4 moved from 4 x 4 to 3 x 4 since October 2017: down from 16 to 12",
            "Risk 8 moved from 2 x 3 to 3 x 2 since October 2017: its score stays at 6",
            "Risk 10 came to 1 x 5 since October 2017",
            "Risk 7 left 5 x 5, where it stood in October 2017: it is closed",
            "Risk 9 left 1 x 1, where it stood in October 2017: it has no such score now",
        ]

    def test_they_follow_the_filters(self, client, bea, locked):
        self.move(4, 3, 4)
        self.move(5, 5, 4)
        assert len(self.told(client, bea, f"{MAP}?q=4")) == 1
        assert self.told(client, bea, f"{MAP}?kind=target") == []

    def test_a_private_risk_is_told_to_who_may_read_it(self, client, bea, bob, locked):
        self.move(6, 4, 4)
        assert self.told(client, bea) == [
            "Risk 6 moved from 3 x 3 to 4 x 4 since October 2017: up from 9 to 16"
        ]
        assert self.told(client, bob) == []
        assert "Risk of 6" not in read(client, bob, MAP)

    def test_what_was_marked_private_since_is_gone_for_an_observer(self, client, bob, locked):
        self.move(4, 3, 4)
        assert len(self.told(client, bob)) == 1
        Risk.objects.filter(number=4).update(is_private=True, private_reason="Section 43")
        assert self.told(client, bob) == []

    def test_without_a_locked_period_there_is_nothing_to_compare_with(self, client, bea, matrix):
        assert "No period is locked yet" in read(client, bea, MAP)
