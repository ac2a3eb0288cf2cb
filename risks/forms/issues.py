"""What people type and choose on the pages of issues."""

from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import uuid4

from django import forms

from portfolios.models import Footprint, Initiative
from risks.actions.issue_content import LONGEST_REASON, LONGEST_TITLE, IssueContent
from risks.forms.assigning import PersonChoice, kept_words
from risks.forms.statuses import ANY_STATUS
from risks.models import Action, Issue, IssueStatus, RiskLevel, Severity
from risks.queries.issues import NOBODY, SORTS
from stp_portal.core.fields import FuzzyDateFormField
from stp_portal.core.forms import FilterForm, NarrativeField, PortalForm
from stp_portal.core.templatetags.text_tags import plain

ORDERS = {
    "severity": "Worst first",
    "due": "Due first",
    "number": "Number",
    "-number": "Number, newest first",
    "owner": "Owner",
}


class IssuesForm(FilterForm):
    """The filters of the register of issues."""

    further = ("owner", "level", "due")

    q = forms.CharField(required=False, max_length=100, label="Text or number")
    severity = forms.ChoiceField(required=False, label="Severity")
    initiative = forms.ChoiceField(required=False, label="Initiative and all below it")
    owner = forms.ChoiceField(required=False, label="Owner")
    level = forms.ChoiceField(required=False, label="Level")
    due = forms.ChoiceField(required=False, label="Due")
    status = forms.ChoiceField(required=False, label="Status")
    sort = forms.ChoiceField(required=False, label="Order")

    def __init__(
        self, data: Any, *, owners: Iterable[tuple[str, str]], initiatives: Iterable[tuple[str, str]]
    ) -> None:
        """``owners`` and ``initiatives`` are keys with their names."""
        super().__init__(data)
        self.offer(
            "severity", [("", "Any"), *Severity.choices], "a severity of issues: these are of every severity"
        )
        places = [("", "All initiatives"), *initiatives]
        self.offer("initiative", places, "an initiative here: these are the issues of all of them")
        everybody = [("", "Anybody"), (NOBODY, "Nobody"), *owners]
        self.offer("owner", everybody, "somebody who owns an issue here: these are everybody's")
        levels = [("", "Any level"), *((one.value, one.label) for one in reversed(RiskLevel))]
        self.offer("level", levels, "a level here: these are the issues of every level")
        self.offer(
            "due", [("", "At any time"), ("overdue", "Overdue")], "a way to be due: these are due at any time"
        )
        statuses = [*IssueStatus.choices, ANY_STATUS]
        self.offer("status", statuses, "a status of issues: these are the open ones")
        self.offer("sort", [(key, ORDERS[key]) for key in SORTS], "an order here: the worst come first")


class IssueForm(PortalForm):
    """What has happened, what it does, whose it is."""

    conditional = frozenset({"public_reason"})

    form = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        max_length=LONGEST_TITLE,
        label="Title",
        help_text="A few words",
        error_messages={"required": "Give the issue a title of a few words"},
    )
    text = NarrativeField(
        label="What has happened", rows=5, error_messages={"required": "Say what has happened"}
    )
    effect = NarrativeField(label="What it does to the work", rows=4, required=False)
    severity = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=Severity.choices,
        label="Severity",
        error_messages={"required": "Select how severe it is"},
    )
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), required=False, label="Initiative", empty_label="None"
    )
    owner = PersonChoice(required=False, label="Owner", empty_label="Nobody yet")
    due = FuzzyDateFormField(
        required=False,
        label="To be resolved by",
        help_text="Such as 31 March 2018, Q3 2017/18 or Summer 2018. Leave it empty until it is agreed",
    )
    private_reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        label="Why it is private, if it is",
        help_text="The reason, or the exemption that applies. Leave empty for a public issue.",
    )
    public_reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        label="Why everybody may read it from now on",
        help_text="Needed only where you take away the reason above",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        footprint: Footprint,
        kept: frozenset[int] | None,
        issue: Issue | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """``kept`` are the initiatives the person keeps, None for all; ``issue`` is the one that is edited."""
        start: dict[str, Any] = {"severity": Severity.MEDIUM.value, "form": uuid4()} | (initial or {})
        if issue:
            start = vars(IssueContent.of(issue)) | {"version": issue.version, "owner": issue.owner_id}
        super().__init__(data, initial=start)
        self._issue = issue
        PersonChoice.offer_those_of(self, footprint, ["owner"])
        choice = cast(forms.ModelChoiceField, self.fields["initiative"])
        choice.queryset = Initiative.objects.filter(footprint=footprint).order_by("position", "name")
        if kept is not None:
            held = start.get("initiative")
            choice.queryset = choice.queryset.filter(pk__in=kept | ({held.pk} if held else set()))
            choice.required = issue is None or issue.initiative_id is not None
            choice.empty_label = "Select an initiative"
            choice.error_messages["required"] = "Select the initiative it belongs to"
        if issue is None or not issue.is_private:
            del self.fields["public_reason"]

    @property
    def content(self) -> IssueContent:
        """What was typed, for the action. Only of a valid form."""
        typed = self.cleaned_data
        return IssueContent(
            **{name: typed[name] for name in ("title", "text", "effect", "severity", "initiative", "owner")},
            due=kept_words(typed["due"], self._issue),
            private_reason=typed["private_reason"],
        )


class HappenedForm(IssueForm):
    """The issue that a risk becomes, and what becomes of the risk."""

    stays = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[
            ("open", "Keep it open: it may happen again"),
            ("closed", "Close it: it has happened, with the issue as the reason"),
        ],
        label="What becomes of the risk",
        error_messages={"required": "Select what becomes of the risk"},
    )
    moved = forms.ModelMultipleChoiceField(
        Action.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Open actions that are about the issue from now on",
        help_text="The others stay with the risk, which can be closed only once none of them is open",
    )

    def __init__(self, data: Any = None, *, actions: Sequence[Action], **kwargs: Any) -> None:
        """``actions`` are the open ones of the risk."""
        super().__init__(data, **kwargs)
        if not actions:
            del self.fields["moved"]
            return
        field = cast(forms.ModelMultipleChoiceField, self.fields["moved"])
        field.queryset = Action.objects.filter(pk__in=[action.pk for action in actions])
        field.choices = [(action.pk, f"{action}: {plain(action.text)}") for action in actions]


class CloseIssueForm(PortalForm):
    """How an issue ended."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    status = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[
            (IssueStatus.RESOLVED.value, "Resolved: it is dealt with"),
            (IssueStatus.WITHDRAWN.value, "Withdrawn: it should not have been raised"),
        ],
        label="What became of it",
        error_messages={"required": "Select what became of it"},
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        label="How it was resolved, or why it is withdrawn",
        error_messages={"required": "Say how it was resolved, or why it is withdrawn"},
    )


class ReopenIssueForm(PortalForm):
    """Why an issue stands again."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        label="Why it stands again",
        error_messages={"required": "Say why it stands again"},
    )
