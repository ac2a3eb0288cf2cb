"""The cover sheet of a paper: its answers of each kind and its declaration."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reports.actions import cover_answers
from reports.actions.cover_answers import Answer, Declaration
from reports.models import AnswerStatus, CoverFieldKind
from stp_portal.core.base import Conflict
from tests.factories import CoverAnswerFactory, CoverFieldFactory, PersonFactory
from tests.reports.compose_actions.editors import editors

pytestmark = pytest.mark.django_db


class TestCover:
    @pytest.fixture
    def fields(self, paper):
        kinds = CoverFieldKind
        choices = {kinds.TICKS: ["One", "Two"]}
        return {
            kind: CoverFieldFactory(
                template=paper.cover_template,
                key=kind,
                kind=kind,
                prompt="Say.",
                choices=choices.get(kind, []),
            )
            for kind in (kinds.TEXT, kinds.LIST, kinds.TICKS, kinds.ASSURANCE, kinds.AUTHOR)
        }

    def save(self, paper, by, answers, declaration=None):
        paper.refresh_from_db()
        return cover_answers.save_cover(
            paper=paper, version=paper.version, answers=answers, declaration=declaration, by=by
        )

    def answer(self, paper, kind):
        return paper.cover_answers.get(field__kind=kind)

    def test_each_kind_keeps_what_belongs_to_it(self, paper, fields, priya):
        everything = Answer(text="To report.", items=["One"], considered=True, action_required=False)
        self.save(paper, priya, {field.pk: everything for field in fields.values()})
        found = {one.field.kind: one for one in paper.cover_answers.select_related("field")}
        assert set(found) == {"text", "list", "ticks", "assurance"}
        assert (found["text"].text, found["text"].items) == ("To report.", [])
        assert (found["ticks"].text, found["ticks"].items) == ("", ["One"])
        assert (found["assurance"].considered, found["assurance"].action_required) == (True, False)
        assert found["assurance"].text == ""
        assert editors(paper) == [priya]

    def test_an_unanswered_row_of_the_grid_stays_unknown(self, paper, fields, priya):
        row = fields[CoverFieldKind.ASSURANCE]
        self.save(paper, priya, {row.pk: Answer(considered=True)})
        answer = self.answer(paper, "assurance")
        assert (answer.status, answer.considered, answer.action_required) == ("blank", True, None)

    def test_states_and_prompts_are_told_apart(self, paper, fields, priya):
        text = fields[CoverFieldKind.TEXT]
        states = []
        for said in (
            Answer(status=AnswerStatus.NONE_IDENTIFIED),
            Answer(text="Say."),
            Answer(text="Said."),
            Answer(),
        ):
            self.save(paper, priya, {text.pk: said})
            states.append(self.answer(paper, "text").status)
        assert states == ["none_identified", "prompt_left_in", "answered", "blank"]

    def test_what_was_lost_in_copying_stays_unknown_until_it_is_answered(self, paper, fields, priya):
        lost = CoverAnswerFactory(
            paper=paper, field=fields[CoverFieldKind.TICKS], status=AnswerStatus.NOT_RECORDED
        )
        self.save(paper, priya, {fields[CoverFieldKind.TEXT].pk: Answer(text="Said.")})
        lost.refresh_from_db()
        assert lost.status == AnswerStatus.NOT_RECORDED

    def test_boxes_that_are_not_on_the_sheet_and_other_words_are_refused(self, paper, fields, priya):
        wrong = {
            fields[CoverFieldKind.TICKS].pk: Answer(items=["Three"]),
            fields[CoverFieldKind.TEXT].pk: Answer(status="perhaps"),
        }
        with pytest.raises(ValidationError) as refused:
            self.save(paper, priya, wrong)
        assert set(refused.value.message_dict) == {"ticks", "text"}
        assert not paper.cover_answers.exists()

    def test_the_declaration_is_saved_and_taken_away(self, paper, fields, priya):
        someone = PersonFactory(footprint=paper.footprint, key="someone", name="S One")
        declared = Declaration(someone, " SO ", date(2018, 2, 1))
        saved = self.save(paper, priya, {}, declared)
        assert (saved.declared_by, saved.declared_initials) == (someone, "SO")
        assert self.save(paper, priya, {}).declared_on is None

    def test_somebody_elses_save_is_a_conflict(self, paper, fields, priya):
        text = fields[CoverFieldKind.TEXT]
        self.save(paper, priya, {text.pk: Answer(text="Theirs.")})
        with pytest.raises(Conflict):
            cover_answers.save_cover(
                paper=paper, version=1, answers={text.pk: Answer(text="Mine.")}, declaration=None, by=priya
            )
