"""What the parts of a paper look like in Word: named styles, so that a secretary can change each in one place."""

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reports.word.elements import w

FONT = "Arial"
NAVY, INK, GREY, WHITE = "003087", "212B32", "425563", "FFFFFF"
USUAL_COLOUR = "005EB8"
NUMBER_WIDTH = 737  # 13 mm, which the number of a paragraph hangs in


@dataclass(frozen=True)
class Style:
    """One paragraph style: size in points, space before and after in points, and what else is not as usual.

    ``is_ruled``: a line to write on is drawn below it. ``indent`` is in millimetres.
    """

    size: float
    after: float = 6
    before: float = 0
    bold: bool = False
    colour: str = INK
    keeps_with_next: bool = False
    fill: str = ""
    is_ruled: bool = False
    indent: float = 0


STYLES = {
    "Title": Style(22, 10, 2, bold=True, colour=WHITE, fill=USUAL_COLOUR),
    "Heading 1": Style(16, 8, 16, bold=True, colour=NAVY, keeps_with_next=True),
    "Heading 2": Style(13, 5, 12, bold=True, colour=USUAL_COLOUR, keeps_with_next=True),
    "Heading 3": Style(11.5, 4, 9, bold=True, keeps_with_next=True),
    "Contents Heading": Style(16, 8, 0, bold=True, colour=NAVY, keeps_with_next=True),
    "toc 1": Style(11, 3, 3, bold=True),
    "toc 2": Style(11, 2),
    "Caption": Style(10, 3, 6, bold=True, keeps_with_next=True),
    "Cover Organisation": Style(13, 0, bold=True, colour=WHITE, fill=USUAL_COLOUR),
    "Cover Occasion": Style(11, 0, colour=WHITE, fill=USUAL_COLOUR),
    "Numbered Paragraph": Style(11, before=3),  # it may follow a list, whose points stand close
    "Numbered Continuation": Style(11),
    "List Bullet": Style(11, 3),
    "List Number": Style(11, 3),
    "Lead": Style(11, 6, keeps_with_next=True),
    "Signature Line": Style(11, 3, 30, colour=GREY, keeps_with_next=True, is_ruled=True, indent=13),
    "Signature Name": Style(11, 0, bold=True, keeps_with_next=True, indent=13),
    "Signature Text": Style(11, 0, indent=13),
    "Callout": Style(11, 8, bold=True, fill="FFF4E0"),
    "Source": Style(9, 8, 2, colour=GREY),
    "Table Text": Style(10, 2, 2),
    "Table Note": Style(8.5, 2, colour=GREY),
    "After Table": Style(4, 4),
    "Footer": Style(8.5, 0, colour=GREY),
}


def set_styles(document: Any, colour: str) -> None:
    """Write the styles into ``document``; ``colour`` (six digits) takes the place of the usual blue."""
    _defaults(document)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.color.rgb = Pt(11), RGBColor.from_string(INK)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    known = {one.name for one in document.styles}
    for name, style in STYLES.items():
        _write(document, name, style, colour, is_known=name in known)
    document.styles["Footer"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    hanging = document.styles["Numbered Paragraph"].paragraph_format
    hanging.left_indent, hanging.first_line_indent = Mm(13), Mm(-13)
    hanging.tab_stops.add_tab_stop(Mm(13))
    document.styles["Numbered Continuation"].paragraph_format.left_indent = Mm(13)
    document.styles["toc 2"].paragraph_format.left_indent = Mm(8)


def style_id(name: str) -> str:
    """The id by which paragraphs name a style."""
    return name.replace(" ", "")


def _write(document: Any, name: str, style: Style, colour: str, *, is_known: bool) -> None:
    made = (
        document.styles[name]
        if is_known
        else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
    )
    if not is_known:
        made.base_style, made.quick_style = document.styles["Normal"], True
    properties = made.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    made.font.name, made.font.size, made.font.bold = FONT, Pt(style.size), style.bold
    made.font.color.rgb = RGBColor.from_string(colour if style.colour == USUAL_COLOUR else style.colour)
    paragraphs = made.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:numPr", "w:contextualSpacing", "w:ind"):  # of python-docx's own template
        for child in paragraphs.findall(qn(tag)):
            paragraphs.remove(child)
    form = made.paragraph_format
    form.space_before, form.space_after = Pt(style.before), Pt(style.after)
    form.keep_with_next, form.widow_control = style.keeps_with_next, True
    if style.indent:
        form.left_indent = Mm(style.indent)
    if style.is_ruled:
        form.right_indent = Mm(60)
        rule = w("pBdr", w("bottom", val="single", sz=6, space=1, color=style.colour))
        paragraphs.insert_element_before(rule, "w:shd", *AFTER_SHADE)
    if style.fill:
        fill = colour if style.fill == USUAL_COLOUR else style.fill
        shade = w("shd", val="clear", color="auto", fill=fill)
        paragraphs.insert_element_before(shade, *AFTER_SHADE)


# What may stand behind the shade in the properties of a paragraph style: Word asks for an order.
AFTER_SHADE = ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _defaults(document: Any) -> None:
    """British English, and one font for every script, in place of those of python-docx's template."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(defaults):
        defaults.remove(child)
    defaults.append(w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT))
    defaults.append(w("lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA"))
    language = document.settings.element.find(qn("w:themeFontLang"))
    language.set(qn("w:val"), "en-GB")
    language.attrib.pop(qn("w:eastAsia"), None)
