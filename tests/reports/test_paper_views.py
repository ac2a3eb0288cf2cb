"""The pages of papers: who sees and may do what, what a run looks like to the one who waits, and the files."""

import hashlib

import pytest
from django.utils import timezone

from reports import runner
from reports.actions import runs
from reports.models import PaperFile, Run, RunState
from stp_portal.core.models import AuditEvent
from tests.factories import (
    BodyFactory,
    FindingFactory,
    MeetingFactory,
    PaperFactory,
    PaperFileFactory,
    PeriodFactory,
    RunFactory,
)
from tests.pages import read, row_of, words

pytestmark = pytest.mark.django_db

LIST = "/northmere/papers/"


@pytest.fixture
def paper(footprint):
    body = BodyFactory(footprint=footprint, name="Governing Body")
    return PaperFactory(
        paper_type__footprint=footprint,
        period__month=(2018, 1),
        meeting=MeetingFactory(body=body, date="2018-02-21"),
        texts={"introduction": "Here is the **first** word."},
    )


@pytest.fixture
def private_paper(paper):
    return PaperFactory(
        paper_type=paper.paper_type,
        period=paper.period,
        session="private",
        title="Land sale",
        is_private=True,
        private_reason="Commercial interests",
    )


def address(paper, rest: str = "") -> str:
    return f"/northmere/papers/{paper.pk}/{rest}"


def done(paper, **fields):
    run = RunFactory(paper=paper, state=RunState.DONE, finished_at=timezone.now(), percent=100, **fields)
    PaperFileFactory(run=run, name=runs.file_name(paper, "pdf", is_private=run.is_private))
    return run


class TestList:
    def test_a_line_tells_period_meeting_state_and_file(self, client, bea, paper):
        assert row_of(client, bea, LIST, "Paper Sustainability") == (
            "Paper Sustainability and Transformation Plan (STP) Update Period January 2018 "
            "Meeting Governing Body, 21 February 2018 State Draft File Not compiled yet"
        )
        done(paper)
        assert row_of(client, bea, LIST, "Paper Sustainability").endswith("File PDF (16 bytes)")

    def test_what_became_of_a_first_run_is_told_in_place_of_the_file(self, client, bea, paper):
        RunFactory(paper=paper, state=RunState.FAILED)
        assert row_of(client, bea, LIST, "Paper Sustainability").endswith("File Failed")

    def test_private_papers_are_for_those_who_may_read_them(self, client, bea, bob, private_paper):
        assert "Land sale" in read(client, bea, LIST)
        assert "Draft, private" in row_of(client, bea, LIST, "Paper Land sale")
        assert "Land sale" not in read(client, bob, LIST)

    def test_it_is_narrowed_by_period_and_state(self, client, bea, footprint, paper):
        later = PaperFactory(
            paper_type=paper.paper_type,
            period=PeriodFactory(footprint=footprint, month=(2018, 2)),
            title="Later one",
            state="approved",
        )
        everything = read(client, bea, LIST)
        assert everything.index("Later one") < everything.index("Sustainability")
        assert "Sustainability" not in read(client, bea, LIST + "?period=2018-02")
        assert later.title not in read(client, bea, LIST + "?state=draft")
        assert "No paper matches" in read(client, bea, LIST + "?state=draft&period=2018-02")

    def test_an_address_typed_wrong_is_told_and_left_out(self, client, bea, paper):
        page = read(client, bea, LIST + "?period=May&page=9")
        assert "“May” is not a period of papers here: these are the papers of every period." in page
        assert "There is no page 9" in page
        assert "Sustainability" in page

    def test_an_empty_list_says_how_a_paper_begins(self, client, bea, priya):
        assert "The programme office starts them" in read(client, bea, LIST)
        assert "Start one for a period and a meeting" in read(client, priya, LIST)

    @pytest.mark.parametrize("size", [2, 20])
    def test_its_queries_do_not_grow_with_papers_or_runs(
        self, client, bea, footprint, paper, size, django_assert_num_queries
    ):
        for number in range(size):
            done(PaperFactory(paper_type=paper.paper_type, period=paper.period, edition=number + 2))
            done(paper)
        client.force_login(bea)
        with django_assert_num_queries(7):
            client.get(LIST)


class TestPaper:
    def test_it_tells_what_the_paper_is(self, client, bob, paper):
        page = read(client, bob, address(paper))
        assert "Governing Body, 21 February 2018" in page
        assert "Here is the first word." in page
        assert "This paper has not been compiled yet. The PMO compiles it." in page

    def test_files_come_with_size_and_hash(self, client, bob, paper):
        done(paper)
        file = PaperFile.objects.get()
        page = read(client, bob, address(paper))
        assert file.sha256 in page
        assert "16 bytes" in page

    def test_while_a_new_run_is_waited_for_the_old_files_are_told_apart(self, client, bea, paper):
        done(paper)
        assert "the files are from the last time" not in read(client, bea, address(paper))
        RunFactory(paper=paper)
        assert "These files are from the last time. Compiled on" in read(client, bea, address(paper))

    def test_what_blocks_is_said_and_the_rest_counted_to_those_who_see_private_things(
        self, client, bea, bob, paper
    ):
        run = done(paper)
        assert "found nothing that blocks" in read(client, bea, address(paper))
        FindingFactory(run=run, position=1, severity="advisory", where="Paragraph 1")
        FindingFactory(run=run, position=2, severity="blocking", where="Paragraph 2")
        page = read(client, bea, address(paper))
        assert "Paragraph 2" in page
        assert "Paragraph 1" not in page
        assert "1 worth a look" in page
        assert "Paragraph 2" not in read(client, bob, address(paper))

    def test_the_files_of_the_run_asked_for_last_are_shown(self, client, priya, paper, monkeypatch):
        """An edit, compiled, and taken back, compiled: the older run is what the paper now says."""
        section = paper.sections.filter(key="introduction")
        first = runs.request(paper=paper, by=priya)
        section.update(text="Another try.")
        second = runs.request(paper=paper, by=priya)
        for run in (first, second):
            PaperFileFactory(run=run, content=str(run.pk).encode())
        Run.objects.update(state=RunState.DONE, finished_at=timezone.now())

        def shown() -> str:
            return row_of(client, priya, address(paper), "PDF").split()[-1]

        assert shown() == second.files.get().sha256
        section.update(text="Here is the **first** word.")
        client.post(address(paper, "compile/"))
        assert shown() == first.files.get().sha256

    def test_only_pmo_sees_the_button(self, client, priya, bea, paper):
        assert "Compile paper" in read(client, priya, address(paper))
        assert "Compile paper" not in read(client, bea, address(paper))

    def test_the_paper_of_another_footprint_is_not_there(
        self, client, charlie, priya, other_footprint, paper
    ):
        theirs = PaperFactory(paper_type__footprint=other_footprint)
        client.force_login(priya)
        assert client.get(address(theirs)).status_code == 404
        assert client.get(f"/southmere/papers/{theirs.pk}/").status_code == 404
        client.force_login(charlie)
        assert client.get(f"/southmere/papers/{paper.pk}/").status_code == 404

    @pytest.mark.parametrize(
        "rest", ["", "compile/", "read/", "files/{file}/", "runs/{run}/", "sections/{section}/"]
    )
    def test_nothing_of_a_private_paper_is_there_for_an_observer(self, client, bob, bea, private_paper, rest):
        run = done(private_paper)
        section = private_paper.sections.first()
        rest = rest.format(file=run.files.get().pk, run=run.pk, section=section.pk)
        client.force_login(bob)
        assert client.get(address(private_paper, rest)).status_code == 404

    @pytest.mark.parametrize("kind", ["files", "runs", "sections"])
    def test_parts_are_found_under_their_own_paper_only(self, client, priya, paper, private_paper, kind):
        run = done(private_paper)
        parts = {"files": run.files.get(), "runs": run, "sections": private_paper.sections.first()}
        client.force_login(priya)
        assert client.get(address(paper, f"{kind}/{parts[kind].pk}/")).status_code == 404


class TestCompile:
    def test_the_button_asks_for_a_run_and_leads_back(self, client, priya, paper):
        client.force_login(priya)
        response = client.post(address(paper, "compile/"))
        assert response.url == address(paper)
        run = Run.objects.get()
        assert (run.state, run.requested_by) == (RunState.QUEUED, priya)
        assert "Waiting for a worker" in read(client, priya, address(paper))

    def test_pressed_twice_it_gives_one_run(self, client, priya, paper):
        client.force_login(priya)
        for _ in range(2):
            client.post(address(paper, "compile/"))
        assert Run.objects.count() == 1

    @pytest.mark.parametrize("person", ["alice", "sam", "bea", "bob"])
    def test_a_colleague_without_the_right_is_refused(self, client, request, paper, person):
        client.force_login(request.getfixturevalue(person))
        assert client.post(address(paper, "compile/")).status_code == 403
        assert not Run.objects.exists()

    def test_with_nothing_changed_it_says_so(self, client, priya, paper):
        run = runs.request(paper=paper, by=priya)
        Run.objects.filter(pk=run.pk).update(state=RunState.DONE, finished_at=timezone.now())
        client.force_login(priya)
        page = client.post(address(paper, "compile/"), follow=True).content.decode()
        assert "Nothing has changed since this paper was compiled" in words(page)

    @pytest.mark.parametrize("state", ["published", "superseded"])
    def test_a_published_paper_has_no_button_and_says_why(self, client, priya, bea, paper, state):
        failed = RunFactory(paper=paper, state=RunState.FAILED, error="No.")
        paper.state = state
        paper.save()
        page = read(client, priya, address(paper))
        assert f"This paper is {state}, so it is not compiled again" in page
        assert "Compile paper" not in page
        assert "Try again" not in page
        assert "Try again" not in read(client, priya, address(paper, f"runs/{failed.pk}/"))
        assert "not compiled again" not in read(client, bea, address(paper))

    def test_asked_for_all_the_same_a_published_paper_is_refused_in_words(self, client, priya, paper):
        paper.state = "published"
        paper.save()
        client.force_login(priya)
        page = words(client.post(address(paper, "compile/"), follow=True).content.decode())
        assert "There is a problem This paper is published, so it is not compiled again" in page
        assert not Run.objects.exists()

    def test_an_approved_paper_is_compiled_until_its_files_say_so(self, client, priya, paper):
        paper.state = "approved"
        paper.save()
        assert "Compile paper" in read(client, priya, address(paper))
        client.post(address(paper, "compile/"))
        Run.objects.update(state=RunState.DONE, finished_at=timezone.now())
        page = read(client, priya, address(paper))
        assert "Compile again" not in page
        assert "This paper is approved, and its files are those of the approved paper" in page

    def test_a_failed_run_says_why_and_is_tried_again(self, client, priya, bea, paper):
        run = runs.request(paper=paper, by=priya)
        Run.objects.filter(pk=run.pk).update(
            state=RunState.FAILED, attempts=3, error="Section 2 is too long."
        )
        page = read(client, priya, address(paper))
        assert "The paper could not be compiled" in page
        assert "Section 2 is too long." in page
        assert "Try again" in page
        assert "Try again" not in read(client, bea, address(paper))

        client.force_login(priya)
        client.post(address(paper, "compile/"))
        run.refresh_from_db()
        assert (run.state, run.attempts) == (RunState.QUEUED, 0)


class TestProgress:
    def fragment(self, client, user, run) -> str:
        client.force_login(user)
        return client.get(address(run.paper, f"runs/{run.pk}/")).content.decode()

    def test_it_tells_stage_and_percentage_and_goes_on(self, client, bob, paper):
        run = RunFactory(paper=paper, state=RunState.RUNNING, stage="Laying out the pages", percent=30)
        fragment = self.fragment(client, bob, run)
        assert "Laying out the pages: 30%" in words(fragment)
        assert "data-done" not in fragment
        assert "<html" not in fragment

    def test_a_try_that_failed_is_told_while_the_next_is_waited_for(self, client, bob, paper):
        run = RunFactory(paper=paper, attempts=1, error="The server was short of memory.")
        assert "The last attempt failed" in words(self.fragment(client, bob, run))

    @pytest.mark.parametrize("state", [RunState.DONE, RunState.FAILED])
    def test_the_end_stops_it(self, client, bob, paper, state):
        run = RunFactory(paper=paper, state=state, finished_at=timezone.now())
        assert "data-done" in self.fragment(client, bob, run)

    def test_the_page_follows_a_run_that_is_under_way_and_works_without_javascript(self, client, bob, paper):
        run = RunFactory(paper=paper)
        client.force_login(bob)
        page = client.get(address(paper)).content.decode()
        assert f'data-progress-url="{address(paper, f"runs/{run.pk}/")}"' in page
        assert f'<a href="{address(paper)}">Refresh' in page


class TestFile:
    def test_it_is_saved_not_shown_byte_for_byte(self, client, bob, paper):
        done(paper)
        file = PaperFile.objects.get()
        client.force_login(bob)
        response = client.get(address(paper, f"files/{file.pk}/"))
        assert hashlib.sha256(response.content).hexdigest() == file.sha256
        assert response["Content-Type"] == "application/pdf"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Content-Disposition"] == (
            'attachment; filename="northmere-governing-body-update-2018-01.pdf"'
        )
        assert not AuditEvent.objects.filter(event="file.downloaded").exists()

    def test_html_is_saved_as_html(self, client, bob, paper):
        file = PaperFileFactory(
            run=done(paper), file_format="html", name="paper.html", content=b"<p>a paper</p>"
        )
        client.force_login(bob)
        response = client.get(address(paper, f"files/{file.pk}/"))
        assert response["Content-Type"] == "text/html; charset=utf-8"
        assert response["Content-Disposition"].startswith("attachment")

    def test_who_took_a_private_one_is_kept_on_record(self, client, bea, private_paper):
        done(private_paper)
        file = PaperFile.objects.get()
        client.force_login(bea)
        client.get(address(private_paper, f"files/{file.pk}/"))
        client.head(address(private_paper, f"files/{file.pk}/"))
        event = AuditEvent.objects.get(event="file.downloaded")
        assert (event.actor, event.after) == (bea.email, {"sha256": file.sha256})


class TestRead:
    HTML = b'<html><head></head><body class="paper"><h1>Update</h1><main><p>A word.</p></main></body></html>'

    def readable(self, paper) -> PaperFile:
        return PaperFileFactory(run=done(paper), file_format="html", name="paper.html", content=self.HTML)

    def test_the_page_says_what_the_file_says(self, client, bob, paper):
        """Not what today's portal would make of the input: page and PDF never part."""
        self.readable(paper)
        client.force_login(bob)
        page = client.get(address(paper, "read/")).content.decode()
        assert '<article class="paper"><h1>Update</h1><p>A word.</p></article>' in page
        assert page.count("<main") == 1

    @pytest.mark.parametrize("person", ["bea", "priya"])
    def test_who_read_a_private_paper_is_kept_on_record_once_a_view(
        self, client, request, private_paper, person
    ):
        file, user = self.readable(private_paper), request.getfixturevalue(person)
        client.force_login(user)
        client.get(address(private_paper, "read/"))
        client.head(address(private_paper, "read/"))
        event = AuditEvent.objects.get(event="file.read")
        assert (event.actor, event.after) == (user.email, {"sha256": file.sha256})
        client.get(address(private_paper, "read/"))
        assert AuditEvent.objects.filter(event="file.read").count() == 2

    def test_who_read_a_public_one_is_not(self, client, bea, paper):
        self.readable(paper)
        client.force_login(bea)
        client.get(address(paper, "read/"))
        assert not AuditEvent.objects.filter(event="file.read").exists()

    def test_there_is_nothing_to_read_before_the_first_run_is_done(self, client, bob, paper):
        RunFactory(paper=paper, state=RunState.FAILED)
        client.force_login(bob)
        assert client.get(address(paper, "read/")).status_code == 404


class TestSection:
    @pytest.fixture
    def section(self, paper):
        return paper.sections.get(key="introduction")

    def at(self, section) -> str:
        return address(section.paper, f"sections/{section.pk}/")

    def test_an_author_writes_it(self, client, priya, section):
        client.force_login(priya)
        assert "Here is the **first** word." in client.get(self.at(section)).content.decode()
        response = client.post(self.at(section), {"version": section.version, "text": "A **second** try."})
        assert response.url == f"{self.at(section)}#write"
        section.refresh_from_db()
        assert (section.text, section.version, section.edited_by) == ("A **second** try.", 2, priya)
        event = AuditEvent.objects.get(event="section.saved")
        assert (event.before, event.after) == (
            {"text": "Here is the **first** word."},
            {"section": "introduction", "text": "A **second** try."},
        )

    def test_posted_twice_it_is_saved_once(self, client, priya, section):
        client.force_login(priya)
        for _ in range(2):
            assert client.post(self.at(section), {"version": 1, "text": "Once."}).status_code == 302
        section.refresh_from_db()
        assert section.version == 2

    def test_somebody_elses_text_is_shown_beside_ones_own(self, client, priya, section):
        client.force_login(priya)
        client.post(self.at(section), {"version": 1, "text": "Theirs."})
        response = client.post(self.at(section), {"version": 1, "text": "Mine."})
        assert response.status_code == 409
        page = words(response.content.decode())
        assert "Somebody else saved this section while you were writing" in page
        assert "Theirs." in page
        assert "Mine." in page
        section.refresh_from_db()
        assert section.text == "Theirs."

        assert client.post(self.at(section), {"version": 2, "text": "Mine."}).status_code == 302
        section.refresh_from_db()
        assert section.text == "Mine."

    def test_markup_is_refused_and_comes_back_as_typed(self, client, priya, section):
        client.force_login(priya)
        response = client.post(self.at(section), {"version": 1, "text": "Hello <script>alert(1)</script>"})
        assert response.status_code == 422
        assert "The text holds HTML or script" in words(response.content.decode())
        assert "Hello &lt;script&gt;" in response.content.decode()
        section.refresh_from_db()
        assert section.version == 1

    @pytest.mark.parametrize("state", ["approved", "published", "superseded"])
    def test_an_approved_paper_is_never_changed(self, client, priya, section, state):
        section.paper.state = state
        section.paper.save()
        client.force_login(priya)
        assert "This paper cannot be changed" in client.get(self.at(section)).content.decode()
        response = client.post(self.at(section), {"version": 1, "text": "Changed."})
        assert response.status_code == 422
        section.refresh_from_db()
        assert section.version == 1
        assert "Write this section" not in read(client, priya, address(section.paper))

    def test_a_colleague_without_the_right_is_refused(self, client, bea, section):
        client.force_login(bea)
        assert client.get(self.at(section)).status_code == 403
        assert client.post(self.at(section), {"version": 1, "text": "No."}).status_code == 403
        assert "Write this section" not in read(client, bea, address(section.paper))

    def test_private_text_stays_out_of_the_audit_trail(self, client, priya, section):
        section.is_private, section.private_reason = True, "Commercial interests"
        section.save()
        client.force_login(priya)
        client.post(self.at(section), {"version": 1, "text": "Eleven pigs."})
        event = AuditEvent.objects.get(event="section.saved")
        assert event.after == {"section": "introduction", "text": "12 characters"}


@pytest.mark.slow
def test_the_whole_way_from_the_button_to_the_file(client, priya, paper):
    client.force_login(priya)
    client.post(address(paper, "compile/"))
    assert runner.execute(Run.objects.get().pk)
    page = client.get(address(paper)).content.decode()
    file = PaperFile.objects.get(file_format="pdf")
    assert address(paper, f"files/{file.pk}/") in page
    assert file.sha256 in page
    assert client.get(address(paper, f"files/{file.pk}/")).content.startswith(b"%PDF-")
    assert "first" in client.get(address(paper, "read/")).content.decode()
