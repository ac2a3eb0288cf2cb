"""The cover sheet of a paper: its hints, answers, grid and declaration."""

import re

import pytest

from reports.models import CoverFieldKind, Paper
from tests.factories import CoverAnswerFactory, CoverFieldFactory, PaperFactory
from tests.pages import read, shown
from tests.reports.compose_pages.addresses import at

pytestmark = pytest.mark.django_db


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
