"""Two who take the same step of a paper at once."""

import threading

import pytest
from django.db import connection

from reports.actions import approval, publishing
from reports.models import PaperStepKind, Publication
from reports.queries.readiness import before_publishing
from stp_portal.core import audit

pytestmark = pytest.mark.django_db


def at_once(*calls) -> list[object]:
    """What each call gave or raised, all begun together, each on a connection of its own."""
    results: list[object] = [None] * len(calls)
    start = threading.Barrier(len(calls))

    def run(place, call):
        start.wait()
        try:
            results[place] = call()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_approvers_are_one_approval(self, in_review, sam, priya):
        results = at_once(
            lambda: approval.approve(paper=in_review, by=sam),
            lambda: approval.approve(paper=in_review, by=priya),
        )
        assert sorted(type(one).__name__ for one in results) == ["Paper", "ValidationError"]
        assert in_review.steps.filter(kind=PaperStepKind.APPROVED).count() == 1
        assert audit.verify() == []

    def test_publishing_twice_is_once(self, approved, priya, ann):
        results = at_once(
            lambda: publishing.publish(paper=approved, by=priya),
            lambda: publishing.publish(paper=approved, by=ann),
            lambda: publishing.publish(paper=approved, by=None),
        )
        assert sorted(type(one).__name__ for one in results) == [
            "Publication",
            "ValidationError",
            "ValidationError",
        ]
        assert Publication.objects.count() == 1
        assert before_publishing(approved) != []
        assert audit.verify() == []
