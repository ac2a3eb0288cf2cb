"""The administration pages of papers, for the PMO administrator."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from portfolios.admin import OfFootprint
from reports import models
from reports.actions.papers import WRITABLE
from stp_portal.core.admin import HistoryAdmin

admin.site.register(
    [models.CoverTemplate, models.CoverField, models.PaperType, models.PaperTypeSection], OfFootprint
)


@admin.register(models.Paper, models.PaperSection, models.CoverAnswer)
class PaperAdmin(OfFootprint):
    """A paper and its parts, until it is approved: from then on it is not changed (DESIGN 5)."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        paper = getattr(obj, "paper", obj)
        if isinstance(paper, models.Paper) and paper.state not in WRITABLE:
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


admin.site.register([models.Snapshot, models.Finding], HistoryAdmin)
