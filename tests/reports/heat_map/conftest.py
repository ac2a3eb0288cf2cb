"""An area whose risks are scored by two matrices, one after the other.

Models can be imported once Django is set up, so not at the top.
"""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from portfolios.models import Footprint, Initiative
    from risks.models import RiskMatrix


@pytest.fixture
def old(footprint: "Footprint") -> "RiskMatrix":
    """A matrix of words that was in force before."""
    from risks.actions import matrices
    from risks.matrix_presets import WORDS
    from risks.models import RiskMatrix

    matrix = matrices.create(
        footprint=footprint, key="words", valid_from=date(2016, 4, 1), by="tests", **vars(WORDS.spec)
    )
    RiskMatrix.objects.filter(pk=matrix.pk).update(valid_to=date(2017, 3, 31))
    return matrix


@pytest.fixture
def matrix(footprint: "Footprint") -> "RiskMatrix":
    from tests.factories import RiskMatrixFactory

    return RiskMatrixFactory(footprint=footprint, key="five", name="Five", valid_from=date(2017, 4, 1))


@pytest.fixture
def estate(
    footprint: "Footprint", initiative: "Initiative", matrix: "RiskMatrix", old: "RiskMatrix"
) -> "RiskMatrix":
    """Sixty risks over all cells, of every status, level and category, public and private; scored in two matrices, by a
    band alone, and not at all.
    """
    from tests.factories import (
        AssessmentFactory,
        PersonFactory,
        RiskCategoryFactory,
        RiskFactory,
        RiskOwnerFactory,
    )
    from tests.reports.heat_map.counted import score

    finance = RiskCategoryFactory(footprint=footprint, key="finance", name="Finance")
    nora = PersonFactory(footprint=footprint, key="nora", name="Nora Nurse")
    for number in range(1, 61):
        status = "closed" if number % 11 == 0 else "open"
        risk = RiskFactory(
            footprint=footprint,
            number=number,
            title=f"Too few {'nurses' if number % 3 else 'doctors'} in ward {number}",
            initiative=initiative if number % 2 else None,
            level="programme" if number % 4 else "portfolio",
            category=finance if number % 5 else None,
            response="treat" if number % 2 else "",
            status=status,
            closed_reason="Gone." if status == "closed" else "",
            is_private=number % 7 == 0,
            reviewed_on=date(2017, 5, 1) if number % 3 == 0 else None,
        )
        if number % 6 == 0:
            RiskOwnerFactory(risk=risk, person=nora)
        if number % 13 == 0:
            continue
        if number % 17 == 0:
            AssessmentFactory(risk=risk, cell=None, matrix=matrix, band=matrix.bands.last())
        elif number % 10 == 0:
            score(risk, old, "current", number % 3 + 1, number // 10 % 3 + 1)
        else:
            score(risk, matrix, "current", number % 5 + 1, number // 5 % 5 + 1)
        score(risk, matrix, "inherent", 5, number % 5 + 1)
        if number % 2:
            score(risk, matrix, "target", 1, number % 5 + 1)
        else:
            # A score that was superseded counts nowhere.
            AssessmentFactory(
                risk=risk,
                kind="target",
                cell=matrix.cells.get(likelihood=5, impact=5),
                superseded_at=datetime(2017, 5, 1, tzinfo=UTC),
            )
    return matrix
