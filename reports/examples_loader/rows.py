"""Checks rows and files of example data against their forms, and says of each fault where it stands."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.settings import api_settings

from reports.examples_loader.errors import ExampleError
from reports.examples_loader.fields import Choice, Day, Key, Reference, Whole, Words, YesNo, suggestion
from reports.examples_loader.yaml_rows import Row, RowList, part_name

# What DRF says of every kind of field, in our words.
MESSAGES = {
    "required": "It is missing. Add a line for it.",
    "null": "It is empty. Write a value after the colon.",
    "not_a_list": "It must be a list: a line for each item, each beginning with a dash.",
}


class Checked(dict[str, Any]):
    """A row that passed, by the names of model fields, with the row it came from.

    ``plain`` is what can be given to the model as it is; references and nested rows are for the builder.
    """

    def __init__(
        self, values: Mapping[str, Any], *, row: Row, names: dict[str, str], plain: set[str]
    ) -> None:
        super().__init__(values)
        self.row = row
        self.names = names
        self._plain = plain

    @property
    def plain(self) -> dict[str, Any]:
        return {name: value for name, value in self.items() if name in self._plain}

    def error(self, model_field: str, message: str) -> ExampleError:
        """A fault that a model found in ``model_field``."""
        return self.row.error(self.names.get(model_field, model_field), message)


class Strict(serializers.Serializer[Any]):
    """A mapping in which every name is known."""

    default_error_messages = {"invalid": "It must hold named values, such as “key: west-team”."}

    def to_internal_value(self, data: Any) -> Checked:
        errors: dict[str, Any] = {}
        if isinstance(data, Row):
            unknown = [name for name in data if name not in self.fields]
            errors = {
                name: [f"This name is not used here. {suggestion(name, list(self.fields))}"]
                for name in unknown
            }
        try:
            values = super().to_internal_value(data)
        except ValidationError as error:
            found: Any = error.detail
            raise ValidationError({**found, **errors}) from error
        if errors:
            raise ValidationError(errors)
        names = {str(field.source): name for name, field in self.fields.items()}
        return Checked(values, row=data, names=names, plain=self.plain_names())

    def plain_names(self) -> set[str]:
        """Names of values that are neither references nor rows."""
        kinds = (Reference, serializers.BaseSerializer)
        return {str(field.source) for field in self.fields.values() if not isinstance(field, kinds)}


class RowSerializer(Strict, serializers.ModelSerializer[Any]):
    """A row that becomes an object: lengths, choices and what may be left out come from its model.

    ``unique`` names the cells that no two rows of a list may share.
    """

    unique: tuple[str, ...] = ()

    serializer_field_mapping = {
        models.BooleanField: YesNo,
        models.CharField: Words,
        models.DateField: Day,
        models.PositiveIntegerField: Whole,
        models.PositiveSmallIntegerField: Whole,
        models.SlugField: Key,
        models.TextField: Words,
    }
    serializer_choice_field = Choice

    def get_validators(self) -> list[Any]:
        return []  # rules between rows are the builders' to find: these rows are not in the database yet

    def get_uniqueness_extra_kwargs(self, field_names: Any, declared_fields: Any, extra_kwargs: Any) -> Any:
        return extra_kwargs, {}

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        field_class, kwargs = super().build_standard_field(field_name, model_field)
        kwargs.pop("validators", None)  # the model applies its own when the object is cleaned
        return field_class, kwargs

    def plain_names(self) -> set[str]:
        model: Any = self.Meta.model
        return super().plain_names() & {
            field.name for field in model._meta.concrete_fields if not field.is_relation
        }


class FileSerializer(serializers.Serializer[Any]):
    """A file: named values and lists of rows. Each row is checked on its own, so that one fault hides no other.

    Its context holds ``known``, what rows may refer to, and ``document``, the file itself.
    """

    def check(self) -> tuple[dict[str, Any], list[ExampleError]]:
        """What passed, by name, and all faults. A list holds the rows that passed."""
        document: Row = self.context["document"]
        values: dict[str, Any] = {}
        errors = [
            document.error(name, f"This name is not used here. {suggestion(name, list(self.fields))}")
            for name in document
            if name not in self.fields
        ]
        for name, field in self.fields.items():
            try:
                if isinstance(field, serializers.ListSerializer):
                    values[name], faults = self._check_rows(field, document.get(name, serializers.empty))
                    errors += faults
                else:
                    values[name] = field.run_validation(document.get(name, serializers.empty))
            except serializers.SkipField:
                pass  # left out, as it may be
            except ValidationError as error:
                errors += faults_of({name: error.detail}, document)
        return values, errors

    def _check_rows(
        self, field: "serializers.ListSerializer[Any]", rows: Any
    ) -> tuple[list[Checked], list[ExampleError]]:
        if not isinstance(rows, RowList):
            code = "required" if rows is serializers.empty else "not_a_list"
            raise ValidationError([MESSAGES[code]])
        passed: list[Checked] = []
        errors: list[ExampleError] = []
        seen: dict[tuple[Any, ...], Row] = {}
        form: Any = field.child
        for number, row in enumerate(rows, start=1):
            if not isinstance(row, Row):
                message = str(Strict.default_error_messages["invalid"])
                document = self.context["document"]
                part = part_name(document, str(field.field_name))
                errors.append(ExampleError(document.file, number, rows.lines[number - 1], "", message, part))
                continue
            try:
                passed.append(form.run_validation(row))
            except ValidationError as error:
                errors += faults_of(error.detail, row)
            errors += _repeated(row, getattr(form, "unique", ()), seen)
        return passed, errors


def _repeated(row: Row, names: tuple[str, ...], seen: dict[tuple[Any, ...], Row]) -> Iterator[ExampleError]:
    key = tuple(row.get(name) for name in names)
    if not names or None in key or not all(isinstance(value, str) for value in key):
        return
    if key in seen:
        first = seen[key]
        where = f"row {first.number} (line {first.line})"
        yield row.error(
            names[0], f"“{': '.join(key)}” stands in {where} already. Change or remove one of the two."
        )
    else:
        seen[key] = row


def faults_of(detail: Any, row: Row) -> Iterator[ExampleError]:
    """The faults that DRF found in ``row``, each with its place."""
    for name, found in detail.items():
        below = row.get(name)
        if isinstance(found, dict):
            yield from _faults_below(found, below, name=name, row=row)
            continue
        field = "" if name == api_settings.NON_FIELD_ERRORS_KEY else name
        for message in found:
            yield row.error(field, _in_our_words(message))


def _faults_below(found: dict[Any, Any], below: Any, *, name: str, row: Row) -> Iterator[ExampleError]:
    if isinstance(below, Row):
        yield from faults_of(found, below)
    elif isinstance(below, RowList) and all(isinstance(index, int) for index in found):
        for index, detail in found.items():
            item = below[index]
            if isinstance(detail, dict) and isinstance(item, Row):
                yield from faults_of(detail, item)
            else:
                line = below.lines[index]
                for message in _messages(detail):
                    yield row.error(f"{name} {index + 1}", _in_our_words(message), line=line)
    else:
        for message in _messages(found):
            yield row.error(name, _in_our_words(message))


def _messages(detail: Any) -> list[Any]:
    if isinstance(detail, dict):
        return [message for value in detail.values() for message in _messages(value)]
    return list(detail)


def _in_our_words(message: Any) -> str:
    return MESSAGES.get(getattr(message, "code", ""), str(message))
