"""What people choose to score a risk, and to say in a review that its score is right."""

import hashlib
from collections.abc import Mapping
from typing import Any, cast

from django import forms

from risks.actions.assessments import Factors
from risks.actions.reviews import due_by_band
from risks.models import Assessment, AssessmentKind, ReviewOutcome, RiskMatrix
from stp_portal.core.forms import DatePartsField, NarrativeField, PortalForm
from stp_portal.core.templatetags.text_tags import nhs_date

LONGEST_REASON = 1000
NO_FACTORS = Factors(None, None)


def factor_fields(matrix: RiskMatrix, before: str = "") -> dict[str, forms.Field]:
    """Both factors as lists of the words of ``matrix``, called and ordered as there, under names after ``before``.

    What is outside the matrix is refused by the action, in its words.
    """
    axes = [
        ("likelihood", matrix.likelihood_name, matrix.likelihood_words),
        ("impact", matrix.impact_name, matrix.impact_words),
    ]
    if matrix.impact_first:
        axes.reverse()
    return {
        f"{before}{axis}": forms.IntegerField(
            required=False,
            label=name,
            widget=forms.Select(
                choices=[
                    ("", f"Select the {name.lower()}"),
                    *((number, f"{number}: {word}") for number, word in enumerate(words, start=1)),
                ]
            ),
        )
        for axis, name, words in axes
    }


class SeenMatrixField(forms.CharField):
    """Hidden: which words the factors of a form were chosen in. Empty where nobody was shown any."""

    def __init__(self, matrix: RiskMatrix) -> None:
        shown = [matrix.pk, list(matrix.likelihood_words), list(matrix.impact_words)]
        self.now = hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
        super().__init__(required=False, initial=self.now, widget=forms.HiddenInput)


def refuse_other_matrix(form: PortalForm, field: str = "seen_matrix") -> None:
    """Refuse factors that were chosen in other words than those of the matrix by now: 4 of 5 is not 4 of 4. The next
    time they are sent they were seen. For ``clean`` of a form that has a ``SeenMatrixField``.
    """
    now = cast(SeenMatrixField, form.fields[field]).now
    if form.cleaned_data.get(field, "") not in ("", now):
        form.retype(**{field: now})
        form.add_error(
            None,
            "Risks are scored in another matrix since you opened this page, so nothing is saved. Its words are below: "
            "choose in them, then save again.",
        )


def _reason(label: str, *, hint: str = "") -> NarrativeField:
    return NarrativeField(required=False, rows=3, max_length=LONGEST_REASON, label=label, help_text=hint)


class ScoreForm(PortalForm):
    """Inherent, current and target score in the matrix in force.

    Each kind has a hidden field with the factors that it was opened with, so that what somebody did not touch is left
    to who did.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, matrix: RiskMatrix, standing: Mapping[str, Assessment], version: int
    ) -> None:
        initial: dict[str, Any] = {"version": version}
        for kind in AssessmentKind:
            there = _factors_in(matrix, standing.get(kind))
            initial |= {
                f"{kind}_likelihood": there.likelihood,
                f"{kind}_impact": there.impact,
                f"{kind}_was": _packed(there),
            }
        super().__init__(data, initial=initial)
        self.matrix = matrix
        self.fields["seen_matrix"] = SeenMatrixField(matrix)
        for kind in AssessmentKind:
            self.fields |= factor_fields(matrix, f"{kind}_")
            self.fields[f"{kind}_was"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["reason"] = _reason(
            "Why", hint="What has changed, or what the scores rest on. One reason for all that you change."
        )
        self.conditional = frozenset(self.fields)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        refuse_other_matrix(self)
        for kind in AssessmentKind:
            is_emptied = self.typed(kind) == NO_FACTORS and data.get(f"{kind}_was")
            if is_emptied and not {f"{kind}_likelihood", f"{kind}_impact"} & self.errors.keys():
                self.add_error(
                    f"{kind}_likelihood",
                    f"The {kind.label.lower()} score stays on record: select another, or what it was.",
                )
        return data

    def typed(self, kind: AssessmentKind) -> Factors:
        """What is chosen for ``kind``."""
        return Factors(self.cleaned_data.get(f"{kind}_likelihood"), self.cleaned_data.get(f"{kind}_impact"))

    @property
    def factors(self) -> dict[AssessmentKind, Factors]:
        """What was chosen anew, by kind. Of valid data."""
        return {
            kind: typed
            for kind in AssessmentKind
            if _packed(typed := self.typed(kind)) != self.cleaned_data[f"{kind}_was"]
        }

    def go_on_from(self, version: int, standing: Mapping[str, Assessment]) -> list[AssessmentKind]:
        """Show what was typed against the scores that somebody else gave; those of kinds that were not touched are
        taken over, and returned.
        """
        touched = self.factors
        taken = []
        typed: dict[str, str] = {"version": str(version)}
        for kind in AssessmentKind:
            there = _factors_in(self.matrix, standing.get(kind))
            if kind not in touched and _packed(there) != self.cleaned_data[f"{kind}_was"]:
                taken.append(kind)
                typed |= {
                    f"{kind}_likelihood": str(there.likelihood or ""),
                    f"{kind}_impact": str(there.impact or ""),
                }
            typed[f"{kind}_was"] = _packed(there)
        self.retype(**typed)
        return taken


class RiskReviewForm(PortalForm):
    """The current score is still right, or another; and when to look again."""

    conditional = frozenset({"likelihood", "impact", "reason", "next_due"})

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        matrix: RiskMatrix | None,
        current: Assessment | None,
        version: int,
        today: Any,
    ) -> None:
        super().__init__(data, initial={"version": version})
        answers = [(ReviewOutcome.STILL_RIGHT.value, "The score is still right")] if current else []
        if matrix:
            answers.append((ReviewOutcome.RESCORED.value, "Another score"))
        self.fields["outcome"] = forms.ChoiceField(
            choices=answers,
            widget=forms.RadioSelect,
            label="What you found",
            error_messages={"required": "Select whether the score is still right"},
        )
        if matrix:
            self.fields["seen_matrix"] = SeenMatrixField(matrix)
            self.fields |= factor_fields(matrix)
        self.fields["reason"] = _reason(
            "Why",
            hint="Needed for another score. Where it is still right, say what you looked at if it helps.",
        )
        self.fields["next_due"] = DatePartsField(
            required=False, label="Next review", help_text=_offer(current, today)
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        is_right = data.get("outcome") == ReviewOutcome.STILL_RIGHT
        if "seen_matrix" in self.fields and not is_right:
            refuse_other_matrix(self)
        if is_right and (data.get("likelihood") is not None or data.get("impact") is not None):
            self.add_error(
                "outcome",
                "You chose a likelihood or an impact. Select “Another score” to use that, or empty them.",
            )
        return data


def _offer(current: Assessment | None, today: Any) -> str:
    day = due_by_band(current, today)
    if day and current and current.band:
        return (
            f"Leave it empty for {nhs_date(day)}: risks in band {current.band} are reviewed every "
            f"{current.band.review_days} days. Another band may have another rhythm."
        )
    return "For example, 31 3 2027. Leave it empty to go by the band, where it has a rhythm"


def _factors_in(matrix: RiskMatrix, assessment: Assessment | None) -> Factors:
    """The factors of a score that is of ``matrix``."""
    if assessment is None or assessment.cell is None or assessment.matrix_id != matrix.pk:
        return NO_FACTORS
    return Factors(assessment.cell.likelihood, assessment.cell.impact)


def _packed(factors: Factors) -> str:
    return "" if factors == NO_FACTORS else f"{factors.likelihood or ''}x{factors.impact or ''}"
