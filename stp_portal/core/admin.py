"""What the administration pages of every app share."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest

from stp_portal.core import audit
from stp_portal.core.base import Versioned
from stp_portal.core.models import AuditEvent

admin.site.site_header = "STP Portal administration"
admin.site.site_title = "STP Portal administration"
admin.site.index_title = "Records"
# Who may do what is a membership of a footprint; a group here would grant nothing.
admin.site.unregister(Group)


def told(obj: models.Model, value: Any) -> str:
    """A value for the audit trail. Of private records only how long it is: auditors see that it changed, not what."""
    words = str(value)
    return f"{len(words)} characters" if getattr(obj, "is_private", False) else words


class RecordForm(forms.ModelForm):
    """Checks every constraint of the database before saving.

    Django leaves out those that name a column which is not on the form, such as the day a membership was ended: the
    database would then refuse the row with a page of its own.
    """

    def validate_unique(self) -> None:
        super().validate_unique()
        if self.errors:
            return  # else what is wrong would be said twice
        # Both helpers are Django's own, used as its method of this name uses them; the stubs leave them out.
        exclusions = self._get_validation_exclusions()  # type: ignore[attr-defined]
        exclude = {name for name in exclusions if name in self.fields}
        try:
            self.instance.validate_constraints(exclude=exclude)
        except ValidationError as broken:
            self._update_errors(broken)  # type: ignore[attr-defined]


class RecordAdmin(admin.ModelAdmin):
    """A record that the administrator may add and change. Each save is an audit event; nothing is deleted."""

    form: type[forms.ModelForm] = RecordForm

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        if change and isinstance(obj, Versioned):
            obj.version += 1  # so that somebody who has the record open in a form is told
        super().save_model(request, obj, form, change)
        name = obj._meta.model_name
        fields = [field for field in form.changed_data if "password" not in field]
        after = {field: told(obj, form.cleaned_data.get(field)) for field in fields}
        before = {field: told(obj, form.initial.get(field)) for field in fields} if change else None
        event = f"{name}.changed" if change else f"{name}.added"
        audit.record(
            event,
            on=obj,
            by=cast(audit.Actor, request.user),
            before=before,
            after=after,
            source="administration pages",
        )

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class HistoryAdmin(admin.ModelAdmin):
    """History and frozen records: to be looked at, not touched."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(AuditEvent)
class AuditEventAdmin(HistoryAdmin):
    list_display = ("at", "chain", "seq", "event", "actor", "subject_label")
    list_filter = ("chain", "event")
    search_fields = ("actor", "subject_label")
    # Counting a long trail costs more than the page.
    show_full_result_count = False
