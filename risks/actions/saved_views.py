"""Saving the filters of a list under a name."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import QueryDict

from portfolios.access import require
from portfolios.models import Footprint
from risks.models import SavedView
from risks.queries.saved_views import filters_alone
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from stp_portal.core import audit


@transaction.atomic
def save_view(
    *, footprint: Footprint, kind: str, name: str, query: str, is_shared: bool, by: User
) -> SavedView:
    """Keep the filters ``query``, as they stand in an address, under a name of ``by``; saved again as they are, they
    are there once. Raises ValidationError by field: no name or a long one, a name that ``by`` uses for other filters,
    more filters than are kept.
    """
    # Two copies of one form: the second sees what the first wrote.
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    row = SavedView(
        footprint=footprint,
        user=by,
        kind=kind,
        name=name.strip(),
        query=filters_alone(QueryDict(query)),
        is_shared=is_shared,
    )
    there = SavedView.objects.filter(footprint=footprint, user=by, kind=kind, name=row.name).first()
    if there and (there.query, there.is_shared) == (row.query, row.is_shared):
        return there
    _check(row)
    row.save()
    audit.record("saved_view.saved", on=row, by=by, after=_content(row))
    return row


@transaction.atomic
def change_view(*, view: SavedView, name: str, is_shared: bool, by: User) -> SavedView:
    """Rename one's own view, share it or keep it to oneself. PermissionDenied for somebody else's; ValidationError as
    for a new one.
    """
    row = SavedView.objects.select_for_update(of=("self",)).get(pk=view.pk)
    if row.user_id != by.pk:
        raise PermissionDenied("This view is somebody else's: save one of your own.")
    before = _content(row)
    row.name, row.is_shared = name.strip(), is_shared
    if _content(row) == before:
        return row
    _check(row)
    row.save()
    audit.record("saved_view.changed", on=row, by=by, before=before, after=_content(row))
    return row


@transaction.atomic
def remove_view(*, view: SavedView, by: User) -> None:
    """Remove one's own view; a PMO lead may remove what others share. Nothing but the shortcut goes: what the audit
    trail says of it stays. PermissionDenied for anybody else; removed twice, it is removed once.
    """
    row = SavedView.objects.select_for_update(of=("self",)).filter(pk=view.pk).first()
    if row is None:
        return
    if row.user_id != by.pk:
        require(by, Permission.MANAGE_FOOTPRINT, row.footprint)
    audit.record("saved_view.removed", on=row, by=by, before=_content(row))
    row.delete()


def _content(row: SavedView) -> dict[str, object]:
    return {"list": row.kind, "name": row.name, "filters": row.query, "shared": row.is_shared}


def _check(row: SavedView) -> None:
    """The rules of the model, each under the field that people typed in."""
    if not row.name:
        raise ValidationError({"name": "Give the view a name, such as “Overdue reviews”."})
    try:
        row.full_clean()
    except ValidationError as refused:
        # What is not about the name is about the pair of name and person, or about filters that nobody types here.
        raise ValidationError({"name": refused.messages}) from refused
