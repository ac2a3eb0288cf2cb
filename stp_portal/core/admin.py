"""What the administration pages of every app share."""

from typing import Any, cast

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from stp_portal.core import audit
from stp_portal.core.models import AuditEvent

admin.site.site_header = "STP Portal administration"
admin.site.site_title = "STP Portal administration"
admin.site.index_title = "Records"


class RecordAdmin(admin.ModelAdmin):
    """A record that the administrator may add and change. Each save is an audit event; nothing is deleted."""

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        name = obj._meta.model_name
        after = {field: str(form.cleaned_data.get(field)) for field in form.changed_data}
        before = {field: str(form.initial.get(field)) for field in form.changed_data} if change else None
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
