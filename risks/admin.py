"""The administration pages of risks, for the PMO administrator."""

from django.contrib import admin

from portfolios.admin import OfFootprint
from risks import models
from stp_portal.core.admin import HistoryAdmin


@admin.register(models.Risk)
class RiskAdmin(OfFootprint):
    list_display = ("number", "reference", "title", "status", "level", "footprint")
    list_filter = ("footprint", "status", "level")
    search_fields = ("reference", "title", "description")


admin.site.register([models.RiskOwner], OfFootprint)
# A matrix is changed by making a new one; scores are appended on the pages.
admin.site.register(
    [models.RiskMatrix, models.RiskBand, models.RiskMatrixCell, models.Assessment], HistoryAdmin
)
