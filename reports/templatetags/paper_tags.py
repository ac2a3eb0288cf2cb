"""Template tags of papers: a figure, or a paragraph that holds some, with links to their sources."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.document import Paragraph
from reports.sources import Source

register = template.Library()


@register.simple_block_tag(takes_context=True, end_name="endcite")
def cite(context: template.Context, content: SafeString, source: Source | Any) -> SafeString:
    """``{% cite source %}figure{% endcite %}``: in the HTML twin a link to the sources, elsewhere the figure.

    Where a template is included with ``only``, ``cites=cites`` has to be handed on. Without a source nothing is linked.
    """
    if not (source and context.get("cites")):
        return content
    return format_html('<a class="cite" href="#{}">{}</a>', source.anchor, content)


@register.simple_tag(takes_context=True)
def told(context: template.Context, paragraph: Paragraph) -> SafeString:
    """``{% told paragraph %}``: a paragraph, in the HTML twin with links to sources. Wants ``cites`` as well."""
    return (context.get("cites") and paragraph.twin) or paragraph.html
