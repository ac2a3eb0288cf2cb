"""What people choose on the page about the quality of the register."""

from collections.abc import Iterable
from typing import Any

from django import forms

from risks.quality import WORDS, Rule
from stp_portal.core.forms import FilterForm

MINE, ALL = "mine", "all"


class QualityForm(FilterForm):
    """The filters of the page."""

    whose = forms.ChoiceField(required=False, label="Whose risks")
    rule = forms.ChoiceField(required=False, label="What to look at")
    initiative = forms.ChoiceField(required=False, label="Initiative and all below it")

    def __init__(self, data: Any, *, initiatives: Iterable[tuple[str, str]], keeps_some: bool) -> None:
        super().__init__(data)
        whose = [(ALL, "All risks"), (MINE, "Those I keep or own")]
        self.offer(
            "whose", whose[::-1] if keeps_some else whose, "a choice here: these are the first of them"
        )
        rules = [(rule.value, WORDS[rule].title) for rule in Rule]
        self.offer("rule", [("", "Everything"), *rules], "a rule here: this is everything")
        self.offer("initiative", [("", "All initiatives"), *initiatives], "an initiative here: these are all")
