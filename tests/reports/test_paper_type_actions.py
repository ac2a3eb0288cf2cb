"""Setting up types of paper: begun from scratch, from what ships and from another; their sections, in order."""

import pytest
from django.core.exceptions import ValidationError

from reports.actions import composing, paper_types, type_sections
from reports.models import CoverTemplate, PaperType
from reports.queries.patterns import patterns
from reports.sections import SECTIONS, section_for
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import (
    BodyFactory,
    CoverTemplateFactory,
    PaperTypeFactory,
    PeriodFactory,
)

pytestmark = pytest.mark.django_db


def added(footprint, by, name="Board update", **more) -> PaperType:
    return paper_types.add(
        footprint=footprint, name=name, organisation_heading="NHS NORTHMERE", by=by, **more
    )


def titles(paper_type):
    return list(paper_type.sections.order_by("position").values_list("title", flat=True))


def events(row):
    return list(AuditEvent.objects.about(row).order_by("seq").values_list("event", flat=True))


def refusal(**call):
    with pytest.raises(ValidationError) as refused:
        type_sections.add(**call)
    return refused.value.message_dict


class TestPatterns:
    def test_the_types_of_the_examples_ship(self):
        names = {key.split("/")[1] for key in patterns()}
        assert {"governing-body-update", "highlight-report", "risk-register"} <= names

    @pytest.mark.parametrize("key", list(patterns()))
    def test_any_footprint_can_begin_from_each(self, footprint, priya, key):
        pattern = patterns()[key]
        made = added(footprint, priya, begun_from=pattern)
        assert titles(made) == [section["title"] for section in pattern.sections]
        assert made.cover_template.footprint == footprint
        assert list(made.cover_template.fields.order_by("position").values_list("label", flat=True)) == [
            field["label"] for field in pattern.cover_sheet["fields"]
        ]

    def test_a_second_type_from_one_shares_its_cover_sheet(self, footprint, priya):
        pattern = patterns()["dorset/governing-body-update"]
        one = added(footprint, priya, begun_from=pattern)
        other = added(footprint, priya, name="Another", begun_from=pattern)
        assert one.cover_template == other.cover_template

    def test_options_that_name_rows_of_another_footprint_are_left_out(self, footprint, priya):
        other = PaperTypeFactory()
        BodyFactory(footprint=other.footprint, key="their-board")
        other.sections.create(
            footprint=other.footprint,
            position=99,
            key="asks-decision",
            title="Asks",
            options={"body": "their-board", "appendix": True},
        )
        made = added(
            footprint, priya, begun_from=other, cover_template=CoverTemplateFactory(footprint=footprint)
        )
        assert made.sections.get(position=9).options == {"appendix": True}


class TestTypes:
    def test_from_scratch_it_has_a_short_cover_sheet_of_its_own(self, footprint, priya):
        made = added(footprint, priya)
        assert (made.slug, titles(made)) == ("board-update", [])
        assert made.cover_template.name == "Board update: cover sheet"
        assert made.cover_template.fields.filter(kind="recommendation").exists()
        assert events(made) == ["paper_type.added"]

    def test_a_copy_has_all_that_the_other_has(self, footprint, priya):
        first = added(footprint, priya, begun_from=patterns()["dorset/governing-body-update"])
        first = paper_types.save(
            **changes(first, priya, recommendation_verb="note", recommendation="Please note.")
        )
        copy = added(footprint, priya, name="Copy", begun_from=first)
        assert titles(copy) == titles(first)
        assert copy.cover_template == first.cover_template
        assert copy.recommendation == "Please note."

    @pytest.mark.parametrize("name", ["Add", "ADD", "Board update", "???"])
    def test_its_address_is_free(self, footprint, priya, name):
        PaperTypeFactory(footprint=footprint, slug="board-update", name="Older")
        made = added(footprint, priya, name=name)
        assert made.slug not in ("add", "board-update", "")

    def test_two_types_of_one_name_are_refused(self, footprint, priya):
        added(footprint, priya)
        with pytest.raises(ValidationError) as refused:
            added(footprint, priya, name=" board  UPDATE ")
        assert "There is a type called “Board update” already" in refused.value.message_dict["name"][0]
        assert PaperType.objects.count() == 1
        assert CoverTemplate.objects.count() == 1

    def test_the_second_of_two_who_save_is_told(self, footprint, priya):
        made = added(footprint, priya)
        paper_types.save(**changes(made, priya, name="Mine"))
        with pytest.raises(Conflict):
            paper_types.save(**changes(made, priya, name="Yours"))
        made.refresh_from_db()
        assert made.name == "Mine"

    def test_a_cover_sheet_of_another_footprint_is_refused(self, footprint, priya):
        made = added(footprint, priya)
        with pytest.raises(ValidationError) as refused:
            paper_types.save(**changes(made, priya, cover_template=CoverTemplateFactory()))
        assert refused.value.message_dict == {"cover_template": ["Choose one of this footprint."]}

    def test_a_retired_one_is_begun_no_more_until_it_is_back(self, footprint, priya):
        made = paper_types.retire(paper_type=added(footprint, priya), by=priya)
        begin = {
            "paper_type": made,
            "period": PeriodFactory(footprint=footprint, month=(2018, 1)),
            "session": "public",
            "meeting": None,
            "author": None,
            "sponsor": None,
            "by": priya,
        }
        with pytest.raises(ValidationError, match="no longer offered"):
            composing.start(**begin)
        back = paper_types.bring_back(paper_type=made, by=priya)
        assert composing.start(**begin | {"paper_type": back}).paper_type == made
        assert events(made) == ["paper_type.added", "paper_type.retired", "paper_type.brought_back"]


class TestSections:
    def test_they_stand_in_the_order_they_are_put_in(self, footprint, priya):
        made = typed(footprint, priya, "text", "progress", "risk_log")
        assert titles(made) == ["text 1", "progress 2", "risk_log 3"]
        second = made.sections.get(position=2)
        type_sections.move(section=second, position=2, direction="up", by=priya)
        assert titles(made) == ["progress 2", "text 1", "risk_log 3"]
        # Posted twice.
        type_sections.move(section=second, position=2, direction="up", by=priya)
        first = made.sections.get(position=1)
        type_sections.move(section=first, position=1, direction="up", by=priya)
        assert titles(made) == ["progress 2", "text 1", "risk_log 3"]
        last = made.sections.get(position=3)
        type_sections.move(section=last, position=3, direction="down", by=priya)
        type_sections.remove(section=first, by=priya)
        type_sections.remove(section=first, by=priya)
        assert titles(made) == ["text 1", "risk_log 3"]
        type_sections.add(paper_type=made, kind="progress", title="Progress", options={}, by=priya)
        assert titles(made) == ["text 1", "risk_log 3", "Progress"]

    def test_every_change_is_on_record_and_raises_the_version(self, footprint, priya):
        made = typed(footprint, priya, "text")
        section = made.sections.get()
        type_sections.save(section=section, version=2, title="Finance", options={}, by=priya)
        type_sections.save(section=section, version=1, title="Finance", options={}, by=priya)
        type_sections.remove(section=section, by=priya)
        made.refresh_from_db()
        assert made.version == 4
        assert events(made)[1:] == [
            "paper_type.section_added",
            "paper_type.section_saved",
            "paper_type.section_removed",
        ]

    def test_several_texts_each_have_a_key_that_is_text(self, footprint, priya):
        made = added(footprint, priya)
        for _ in range(2):
            type_sections.add(paper_type=made, kind="text", title="Money", options={}, by=priya)
        keys = list(made.sections.order_by("position").values_list("key", flat=True))
        assert keys == ["text-money", "text-money-2"]
        assert {section_for(key).key for key in keys} == {"text"}

    def test_one_kind_several_times_where_each_prints_something_else(self, footprint, priya):
        made = typed(footprint, priya, "risk_log", "risk_log", "conclusion")
        keys = list(made.sections.order_by("position").values_list("key", flat=True))
        assert keys == ["risk_log", "risk_log-risk_log-2", "conclusion"]
        assert [section_for(key).key for key in keys] == ["risk_log", "risk_log", "conclusion"]
        wrong = refusal(paper_type=made, kind="conclusion", title="Again", options={}, by=priya)
        assert "a second would print the same" in wrong["kind"][0]

    def test_a_title_never_makes_a_section_another_kind(self, footprint, priya, monkeypatch):
        kinds = dict(SECTIONS, **{"risk_log-wide": SECTIONS["progress"]})
        monkeypatch.setattr("reports.sections.SECTIONS", kinds)
        made = added(footprint, priya)
        for _ in range(2):
            type_sections.add(paper_type=made, kind="risk_log", title="Wide", options={}, by=priya)
        assert list(made.sections.order_by("position").values_list("key", flat=True)) == [
            "risk_log",
            "risk_log-2",
        ]

    @pytest.mark.parametrize(
        ("call", "field", "said"),
        [
            ({"kind": "nonsense"}, "kind", "from the list"),
            ({"title": " "}, "title", "blank"),
            ({"options": {"columns": ["colour"]}}, "option_columns", "“colour” is not known here"),
            ({"options": {"size": "large"}}, "option_size", "no such option"),
            (
                {"kind": "asks-decision", "options": {"body": "nobody"}},
                "option_body",
                "This footprint has no “nobody”",
            ),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, footprint, priya, call, field, said):
        made = added(footprint, priya)
        wrong = refusal(
            **{"paper_type": made, "kind": "risk_log", "title": "Risks", "options": {}, "by": priya} | call
        )
        assert said in wrong[field][0]
        assert titles(made) == []

    def test_the_second_of_two_who_save_a_section_is_told(self, footprint, priya):
        made = typed(footprint, priya, "text")
        section = made.sections.get()
        type_sections.save(section=section, version=2, title="Mine", options={}, by=priya)
        with pytest.raises(Conflict):
            type_sections.save(section=section, version=2, title="Yours", options={}, by=priya)
        assert titles(made) == ["Mine"]


def typed(footprint, by, *kinds) -> PaperType:
    """A type with a section of each kind."""
    made = added(footprint, by)
    for number, kind in enumerate(kinds, start=1):
        type_sections.add(paper_type=made, kind=kind, title=f"{kind} {number}", options={}, by=by)
    return made


def changes(paper_type, by, **more):
    """A save of the type as it is, but for ``more``."""
    return {
        "paper_type": paper_type,
        "version": paper_type.version,
        "name": paper_type.name,
        "organisation_heading": paper_type.organisation_heading,
        "cover_template": paper_type.cover_template,
        "house_style": None,
        "distribution": None,
        "recommendation_verb": "",
        "recommendation": "",
        "by": by,
    } | more
