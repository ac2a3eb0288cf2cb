"""The pages on which a paper is begun and written: who may, what they show, what is refused and kept."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portfolios.authorship import author_token
from portfolios.models import Session
from reports.models import CoverFieldKind, Paper, PaperComment, SectionDraft
from tests.factories import (
    BodyFactory,
    CoverAnswerFactory,
    CoverFieldFactory,
    MeetingFactory,
    PaperCommentFactory,
    PaperFactory,
    PaperSectionFactory,
    PaperTypeFactory,
    PersonFactory,
    SectionDraftFactory,
)
from tests.pages import read, shown, words

pytestmark = pytest.mark.django_db

START = "/northmere/papers/start/"


@pytest.fixture
def paper(footprint, february):
    return PaperFactory(
        paper_type__footprint=footprint,
        period=february,
        title="The plan so far",
        texts={"introduction": "Here is the **first** word."},
    )


@pytest.fixture
def introduction(paper):
    return paper.sections.get(key="introduction")


@pytest.fixture
def report(paper):
    return paper.sections.get(key="report")


def at(paper, rest="compose/"):
    return f"/northmere/papers/{paper.pk}/{rest}"


def at_section(section, rest=""):
    return at(section.paper, f"sections/{section.pk}/{rest}")


def outline(client, section):
    """The line of a section in the outline, in words."""
    page = client.get(at(section.paper)).content.decode()
    line = re.search(rf'<li class="outline__line[^>]*id="outline-{section.pk}">(.*?)</li>', page, re.DOTALL)
    return words(line[1])


class TestRights:
    def addresses(self, section):
        paper = section.paper
        comment = PaperCommentFactory(paper=paper, section=section)
        writing = [START, at(paper, "details/"), at(paper, "cover/")]
        writing += [at_section(section, f"{step}/") for step in ("autosave", "discard", "override", "move")]
        writing += [at_section(section, f"{step}/") for step in ("override-end", "leave-out", "put-back")]
        writing += [at_section(section, f"{step}/") for step in ("mark-private", "make-public")]
        commenting = [at(paper), at_section(section), at(paper, "comments/")]
        return writing, [*commenting, at(paper, f"comments/{comment.pk}/settle/")]

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_strangers_find_nothing_and_colleagues_without_the_right_are_refused(
        self, client, introduction, charlie, bob, alice, bea, sam, method
    ):
        writing, commenting = self.addresses(introduction)
        for user, status in ((charlie, 404), (bob, 403), (alice, 403), (bea, 403)):
            client.force_login(user)
            for address in (*writing, *commenting):
                if method == "post" and address == at(introduction.paper):
                    continue  # only read
                assert getattr(client, method)(address).status_code == status, address
        # Who approves papers comments on them, and writes nothing.
        client.force_login(sam)
        assert {getattr(client, method)(address).status_code for address in writing} == {403}

    def test_who_is_named_to_review_reads_and_comments(self, client, paper, introduction, bea):
        paper.reviewer = PersonFactory(footprint=paper.footprint, key="bea", user=bea)
        paper.save()
        page = read(client, bea, at_section(introduction))
        assert "Comment, or request a change" in page
        assert "Save section" not in page
        said = {"section": introduction.pk, "text": "Say more.", "kind": "change"}
        assert client.post(at(paper, "comments/"), said).status_code == 302
        assert client.post(at_section(introduction), {"version": 1, "text": "Mine."}).status_code == 403

    def test_a_private_paper_is_nothing_to_who_may_not_read_it(self, client, paper, bob, priya):
        private = {"is_private": True, "private_reason": "Staff.", "session": Session.PRIVATE}
        Paper.objects.filter(pk=paper.pk).update(**private)
        client.force_login(bob)
        assert client.get(at(paper)).status_code == 404
        assert "Staff." in read(client, priya, at(paper))


class TestStarting:
    @pytest.fixture
    def paper_type(self, footprint, february):
        return PaperTypeFactory(footprint=footprint, recommendation="Note it.", recommendation_verb="note")

    def sent(self, **changes):
        values = {"paper_type": "governing-body-update", "period": "2018-02", "session": "public"}
        return values | {"begin": "last"} | changes

    def test_without_types_it_says_what_to_do_first(self, client, priya, footprint):
        assert "There are no types of paper yet" in read(client, priya, START)

    def test_it_leads_to_the_paper(self, client, priya, paper_type):
        client.force_login(priya)
        response = client.post(START, self.sent(), follow=True)
        assert response.redirect_chain[0][0] == at(Paper.objects.get())
        assert "“Governing Body update” is begun." in shown(response)

    def test_from_the_last_paper_every_carried_text_says_so(self, client, priya, paper_type, january):
        PaperFactory(paper_type=paper_type, period=january, title="Last", texts={"introduction": "Old."})
        client.force_login(priya)
        response = client.post(START, self.sent(), follow=True)
        assert "is begun with the texts of January 2018" in shown(response)
        section = Paper.objects.get(period__slug="2018-02").sections.get(key="introduction")
        assert "1 section is carried from Last, January 2018" in shown(response)
        assert "Carried" in outline(client, section)
        assert "not changed yet" in read(client, priya, at_section(section))
        # Saved as it stands, somebody has read it.
        client.post(at_section(section), {"version": 1, "text": "Old."})
        assert "Carried" not in outline(client, section)

    def test_from_scratch_nothing_is_carried(self, client, priya, paper_type, january):
        PaperFactory(paper_type=paper_type, period=january, texts={"introduction": "Old."})
        client.force_login(priya)
        client.post(START, self.sent(begin="scratch"))
        assert not Paper.objects.get(period__slug="2018-02").sections.exclude(text="").exists()

    def test_a_second_one_is_refused_with_the_way_to_the_first(self, client, priya, paper):
        client.force_login(priya)
        response = client.post(START, self.sent(private_reason="Typed."))
        assert response.status_code == 422
        assert "“The plan so far” is begun for February 2018" in shown(response)
        assert f'href="/northmere/papers/{paper.pk}/"' in response.content.decode()
        assert 'value="Typed."' in response.content.decode()

    def test_a_private_paper_says_why(self, client, priya, paper_type):
        client.force_login(priya)
        response = client.post(START, self.sent(session="private"))
        assert response.status_code == 422
        assert "Say why this is private" in shown(response)
        assert client.post(START, self.sent(session="private", private_reason="Staff.")).status_code == 302

    def test_its_address_chooses_beforehand(self, client, priya, paper_type, january):
        client.force_login(priya)
        page = client.get(START + "?period=2018-01&session=private").content.decode()
        assert '<option value="2018-01" selected>' in page

    def test_it_says_at_once_that_the_paper_is_there(self, client, priya, paper):
        assert "The plan so far, February 2018 is there already (draft)" in read(client, priya, START)
        private = read(client, priya, START + "?session=private")
        assert "is there already" not in private

    def test_the_sponsor_of_the_last_paper_is_chosen_beforehand(self, client, priya, paper_type, january):
        sponsor = PersonFactory(footprint=paper_type.footprint, name="Dana Sponsor")
        PaperFactory(paper_type=paper_type, period=january, sponsor=sponsor)
        client.force_login(priya)
        page = client.get(START).content.decode()
        assert f'<option value="{sponsor.pk}" selected>' in page

    def test_meetings_to_come_stand_first_the_next_one_before_all(self, client, priya, paper_type):
        today = timezone.localdate()
        body = BodyFactory(footprint=paper_type.footprint)
        for days in (-60, 90, 30, -30):
            MeetingFactory(body=body, date=today + timedelta(days=days))
        client.force_login(priya)
        offered = client.get(START).context["form"].fields["meeting"].queryset
        assert [(meeting.date - today).days for meeting in offered] == [30, 90, -30, -60]


class TestMarkingPrivate:
    def test_it_leaves_the_public_paper_and_comes_back(self, client, priya, paper, introduction):
        client.force_login(priya)
        where = at_section(introduction)
        said = shown(client.post(f"{where}mark-private/", {"private_reason": "FOI 43"}, follow=True))
        assert "“Introduction” is kept out of papers for public sessions" in said
        assert "Here is the first word." not in words(client.get(at(paper)).content.decode())
        assert "may stand in public papers again" in shown(client.post(f"{where}make-public/", follow=True))
        assert "Here is the first word." in words(client.get(at(paper)).content.decode())

    def test_without_a_reason_it_says_what_to_do(self, client, priya, introduction):
        client.force_login(priya)
        said = shown(client.post(f"{at_section(introduction)}mark-private/", follow=True))
        assert "Say why this is private, or which exemption applies." in said


class TestOutline:
    def test_it_says_what_each_section_amounts_to(self, client, paper, introduction, report, priya):
        finance = paper.sections.get(key="finance")
        PaperCommentFactory(paper=paper, section=introduction)
        PaperCommentFactory(paper=paper, section=introduction, settled_at="2018-02-03T10:00Z")
        client.force_login(priya)
        assert outline(client, introduction).startswith("1. Introduction Written 1 comment")
        assert outline(client, report).startswith("2. Report From the record")
        assert outline(client, finance).startswith("6. Finance Update Empty 1 finding")
        client.post(at_section(finance, "leave-out/"))
        assert outline(client, finance).startswith("Finance Update Left out")
        client.post(at_section(finance, "put-back/"))
        assert outline(client, finance).startswith("6. Finance Update Empty")
        assert "Left out" not in outline(client, finance)

    def test_the_paper_stands_beside_it_as_it_would_be_printed(self, client, paper, priya):
        page = read(client, priya, at(paper))
        assert "1.1 Here is the first word." in page
        assert "Draft: not approved." in page
        assert not paper.runs.exists()

    def test_private_sections_do_not_print_in_a_public_paper(self, client, paper, introduction, priya):
        introduction.is_private, introduction.private_reason = True, "Staff."
        introduction.text = "Zebra."
        introduction.save()
        client.force_login(priya)
        assert outline(client, introduction).startswith("Introduction Written Private")
        assert "Zebra." not in read(client, priya, at(paper))
        assert "Zebra." in read(client, priya, at_section(introduction))

    def test_private_sections_are_nothing_to_a_reviewer_who_may_not_read_them(
        self, client, paper, introduction, bob
    ):
        paper.reviewer = PersonFactory(footprint=paper.footprint, key="bob", user=bob)
        paper.save()
        introduction.is_private, introduction.private_reason = True, "Staff."
        introduction.save()
        page = read(client, bob, at(paper))
        assert "Introduction" not in page
        assert "finding" not in page  # findings may speak of private rows
        assert client.get(at_section(introduction)).status_code == 404

    def test_a_section_is_moved_by_its_buttons(self, client, paper, report, priya):
        client.force_login(priya)
        assert "Move Report up" in outline(client, report)
        response = client.post(at_section(report, "move/"), {"position": 2, "to": "up"})
        assert response.url == f"{at(paper)}#outline-{report.pk}"
        assert outline(client, report).startswith("1. Report")
        assert "Move Report up" not in outline(client, report)

    def test_a_paper_whose_people_are_gone_is_still_written(self, client, paper, introduction, priya):
        paper.author = PersonFactory(footprint=paper.footprint, key="gone", user=None)
        paper.save()
        introduction.edited_at, introduction.edited_by = "2018-02-03T10:00Z", None
        introduction.save()
        assert "somebody whose account is gone" in read(client, priya, at_section(introduction))

    def test_its_queries_do_not_grow_with_sections_comments_or_drafts(self, client, paper, priya):
        client.force_login(priya)

        def count(address):
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(address).status_code == 200
            return len(asked)

        introduction = paper.sections.get(key="introduction")
        before = count(at(paper)), count(at_section(introduction))
        for number in range(20):
            section = PaperSectionFactory(paper=paper, key=f"text-{number}", text="Said.", edited_by=priya)
            PaperCommentFactory(paper=paper, section=section, by=priya)
            PaperCommentFactory(paper=paper, section=introduction, by=priya)
            SectionDraftFactory(section=section, user=priya)
        after = count(at(paper)), count(at_section(introduction))
        # Drafts are put in the place of what is saved by one query more, where there are any.
        assert [now - then for now, then in zip(after, before, strict=True)] == [1, 1]
        assert after[0] < 100


class TestWriting:
    def test_what_is_typed_is_kept_and_shown_but_not_saved(self, client, introduction, priya):
        client.force_login(priya)
        answer = client.post(at_section(introduction, "autosave/"), {"version": 1, "text": "Half a"})
        assert answer.json()["words"].startswith("What you typed is kept")
        page = read(client, priya, at_section(introduction))
        assert "It is kept for you alone, and not saved in the paper" in page
        assert "1.1 Half a" in page
        introduction.refresh_from_db()
        assert introduction.text == "Here is the **first** word."

    def test_nobody_else_sees_it_but_that_somebody_writes(self, client, introduction, priya, footprint):
        other = SectionDraftFactory(section=introduction, text="Zebra.").user
        page = read(client, priya, at_section(introduction))
        assert f"{other} is writing here too." in page
        assert "Zebra." not in page

    def test_saved_meanwhile_is_told_at_once(self, client, introduction, priya, footprint):
        client.force_login(priya)
        client.post(at_section(introduction), {"version": 1, "text": "Theirs."})
        answer = client.post(at_section(introduction, "autosave/"), {"version": 1, "text": "Mine"})
        assert "when you save, you see both versions" in answer.json()["words"]

    def test_it_is_thrown_away_on_request(self, client, introduction, priya):
        SectionDraftFactory(section=introduction, user=priya)
        client.force_login(priya)
        client.post(at_section(introduction, "discard/"))
        assert not SectionDraft.objects.exists()

    def test_more_than_a_section_holds_is_said(self, client, introduction, priya):
        client.force_login(priya)
        sent = {"version": 1, "text": "x" * 50_000}
        answer = client.post(at_section(introduction, "autosave/"), sent)
        assert answer.json()["words"].startswith("This is more text than a section can hold")

    def test_whoever_was_signed_out_finds_their_text_again(self, client, introduction, priya):
        token = author_token(priya, introduction)
        sent = {"version": 1, "text": "Half a", "author": token}
        answer = client.post(at_section(introduction, "autosave/"), sent)
        assert answer.json()["words"].startswith("You have been signed out. What you typed is kept")
        assert "/accounts/login/" in answer.json()["link"]["href"]
        assert client.post(at_section(introduction), sent | {"text": "Half a word"}).status_code == 302
        assert SectionDraft.objects.get(user=priya).text == "Half a word"

    @pytest.mark.parametrize("who", ["bea", "charlie"])
    def test_nothing_is_kept_for_who_may_not_write(self, client, introduction, request, who):
        token = author_token(request.getfixturevalue(who), introduction)
        sent = {"version": 1, "text": "Half a", "author": token}
        assert client.post(at_section(introduction, "autosave/"), sent).status_code == 302
        assert not SectionDraft.objects.exists()

    def test_both_versions_stand_side_by_side_after_a_conflict(self, client, introduction, priya):
        client.force_login(priya)
        client.post(at_section(introduction), {"version": 1, "text": "Theirs."})
        response = client.post(at_section(introduction), {"version": 1, "text": "Mine."})
        assert response.status_code == 409
        page = shown(response)
        assert "Yours Mine." in page
        assert "Saved by Priya Office Theirs." in page

    def test_approved_meanwhile_what_was_typed_is_still_there(self, client, paper, introduction, priya):
        client.force_login(priya)
        Paper.objects.filter(pk=paper.pk).update(state="approved")
        response = client.post(at_section(introduction), {"version": 1, "text": "All my work."})
        assert response.status_code == 422
        page = shown(response)
        assert "All my work." in page
        assert "takes the approval back first" in page


class TestOverride:
    def test_it_is_printed_with_its_reason_and_can_be_ended(self, client, report, priya):
        client.force_login(priya)
        sent = {"version": 1, "override": "All is well.", "override_reason": "Disputed."}
        assert client.post(at_section(report, "override/"), sent).url.endswith("#write")
        page = read(client, priya, at_section(report))
        assert "Written by hand in place of the record: Disputed. 2.1 All is well." in page
        assert outline(client, report).startswith("2. Report Written by hand 1 finding")
        client.post(at_section(report, "override-end/"))
        assert outline(client, report).startswith("2. Report From the record")

    def test_refused_it_comes_back_as_typed(self, client, report, priya):
        client.force_login(priya)
        sent = {"version": 1, "override": "All is well.", "override_reason": ""}
        response = client.post(at_section(report, "override/"), sent)
        assert response.status_code == 422
        assert "Enter reason" in shown(response)
        assert "All is well." in response.content.decode()
        assert not report.paper.sections.exclude(override="").exists()

    def test_two_at_once_see_both(self, client, report, priya):
        client.force_login(priya)
        sent = {"version": 1, "override": "Theirs.", "override_reason": "Disputed."}
        client.post(at_section(report, "override/"), sent)
        response = client.post(at_section(report, "override/"), sent | {"override": "Mine."})
        assert response.status_code == 409
        page = shown(response)
        assert "Theirs." in page
        assert "Mine." in page
        assert (
            client.post(
                at_section(report, "override/"), sent | {"override": "Mine.", "version": 2}
            ).status_code
            == 302
        )


class TestComments:
    def test_they_are_said_answered_and_settled(self, client, paper, introduction, priya, sam):
        client.force_login(sam)
        said = {"section": introduction.pk, "text": "Name the board.", "kind": "change"}
        assert client.post(at(paper, "comments/"), said).url == f"{at_section(introduction)}#comments"
        page = read(client, priya, at(paper, "comments/"))
        assert "Introduction Request for change Sam Owner" in page
        comment = PaperComment.objects.get()
        assert (
            client.post(at(paper, f"comments/{comment.pk}/settle/"), {"answer": "Named."}).status_code == 302
        )
        assert "Named. Settled by Priya Office" in read(client, priya, at(paper, "comments/"))

    def test_refused_they_come_back_as_typed(self, client, paper, introduction, priya):
        client.force_login(priya)
        response = client.post(at(paper, "comments/"), {"section": introduction.pk, "text": "Name it."})
        assert response.status_code == 422
        assert "About “Introduction”" in shown(response)
        assert "Name it." in response.content.decode()
        change = PaperCommentFactory(paper=paper, kind="change")
        response = client.post(at(paper, f"comments/{change.pk}/settle/"), {"answer": " "})
        assert response.status_code == 422
        assert "Say what was changed, or why nothing is." in shown(response)

    def test_those_on_another_papers_sections_are_nowhere(self, client, paper, priya, footprint):
        other = PaperFactory(paper_type=paper.paper_type, edition=2)
        client.force_login(priya)
        said = {"section": other.sections.first().pk, "text": "Well.", "kind": "comment"}
        assert client.post(at(paper, "comments/"), said).status_code == 404
        comment = PaperCommentFactory(paper=other)
        assert client.post(at(paper, f"comments/{comment.pk}/settle/")).status_code == 404


class TestDetails:
    def sent(self, paper, **changes):
        values = {
            "version": paper.version,
            "title": paper.title,
            "authored_on_day": 1,
            "authored_on_month": 2,
        }
        return values | {"authored_on_year": 2018, "recommendation": "Note it."} | changes

    def test_they_are_saved(self, client, paper, priya):
        client.force_login(priya)
        sent = self.sent(paper, title="Another plan", purposes=["noting", "decision"])
        assert client.post(at(paper, "details/"), sent).url == at(paper)
        paper.refresh_from_db()
        assert (paper.title, paper.purposes) == ("Another plan", ["noting", "decision"])

    def test_refused_they_come_back_as_typed(self, client, paper, priya):
        client.force_login(priya)
        sent = self.sent(paper, title="", recommendation="Decide **now**.", authored_on_month=13)
        response = client.post(at(paper, "details/"), sent)
        assert response.status_code == 422
        assert "Enter title" in shown(response)
        assert "Decide **now**." in response.content.decode()

    def test_two_at_once_see_what_differs(self, client, paper, priya):
        client.force_login(priya)
        client.post(at(paper, "details/"), self.sent(paper, title="Theirs"))
        response = client.post(at(paper, "details/"), self.sent(paper, title="Mine"))
        assert response.status_code == 409
        assert "Title As saved now Theirs As you typed it Mine" in shown(response)

    def test_only_who_may_approve_is_offered_as_approver(self, client, paper, priya, sam, alice):
        people = {
            user: PersonFactory(
                footprint=paper.footprint, key=f"p{user.pk}", user=user, name=f"Person {user}"
            )
            for user in (priya,)
        }
        client.force_login(priya)
        page = client.get(at(paper, "details/")).content.decode()
        approvers = re.search(r'<select name="approver".*?</select>', page, re.DOTALL)[0]
        assert str(people[priya]) in approvers
        assert sam.name in approvers
        assert alice.name not in approvers


class TestCover:
    @pytest.fixture
    def fields(self, paper):
        kinds = CoverFieldKind
        wanted = [
            (kinds.AUTHOR, []),
            (kinds.TEXT, []),
            (kinds.LIST, []),
            (kinds.TICKS, ["One", "Two"]),
            (kinds.ASSURANCE, []),
        ]
        return {
            kind: CoverFieldFactory(
                template=paper.cover_template,
                position=position,
                key=kind,
                kind=kind,
                label=f"The {kind}",
                prompt="Zebra prompt.",
                choices=choices,
            )
            for position, (kind, choices) in enumerate(wanted)
        }

    def test_a_prompt_is_a_hint_and_nothing_is_answered_beforehand(self, client, paper, fields, priya):
        CoverAnswerFactory(paper=paper, field=fields["text"], status="prompt_left_in", text="Zebra prompt.")
        client.force_login(priya)
        page = client.get(at(paper, "cover/")).content.decode()
        assert re.search(r'class="nhsuk-hint"[^>]*>\s*Zebra prompt.', page)
        assert not re.search(r"<textarea[^>]*>\s*Zebra", page)
        # No Yes and no No is chosen: only that the row is not answered.
        grid = re.findall(r'<input[^>]*type="radio"[^>]*value="(\w*)"[^>]*checked', page)
        assert grid == ["", ""]

    def test_it_is_saved_by_kind_of_field(self, client, paper, fields, priya):
        name = {kind: f"field_{field.pk}" for kind, field in fields.items()}
        sent = {
            "version": 1,
            name["text"]: "To report.",
            name["list"]: "- Care closer to home\r\n\r\nServices that last",
            name["ticks"]: ["Two"],
            f"{name['assurance']}_considered": "yes",
            f"{name['assurance']}_action": "no",
        }
        client.force_login(priya)
        assert client.post(at(paper, "cover/"), sent).url == at(paper)
        said = {answer.field.kind: answer for answer in paper.cover_answers.select_related("field")}
        assert said["list"].items == ["Care closer to home", "Services that last"]
        assert said["ticks"].items == ["Two"]
        assert (said["assurance"].considered, said["assurance"].action_required) == (True, False)

    def test_it_is_declared_whole_or_not_at_all(self, client, paper, fields, priya):
        client.force_login(priya)
        sent = {"version": 1, f"field_{fields['text'].pk}": "To report.", "declared_initials": "PO"}
        response = client.post(at(paper, "cover/"), sent)
        assert response.status_code == 422
        page = shown(response)
        assert "Choose who declares the answers above." in page
        assert "Enter the day of the declaration." in page
        assert "Answer every row of the grid before it is declared" in page
        assert "To report." in page

    def test_two_at_once_see_what_differs(self, client, paper, fields, priya):
        name = f"field_{fields['text'].pk}"
        client.force_login(priya)
        client.post(at(paper, "cover/"), {"version": 1, name: "Theirs."})
        response = client.post(at(paper, "cover/"), {"version": 1, name: "Mine."})
        assert response.status_code == 409
        page = shown(response)
        assert "The text As saved now Theirs. As you typed it Mine." in page
        assert page.count("As saved now") == 2  # the head, and the one row that differs

    def test_carried_answers_say_so_until_they_are_changed(self, client, paper, fields, priya):
        last = PaperFactory(paper_type=paper.paper_type, title="Last")
        Paper.objects.filter(pk=paper.pk).update(started_from=last)
        for one in (last, paper):
            CoverAnswerFactory(paper=one, field=fields["text"], status="answered", text="To report.")
        assert "Carried Word for word that of" in read(client, priya, at(paper, "cover/"))
        paper.cover_answers.update(text="To decide.")
        assert "Carried" not in read(client, priya, at(paper, "cover/"))
