"""Changing what a risk says, also after somebody else has."""

from copy import copy
from dataclasses import dataclass
from typing import Any, cast

from django import forms

from portfolios.conflicts import fingerprints, merge, started_from
from risks.actions.risk_content import LONGEST_REASON, RiskContent
from risks.forms.risk import Offers, RiskForm, cause_field, effect_field, event_field, narrative
from risks.models import Risk
from risks.splitting import read
from stp_portal.core.forms import PortalForm

TEXTS = {
    "title": "Title",
    "event": "What may happen",
    "cause": "Cause",
    "effect": "Effect",
    "description": "Description",
    "private_reason": "Why it is private",
}


@dataclass(frozen=True)
class Clash:
    """What two people changed at once: texts and choices as (label, saved, typed); ``taken_over`` are the fields that
    only the other one changed.
    """

    texts: list[tuple[str, str, str]]
    choices: list[list[str]]
    taken_over: list[str]


class EditForm(RiskForm):
    """A risk as it is now. One whose text came in one piece has that, and no cause, event and effect."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    public_reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        label="Why everybody may read it from now on",
        help_text="Only where you empty the box above. The public may read this reason.",
    )
    conditional = frozenset({"public_reason"})

    def __init__(self, data: Any = None, *, risk: Risk, offers: Offers) -> None:
        self.risk = risk
        now = RiskContent.of(risk)
        saved = _typed(now)
        super().__init__(
            data,
            offers=offers,
            initial=saved | {"version": risk.version, "base": fingerprints(saved)},
        )
        # What comes back is read as it was sent out, also where somebody has split the text meanwhile.
        self.is_one_piece = (
            "description" in data if data is not None else not risk.event and bool(risk.description)
        )
        if self.is_one_piece:
            self.fields["description"] = narrative(
                "Description", "The text as it came. You can split it into cause, event and effect.", rows=6
            )
        for name in ("event", "cause", "effect") if self.is_one_piece else ():
            del self.fields[name]
        if not risk.statement:
            self.fields["event"].required = False
        self.fields["initiative"].required = risk.initiative_id is not None
        if not risk.is_private:
            del self.fields["public_reason"]

    @property
    def parts(self) -> list[forms.BoundField]:
        """The fields of its text."""
        names = ("description",) if self.is_one_piece else ("event", "cause", "effect")
        return [self[name] for name in names]

    @property
    def content(self) -> dict[str, Any]:
        """What was typed, for the action; what the form does not ask for is as it is. Only of a valid form."""
        kept = vars(RiskContent.of(self.risk)) | {"public_reason": ""}
        return kept | {name: value for name, value in self.cleaned_data.items() if name in kept}

    def go_on(self, risk: Risk, offers: Offers) -> tuple["EditForm", Clash]:
        """After somebody else saved ``risk``: this form against what is there now, and what differs.

        What only the other one changed is taken over; what both changed stays as typed here, and nothing is lost.
        """
        saved = _typed(RiskContent.of(risk))
        typed = saved | {name: str(self.data[name]) for name in saved if name in self.data}
        found = merge(started_from(self.data.get("base", "")), typed, saved)
        data: Any = copy(self.data)
        for name in found.taken_over:
            data[name] = saved[name]
        is_split = bool(risk.event) and "description" in data
        if is_split:
            # Somebody split the text meanwhile: the form goes on with the parts, and what was typed stays in sight.
            del data["description"]
            data.update({name: saved[name] for name in ("event", "cause", "effect")})
        data["version"], data["base"] = str(risk.version), fingerprints(saved)
        form = EditForm(data, risk=risk, offers=offers)
        texts = [(TEXTS[name], saved[name], typed[name]) for name in TEXTS if name in found.clashes]
        if is_split:
            texts.append((TEXTS["description"], risk.statement, typed["description"]))
        choices = [
            [str(form.fields[name].label), _label(form, name, saved[name]), _label(form, name, typed[name])]
            for name in found.clashes
            if name not in TEXTS and name in form.fields
        ]
        called = [
            TEXTS.get(name) or str(form.fields[name].label) for name in found.taken_over if name in saved
        ]
        return form, Clash(texts, choices, called)


class SplitForm(PortalForm):
    """Cause, event and effect of a text that came in one piece, read from it to be put right."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    event = event_field()
    cause = cause_field()
    effect = effect_field()

    def __init__(self, data: Any = None, *, risk: Risk) -> None:
        super().__init__(data, initial=vars(read(risk.description)) | {"version": risk.version})

    @property
    def parts(self) -> list[forms.BoundField]:
        """The fields of its text."""
        return [self[name] for name in ("event", "cause", "effect")]


def _typed(content: RiskContent) -> dict[str, str]:
    """``content`` as the boxes of a form hold it."""
    held = {name: "" if value is None else value for name, value in vars(content).items()}
    return {name: str(value.pk if hasattr(value, "pk") else value) for name, value in held.items()}


def _label(form: forms.Form, name: str, value: str) -> str:
    field = cast(forms.ChoiceField, form.fields[name])
    return dict(field.choices).get(value, value).strip() if value else "None"  # type: ignore[arg-type]  # no groups
