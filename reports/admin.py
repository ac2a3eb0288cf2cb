"""The administration pages of papers, for the PMO administrator."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from portfolios.admin import OfFootprint
from reports import models
from stp_portal.core.admin import HistoryAdmin

admin.site.register(
    [models.CoverTemplate, models.CoverField, models.PaperType, models.PaperTypeSection], OfFootprint
)


MARKS = ("is_private", "private_reason")


@admin.register(models.Paper, models.PaperSection)
class PaperAdmin(OfFootprint):
    """A paper and its sections, of which the marks are changed here until it is approved (DESIGN 5).

    All else is written on its own pages, which know who wrote, so that nobody approves their own.
    """

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [field.name for field in self.opts.concrete_fields if field.name not in MARKS]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        # Under the lock that approval takes, and read again: what is saved here is the whole row.
        paper = getattr(found, "paper", found)
        models.Paper.objects.select_for_update(no_key=True).get(pk=paper.pk)
        return super().get_object(request, object_id, from_field)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        paper = getattr(obj, "paper", obj)
        if isinstance(paper, models.Paper) and paper.state not in models.WRITABLE:
            return False
        return super().has_change_permission(request, obj)


@admin.register(models.Run)
class RunAdmin(HistoryAdmin):
    list_display = ("paper", "state", "attempts", "created_at", "finished_at")
    list_filter = ("state", "footprint")


@admin.register(models.PaperFile)
class PaperFileAdmin(HistoryAdmin):
    list_display = ("name", "size", "sha256", "created_at")
    exclude = ("content",)


admin.site.register([models.CoverAnswer, models.Snapshot, models.Finding], HistoryAdmin)
