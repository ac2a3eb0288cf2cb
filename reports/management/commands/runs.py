"""`manage.py runs`: what there is to compile, and the work itself where there is no worker or no broker."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reports import runner
from reports.actions import publishing, runs, schedules
from reports.models import Run, RunState
from reports.time_limit import soft_time_limit


class Command(BaseCommand):
    help = (
        "Lists the runs that are unfinished or failed. With --once, makes and publishes the papers "
        "that are due and compiles what is, without any broker; workers may do the same at the same time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do the work that is due, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.work()
        else:
            self.show()

    def work(self) -> None:
        """Make and publish the papers that are due, give up what no worker survives, compile each due run, once."""
        schedules.make_due()
        publishing.publish_due()
        touched = runs.give_up()
        for run_id in list(Run.objects.due().values_list("pk", flat=True)):
            with soft_time_limit(settings.CELERY_TASK_SOFT_TIME_LIMIT):
                runner.execute(run_id)
            touched.append(run_id)
        if not touched:
            self.stdout.write("Nothing is due.")
        self.describe(touched)

    def show(self) -> None:
        """Say how the runs stand that have no files."""
        without = Run.objects.exclude(state=RunState.DONE).order_by("pk").values_list("pk", flat=True)
        if not without:
            self.stdout.write("No run is waiting, and none has failed.")
        self.describe(list(without))

    def describe(self, run_ids: list[int]) -> None:
        for run in (
            Run.objects.filter(pk__in=run_ids).select_related("footprint", "paper__period").order_by("pk")
        ):
            error = f": {run.error}" if run.error else ""
            self.stdout.write(
                f"Run {run.pk}, {run.footprint}, {run.paper}: {run.get_state_display().lower()}{error}"
            )
