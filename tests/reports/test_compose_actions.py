"""Writing a paper: sections, overrides, order, details, cover sheet and comments, and what is refused."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from portfolios.models import Notice, NoticeKind
from reports.actions import comments, composing, cover_answers, papers
from reports.actions.cover_answers import Answer, Declaration
from reports.models import (
    AnswerStatus,
    CoverFieldKind,
    Paper,
    PaperComment,
    PaperCommentKind,
    PaperEditor,
    SectionDraft,
)
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import (
    CoverAnswerFactory,
    CoverFieldFactory,
    PaperCommentFactory,
    PaperFactory,
    PaperSectionFactory,
    PersonFactory,
    SectionDraftFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(footprint):
    return PaperFactory(
        paper_type__footprint=footprint, texts={"introduction": "As before."}, title="The plan"
    )


@pytest.fixture
def introduction(paper):
    return paper.sections.get(key="introduction")


@pytest.fixture
def report(paper):
    return paper.sections.get(key="report")


def editors(paper):
    return [editor.user for editor in PaperEditor.objects.filter(paper=paper)]


class TestWriting:
    def test_whoever_writes_is_kept_and_their_draft_is_not(self, introduction, priya):
        SectionDraftFactory(section=introduction, user=priya)
        for text in ("New.", "Newer."):
            introduction = papers.write_section(
                section=introduction, version=introduction.version, text=text, by=priya
            )
        assert editors(introduction.paper) == [priya]
        assert not SectionDraft.objects.exists()

    def test_a_carried_text_is_saved_as_it_stands_to_say_that_it_was_read(self, paper, introduction, priya):
        paper.started_from = PaperFactory(paper_type=paper.paper_type)
        paper.save()
        papers.write_section(section=introduction, version=1, text="As before.", by=priya)
        introduction.refresh_from_db()
        assert (introduction.text, introduction.edited_by, introduction.version) == ("As before.", priya, 2)


class TestOverriding:
    def override(self, section, by, **given):
        values = {"version": section.version, "text": "All is well.", "reason": "Disputed."}
        return papers.override_section(section=section, by=by, **values | given)

    def test_it_stands_with_its_reason_until_it_is_ended(self, report, priya):
        report = self.override(report, priya)
        assert (report.override, report.override_reason, report.override_by_name) == (
            "All is well.",
            "Disputed.",
            "Priya Office",
        )
        assert report.override_at is not None
        assert editors(report.paper) == [priya]
        report = papers.end_override(section=report, by=priya)
        assert (report.override, report.override_reason, report.override_at) == ("", "", None)
        ended = AuditEvent.objects.get(event="section.override_ended")
        assert ended.before == {"text": "All is well."}
        assert papers.end_override(section=report, by=priya).version == report.version

    def test_posted_twice_it_is_there_once(self, report, priya):
        first = self.override(report, priya)
        assert self.override(report, priya).version == first.version

    @pytest.mark.parametrize(
        ("given", "field"), [({"text": " "}, "override"), ({"reason": " "}, "override_reason")]
    )
    def test_text_and_reason_are_needed(self, report, priya, given, field):
        with pytest.raises(ValidationError) as refused:
            self.override(report, priya, **given)
        assert set(refused.value.message_dict) == {field}

    def test_what_its_author_writes_anyway_is_not_overridden(self, introduction, priya):
        with pytest.raises(ValidationError) as refused:
            self.override(introduction, priya)
        assert "write the section itself" in refused.value.message_dict["override"][0]

    def test_two_at_once_are_told_of_each_other(self, report, priya):
        self.override(report, priya)
        with pytest.raises(Conflict):
            self.override(report, priya, version=1, text="All is lost.")


class TestOrder:
    def keys(self, paper):
        return list(paper.sections.order_by("position").values_list("key", flat=True))

    def test_a_section_changes_places_with_its_neighbour(self, paper, report, priya):
        before = self.keys(paper)
        papers.move(section=report, position=2, step=-1, by=priya)
        assert self.keys(paper) == ["report", "introduction", *before[2:]]
        report.refresh_from_db()
        papers.move(section=report, position=report.position, step=1, by=priya)
        assert self.keys(paper) == before

    def test_posted_twice_it_moves_once_and_at_the_edge_not_at_all(self, paper, report, priya):
        for _ in range(2):
            papers.move(section=report, position=2, step=-1, by=priya)
        assert self.keys(paper)[:2] == ["report", "introduction"]
        report.refresh_from_db()
        papers.move(section=report, position=1, step=-1, by=priya)
        assert self.keys(paper)[:2] == ["report", "introduction"]

    def test_an_appendix_moves_among_the_appendices(self, paper, priya):
        first = PaperSectionFactory(paper=paper, position=50, key="a", options={"appendix": True})
        paper.sections.filter(key="report").update(position=60)
        last = PaperSectionFactory(paper=paper, position=70, key="b", options={"appendix": True})
        papers.move(section=last, position=70, step=-1, by=priya)
        first.refresh_from_db()
        last.refresh_from_db()
        assert (last.position, first.position) == (50, 70)

    def test_left_out_its_text_is_kept_and_it_can_be_put_back(self, introduction, priya):
        papers.leave_out(section=introduction, by=priya)
        introduction.refresh_from_db()
        assert (introduction.is_left_out, introduction.text) == (True, "As before.")
        papers.leave_out(section=introduction, is_left_out=False, by=priya)
        introduction.refresh_from_db()
        assert not introduction.is_left_out
        events = AuditEvent.objects.filter(event__startswith="section.").order_by("seq")
        assert [event.event for event in events] == ["section.left_out", "section.put_back"]


class TestDetails:
    @pytest.fixture
    def details(self, paper):
        names = composing.Details.__dataclass_fields__
        return composing.Details(**{name: getattr(paper, name) for name in names})

    def test_they_are_saved_with_their_trail(self, paper, details, priya):
        wanted = replace(details, title="Another plan", purposes=["noting"])
        saved = composing.save_details(paper=paper, version=1, details=wanted, by=priya)
        assert (saved.title, saved.purposes, saved.version) == ("Another plan", ["noting"], 2)
        event = AuditEvent.objects.get(event="paper.details_saved")
        assert event.before == {"title": "The plan", "purposes": []}
        assert editors(paper) == [priya]

    def test_the_same_again_changes_nothing_and_another_version_is_a_conflict(self, paper, details, priya):
        wanted = replace(details, title="Another plan")
        for _ in range(2):
            composing.save_details(paper=paper, version=1, details=wanted, by=priya)
        with pytest.raises(Conflict):
            composing.save_details(paper=paper, version=1, details=details, by=priya)

    def test_naming_who_passes_it_is_no_writing(self, paper, details, priya):
        someone = PersonFactory(footprint=paper.footprint, key="approver")
        composing.save_details(paper=paper, version=1, details=replace(details, approver=someone), by=priya)
        assert editors(paper) == []

    def test_what_does_not_go_together_is_refused_by_field(self, paper, details, other_footprint, priya):
        someone = PersonFactory(footprint=paper.footprint, key="someone")
        stranger = PersonFactory(footprint=other_footprint, key="stranger")
        wanted = replace(
            details,
            title=" ",
            author=someone,
            approver=someone,
            sponsor=stranger,
            publish_on=date(2017, 1, 1),
        )
        with pytest.raises(ValidationError) as refused:
            composing.save_details(paper=paper, version=1, details=wanted, by=priya)
        assert set(refused.value.message_dict) == {"title", "approver", "sponsor", "publish_on"}


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


class TestMarking:
    def test_a_section_is_kept_private_with_its_reason_and_made_public_again(self, introduction, priya):
        marked = papers.mark(section=introduction, is_private=True, reason=" FOI 43 ", by=priya)
        assert (marked.is_private, marked.private_reason) == (True, "FOI 43")
        assert editors(introduction.paper) == [priya]
        event = AuditEvent.objects.get(event="section.marked_private")
        assert "FOI 43" not in str(event.after) + event.reason
        lifted = papers.mark(section=introduction, is_private=False, by=priya)
        assert (lifted.is_private, lifted.private_reason) == (False, "")

    @pytest.mark.parametrize("reason", ["  ", "x" * 201])
    def test_it_needs_a_reason_that_fits(self, introduction, priya, reason):
        with pytest.raises(ValidationError) as refused:
            papers.mark(section=introduction, is_private=True, reason=reason, by=priya)
        assert set(refused.value.message_dict) == {"private_reason"}
        introduction.refresh_from_db()
        assert not introduction.is_private

    def test_one_of_a_published_paper_stays_as_it_is(self, introduction, priya):
        Paper.objects.update(state="published")
        with pytest.raises(ValidationError, match="published"):
            papers.mark(section=introduction, is_private=True, reason="FOI 43", by=priya)


class TestComments:
    def test_what_is_said_twice_is_there_once(self, paper, introduction, sam):
        for _ in range(2):
            comments.say(
                paper=paper, section=introduction, kind=PaperCommentKind.CHANGE, text=" Say more. ", by=sam
            )
        said = PaperComment.objects.get()
        assert (said.text, said.by_name, said.section) == ("Say more.", "Sam Owner", introduction)

    def test_nothing_said_and_no_kind_are_refused(self, paper, sam):
        with pytest.raises(ValidationError) as refused:
            comments.say(paper=paper, section=None, kind="shout", text=" ", by=sam)
        assert set(refused.value.message_dict) == {"kind", "text"}

    def test_a_request_for_change_needs_an_answer_and_a_comment_does_not(self, paper, priya):
        change = PaperCommentFactory(paper=paper, kind=PaperCommentKind.CHANGE)
        with pytest.raises(ValidationError):
            comments.settle(comment=change, answer=" ", by=priya)
        assert comments.settle(comment=change, answer="Done.", by=priya).settled_by_name == "Priya Office"
        assert comments.settle(comment=PaperCommentFactory(paper=paper), answer="", by=priya).settled_at

    def test_the_author_hears_of_a_request_and_who_made_it_of_the_answer_in_no_words_of_the_paper(
        self, paper, introduction, priya, sam
    ):
        Paper.objects.filter(pk=paper.pk).update(author=PersonFactory(footprint=paper.footprint, user=priya))
        said = {"paper": paper, "section": introduction, "by": sam}
        comments.say(kind=PaperCommentKind.COMMENT, text="Well written.", **said)
        assert not Notice.objects.exists()
        change = comments.say(kind=PaperCommentKind.CHANGE, text="Say more.", **said)
        asked = Notice.objects.get()
        assert (asked.user, asked.kind) == (priya, NoticeKind.PAPER)
        assert asked.text == f"The paper “The plan” for {paper.period} has a request for change by Sam Owner."
        comments.settle(comment=change, answer="Done.", by=priya)
        answered = Notice.objects.exclude(pk=asked.pk).get()
        assert (answered.user, answered.kind) == (sam, NoticeKind.PAPER_NEWS)
        assert "Done" not in answered.text

    def test_what_somebody_settled_meanwhile_is_not_settled_otherwise(self, paper, priya):
        comment = PaperCommentFactory(paper=paper)
        comments.settle(comment=comment, answer="Done.", by=priya)
        assert comments.settle(comment=comment, answer="Done.", by=priya).answer == "Done."
        with pytest.raises(ValidationError) as refused:
            comments.settle(comment=comment, answer="Left.", by=priya)
        assert "Priya Office has settled this meanwhile" in refused.value.message_dict["answer"][0]

    def test_words_about_a_private_section_stay_out_of_the_trail(self, paper, introduction, priya):
        introduction.is_private, introduction.private_reason = True, "Staff."
        introduction.save()
        comments.say(
            paper=paper, section=introduction, kind=PaperCommentKind.COMMENT, text="Names!", by=priya
        )
        assert AuditEvent.objects.get(event="paper.commented").after["text"] == "6 characters"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("approved", "takes the approval back first"),
        ("published", "A correction is made in a new edition"),
        ("superseded", "the edition that superseded it"),
    ],
)
def test_a_paper_that_is_passed_is_changed_by_nothing(paper, introduction, report, priya, state, words):
    paper.state = state
    paper.save()
    details = composing.Details(
        **{name: getattr(paper, name) for name in composing.Details.__dataclass_fields__} | {"title": "New"}
    )
    said = {"paper": paper, "section": None, "kind": "comment", "text": "Well.", "by": priya}
    attempts = [
        lambda: papers.write_section(section=introduction, version=1, text="New.", by=priya),
        lambda: papers.override_section(section=report, version=1, text="A", reason="B", by=priya),
        lambda: papers.end_override(section=report, by=priya),
        lambda: papers.leave_out(section=report, by=priya),
        lambda: papers.move(section=report, position=2, step=1, by=priya),
        lambda: composing.save_details(paper=paper, version=1, details=details, by=priya),
        lambda: cover_answers.save_cover(paper=paper, version=1, answers={}, declaration=None, by=priya),
        lambda: comments.say(**said),
        lambda: comments.settle(comment=PaperCommentFactory(paper=paper), answer="Done.", by=priya),
    ]
    for attempt in attempts:
        with pytest.raises(ValidationError) as refused:
            attempt()
        assert words in refused.value.messages[0]
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres_only
@pytest.mark.parametrize("position", [1, 2])
def test_sections_moved_at_once_keep_a_place_each(paper, priya, position):
    """Two move sections of one paper at the same moment: they wait for each other's row of the paper."""
    section, together, raised = paper.sections.get(position=position), threading.Barrier(2), []

    def move(one):
        together.wait()
        try:
            papers.move(section=one, position=one.position, step=1, by=priya)
        except Exception as problem:
            raised.append(problem)
        finally:
            connection.close()

    others = [section, paper.sections.get(position=position + 1)]
    threads = [threading.Thread(target=move, args=(one,)) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert raised == []
    assert paper.sections.values("position").distinct().count() == paper.sections.count()


def test_the_trail_has_no_word_and_no_heading_of_a_private_paper(footprint, priya):
    paper = PaperFactory(
        paper_type__footprint=footprint, session="private", is_private=True, private_reason="Commercial"
    )
    section = PaperSectionFactory(paper=paper, key="report", title="ZEBRA heading")
    section = papers.write_section(section=section, version=section.version, text="ZEBRA text", by=priya)
    section = papers.override_section(
        section=section, version=section.version, text="ZEBRA hand", reason="ZEBRA reason", by=priya
    )
    papers.end_override(section=section, by=priya)
    said = AuditEvent.objects.values_list("subject_label", "before", "after", "reason")
    assert len(said) == 3
    assert "ZEBRA" not in str(list(said))
