"""The form in which a highlight report is written, with the milestones, risks and asks of its initiative."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.access import Standing, require_report_editor
from portfolios.actions import drafts, highlight_reports
from portfolios.authorship import author_token
from portfolios.models import Initiative, PeriodState, ReportComment, ReportDraft, ReportingPeriod, ReportStep
from reports.actions import report_updates
from reports.forms.highlight_reports import ReportForm
from reports.forms.report_clash import (
    ASKED,
    BASE,
    Clashes,
    asked_again,
    base_of,
    kept_texts,
    require_choices,
    settle,
    with_choices,
)
from reports.queries.report_form import ReportSetting, report_setting
from reports.views.report_drafts import also_writing, typed_data
from reports.views.report_place import above_report, place_of_report
from stp_portal.accounts.models import User
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.base import Conflict


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, slug: str, period: str) -> HttpResponse:
    """Show the form, or save what was typed. Whatever is refused comes back as typed, and nothing of it is written."""
    standing, initiative, in_period = place_of_report(request, footprint, slug, period)
    require_report_editor(request.user, initiative)
    setting = _setting(request, standing, initiative, in_period)
    saved = ReportForm(setting=setting)
    draft = ReportDraft.objects.filter(initiative=initiative, period=in_period, user=request.user).first()
    clashes: Clashes | None = None
    has_conflict = False

    if request.method == "POST":
        chosen = with_choices(request.POST, saved)
        form = ReportForm(chosen, setting=setting)
        require_choices(form, request.POST)
        if form.is_valid():
            try:
                _save(form, by=request.user)
            except Conflict:
                has_conflict = True
            except ValidationError as refused:
                form.refuse(refused)
            else:
                messages.success(request, f"The report of {initiative} for {in_period} is saved as a draft.")
                then = "reports:report-preview" if request.POST.get("then") == "preview" else "reports:report"
                return redirect(
                    then, footprint=standing.footprint.slug, slug=initiative.slug, period=in_period.slug
                )
        if has_conflict or form.errors:
            # It may have been refused because the record changed: what stands beside the form is as it is now.
            in_period.refresh_from_db()
            setting = _setting(request, standing, initiative, in_period)
            saved = ReportForm(setting=setting)
            form.see(setting)
            # After a conflict, what was left to the other stays so: also where a third came between.
            clashes = settle(form, saved, chosen) if has_conflict else asked_again(form, saved, request.POST)
    elif draft:
        typed = typed_data(draft)
        form = ReportForm.as_typed(typed, setting=setting)
        # Whoever was asked what to keep and left the page is asked again.
        clashes = asked_again(form, saved, typed) if typed.get(ASKED) else None
    else:
        form = saved

    status = 409 if has_conflict else 422 if form.errors else 200
    context = _context(form, setting) | {
        "draft": None if form.is_sent else draft,
        "has_conflict": has_conflict,
        "clashes": clashes,
        "kept": kept_texts(typed_data(draft), saved) if draft else [],
        "saved_by": f"Saved by {setting.report.edited_by}" if setting.report else "",
        "base": form.data.get(BASE, "") if form.is_bound and not has_conflict else base_of(saved),
        "author": author_token(request.user, initiative, in_period),
        "also_writing": also_writing(initiative, in_period, request.user),
    }
    return render(request, "reports/report_form.html", context, status=status)


@transaction.atomic
def _save(form: ReportForm, *, by: User) -> None:
    """Save what was typed, with which there is nothing left to keep for its author."""
    setting = form.setting
    report_updates.save(
        initiative=setting.initiative,
        period=setting.period,
        version=form.cleaned_data["version"],
        content=form.content,
        updates=form.updates,
        by=by,
    )
    drafts.discard(initiative=setting.initiative, period=setting.period, by=by)


def _setting(
    request: SignedInRequest, standing: Standing, initiative: Initiative, period: ReportingPeriod
) -> ReportSetting:
    return report_setting(
        initiative,
        period,
        request.user,
        edits_risks=standing.may(Permission.EDIT_RISKS),
        today=timezone.localdate(),
    )


def _context(form: ReportForm, setting: ReportSetting) -> dict[str, Any]:
    report, period = setting.report, setting.period
    return {
        "form": form,
        "setting": setting,
        "initiative": setting.initiative,
        "period": period,
        "report": report,
        "scheme": setting.scheme,
        "is_editable": report is None or report.state in highlight_reports.EDITABLE,
        "is_overdue": period.returns_due is not None and period.returns_due < setting.today,
        "next_open": None if period.is_open else _next_open(period),
        "returned": _returned(setting),
        "before": setting.before,
        "breadcrumbs": above_report(setting.initiative, period),
    }


def _next_open(period: ReportingPeriod) -> ReportingPeriod | None:
    """The period in which late changes are written (DESIGN 5.5)."""
    return ReportingPeriod.objects.filter(state=PeriodState.OPEN).after(period)


def _returned(setting: ReportSetting) -> ReportComment | None:
    """What the PMO said when it returned the report, as long as that is with its authors."""
    report = setting.report
    if report is None or report.returned_at is None or report.submitted_at is not None:
        return None
    comments = ReportComment.objects.filter(report=report, step=ReportStep.RETURNED)
    return comments.select_related("by").last()
