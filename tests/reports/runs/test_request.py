"""Asking for a run: what is frozen, when it is one of its own, and when there is none."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolios.models import PeriodState
from reports.actions import runs
from reports.models import Paper, PaperState, Run, RunState, Snapshot, SnapshotKind
from tests.factories import SnapshotFactory
from tests.reports.runs.work import events

pytestmark = pytest.mark.django_db


class TestRequest:
    def test_asking_freezes_what_the_paper_says_now(self, paper, priya):
        run = runs.request(paper=paper, by=priya)
        paper.sections.filter(key="introduction").update(text="Changed afterwards.")

        run = Run.objects.get(pk=run.pk)
        assert run.state == RunState.QUEUED
        assert run.requested_by == priya
        assert "As **promised**." in run.input
        assert "Changed afterwards" not in run.input
        assert events(run) == ["run.requested"]

    def test_asking_twice_for_the_same_gives_the_same_run(self, paper, priya):
        first = runs.request(paper=paper, by=priya)
        assert runs.request(paper=paper, by=None) == first
        assert Run.objects.count() == 1
        assert events(first) == ["run.requested"]

    def test_asking_after_an_edit_gives_a_run_of_its_own(self, paper):
        first = runs.request(paper=paper, by=None)
        paper.sections.filter(key="introduction").update(text="Changed.")
        assert runs.request(paper=paper, by=None) != first

    def test_a_locked_period_gives_its_own_snapshot(self, paper):
        locked = SnapshotFactory(period=paper.period, kind=SnapshotKind.LOCKED)
        paper.period.state = PeriodState.LOCKED
        paper.period.save()
        assert runs.request(paper=paper, by=None).snapshot == locked

    def test_a_period_locked_again_gives_its_last_snapshot(self, paper):
        SnapshotFactory(period=paper.period, kind=SnapshotKind.LOCKED)
        last = SnapshotFactory(period=paper.period, kind=SnapshotKind.LOCKED)
        paper.period.state = PeriodState.LOCKED
        paper.period.save()
        assert runs.request(paper=paper, by=None).snapshot == last

    def test_an_open_period_is_frozen_as_it_is_now(self, paper):
        SnapshotFactory(period=paper.period, kind=SnapshotKind.LOCKED)
        assert runs.request(paper=paper, by=None).snapshot.kind == SnapshotKind.WORKING

    def test_a_change_of_the_record_gives_a_run_of_its_own(self, paper):
        first = runs.request(paper=paper, by=None)
        paper.period.label = "Renamed"
        paper.period.save()
        second = runs.request(paper=paper, by=None)
        assert second != first
        assert Snapshot.objects.count() == 2

    def test_a_run_that_failed_is_queued_again_when_asked_for_again(self, paper, priya):
        run = runs.request(paper=paper, by=priya)
        Run.objects.filter(pk=run.pk).update(
            state=RunState.FAILED, attempts=settings.RUN_MAX_ATTEMPTS, error="No.", finished_at=timezone.now()
        )
        again = runs.request(paper=paper, by=priya)
        assert (again.pk, again.state, again.attempts, again.error) == (run.pk, RunState.QUEUED, 0, "")
        assert events(run) == ["run.requested", "run.requested_again"]
        assert runs.claim(run.pk)

    @pytest.mark.parametrize("state", [RunState.QUEUED, RunState.RUNNING, RunState.DONE])
    def test_a_run_that_did_not_fail_is_left_as_it_is(self, paper, state):
        run = runs.request(paper=paper, by=None)
        Run.objects.filter(pk=run.pk).update(state=state, attempts=2)
        again = runs.request(paper=paper, by=None)
        assert (again.state, again.attempts) == (state, 2)

    def test_the_run_asked_for_last_comes_first_however_old_it_is(self, paper):
        """Back to an earlier wording: the files of then are the paper's files again."""
        section = paper.sections.filter(key="introduction")
        first = runs.request(paper=paper, by=None)
        section.update(text="Another try.")
        second = runs.request(paper=paper, by=None)
        assert list(paper.runs.last_asked_first()) == [second, first]

        section.update(text="As **promised**.")
        assert runs.request(paper=paper, by=None) == first
        assert list(paper.runs.last_asked_first()) == [first, second]

    @pytest.mark.parametrize("state", [PaperState.PUBLISHED, PaperState.SUPERSEDED])
    def test_a_published_paper_is_never_compiled_again(self, paper, state):
        """Not even to give the run it has: what changed since must not take the place of its files."""
        before = runs.request(paper=paper, by=None)
        Run.objects.update(state=RunState.DONE, finished_at=timezone.now())
        Paper.objects.update(state=state)
        with pytest.raises(ValidationError, match="so it is not compiled again"):
            runs.request(paper=paper, by=None)
        assert list(Run.objects.all()) == [before]

    def test_an_approved_paper_loses_its_draft_notice_and_is_left_alone_then(self, paper):
        draft = runs.request(paper=paper, by=None)
        Run.objects.update(state=RunState.DONE, finished_at=timezone.now())
        Paper.objects.update(state=PaperState.APPROVED)
        approved = runs.request(paper=paper, by=None)
        assert approved != draft
        assert runs.request(paper=paper, by=None) == approved
        Run.objects.update(state=RunState.DONE, finished_at=timezone.now())
        with pytest.raises(ValidationError, match="is approved, and its files are those"):
            runs.request(paper=paper, by=None)
