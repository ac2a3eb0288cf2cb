"""Two models that stand for those of the apps: core must work without any of them."""

from django.db import models

from stp_portal.core.base import Timestamped, Versioned
from stp_portal.core.fields import FuzzyDateField


class Footprint(models.Model):
    slug = models.SlugField()

    class Meta:
        app_label = "core_tests"

    def __str__(self) -> str:
        return self.slug.title()


class Plan(Versioned, Timestamped):
    footprint = models.ForeignKey(Footprint, on_delete=models.CASCADE, null=True)
    title = models.CharField(max_length=50, default="Digital shared service")
    due = FuzzyDateField()
    done = FuzzyDateField(blank=True)

    class Meta:
        app_label = "core_tests"

    def __str__(self) -> str:
        return self.title


class PlanOnPaper(Plan):
    class Meta:
        app_label = "core_tests"
        proxy = True
