import pytest

from stp_portal.core.base import Conflict, check_version
from tests.core.planning import Plan


def test_check_version_passes_the_version_the_person_started_from(plans):
    plan = plans.create(due="TBC")
    assert plan.version == 1
    check_version(plan, 1)


@pytest.mark.parametrize("expected", [3, 5])
def test_check_version_raises_conflict_for_any_other(expected):
    plan = Plan(title="Digital shared service", due="TBC", version=4)
    with pytest.raises(Conflict) as conflict:
        check_version(plan, expected)
    assert conflict.value.instance is plan
    assert conflict.value.expected == expected
    assert (
        f"saved Digital shared service while you were editing it: you started from version {expected}"
        in str(conflict.value)
    )


def test_timestamps_tell_making_from_saving(plans):
    plan = plans.create(due="TBC")
    made, saved = plan.created_at, plan.updated_at
    plan.title = "Digital service"
    plan.save()
    plan.refresh_from_db()
    assert plan.created_at == made
    assert plan.updated_at > saved
