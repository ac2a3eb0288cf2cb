"""What was planned, taken apart into things to tick off."""

import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portfolios.planned import planned_items

PLANNED = st.lists(
    st.sampled_from(
        ["plan", "Recruit", "workforce", " ", "\n", "\n\n", "- ", "* ", "  - ", "1. ", "7) ", "   ", "\t", "**",
         "**IG**", "__", ":", ".", "[", "](https://a.b/)", "\r\n", "é", "£650k", "&", "<", "\\"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("", []),
        ("Recruit.", ["Recruit."]),
        ("Recruit.\n\nOpen the hub.", ["Recruit.", "Open the hub."]),
        ("- Recruit\n- Open the hub", ["Recruit", "Open the hub"]),
        ("1. Recruit\n2. Open the hub", ["Recruit", "Open the hub"]),
        ("- Recruit\n  - two nurses\n  - a manager\n- Open", ["Recruit\n- two nurses\n- a manager", "Open"]),
        ("- Recruit\nin all three towns", ["Recruit\nin all three towns"]),
        ("- Recruit\n\n  in all three towns", ["Recruit\n\nin all three towns"]),
        ("* Recruit\n+ Open", ["Recruit", "Open"]),
        (
            "**Information governance**\n\n- Approve communications plan\n- Train staff",
            ["Information governance: Approve communications plan", "Information governance: Train staff"],
        ),
        ("**Digital:**\n- Go live", ["Digital: Go live"]),
        ("Next month:\n\n- Go live", ["Next month: Go live"]),
        ("**Digital**\n\nGo live.\n\nTrain.", ["Digital: Go live.", "Digital: Train."]),
        ("**Digital**\n\nNext month:\n- Go live", ["Digital: Next month: Go live"]),
        ("**Digital**\n- Go live\n\n**Estates**\n- Move", ["Digital: Go live", "Estates: Move"]),
        ("**Digital**\n\n**Estates**\n- Move", ["Digital", "Estates: Move"]),
        ("**Digital**\n- Go live\n\nRecruit.", ["Digital: Go live", "Recruit."]),
        ("**Digital** goes live.", ["**Digital** goes live."]),
        ("**Digital**", ["Digital"]),
        (
            "The board has agreed the business case and work begins.\n- Recruit",
            ["The board has agreed the business case and work begins.", "Recruit"],
        ),
        ("- Recruit\n-\n", ["Recruit"]),
    ],
)
def test_each_bullet_and_each_paragraph_is_one(text: str, items: list[str]):
    assert planned_items(text) == items


def counted(text: str) -> Counter[str]:
    """The words as typed; the numbers of lists are none."""
    return Counter(re.findall(r"[a-zé£][a-zé£0-9]*", text, re.IGNORECASE))


@given(PLANNED)
@example("- - Recruit\n\n\tplan")
@example("**IG**\n\n**IG**\n\n**IG**")
def test_no_word_is_lost(text: str):
    kept = counted("\n\n".join(planned_items(text)))
    assert not counted(text) - kept
