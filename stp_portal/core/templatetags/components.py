"""Template tags that print NHS.UK frontend markup. How each is used: docs/components.md; all of them: /components/.

The markup is in ``templates/components/``. Python here only prepares plain values; nothing queries the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from stp_portal.core.form_markup import describe, error_lines
from stp_portal.core.ratings import rating_html
from stp_portal.core.word_diff import word_diff

register = template.Library()

register.simple_tag(rating_html, name="rating")
# For components/field.html, which prints every `{{ form.field.as_field_group }}`.
register.simple_tag(describe, name="describe_field")

TAG_COLOURS = ("white", "grey", "green", "aqua-green", "blue", "purple", "pink", "red", "orange", "yellow")


def _block(name: str, **context: Any) -> SafeString:
    return mark_safe(render_to_string(f"components/{name}.html", context))  # noqa: S308  rendered by our own template


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """A status in a box. Raises ValueError for a colour that NHS.UK frontend does not have."""
    if colour and colour not in TAG_COLOURS:
        raise ValueError(f"No tag is {colour!r}. Choose from: {', '.join(TAG_COLOURS)}.")
    extra = f" nhsuk-tag--{colour}" if colour else ""
    return format_html('<strong class="nhsuk-tag{}">{}</strong>', extra, text)


@register.inclusion_tag("components/button.html")
def button(
    text: str, href: str = "", kind: str = "primary", name: str = "", value: str = "", small: bool = False
) -> dict[str, Any]:
    """A submit button, or with ``href`` a link that looks like one. ``kind``: primary, secondary or warning."""
    if kind not in ("primary", "secondary", "warning"):
        raise ValueError(f"No button is {kind!r}. Choose primary, secondary or warning.")
    return {"text": text, "href": href, "kind": kind, "name": name, "value": value, "small": small}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Facts as key and value; a row with ``href`` has an action (``action``, and ``about`` what it changes)."""
    return {"rows": rows, "has_actions": any(row.get("href") for row in rows)}


@register.inclusion_tag("components/task_list.html")
def task_list(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Things to do, each with its status."""
    return {"items": items}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumb_trail(breadcrumbs: Sequence[Mapping[str, str]] | None) -> dict[str, Any]:
    """The pages above this one, outermost first; nothing where there are none."""
    return {"breadcrumbs": breadcrumbs or []}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.RequestContext, page: Page) -> dict[str, Any]:
    """Links to the pages of a list (``?page=``), keeping the rest of the address. Nothing for a list of one page."""
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "pages": pages, "request": context.get("request")}


@register.simple_block_tag
def details(content: str, summary: str, *, is_open: bool = False) -> SafeString:
    """Words that open on request; with ``is_open`` they stand open from the start."""
    return _block("details", summary=summary, content=content, is_open=is_open)


@register.simple_block_tag
def inset_text(content: str) -> SafeString:
    """Text set apart from its surroundings."""
    return _block("inset_text", content=content)


@register.simple_block_tag
def warning_callout(content: str, heading: str, level: int = 2, *, first: bool = False) -> SafeString:
    """Something that must not be missed. ``first``: the page came for its sake, so it has the focus and is read out."""
    return _block("warning_callout", heading=heading, level=level, content=content, first=first)


@register.inclusion_tag("components/compare.html")
def compare(
    heading: str, text: str, other_heading: str, other_text: str, *, level: int = 3
) -> dict[str, Any]:
    """Two versions of a text side by side; what stands in one of them alone is marked."""
    one, other = word_diff(text, other_text)
    return {
        "one": {"heading": heading, "text": one},
        "other": {"heading": other_heading, "text": other},
        "level": level,
    }


@register.simple_block_tag
def card(content: str, heading: str, href: str = "", level: int = 2, figure: Any = None) -> SafeString:
    """A card; with ``href`` the whole of it is the link; with ``figure`` a large number stands in it."""
    return _block("card", heading=heading, href=href, level=level, figure=figure, content=content)


@register.simple_block_tag
def table(
    content: str, caption: str, kind: str = "", caption_hidden: bool = False, caption_size: str = "m"
) -> SafeString:
    """A table whose head and body the page writes; it scrolls inside its own region on a narrow screen."""
    return _block(
        "table",
        content=content,
        caption=caption,
        kind=kind,
        caption_hidden=caption_hidden,
        caption_size=caption_size,
    )


@register.inclusion_tag("components/data_table.html")
def data_table(
    caption: str,
    head: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    *,
    row_headers: bool = True,
    empty: str = "Nothing to show.",
    responsive: bool = False,
    caption_hidden: bool = False,
    caption_size: str = "m",
) -> dict[str, Any]:
    """A table of plain values. Raises ValueError where a row has not as many cells as the head.

    ``head`` holds words or ``{"text", "numeric"}``; a cell is a plain value or a mapping with ``text`` and optionally
    ``href`` or ``tag`` (a colour), or with ``rating``.
    """
    headings = [heading if isinstance(heading, Mapping) else {"text": heading} for heading in head]
    body = []
    for number, row in enumerate(rows, start=1):
        if len(row) != len(headings):
            raise ValueError(
                f"Row {number} of the table {caption!r} has {len(row)} cells, the head {len(headings)}."
            )
        body.append([_cell(value, heading) for value, heading in zip(row, headings, strict=True)])
    return {
        "caption": caption,
        "head": headings,
        "rows": body,
        "row_headers": row_headers,
        "empty": empty,
        "responsive": responsive,
        "caption_hidden": caption_hidden,
        "caption_size": caption_size,
    }


def _cell(value: Any, heading: Mapping[str, Any]) -> dict[str, Any]:
    cell = value if isinstance(value, Mapping) else {"text": value}
    shown = cell.get("text", "")
    if "rating" in cell:
        shown = rating_html(cell["rating"])
    elif "tag" in cell:
        shown = tag(shown, cell["tag"])
    elif cell.get("href"):
        shown = format_html('<a href="{}">{}</a>', cell["href"], shown)
    return {"shown": shown, "heading": heading["text"], "numeric": heading.get("numeric", False)}


@register.inclusion_tag("components/chart.html")
def chart(
    id: str,
    title: str,
    figure: Mapping[str, Any],
    head: Sequence[Any],
    rows: Sequence[Sequence[Any]],
    fold: bool = False,
) -> dict[str, Any]:
    """A Plotly figure (plain ``data`` and ``layout``) with its table twin; ``fold`` puts a long twin in details."""
    return {"id": id, "title": title, "figure": figure, "head": head, "rows": rows, "fold": fold}


@register.simple_block_tag(takes_context=True)
def progress(context: template.RequestContext, content: str, url: str) -> SafeString:
    """A region that static/js/progress.js keeps up to date from ``url`` until it holds ``data-done``."""
    request = context.get("request")
    return _block("progress", content=content, url=url, here=request.get_full_path() if request else "")


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """Every error of these forms and formsets, each linked to its field. Nothing where there is none."""
    return {"errors": [line for form in forms if form for line in error_lines(form)]}
