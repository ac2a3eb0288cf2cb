"""Refusals of several parts, gathered under the fields of one form."""

import pytest
from django.core.exceptions import ValidationError

from stp_portal.core.refusals import Refusals


def told(refusals: Refusals) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        refusals.raise_any()
    return refused.value.message_dict


def test_nothing_refused_raises_nothing():
    refusals = Refusals()
    with refusals.under():
        pass
    refusals.raise_any()


def test_everything_is_said_under_the_names_of_the_form():
    refusals = Refusals()
    with refusals.under({"on": "milestone_3_met"}):
        raise ValidationError({"on": ["Give a date.", "Give a real one."]})
    with refusals.under():
        raise ValidationError({"progress": "Write something."})
    with refusals.under():
        raise ValidationError("The period is locked.")
    assert told(refusals) == {
        "milestone_3_met": ["Give a date.", "Give a real one."],
        "progress": ["Write something."],
        "__all__": ["The period is locked."],
    }


def test_what_has_no_field_of_that_name_goes_where_it_is_told_to():
    refusals = Refusals()
    with refusals.under({"on": "met"}, otherwise="milestone_3"):
        raise ValidationError({"elsewhere": "Not here."})
    with refusals.under({"on": "met"}, otherwise="milestone_3"):
        raise ValidationError("Not at all.")
    assert told(refusals) == {"milestone_3": ["Not here.", "Not at all."]}


def test_other_errors_pass():
    with pytest.raises(KeyError), Refusals().under():
        raise KeyError("a mistake of ours")
