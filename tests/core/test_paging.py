"""Pages of a list, whatever the address asks for."""

import pytest

from stp_portal.core.paging import page_of


@pytest.mark.parametrize(
    ("asked", "number", "problem"),
    [
        ("", 1, ""),
        ("2", 2, ""),
        ("abc", 1, "“abc” is not a page number: this is the first page."),
        ("4", 3, "There is no page 4: this is page 3 of 3."),
        ("0", 3, "There is no page 0: this is page 3 of 3."),
        ("1.5", 1, "“1.5” is not a page number: this is the first page."),
        ("9" * 60, 3, f"There is no page {'9' * 40}: this is page 3 of 3."),
    ],
)
def test_the_page_and_what_was_wrong(asked, number, problem):
    page, said = page_of(list(range(25)), asked, 10)
    assert (page.number, said) == (number, problem)


def test_an_empty_list_has_one_empty_page():
    page, said = page_of([], "", 10)
    assert (list(page), page.number, said) == ([], 1, "")
