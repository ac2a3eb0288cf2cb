"""How far a paper is on its way from draft to published, as the page of its steps shows it."""

from collections.abc import Mapping

from django.urls import reverse

from portfolios.models import Person
from reports.models import FINISHED, WRITABLE, Paper, PaperState, PaperStep, PaperStepKind, Run, RunState
from reports.step_rights import approvers
from stp_portal.core.lists import listed
from stp_portal.core.templatetags.text_tags import nhs_date, nhs_datetime

DONE, NOW, LATER = ("Done", ""), ("To do now", "blue"), ("Later", "grey")


def way_of(paper: Paper, run: Run | None) -> list[dict[str, str]]:
    """The steps of ``paper`` as items of ``{% task_list %}``: which are done, by whom and when.

    ``run`` is the one asked for last. One query, and three more until it is approved.
    """
    last = {step.kind: step for step in paper.steps.order_by("at", "pk")}
    is_draft, in_review = paper.state == PaperState.DRAFT, paper.state == PaperState.IN_REVIEW
    steps: list[tuple[str, PaperStepKind, tuple[str, str], str]] = [
        ("Hand in", PaperStepKind.SUBMITTED, NOW if is_draft else DONE, ""),
        (
            "Review",
            PaperStepKind.REVIEWED,
            _review_status(paper, is_reviewed=is_reviewed(last) and not is_draft),
            _reviewer_words(paper),
        ),
        (
            "Approve",
            PaperStepKind.APPROVED,
            LATER if is_draft else NOW if in_review else DONE,
            _who_approves(paper) if is_draft or in_review else "",
        ),
        (
            "Publish",
            PaperStepKind.PUBLISHED,
            DONE if paper.state in FINISHED else NOW if paper.state == PaperState.APPROVED else LATER,
            f"By itself on {nhs_date(paper.publish_on)}" if paper.publish_on else "By the PMO",
        ),
    ]
    items = [_compiled(paper, run)]
    for label, kind, (status, colour), otherwise in steps:
        step, hint = last.get(kind), otherwise
        if status == "Done":
            hint = f"{step.by_name}, {nhs_datetime(step.at)}" if step else "Not on record"
        items.append({"label": label, "hint": hint, "status": status, "colour": colour})
    return items


def is_reviewed(last: Mapping[str, PaperStep]) -> bool:
    """Whether a paper was reviewed since it was handed in. ``last``: its last step of each kind.

    A review of an earlier time round does not count: its author has changed the paper since.
    """
    reviewed, handed_in = last.get(PaperStepKind.REVIEWED), last.get(PaperStepKind.SUBMITTED)
    return reviewed is not None and (handed_in is None or reviewed.at >= handed_in.at)


def _review_status(paper: Paper, *, is_reviewed: bool) -> tuple[str, str]:
    """To do where a reviewer is named; else it may be left out."""
    if is_reviewed:
        return DONE
    if paper.state == PaperState.IN_REVIEW:
        return NOW if paper.reviewer else ("Optional", "grey")
    return LATER if paper.state == PaperState.DRAFT else ("Not done", "grey")


def _reviewer_words(paper: Paper) -> str:
    if paper.reviewer:
        return f"By {paper.reviewer}"
    return (
        "No reviewer is named: it can go straight to approval"
        if paper.state in WRITABLE
        else "No reviewer was named"
    )


def people_of(paper: Paper) -> list[dict[str, str]]:
    """Who has to do with ``paper``, as rows of ``{% summary_list %}``."""
    return [
        {"key": label, "value": _named(person)}
        for label, person in (
            ("Author", paper.author),
            ("Sponsor", paper.sponsor),
            ("Reviewer", paper.reviewer),
            ("Approver", paper.approver),
        )
    ]


def editions_of(paper: Paper) -> list[Paper]:
    """The other editions of ``paper``, newest first. One query."""
    others = Paper.objects.filter(
        footprint=paper.footprint_id,
        paper_type=paper.paper_type_id,
        period=paper.period_id,
        session=paper.session,
    )
    return list(others.exclude(pk=paper.pk).order_by("-edition"))


def _compiled(paper: Paper, run: Run | None) -> dict[str, str]:
    words = {
        RunState.DONE: ("Done", "", f"Compiled on {nhs_datetime(run.finished_at)}" if run else ""),
        RunState.QUEUED: ("Compiling", "blue", "The files are being made"),
        RunState.RUNNING: ("Compiling", "blue", "The files are being made"),
        RunState.FAILED: ("Failed", "red", "The paper could not be compiled"),
    }
    status, colour, hint = words[RunState(run.state)] if run else ("To do now", "blue", "It has no files yet")
    address = reverse("reports:paper", args=[paper.footprint.slug, paper.pk])
    return {"label": "Write and compile", "href": address, "hint": hint, "status": status, "colour": colour}


def _who_approves(paper: Paper) -> str:
    able = approvers(paper)
    if not able:
        return "Nobody can approve it: everybody who may has written in it or handed it in"
    return f"Can be approved by {listed(able, most=4, last='or')}"


def _named(person: Person | None) -> str:
    if person is None:
        return "Not named"
    return person.name_and_post if person.user_id else f"{person.name_and_post} (has no account)"
