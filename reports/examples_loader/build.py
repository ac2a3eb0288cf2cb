"""What builders share: the objects made so far, and the faults that models find."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from portfolios.models import Footprint
from reports.examples_loader.errors import ExampleError
from reports.examples_loader.rows import Checked
from stp_portal.accounts.models import User

M = TypeVar("M", bound=models.Model)

# Who makes the rows, in the audit trail.
BY = "example data"


class _Unbuilt(Exception):
    """A row refers to one that was not built; why not has been reported there."""


class Shelf(dict[Any, Any]):
    """Objects of one kind by their keys."""

    def __missing__(self, key: Any) -> Any:
        raise _Unbuilt(key)


class Build:
    """The making of one footprint from checked rows, in one transaction that the caller holds.

    Rows that cannot be built are reported and passed over, so that all faults come out at once.
    """

    def __init__(self, footprint: Footprint) -> None:
        self.footprint = footprint
        self.errors: list[ExampleError] = []
        self.counts: Counter[str] = Counter()
        self._shelves: dict[type[models.Model], Shelf] = {}

    @cached_property
    def account(self) -> User:
        """Who closed what the source says is closed: an account that nobody can sign in with."""
        user = User(
            email=f"example-data.{self.footprint.slug}@example.org", name="Example data", is_active=False
        )
        user.set_unusable_password()
        user.save()
        return user

    def shelf(self, model: type[models.Model]) -> Shelf:
        """The objects of ``model`` made so far, by the key they were put away with."""
        return self._shelves.setdefault(model, Shelf())

    def keep(self, made: M, *, key: Any = None) -> M:
        """Hold ``made`` to the rules of its model, save it, and put it away under ``key``."""
        made.full_clean()
        made.save()
        self.counts[str(made._meta.verbose_name_plural)] += 1
        if key is not None:
            self.shelf(type(made))[key] = made
        return made

    @contextmanager
    def row(self, row: Checked) -> Iterator[None]:
        """Build something from ``row``: what its model refuses becomes a fault of the row."""
        try:
            yield
        except _Unbuilt:
            pass
        except ValidationError as error:
            fields = (
                error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
            )
            for name, messages in fields.items():
                field = "" if name == NON_FIELD_ERRORS else name
                self.errors.extend(row.error(field, message) for message in messages)
