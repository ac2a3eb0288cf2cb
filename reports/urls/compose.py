"""Addresses under which a paper is begun and written."""

from django.urls import path

from reports.views import (
    compose,
    paper_comments,
    paper_details,
    paper_sections,
    paper_start,
    section_drafts,
)

PAPER = "papers/<int:pk>/"
SECTION = f"{PAPER}sections/<int:section_pk>/"

urlpatterns = [
    path("papers/start/", paper_start.start, name="paper-start"),
    path(f"{PAPER}compose/", compose.page, name="paper-compose"),
    path(f"{PAPER}details/", paper_details.details, name="paper-details"),
    path(f"{PAPER}cover/", paper_details.cover, name="paper-cover"),
    path(f"{SECTION}autosave/", section_drafts.autosave, name="section-autosave"),
    path(f"{SECTION}discard/", section_drafts.discard, name="section-discard"),
    path(f"{SECTION}override/", paper_sections.override, name="section-override"),
    path(f"{SECTION}mark-private/", paper_sections.mark_private, name="section-mark-private"),
    *(
        path(f"{SECTION}{step}/", paper_sections.step, {"step": step}, name=f"section-{step}")
        for step in ("override-end", "leave-out", "put-back", "move", "make-public")
    ),
    path(f"{PAPER}comments/", paper_comments.comments, name="paper-comments"),
    path(f"{PAPER}comments/<int:comment_pk>/settle/", paper_comments.settle, name="comment-settle"),
]
