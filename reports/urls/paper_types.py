"""Addresses of types of paper, cover sheets and house styles."""

from django.urls import path

from reports.views import cover_fields, cover_sheets, house_styles, paper_types, type_sections

TYPE = "paper-types/<slug:slug>/"
SECTION = f"{TYPE}sections/<int:section_pk>/"
SHEET = "cover-sheets/<slug:key>/<int:edition>/"
FIELD = f"{SHEET}fields/<int:field_pk>/"
STYLE = "house-styles/<slug:key>/"

type_urls = [
    path("paper-types/", paper_types.paper_types, name="paper-types"),
    path("paper-types/add/", paper_types.add, name="paper-type-add"),
    path(TYPE, paper_types.paper_type, name="paper-type"),
    path(f"{TYPE}edit/", paper_types.edit, name="paper-type-edit"),
    *(
        path(f"{TYPE}{step}/", paper_types.offer, {"step": step}, name=f"paper-type-{step}")
        for step in paper_types.STEPS
    ),
    path(f"{TYPE}sections/add/", type_sections.add, name="type-section-add"),
    path(SECTION, type_sections.edit, name="type-section"),
    *(
        path(f"{SECTION}{step}/", type_sections.step, {"step": step}, name=f"type-section-{step}")
        for step in ("move", "remove")
    ),
]
sheet_urls = [
    path("cover-sheets/", cover_sheets.cover_sheets, name="cover-sheets"),
    path("cover-sheets/add/", cover_sheets.add, name="cover-sheet-add"),
    path(SHEET, cover_sheets.cover_sheet, name="cover-sheet"),
    path(f"{SHEET}edit/", cover_sheets.edit, name="cover-sheet-edit"),
    path(f"{SHEET}new-edition/", cover_sheets.new_edition, name="cover-sheet-new-edition"),
    path(f"{SHEET}sample/", cover_sheets.sample, name="cover-sheet-sample"),
    path(f"{SHEET}fields/add/", cover_fields.add, name="cover-field-add"),
    path(FIELD, cover_fields.edit, name="cover-field"),
    *(
        path(f"{FIELD}{step}/", cover_fields.step, {"step": step}, name=f"cover-field-{step}")
        for step in ("move", "remove")
    ),
]
style_urls = [
    path("house-styles/", house_styles.house_styles, name="house-styles"),
    path("house-styles/add/", house_styles.add, name="house-style-add"),
    path(STYLE, house_styles.house_style, name="house-style"),
    path(f"{STYLE}edit/", house_styles.edit, name="house-style-edit"),
    path(f"{STYLE}logo/", house_styles.logo, name="house-style-logo"),
    path(f"{STYLE}logo/remove/", house_styles.remove_logo, name="house-style-logo-remove"),
    path(f"{STYLE}sample/", house_styles.sample, name="house-style-sample"),
]

urlpatterns = [*type_urls, *sheet_urls, *style_urls]
