"""The administration pages of the record, for the PMO administrator."""

from django.contrib import admin
from django.http import HttpRequest

from portfolios import models
from stp_portal.core.admin import HistoryAdmin, RecordAdmin


class OfFootprint(RecordAdmin):
    """A record of a footprint: told apart and filtered by it."""

    list_display = ("__str__", "footprint")
    list_filter = ("footprint",)
    list_select_related = ("footprint",)


@admin.register(models.Footprint)
class FootprintAdmin(RecordAdmin):
    list_display = ("name", "slug", "is_made_up")


@admin.register(models.Membership)
class MembershipAdmin(OfFootprint):
    list_display = ("user", "role", "footprint", "valid_from", "valid_to", "ended_at")
    list_filter = ("footprint", "role")


@admin.register(models.Organisation)
class OrganisationAdmin(OfFootprint):
    search_fields = ("name", "short_name")


@admin.register(models.Person)
class PersonAdmin(OfFootprint):
    list_display = ("__str__", "post", "organisation", "user", "footprint")
    search_fields = ("name", "post")


@admin.register(models.Body)
class BodyAdmin(OfFootprint):
    search_fields = ("name", "abbreviation")


@admin.register(models.Meeting)
class MeetingAdmin(OfFootprint):
    date_hierarchy = "date"


@admin.register(models.Initiative)
class InitiativeAdmin(OfFootprint):
    list_display = ("name", "kind", "parent", "position", "footprint")
    list_filter = ("footprint", "kind", "category")
    search_fields = ("name", "short_name", "aliases__name")

    def get_readonly_fields(self, request: HttpRequest, obj: models.Initiative | None = None) -> list[str]:
        """Its name in addresses stays: records of locked periods know it by that."""
        return ["slug"] if obj else []


@admin.register(models.RatingScheme)
class RatingSchemeAdmin(OfFootprint):
    list_display = ("name", "valid_from", "valid_to", "footprint")


@admin.register(models.RatingLevel)
class RatingLevelAdmin(OfFootprint):
    list_display = ("label", "letter", "shape", "colour", "scheme", "footprint")


@admin.register(models.ReportingPeriod)
class ReportingPeriodAdmin(OfFootprint):
    list_display = ("label", "first_day", "last_day", "state", "footprint")

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.ReportingPeriod | None = None
    ) -> list[str]:
        """A period is locked with its snapshot, by an action; then its days and dates are part of the record.

        Its name in addresses stays, because mails and papers lead there.
        """
        if obj and obj.is_locked:
            return [field.name for field in obj._meta.fields if field.editable]
        return ["state", "slug"] if obj else ["state"]


@admin.register(models.Ask)
class AskAdmin(OfFootprint):
    list_display = ("__str__", "purpose", "state", "footprint")
    list_filter = ("footprint", "state", "purpose")


@admin.register(models.Milestone)
class MilestoneAdmin(OfFootprint):
    list_display = ("title", "initiative", "baseline", "forecast", "actual")


@admin.register(models.RoleAssignment)
class RoleAssignmentAdmin(OfFootprint):
    list_display = ("person", "role", "initiative", "valid_from", "valid_to")
    list_filter = ("footprint", "role")


admin.site.register([models.InitiativeAlias, models.Abbreviation], OfFootprint)
admin.site.register(
    [models.Rating, models.HighlightReport, models.ReportParagraph, models.MilestoneForecast], HistoryAdmin
)


@admin.register(models.ReportComment)
class ReportCommentAdmin(HistoryAdmin):
    list_display = ("at", "report", "step", "by")
    list_filter = ("footprint", "step")
    list_select_related = ("report__initiative", "report__period", "by")


@admin.register(models.PlannedOutcome)
class PlannedOutcomeAdmin(HistoryAdmin):
    list_display = ("report", "outcome", "position")
    list_filter = ("footprint", "outcome")
    list_select_related = ("report__initiative", "report__period")


@admin.register(models.Cycle)
class CycleAdmin(HistoryAdmin):
    """For looking: it is changed on its own page, which holds it to its rules."""

    list_display = ("footprint", "cadence", "body", "reminder_time")
    list_select_related = ("footprint", "body")


@admin.register(models.Deputy)
class DeputyAdmin(HistoryAdmin):
    list_display = ("deputy", "principal", "valid_from", "valid_to", "ended_at", "given_by")
    list_filter = ("footprint",)
    list_select_related = ("deputy", "principal", "given_by")


@admin.register(models.Mail)
class MailAdmin(HistoryAdmin):
    list_display = ("subject", "address", "state", "attempts", "created_at", "sent_at", "footprint")
    list_filter = ("footprint", "state")
    search_fields = ("address", "subject")


@admin.register(models.Notice)
class NoticeAdmin(HistoryAdmin):
    list_display = ("text", "user", "kind", "held_until", "is_dropped", "mail", "footprint")
    list_filter = ("footprint", "kind", "is_dropped")
    list_select_related = ("user", "mail", "footprint")
    search_fields = ("key", "text", "user__email")
