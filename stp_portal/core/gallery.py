"""What the gallery of components shows. Plain examples; nothing here is about a real organisation."""

from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message

from stp_portal.core.forms import DatePartsField, FilterForm, NarrativeField, PortalForm
from stp_portal.core.palette import COLOURS, SHAPES

GREEN = {"label": "Green", "letter": "G", "shape": "circle", "colour": "green"}
AMBER = {"label": "Amber", "letter": "A", "shape": "triangle", "colour": "amber"}
RED = {"label": "Red", "letter": "R", "shape": "square", "colour": "red"}
BLUE = {"label": "Complete", "letter": "B", "shape": "diamond", "colour": "blue"}
GREY = {"label": "Stopped", "letter": "S", "shape": "cross", "colour": "grey"}
RATINGS: list[Any] = [GREEN, AMBER, RED, BLUE, GREY, None]


def every_picture() -> list[list[dict[str, str]]]:
    """Each shape in each colour, a row for each colour: what a rating scheme may choose from."""
    return [
        [
            {"label": colour.title(), "letter": colour[0].upper(), "shape": shape, "colour": colour}
            for shape in SHAPES
        ]
        for colour in COLOURS
    ]


HEAD = ["Risk", "Status", "Band", {"text": "Score", "numeric": True}]
ROWS: list[list[Any]] = [
    [
        {"text": "Recruitment falls behind plan", "href": "#tables"},
        {"text": "Open", "tag": "blue"},
        {"rating": RED},
        16,
    ],
    [
        {"text": "Supplier withdraws", "href": "#tables"},
        {"text": "Closed", "tag": "grey"},
        {"rating": GREEN},
        4,
    ],
    [{"text": "Not yet assessed", "href": "#tables"}, {"text": "Open", "tag": "blue"}, {"rating": None}, "–"],
]

MONTHS = [
    *["Oct 2016", "Nov 2016", "Dec 2016", "Jan 2017", "Feb 2017", "Mar 2017"],
    *["Apr 2017", "May 2017", "Jun 2017", "Jul 2017", "Aug 2017", "Sep 2017"],
]
GRID: list[tuple[str, list[Any]]] = [
    ("First example programme", [None, None, *[GREEN] * 4, *[AMBER] * 3, RED, AMBER, AMBER]),
    ("Second example programme with a rather longer name", [*[AMBER] * 5, *[GREEN] * 7]),
    ("Third example programme", [*[GREEN] * 9, BLUE, BLUE, BLUE]),
]

FACTS: list[dict[str, Any]] = [
    {
        "key": "Senior responsible owner",
        "value": "A. N. Example",
        "href": "#lists",
        "about": "the senior responsible owner",
    },
    {"key": "Reporting period", "value": "September 2017"},
    {"key": "Next meeting", "value": "Wednesday 15 November 2017", "href": "#lists", "action": "Move"},
]
TASKS: list[dict[str, Any]] = [
    {"label": "Rating and reason", "href": "#lists", "status": "Completed"},
    {
        "label": "Progress since last time",
        "href": "#lists",
        "hint": "Carried over from August",
        "status": "Draft",
        "colour": "blue",
    },
    {"label": "Sign-off", "status": "Cannot start yet", "colour": "grey"},
]

BANNERS = [
    Message(constants.INFO, "Returns are due on 5 October 2017."),
    Message(constants.SUCCESS, "The report is submitted."),
    Message(constants.ERROR, "The meeting was not moved: another one is held on that day."),
]

FIGURE: dict[str, Any] = {
    "data": [
        {
            "type": "bar",
            "x": ["Low", "Moderate", "High", "Extreme"],
            "y": [3, 9, 13, 6],
            "text": ["3", "9", "13", "6"],
            "marker": {
                "color": [COLOURS[c].fill for c in ("green", "yellow", "amber", "red")],
                "line": {"color": "#212b32", "width": 1},
            },
        }
    ],
    "layout": {"yaxis": {"title": {"text": "Open risks"}}},
}
FIGURE_HEAD = ["Band", {"text": "Open risks", "numeric": True}]
FIGURE_ROWS: list[list[Any]] = [["Low", 3], ["Moderate", 9], ["High", 13], ["Extreme", 6]]


class ExampleForm(PortalForm):
    """One field of each kind. With no data in it, every required one is wrong."""

    label_size = {"rating": "m"}

    name = forms.CharField(label="Full name", help_text="As it is printed in papers")
    email = forms.EmailField(
        label="Email address", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    rating = forms.ChoiceField(
        label="RAG rating", widget=forms.RadioSelect, choices=[("g", "Green"), ("a", "Amber"), ("r", "Red")]
    )
    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), ("lead", "Lead"), ("sro", "SRO")])
    bodies = forms.MultipleChoiceField(
        label="Bodies that see the paper",
        help_text="Select all that apply",
        widget=forms.CheckboxSelectMultiple,
        choices=[("gb", "Governing Body"), ("slt", "System Leadership Team")],
    )
    due = DatePartsField(label="Due date", help_text="For example, 20 9 2017")
    progress = NarrativeField(
        label="Progress since last time", help_text="Paragraphs, **bold** words and bullets", max_length=2000
    )
    exemption = forms.CharField(label="Why this is private", help_text="The exemption that applies")
    workbook = forms.FileField(label="Workbook", required=False)
    public = forms.BooleanField(label="This may be printed in a public paper", required=False)


class ExampleFilters(FilterForm):
    """A list narrowed by a search, with a field behind “More filters”."""

    further = ("owner",)

    q = forms.CharField(label="Search", required=False)
    status = forms.ChoiceField(
        label="Status of risks", required=False, choices=[("", "Any"), ("open", "Open"), ("closed", "Closed")]
    )
    owner = forms.CharField(label="Owner", required=False)
