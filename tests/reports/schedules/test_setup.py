"""Setting up schedules of papers, pausing and resuming them; keeping distribution lists."""

from datetime import time, timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from reports.actions import distribution_lists, schedule_setup, schedules
from reports.models import (
    DeliveryKind,
    Paper,
    PaperSchedule,
    Recipient,
    Run,
    ScheduledPaper,
    SetPoint,
)
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import DistributionListFactory, PaperTypeFactory, PersonFactory
from tests.reports.schedules.conftest import DUE

pytestmark = pytest.mark.django_db


@pytest.fixture
def settings(author):
    return {
        "set_point": SetPoint.LOCK,
        "time_of_day": time(9, 30),
        "author": author,
        "sponsor": None,
        "publishes": False,
    }


def refused_in(field, function, **arguments):
    with pytest.raises(ValidationError) as refused:
        function(**arguments)
    return " ".join(refused.value.message_dict[field])


class TestSchedules:
    def test_one_is_added_with_its_trail(self, footprint, settings, priya):
        it = schedule_setup.add(
            paper_type=PaperTypeFactory(footprint=footprint), session="public", by=priya, **settings
        )
        assert it.is_active
        assert timezone.now() - it.starts_at < timedelta(minutes=1)
        assert AuditEvent.objects.get(event="schedule.added").after["time_of_day"] == "09:30"

    def test_one_for_each_type_and_session(self, schedule, settings, priya):
        add = schedule_setup.add
        words = refused_in(
            "paper_type", add, paper_type=schedule.paper_type, session="public", by=priya, **settings
        )
        assert "has a schedule for the public session already" in words
        assert add(paper_type=schedule.paper_type, session="private", by=priya, **settings).pk

    def test_not_of_a_type_that_is_no_longer_offered(self, footprint, settings, priya):
        retired = PaperTypeFactory(footprint=footprint, is_retired=True)
        assert refused_in(
            "paper_type", schedule_setup.add, paper_type=retired, session="public", by=priya, **settings
        )

    def test_the_author_writes_papers_and_has_an_account(self, schedule, settings, priya, footprint, bea):
        def change(author):
            return refused_in(
                "author",
                schedule_setup.change,
                schedule=schedule,
                version=1,
                by=priya,
                **settings | {"author": author},
            )

        assert "they are told when one is made" in change(None)
        assert "no account that may write papers" in change(PersonFactory(footprint=footprint))
        assert "no account that may write papers" in change(PersonFactory(footprint=footprint, user=bea))
        assert "from the people of this footprint" in change(PersonFactory())

    def test_two_who_change_it_at_once_do_not_undo_each_other(self, schedule, settings, priya):
        saved = schedule_setup.change(schedule=schedule, version=1, by=priya, **settings)
        assert (saved.version, saved.set_point) == (2, SetPoint.LOCK)
        with pytest.raises(Conflict):
            schedule_setup.change(schedule=schedule, version=1, by=priya, **settings | {"publishes": True})
        # The same again changes nothing.
        assert schedule_setup.change(schedule=schedule, version=1, by=priya, **settings).version == 2

    def test_resumed_it_counts_from_then_on(self, schedule, period, priya):
        schedule_setup.pause(schedule=schedule, by=priya)
        schedule_setup.pause(schedule=schedule, by=priya)
        assert schedules.make_due(DUE) == []
        schedule_setup.resume(schedule=schedule, by=priya)
        PaperSchedule.objects.update(starts_at=DUE + timedelta(days=1))
        assert schedules.make_due(DUE + timedelta(days=2)) == []
        assert AuditEvent.objects.filter(event="schedule.paused").count() == 1
        assert AuditEvent.objects.filter(event="schedule.resumed").count() == 1


class TestLists:
    @pytest.fixture
    def group(self, footprint):
        return DistributionListFactory(footprint=footprint, key="board", name="Board")

    def add(self, group, priya, text, kind=DeliveryKind.LINK):
        return distribution_lists.add_readers(group=group, text=text, kind=kind, by=priya)

    def test_many_are_added_as_they_are_pasted(self, group, priya):
        text = "Ann Chair <Ann@Example.org>\n\n  Ben O’Member <ben@example.org>;\n;\ncal@example.org ,\n"
        self.add(group, priya, text, DeliveryKind.ATTACHMENT)
        assert list(Recipient.objects.order_by("pk").values_list("name", "address", "kind")) == [
            ("Ann Chair", "ann@example.org", "attachment"),
            ("Ben O’Member", "ben@example.org", "attachment"),
            ("cal@example.org", "cal@example.org", "attachment"),
        ]

    def test_readers_in_one_line_as_a_mail_program_copies_them_are_all_added(self, group, priya):
        text = 'Ann <ann@example.org>; BOARD, Ben (NHS) <ben@example.org>, "Cal" <cal@example.org>;dee@example.org'
        self.add(group, priya, text)
        assert list(Recipient.objects.order_by("pk").values_list("name", "address")) == [
            ("Ann", "ann@example.org"),
            ("BOARD, Ben (NHS)", "ben@example.org"),
            ("Cal", "cal@example.org"),
            ("dee@example.org", "dee@example.org"),
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "Ann <ann@example.org> Ben <ben@example.org>",
            "a@example.org, b@example.org",
            "Ann <ann@example.org> x",
        ],
    )
    def test_nobody_in_a_line_is_left_out_unseen(self, group, priya, text):
        with pytest.raises(ValidationError, match=r"Line 1: .* is not a name and an address"):
            self.add(group, priya, text)
        assert not Recipient.objects.exists()

    def test_every_wrong_line_is_named_and_nothing_is_added(self, group, priya):
        self.add(group, priya, "Ann <ann@example.org>")
        text = "Ben <ben@example.org>\nCal\nDee <dee@>\nBen again <BEN@example.org>\nEve eve@example.org"
        with pytest.raises(ValidationError) as refused:
            self.add(group, priya, text)
        words = refused.value.message_dict["text"]
        assert [word.split(":")[0] for word in words] == ["Line 2", "Line 3", "Line 4", "Line 5"]
        assert "stands in line 1 already" in words[2]
        assert "is on the list already" in refused_in(
            "text",
            distribution_lists.add_readers,
            group=group,
            text="Ann <ann@example.org>",
            kind="link",
            by=priya,
        )
        assert Recipient.objects.count() == 1

    @pytest.mark.parametrize("text", ["", " \n ", "\n".join(f"r{n}@example.org" for n in range(501))])
    def test_none_and_too_many_are_refused(self, group, priya, text):
        assert refused_in(
            "text", distribution_lists.add_readers, group=group, text=text, kind="link", by=priya
        )

    def test_taken_off_they_can_be_added_again(self, group, priya):
        (ann,) = self.add(group, priya, "Ann <ann@example.org>")
        distribution_lists.take_off(reader=ann, by=priya)
        distribution_lists.take_off(reader=ann, by=priya)
        self.add(group, priya, "Ann <ann@example.org>")
        assert Recipient.objects.count() == 2
        assert AuditEvent.objects.filter(event="distribution_list.reader_taken_off").count() == 1

    def test_names_of_lists_are_unique(self, group, footprint, priya):
        assert (
            distribution_lists.add(footprint=footprint, name="Lead Directors", by=priya).key
            == "lead-directors"
        )
        assert "already" in refused_in(
            "name", distribution_lists.add, footprint=footprint, name="board", by=priya
        )
        assert refused_in("name", distribution_lists.add, footprint=footprint, name=" !! ", by=priya)


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_of_several_clocks_that_strike_at_once_one_makes_the_paper(schedule, period):
    start = Barrier(6)

    def strike():
        try:
            start.wait()
            schedules.make_due(DUE)
        finally:
            connection.close()

    threads = [Thread(target=strike) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (ScheduledPaper.objects.count(), Paper.objects.count(), Run.objects.count()) == (1, 1, 1)
    assert AuditEvent.objects.filter(event="schedule.made").count() == 1
