"""The administration pages of papers, for the PMO administrator."""

from django.contrib import admin

from portfolios.admin import OfFootprint
from reports import models
from stp_portal.core.admin import HistoryAdmin

admin.site.register(
    [
        models.CoverTemplate,
        models.CoverField,
        models.PaperType,
        models.PaperTypeSection,
        models.Paper,
        models.PaperSection,
        models.CoverAnswer,
    ],
    OfFootprint,
)


@admin.register(models.Run)
class RunAdmin(HistoryAdmin):
    list_display = ("paper", "state", "attempts", "created_at", "finished_at")
    list_filter = ("state", "footprint")


@admin.register(models.PaperFile)
class PaperFileAdmin(HistoryAdmin):
    list_display = ("name", "size", "sha256", "created_at")
    exclude = ("content",)


admin.site.register([models.Snapshot, models.Finding], HistoryAdmin)
