"""What workers are told to do. Messages are hints: each task asks the rows what there is to do, and may run twice."""

from celery import shared_task

from reports import runner
from reports.actions import publishing, runs, schedules
from reports.models import Run


@shared_task(name="reports.tick", time_limit=60, soft_time_limit=50)
def tick() -> None:
    """Fails runs that no worker survives, nudges workers about every run that is due, makes and publishes papers.

    Comes from beat every two seconds and takes milliseconds where no paper is due. The only place that sends messages,
    so nobody's page ever waits for a broker. Papers whose moment or day has come are last: trouble with them keeps no
    run back, and the next tick nudges about theirs.
    """
    runs.give_up()
    for run_id in Run.objects.due().values_list("pk", flat=True):
        compile_run.delay(run_id)
    schedules.make_due()
    publishing.publish_due()


@shared_task(name="reports.compile_run")
def compile_run(run_id: int) -> None:
    """Compiles one run, unless it is done, failed or with another worker. About 0.1 s a page, up to the time limit."""
    runner.execute(run_id)
