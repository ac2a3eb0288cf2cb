"""What is chosen as a paper is begun, and what it says of itself beside its sections."""

from typing import Any, cast

from django import forms
from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone

from portfolios.models import Footprint, Meeting, Person, ReportingPeriod, Session
from portfolios.period_forms import MeetingChoice
from portfolios.queries.holders import accounts_with
from reports.actions.composing import Details
from reports.models import Paper, PaperType, Purpose
from reports.queries.starting import last_paper
from risks.forms.assigning import PersonChoice
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from stp_portal.core.forms import DatePartsField, NarrativeField, PortalForm

LAST, SCRATCH = "last", "scratch"
NOT_LISTED = {"invalid_choice": "Select one of those listed"}


def person_choice(label: str, help_text: str = "") -> PersonChoice:
    """Nobody, or one of the people a form offers."""
    return PersonChoice(
        required=False,
        empty_label="Nobody yet",
        label=label,
        help_text=help_text,
        error_messages=NOT_LISTED,
    )


def meeting_choice(none: str = "Not decided yet", help_text: str = "") -> MeetingChoice:
    """None, with the words for that, or one of the meetings a form offers."""
    return MeetingChoice(
        Meeting.objects.none(),
        required=False,
        empty_label=none,
        label="Meeting",
        help_text=help_text,
        error_messages=NOT_LISTED,
    )


def meetings_of(footprint: Footprint) -> QuerySet[Meeting]:
    """The meetings a paper can be for: the next ones first, then those that are over, the last of them first."""
    ahead = Case(When(date__gte=timezone.localdate(), then=F("date")))
    rows = Meeting.objects.filter(footprint=footprint).select_related("body")
    return rows.order_by(ahead.asc(nulls_last=True), "-date", "body__name")


class StartForm(PortalForm):
    """Which paper is begun, for whom, and with what."""

    conditional = frozenset({"meeting", "private_reason", "author", "sponsor"})

    paper_type = forms.ModelChoiceField(
        PaperType.objects.none(),
        empty_label=None,
        to_field_name="slug",
        label="Type of paper",
        error_messages=NOT_LISTED,
    )
    period = forms.ModelChoiceField(
        ReportingPeriod.objects.none(),
        empty_label=None,
        to_field_name="slug",
        label="Reporting period",
        help_text="The paper is drawn from the record of this period",
        error_messages=NOT_LISTED,
    )
    # A meeting chosen beforehand would stay that of the last period when another period is chosen.
    meeting = meeting_choice(
        "The one the calendar has for the period", "Choose another only if the paper goes elsewhere"
    )
    session = forms.ChoiceField(
        choices=[
            (Session.PUBLIC, "Public: nothing private is printed"),
            (Session.PRIVATE, "Private: not for publication"),
        ],
        widget=forms.RadioSelect,
        label="Session",
        initial=Session.PUBLIC,
    )
    private_reason = forms.CharField(
        required=False,
        max_length=200,
        label="Why it is private",
        help_text="Of a paper for the private session: the reason, or the exemption that applies",
    )
    author = person_choice("Author", "Who answers for the paper. Nobody approves their own")
    sponsor = person_choice("Sponsor")
    begin = forms.ChoiceField(
        choices=[
            (
                LAST,
                "The last paper of this type and session: its texts are there to be read again and changed",
            ),
            (SCRATCH, "Nothing: every text is written anew"),
        ],
        widget=forms.RadioSelect,
        label="Begin with",
        initial=LAST,
    )

    def __init__(self, *args: Any, footprint: Footprint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(
            self,
            {
                "paper_type": PaperType.objects.filter(footprint=footprint, is_retired=False),
                "period": ReportingPeriod.objects.filter(footprint=footprint).order_by("-first_day"),
                "meeting": meetings_of(footprint),
            },
        )
        PersonChoice.offer_those_of(self, footprint, ["author", "sponsor"])

    def clean(self) -> dict[str, Any]:
        """Nobody having chosen a meeting, the paper is for that of the period, where it has one."""
        chosen: dict[str, Any] = super().clean() or {}
        if "period" in chosen and not chosen.get("meeting"):
            chosen["meeting"] = chosen["period"].meeting
        return chosen


class DetailsForm(PortalForm):
    """What a paper says of itself, and who passes it."""

    conditional = frozenset(
        {"item_reference", "meeting", "author", "sponsor", "reviewer", "approver", "publish_on"}
        | {"recommendation_verb", "recommendation"}
    )

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(max_length=300, label="Title")
    meeting = meeting_choice()
    item_reference = forms.CharField(
        required=False,
        max_length=60,
        label="Agenda item or paper number",
        help_text="As the agenda has it, such as 9.1",
    )
    purposes = forms.MultipleChoiceField(
        required=False, choices=Purpose.choices, widget=forms.CheckboxSelectMultiple, label="The paper is for"
    )
    recommendation_verb = forms.CharField(
        required=False,
        max_length=40,
        label="Verb of the recommendation",
        help_text="What the meeting does in one word, such as note, discuss, decide or approve",
    )
    recommendation = NarrativeField(
        required=False,
        rows=4,
        label="Recommendation",
        help_text="Uses the same verb. It is printed on the cover sheet and at the end",
    )
    authored_on = DatePartsField(
        label="Date of the paper", error_messages={"required": "Enter the date of the paper"}
    )
    author = person_choice("Author")
    sponsor = person_choice("Sponsor")
    reviewer = person_choice("Reviewer", "Reads the paper before it is approved")
    approver = person_choice(
        "Approver", "Somebody who may approve papers, is not the author and writes nothing in it"
    )
    publish_on = DatePartsField(
        required=False,
        label="Publish by itself on",
        help_text="Once it is approved. Leave empty to publish it by hand",
    )

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        saved = saved_details(paper)
        initial = {name: getattr(value, "pk", value) for name, value in saved.items()}
        super().__init__(*args, **kwargs | {"initial": initial})
        footprint = paper.footprint
        people = Person.objects.filter(footprint=footprint)
        approving = accounts_with(Permission.APPROVE_PAPERS, footprint).order_by()
        # Whoever is named already stays among them, whatever became of their account.
        _offer(
            self,
            {
                "meeting": meetings_of(footprint),
                "reviewer": people.filter(~Q(user=None) | Q(pk__in=[paper.reviewer_id])),
                "approver": people.filter(Q(user__in=approving) | Q(pk__in=[paper.approver_id])),
            },
        )
        PersonChoice.offer_those_of(self, footprint, ["author", "sponsor"])

    @property
    def details(self) -> Details:
        """What was sent, once it is valid."""
        return Details(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


def _offer(form: PortalForm, rows: dict[str, QuerySet[Any]]) -> None:
    for name, offered in rows.items():
        cast(forms.ModelChoiceField, form.fields[name]).queryset = offered


def saved_details(paper: Paper) -> dict[str, Any]:
    """The details of ``paper`` under the names of the form."""
    return {name: getattr(paper, name) for name in ("version", *Details.__dataclass_fields__)}


def opening(footprint: Footprint, user: User, asked: dict[str, str]) -> dict[str, Any]:
    """What the form of a new paper begins with: what its address asks for, else the current period.

    Whoever sponsored the last paper of the type and session most likely sponsors this one.
    """
    periods = ReportingPeriod.objects.filter(footprint=footprint)
    period = periods.filter(slug=asked.get("period", "")).first() or periods.current()
    types = PaperType.objects.filter(footprint=footprint, is_retired=False)
    paper_type = types.filter(slug=asked.get("type", "")).first() or types.first()
    session = asked["session"] if asked.get("session") in Session.values else Session.PUBLIC
    last = last_paper(paper_type, session, period) if paper_type and period else None
    me = Person.objects.filter(footprint=footprint, user=user).values_list("pk", flat=True).first()
    return {
        "paper_type": paper_type.slug if paper_type else "",
        "period": period.slug if period else None,
        "session": session,
        "author": me,
        "sponsor": last.sponsor_id if last else None,
        "begin": LAST,
    }
