"""Addresses within a footprint of its month and of what is drawn from its record."""

from django.urls import path

from portfolios.views import cycle, mails, meetings, open_period, periods, plan_year, rhythms
from reports.urls import compose, deliveries, paper_types, publishing, schedules
from reports.views import (
    changes,
    chase,
    heat_map,
    initiative,
    my_work,
    paper_record,
    paper_sections,
    papers,
    period_lock,
    period_room,
    report,
    report_drafts,
    report_form,
    report_preview,
    status,
)

app_name = "reports"

reading_urls = [
    path("", status.portfolio, name="portfolio-status"),
    path("initiatives/<slug:slug>/", initiative.initiative, name="initiative"),
    path("risks/heat-map/", heat_map.page, name="heat-map"),
]

paper_urls = [
    path("papers/", papers.papers, name="papers"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/compile/", papers.compile_paper, name="paper-compile"),
    path("papers/<int:pk>/runs/<int:run_pk>/", papers.run_progress, name="run-progress"),
    path("papers/<int:pk>/sections/<int:section_pk>/", paper_sections.section, name="paper-section"),
    path("papers/<int:pk>/read/", papers.read, name="paper-read"),
    path("papers/<int:pk>/files/<int:file_pk>/", papers.file, name="file"),
    path("papers/<int:pk>/record/", paper_record.record, name="paper-record"),
]

REPORT = "initiatives/<slug:slug>/reports/<slug:period>/"
report_urls = [
    path(f"{REPORT}edit/", report_form.edit, name="report-edit"),
    path(f"{REPORT}preview/", report_preview.preview, name="report-preview"),
    path(f"{REPORT}autosave/", report_drafts.autosave, name="report-autosave"),
    path(f"{REPORT}discard/", report_drafts.discard, name="report-discard"),
]
step_urls = [
    path(REPORT, report.report, name="report"),
    path(f"{REPORT}pmo-rating/", report.pmo_rating, name="report-pmo-rating"),
    *(
        path(f"{REPORT}{step}/", report.take_step, {"step": step}, name=f"report-{step}")
        for step in ("submit", "recall", "return", "assure", "sign-off", "comment")
    ),
]
cycle_urls = [
    path("periods/", periods.periods, name="periods"),
    path("periods/plan/", plan_year.plan_year, name="plan-year"),
    path("periods/add/", periods.add, name="period-add"),
    path("periods/cycle/", cycle.settings, name="cycle"),
    path("periods/who-reports/", rhythms.who_reports, name="who-reports"),
    path("periods/meetings/", meetings.arrange, name="meetings"),
    path("periods/meetings/<int:pk>/remove/", meetings.remove, name="meeting-remove"),
    path("periods/<slug:period>/dates/", periods.dates, name="period-dates"),
    path("periods/<slug:period>/open/", open_period.open_period, name="period-open"),
    path("periods/<slug:period>/remove/", periods.remove, name="period-remove"),
]
room_urls = [
    path("periods/current/", period_room.current, name="period-room-current"),
    path("periods/<slug:period>/", period_room.period_room, name="period-room"),
    path("periods/<slug:period>/chase/", chase.chase, name="period-chase"),
]
lock_urls = [
    path("periods/<slug:period>/lock/", period_lock.lock, name="period-lock"),
    path("periods/<slug:period>/reopen/", period_lock.reopen, name="period-reopen"),
]
change_urls = [path("periods/<slug:period>/changes/", changes.changes, name="changes")]
work_urls = [path("my-work/", my_work.my_work, name="my-work")]
mail_urls = [
    path("mails/", mails.mails, name="mails"),
    path("mails/retry/", mails.retry_all, name="mails-retry"),
    path("mails/<int:pk>/", mails.mail, name="mail"),
    path("mails/<int:pk>/retry/", mails.retry, name="mail-retry"),
    path("my-mail/", mails.preferences, name="mail-preferences"),
]

urlpatterns = [
    *reading_urls,
    *report_urls,
    *step_urls,
    *cycle_urls,
    *room_urls,
    *lock_urls,
    *change_urls,
    *work_urls,
    *mail_urls,
    *paper_urls,
    *compose.urlpatterns,
    *paper_types.urlpatterns,
    *publishing.urlpatterns,
    *schedules.urlpatterns,
    *deliveries.urlpatterns,
]
