"""Addresses of schedules of papers."""

from django.urls import URLPattern, path

from reports.views import schedules

SCHEDULE = "papers/schedules/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("papers/schedules/", schedules.schedules, name="schedules"),
    path("papers/schedules/add/", schedules.add, name="schedule-add"),
    path(SCHEDULE, schedules.schedule, name="schedule"),
    *(
        path(f"{SCHEDULE}{to}/", schedules.switch, {"to": to}, name=f"schedule-{to}")
        for to in ("pause", "resume")
    ),
    path(f"{SCHEDULE}<slug:period>/make/", schedules.make, name="schedule-make"),
    path("papers/<int:pk>/follow-meeting/", schedules.follow_meeting, name="paper-follow-meeting"),
]
