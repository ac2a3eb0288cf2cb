"""The cells of example data: strict about what they take, plain about what they refuse."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from stp_portal.core.text import put_right, validate_narrative

if TYPE_CHECKING:
    from reports.examples_loader.known import Known
    from reports.examples_loader.yaml_rows import Row

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def one_of(words: Sequence[str]) -> str:
    """“A”, “A or B”, “A, B, or C”."""
    if len(words) < 3:
        return " or ".join(words)
    return f"{', '.join(words[:-1])}, or {words[-1]}"


def suggestion(wrong: str, known: Collection[str]) -> str:
    """The cure for a name that is not there: those like it, or all of them where they are few."""
    close = get_close_matches(wrong, known, n=3, cutoff=0.6)
    if close:
        return f"Did you mean {one_of([f'“{word}”' for word in close])}?"
    if 0 < len(known) <= 20:
        return f"Use {one_of([f'“{word}”' for word in known])}."
    return "Add it there, or correct the name here."


class Words(serializers.CharField):
    """Text, kept to the letter. Numbers and dates are refused: YAML reads 12:30 as 750."""

    default_error_messages = {
        "blank": "It is empty. Write it.",
        "invalid": "YAML does not read it as words. Put it in quotes.",
        # The count is filled in by the validator, the limit by the field.
        "max_length": "It has %(show_value)d characters and may have {max_length}. Shorten it.",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("trim_whitespace", False)
        super().__init__(**kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        blank = (data is None and self.allow_blank) or (isinstance(data, str) and not data.strip())
        return super().run_validation("" if blank else data)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return data


class Narrative(Words):
    """Markdown, as people write it in the portal: put right as there, no HTML, not longer than the portal takes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators.append(validate_narrative)

    def to_internal_value(self, data: Any) -> str:
        return put_right(super().to_internal_value(data))


class Key(Words):
    """A short name that other rows use."""

    default_error_messages = {
        "form": "“{value}” is no short name. Use small letters, digits and hyphens, such as west-team.",
    }

    def __init__(self, *, allow_unicode: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # allow_unicode is what DRF passes for a slug; keys are plain letters

    def to_internal_value(self, data: Any) -> str:
        value = super().to_internal_value(data)
        if not _KEY.fullmatch(value):
            self.fail("form", value=value)
        return value


class Reference(Words):
    """The key of a row elsewhere. ``keys`` gives those there are, from what is known and from the file it stands in."""

    default_error_messages = {"unknown": "There is no {what} “{value}” in {file}. {cure}"}

    def __init__(
        self, what: str, file: str, keys: "Callable[[Known, Row], Collection[str]]", **kwargs: Any
    ) -> None:
        self.what, self.file, self.keys = what, file, keys
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        value = super().to_internal_value(data)
        known = self.keys(self.context["known"], self.context["document"])
        if value not in known:
            self.fail("unknown", what=self.what, value=value, file=self.file, cure=suggestion(value, known))
        return value


class Day(serializers.DateField):
    """A day of the calendar."""

    default_error_messages = {"invalid": "“{value}” is not a date. Write year-month-day, such as 2017-09-20."}

    def to_internal_value(self, value: Any) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.fail("invalid", value=value)


class YesNo(serializers.BooleanField):
    """true or false, and nothing that merely looks like it."""

    default_error_messages = {"invalid": "“{input}” is neither true nor false. Write one of the two."}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Whole(serializers.IntegerField):
    """A whole number."""

    default_error_messages = {
        "invalid": "It is not a whole number. Write digits only, without quotes.",
        "min_value": "It is below {min_value}. Write a number from {min_value} up.",
        "max_value": "It is above {max_value}. Write a smaller number.",
    }

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data


class Number(serializers.DecimalField):
    """A number, with decimals or without."""

    default_error_messages = {
        "invalid": "It is not a number. Write digits, with a point before decimals, without quotes, commas and units.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=None, decimal_places=None, **kwargs)

    def to_internal_value(self, data: Any) -> Decimal:
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        return super().to_internal_value(data)


class Factor(Whole):
    """A step of an axis of a risk matrix: its number, counted from 1, or its word."""

    default_error_messages = {
        "invalid": "It is neither a number nor a word of the axis. Write one of the two, such as 4 or Likely.",
    }

    def to_internal_value(self, data: Any) -> Any:
        return data if isinstance(data, str) and data.strip() else super().to_internal_value(data)


class Choice(serializers.ChoiceField):
    """One of the words that a model knows."""

    default_error_messages = {"invalid_choice": "“{input}” is not a word used here. Use {words}."}

    def to_internal_value(self, data: Any) -> Any:
        if data == "" and self.allow_blank:
            return ""
        if data not in self.choices:
            self.fail(
                "invalid_choice", input=data, words=one_of([str(word) for word in self.choices if word != ""])
            )
        return data
