"""Keeps fuzzy dates in models and forms."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from stp_portal.core.date_words import LONGEST_READABLE
from stp_portal.core.fuzzy_dates import NO_DAY, FuzzyDate


def as_fuzzy_date(value: FuzzyDate | date | str | None) -> FuzzyDate:
    """`value` as a fuzzy date: words are read, a date is one day, None is blank. TypeError for anything else."""
    if isinstance(value, FuzzyDate):
        return value
    if isinstance(value, date):
        return FuzzyDate.of(value)
    if value is None or isinstance(value, str):
        return FuzzyDate.parse(value or "")
    raise TypeError(f"A fuzzy date is made from words or a date, not from {type(value).__name__} {value!r}.")


class FuzzyDateFormField(forms.CharField):
    """One line of text in which a date may be written any way; gives a FuzzyDate that keeps the words.

    `assume_year` is the calendar year of dates typed without one. Words that are no date are not an error here: a form
    that needs a dated answer checks `precision.is_dated` in its own clean method.
    """

    default_error_messages = {
        "max_length": "The date must be %(limit_value)d characters or fewer; it has %(show_value)d. "
        "Write the date only, such as 20/09/2017 or Q3 2017/18, and the explanation in the text.",
    }

    def __init__(self, *, assume_year: int | None = None, **kwargs: Any) -> None:
        self.assume_year = assume_year
        kwargs.setdefault("max_length", LONGEST_READABLE)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> FuzzyDate:
        return FuzzyDate.parse(super().clean(value), assume_year=self.assume_year)

    def prepare_value(self, value: Any) -> str:
        return "" if value is None else str(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial).strip() != self.prepare_value(data).strip()


class FuzzyDateAttribute(DeferredAttribute):
    """Reads words and dates the moment they are assigned, so that the attribute is a FuzzyDate from then on."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        # F("forecast") and other expressions go to the database as they are.
        if not hasattr(value, "resolve_expression"):
            value = as_fuzzy_date(value)
        instance.__dict__[self.field.attname] = value


class FuzzyDateField(models.Field):
    """A FuzzyDate in one text column that sorts by its last day: "2018-03-31|2018-01-01|quarter|Q4 17/18".

    Assign a FuzzyDate, words or a date; None is blank, never NULL. `forecast__last` is the last day in queries, NULL
    where there is none: `filter(forecast__last__lt=today)` finds what is overdue, as `FuzzyDate.is_overdue` does.
    """

    descriptor_class = FuzzyDateAttribute
    # For the type checker: what may be assigned, and what is read.
    _pyi_private_set_type: FuzzyDate | date | str | None
    _pyi_private_get_type: FuzzyDate

    def get_internal_type(self) -> str:
        return "TextField"

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        # A language's collation passes over "~" and "|"; only byte order keeps the order of the last day.
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> FuzzyDate:
        return FuzzyDate.from_column(value or "")

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value if hasattr(value, "resolve_expression") else as_fuzzy_date(value).to_column()

    def to_python(self, value: Any) -> FuzzyDate:
        if isinstance(value, str):
            try:
                return FuzzyDate.from_column(value)  # what value_to_string wrote into a fixture
            except ValueError:
                return FuzzyDate.parse(value)
        try:
            return as_fuzzy_date(value)
        except TypeError as error:
            raise ValidationError(str(error), code="invalid") from error

    def value_to_string(self, obj: models.Model) -> str:
        value: Any = self.value_from_object(obj)
        return as_fuzzy_date(value).to_column()

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        if len(value.words) > LONGEST_READABLE:
            raise ValidationError(
                FuzzyDateFormField.default_error_messages["max_length"],
                code="max_length",
                params={"limit_value": LONGEST_READABLE, "show_value": len(value.words)},
            )

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": FuzzyDateFormField, **kwargs})

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        """Take what a form gives; words that came back untouched keep the year that was once assumed for them."""
        current, given = getattr(instance, self.attname), as_fuzzy_date(data)
        if given.words != current.words or given.precision.is_dated:
            setattr(instance, self.attname, given)


@FuzzyDateField.register_lookup
class LastDay(models.Transform):
    """`forecast__last`: the last day of a fuzzy date as a date, NULL for those without."""

    lookup_name = "last"
    output_field = models.DateField()

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper, *args: Any, **extra: Any) -> Any:
        column, params = compiler.compile(self.lhs)
        # A column filled with '' by hand is blank as well, not the oldest date of all.
        return f"NULLIF(NULLIF(SUBSTR({column}, 1, 10), '{NO_DAY}'), '')", params

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        text, params = self.as_sql(compiler, connection)
        return f"CAST({text} AS date)", params
