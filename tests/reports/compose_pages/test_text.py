"""The text of a section: kept while it is typed, saved, and what is told when two write."""

import pytest

from portfolios.authorship import author_token
from reports.models import Paper, SectionDraft
from tests.factories import SectionDraftFactory
from tests.pages import read, shown
from tests.reports.compose_pages.addresses import at_section

pytestmark = pytest.mark.django_db


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
