from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template


def shown(filter_name: str, value: object) -> str:
    return Template("{% load text_tags %}{{ value|" + filter_name + " }}").render(Context({"value": value}))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2017, 9, 20), "20 September 2017"),
        (date(2017, 9, 5), "5 September 2017"),
        (datetime(2017, 9, 20, 23, 30, tzinfo=UTC), "21 September 2017"),  # already tomorrow in London
        (None, ""),
    ],
)
def test_nhs_date(value, expected):
    assert shown("nhs_date", value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2017, 9, 20, 13, 5, tzinfo=UTC), "20 September 2017 at 14:05"),  # summer time
        (datetime(2017, 12, 20, 14, 5, tzinfo=UTC), "20 December 2017 at 14:05"),
        (datetime(2017, 9, 20, 14, 5), "20 September 2017 at 14:05"),  # no zone: already London's
        (None, ""),
    ],
)
def test_nhs_datetime(value, expected):
    assert shown("nhs_datetime", value) == expected


def test_markdown_is_not_escaped_twice_and_not_left_raw():
    assert shown("markdown", "**Funding:** R&D <b>") == "<p><strong>Funding:</strong> R&amp;D &lt;b&gt;</p>"
    assert shown("markdown", None) == ""


def test_plain_is_escaped_by_the_template():
    assert shown("plain", "**Funding:** R&D <b>") == "Funding: R&amp;D &lt;b&gt;"
    assert shown("plain", None) == ""
