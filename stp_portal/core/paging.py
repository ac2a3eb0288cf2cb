"""Pages of a list, from an address that anybody may have typed."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet


def page_of(items: Sequence[Any] | QuerySet[Any], number: str, size: int) -> tuple[Page, str]:
    """The page that ``number`` asks for, and what was wrong with it in words ("" if nothing).

    Empty asks for the first page. What is no number shows the first page, a number past the end the last one.
    """
    paginator = Paginator(items, size)
    try:
        return paginator.page(number or 1), ""
    except PageNotAnInteger:
        return paginator.page(1), f"“{number[:40]}” is not a page number: this is the first page."
    except EmptyPage:
        last = paginator.page(paginator.num_pages)
        return last, f"There is no page {number[:40]}: this is page {last.number} of {paginator.num_pages}."
