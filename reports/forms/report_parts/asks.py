"""Asking a body something."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from portfolios.models import AskPurpose
from reports.actions.report_updates import NewAsk
from reports.forms.report_parts.base import Part, choice, one_line
from reports.forms.row_choice import RowChoice
from stp_portal.core.forms import NarrativeField

ASK = ("body", "purpose", "verb", "text", "context", "private_reason")


class Asks(Part):
    """Room for one new ask."""

    def fields(self) -> dict[str, forms.Field]:
        return {
            "ask_body": RowChoice(
                self.setting.bodies,
                nothing="Select a body",
                label="Who is asked",
                error_messages={"invalid_choice": "Select one of the bodies listed."},
            ),
            "ask_purpose": choice("What for", list(AskPurpose.choices)),
            "ask_verb": one_line("Asked to", longest=60, hint="For example “discuss” or “decide on”."),
            "ask_text": NarrativeField(
                required=False,
                rows=2,
                max_length=2000,
                label="What",
                help_text="It goes on from there: “asked to discuss the workforce plan for community teams.”",
            ),
            "ask_context": NarrativeField(required=False, rows=3, max_length=4000, label="Background"),
            "ask_private_reason": one_line(
                "Why it is private, if it is",
                longest=200,
                hint="The reason, or the exemption that applies. Leave empty for a public ask.",
            ),
        }

    def new_ask(self, data: Mapping[str, Any], form: UUID) -> NewAsk | None:
        """The ask that is raised, of valid data; None where nothing was typed there."""
        given = {name: data[f"ask_{name}"] for name in ASK}
        return NewAsk(key=f"raised-{form}", **given) if any(given.values()) else None
