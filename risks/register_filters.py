"""The filters of the register, read from an address: one reading for list, export, bulk changes and heat map."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.http import QueryDict
from django.utils import timezone

from portfolios.models import Footprint, Someone
from risks.forms.register import ABOVE, CELL, RegisterForm
from risks.forms.statuses import chosen_status
from risks.models import RiskStatus
from risks.queries.narrowing import NONE, Filters, put_right
from risks.queries.places import branch, choices
from risks.queries.register_choices import Cell, Choices, cell_named, choices_of, each_slug_once
from risks.queries.saved_views import NO_FILTERS, filters_alone
from stp_portal.core.forms import asked_of


@dataclass(frozen=True)
class Asked:
    """What an address asks of the register. ``said`` tells what of the words was put right, ``query`` is the filters
    alone as an address, ``without_cell`` those without the cell.
    """

    form: RegisterForm
    filters: Filters
    said: str
    cell: Cell | None
    query: str
    without_cell: str

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters as fields of a form."""
        return parse_qsl(self.query)

    @property
    def any_status(self) -> bool:
        return not self.filters.status

    @property
    def is_narrowed(self) -> bool:
        """Whether it leaves out any open risk, or shows another status."""
        plain = Filters(status=RiskStatus.OPEN, sort=self.filters.sort, on=self.filters.on)
        return self.filters != plain


def read_filters(address: QueryDict, footprint: Footprint, user: Someone) -> Asked:
    """What ``address`` asks: the open risks where it names no status; what is not understood is left out and said by
    the form. Four queries, one more for a cell, and those of ``put_right`` for words.
    """
    today = timezone.localdate()
    data = asked_of(address)
    known = choices_of(footprint, user, today)
    form = RegisterForm(
        data,
        bands=[(band.slug, band.label) for band in each_slug_once(known.bands)],
        initiatives=choices(known.places, data.get("initiative", "")),
        owners=known.owners,
        categories=known.categories,
    )
    form.is_valid()
    cell = cell_named(footprint, user, *map(form.chosen, CELL)) if form.names_a_cell else None
    if form.names_a_cell and cell is None:
        form.refuse_cell()
    q, said = put_right(footprint, user, form.chosen("q"))
    filters = Filters(
        q=q,
        band=_band(form.chosen("band"), known),
        branch=branch(known.places, form.chosen("initiative")),
        status=chosen_status(form, RiskStatus.OPEN),
        level=form.chosen("level"),
        owner=_key(form.chosen("owner"), {person.key: person.pk for person in known.owners}),
        category=_key(form.chosen("category"), {each.key: each.pk for each in known.categories}),
        response=form.chosen("response"),
        proximity=form.chosen("proximity"),
        review=form.chosen("review"),
        is_above_tolerance=form.chosen("tolerance") == ABOVE,
        cell=cell.filter if cell else None,
        sort=form.chosen("sort") or "number",
        on=today,
    )
    return Asked(
        form, filters, said, cell, filters_alone(address), filters_alone(address, (*NO_FILTERS, *CELL))
    )


def _band(slug: str, known: Choices) -> tuple[str, ...] | None:
    """The labels that ``slug`` stands for; None where no band is chosen."""
    return known.band_labels(slug) if slug else None


def _key(chosen: str, keys: dict[str, int]) -> int | None:
    """The primary key of what was chosen, 0 for “none”; None where nothing was."""
    if not chosen:
        return None
    return 0 if chosen == NONE else keys[chosen]
