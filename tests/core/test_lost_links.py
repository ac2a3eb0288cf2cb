"""Links that lead nowhere, and pictures: nobody loses an address without a word."""

import pytest
from django.core.exceptions import ValidationError

from stp_portal.core.text import render, validate_narrative


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("See [our plan](www.nhs.uk/plan).", "[our plan](www.nhs.uk/plan)"),
        ("See [the risks](/northmere/risks/).", "[the risks](/northmere/risks/)"),
        ("- One\n- [two](//host/x)", "[two](//host/x)"),
        ("[One](https://a.example) and [**two** more](ftp://b.example)", "[two more](ftp://b.example)"),
        ("The Trust [RDZ](Bournemouth) agrees.", "[RDZ](Bournemouth)"),
        ("As in ![the chart](https://a.example/chart.png)", "![the chart](https://a.example/chart.png)"),
        ("[![the chart](cid:1)](https://a.example)", "![the chart](cid:1)"),
        (f"[x]({'y' * 100})", f"[x]({'y' * 55}…"),
    ],
)
def test_what_would_lose_its_address_is_refused_as_it_is_typed(text, shown):
    with pytest.raises(ValidationError) as refused:
        validate_narrative(text)
    (message,) = refused.value.messages
    assert f"“{shown}”" in message
    assert "begins with https://, http:// or mailto:" in message


@pytest.mark.parametrize(
    "text",
    [
        "[the plan](https://a.example/plan), [us](mailto:us@example.org), <https://a.example>",
        "[HTTP](HTTP://a.example)",
        "The Trust [RDZ] (Bournemouth) agrees.",
        "\\[no link](here), f[0](x",
        "[unfinished](",
        "[when published add in link](#)",
        "",
    ],
)
def test_links_that_lead_and_brackets_alone_pass(text):
    validate_narrative(text)


def test_what_is_stored_all_the_same_is_printed_by_its_words():
    assert render("See [our plan](www.nhs.uk/plan).") == "<p>See our plan.</p>"
