import json
from datetime import date

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, models

from stp_portal.core.fields import FuzzyDateFormField
from stp_portal.core.fuzzy_dates import FuzzyDate, Precision
from tests.core.planning import Plan

WORDS = [
    "TBC",
    "2017/18",
    "Summer 2017",
    "20/09/2017",
    "On-going",
    "In post by March 2018",
    "Q3 17/18",
    "a|b|£",
]


class PlanForm(forms.ModelForm):
    class Meta:
        model = Plan
        fields = ["due", "done"]


def column(plan: Plan) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT due FROM core_tests_plan WHERE id = %s", [plan.pk])
        return cursor.fetchone()[0]


def test_assignment_reads_words_and_dates_at_once():
    plan = Plan(due="Q3 17/18", done=date(2017, 12, 24))
    assert plan.due.last == date(2017, 12, 31)
    assert plan.done == FuzzyDate.parse("24 December 2017")
    plan.done = None
    assert plan.done == FuzzyDate("", Precision.UNKNOWN)


def test_assignment_refuses_what_is_neither_words_nor_date():
    with pytest.raises(TypeError, match="made from words or a date, not from int 2017"):
        Plan(due=2017)


@pytest.mark.parametrize("words", WORDS)
def test_saved_value_comes_back_whole(plans, words):
    plan = plans.create(due=words)
    assert plans.get(pk=plan.pk).due == FuzzyDate.parse(words)
    assert plans.values_list("due", flat=True).get(pk=plan.pk) == FuzzyDate.parse(words)


def test_one_text_column_holds_last_first_precision_words(plans):
    assert column(plans.create(due="Q3 17/18")) == "2017-12-31|2017-10-01|quarter|Q3 17/18"
    assert (
        column(plans.create(due="January 2018 onwards"))
        == "~~~~~~~~~~|2018-01-01|open_ended|January 2018 onwards"
    )


def test_an_assumed_year_survives_saving(plans):
    plan = plans.create(due=FuzzyDate.parse("13th of September", assume_year=2017))
    assert plans.get(pk=plan.pk).due.last == date(2017, 9, 13)


def test_blank_is_stored_without_null_and_found_as_blank(plans):
    plan = plans.create(due="TBC")
    assert not plans.get(pk=plan.pk).done
    assert plans.get(done="") == plan
    assert plans.filter(done__isnull=True).count() == 0


def test_order_by_puts_the_earliest_last_day_first_and_undated_last(plans):
    for words in WORDS:
        plans.create(due=words)
    assert [str(plan.due) for plan in plans.order_by("due")] == [
        "Summer 2017",
        "20/09/2017",
        "Q3 17/18",
        "2017/18",
        "In post by March 2018",
        "On-going",
        "TBC",
        "a|b|£",
    ]


@pytest.mark.postgres_only
def test_column_sorts_by_bytes_whatever_language_the_server_speaks(plans):
    """In a collation such as en_GB "~" and "|" weigh nothing, and undated values would come first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT collation_name FROM information_schema.columns "
            "WHERE table_name = 'core_tests_plan' AND column_name IN ('due', 'done')"
        )
        assert cursor.fetchall() == [("C",), ("C",)]


@pytest.mark.parametrize("limit", ["2017-12-31", date(2017, 12, 31)])
def test_last_compares_with_dates_and_iso_text(plans, limit):
    for words in WORDS:
        plans.create(due=words)
    due = plans.order_by("due").values_list("due", flat=True)
    assert [str(words) for words in due.filter(due__last__lt=limit)] == ["Summer 2017", "20/09/2017"]
    assert [str(words) for words in due.filter(due__last__gt=limit)] == ["2017/18"]
    assert [str(words) for words in due.filter(due__last=limit)] == ["Q3 17/18"]
    assert due.filter(due__last__isnull=True).count() == 4


@pytest.mark.parametrize("on", [date(2017, 8, 31), date(2017, 9, 21), date(2018, 4, 1)])
def test_last_finds_exactly_what_is_overdue(plans, on):
    made = [plans.create(due=words) for words in WORDS]
    assert set(plans.filter(due__last__lt=on)) == {plan for plan in made if plan.due.is_overdue(on)}


def test_last_never_finds_a_blank_date_however_it_was_stored(plans):
    plan = plans.create(due="TBC")
    assert not plans.filter(done__last__lt="9999-12-31").exists()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_tests_plan SET done = '' WHERE id = %s", [plan.pk])
    assert not plans.filter(done__last__lt="9999-12-31").exists()
    assert plans.get(pk=plan.pk).done == FuzzyDate("", Precision.UNKNOWN)


def test_last_can_be_read_and_refuses_what_is_no_date(plans):
    plans.create(due="Q3 17/18")
    plans.create(due="TBC")
    assert set(plans.values_list("due__last", flat=True)) == {date(2017, 12, 31), None}
    with pytest.raises(ValidationError, match="invalid date format"):
        plans.filter(due__last__lt="next week").exists()


def test_expressions_reach_the_database(plans):
    plan = plans.create(due="Q3 17/18")
    plans.filter(pk=plan.pk).update(done=models.F("due"))
    plan.refresh_from_db()
    assert plan.done == plan.due


def test_full_clean_wants_words_where_blank_is_not_allowed():
    with pytest.raises(ValidationError) as error:
        Plan(due=" ").clean_fields(exclude=["footprint"])
    assert error.value.message_dict == {"due": ["This field cannot be blank."]}


def test_full_clean_refuses_prose():
    with pytest.raises(ValidationError, match="must be 200 characters or fewer; it has 201"):
        Plan(due="x" * 201).clean_fields(exclude=["footprint"])


def test_a_fixture_keeps_the_assumed_year(plans):
    plan = plans.create(due=FuzzyDate.parse("13th of September", assume_year=2017))
    (record,) = json.loads(serializers.serialize("json", [plan]))
    # What a deserializer does with each field; it looks models up in installed apps, so this one it would not find.
    assert Plan._meta.get_field("due").to_python(record["fields"]["due"]) == plan.due


def test_form_shows_and_keeps_the_words():
    form = PlanForm(instance=Plan(due="Q3 17/18"))
    assert 'value="Q3 17/18"' in str(form["due"])
    assert not PlanForm({"due": "Q3 17/18", "done": ""}, instance=Plan(due="Q3 17/18")).has_changed()
    changed = PlanForm({"due": " by the end of Q4 17/18 ", "done": ""}, instance=Plan(due="Q3 17/18"))
    assert changed.changed_data == ["due"]
    assert changed.is_valid()
    assert changed.save(commit=False).due == FuzzyDate.parse("by the end of Q4 17/18")


def test_form_keeps_an_assumed_year_while_the_words_stay():
    plan = Plan(due=FuzzyDate.parse("13th of September", assume_year=2017))
    form = PlanForm({"due": "13th of September", "done": ""}, instance=plan)
    assert form.is_valid()
    assert form.save(commit=False).due.last == date(2017, 9, 13)
    other = PlanForm({"due": "14th of September", "done": ""}, instance=plan)
    assert other.is_valid()
    assert other.save(commit=False).due == FuzzyDate("14th of September", Precision.UNKNOWN)


def test_form_asks_for_words_and_refuses_prose():
    assert PlanForm({"due": "", "done": ""}).errors == {"due": ["This field is required."]}
    long = PlanForm({"due": "x" * 201, "done": ""})
    assert "The date must be 200 characters or fewer; it has 201." in long.errors["due"][0]


def test_form_field_may_be_told_the_year():
    assert FuzzyDateFormField(assume_year=2017).clean("13th of September").last == date(2017, 9, 13)
