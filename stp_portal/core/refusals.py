"""What the parts of one save refuse, gathered: so that everything is said at once, each under its own field."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class Refusals:
    """For a save in several parts, inside one transaction::

        refusals = Refusals()
        with refusals.under({"forecast": "milestone_3_forecast"}, otherwise="milestone_3"):
            milestones.reforecast(...)
        refusals.raise_any()

    The parts are actions, atomic in themselves; raised at the end, the refusals take back the parts that went well.
    """

    def __init__(self) -> None:
        self.found: dict[str, list[ValidationError]] = {}

    @contextmanager
    def under(
        self, names: Mapping[str, str] | None = None, otherwise: str = NON_FIELD_ERRORS
    ) -> Iterator[None]:
        """Keep a ValidationError of what is done within, its fields called as in ``names``.

        What is about no field at all goes under ``otherwise``; a field that is not in ``names`` keeps its name where
        there are none, else goes there too.
        """
        try:
            yield
        except ValidationError as refused:
            for name, errors in _by_field(refused).items():
                to = otherwise if name == NON_FIELD_ERRORS else (names or {name: name}).get(name, otherwise)
                self.found.setdefault(to, []).extend(errors)

    def raise_any(self) -> None:
        """ValidationError with everything that was refused; nothing where nothing was."""
        if self.found:
            raise ValidationError(dict(self.found))


def _by_field(refused: ValidationError) -> dict[str, list[ValidationError]]:
    if hasattr(refused, "error_dict"):
        return dict(refused.error_dict)
    return {NON_FIELD_ERRORS: refused.error_list}
