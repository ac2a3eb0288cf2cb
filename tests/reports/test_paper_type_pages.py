"""Pages on which a PMO sets up types of paper, their sections, cover sheets and house styles."""

import pytest

from reports.actions import house_styles, paper_types, type_sections
from reports.models import HouseStyle
from tests.factories import InitiativeFactory
from tests.pages import shown as words

pytestmark = pytest.mark.django_db

PAGES = ["paper-types/", "cover-sheets/", "house-styles/"]


@pytest.fixture
def style(footprint, priya) -> HouseStyle:
    return house_styles.add(footprint=footprint, name="Northmere", colour="#003087", footer="", by=priya)


class TestWhoMay:
    @pytest.mark.parametrize("page", PAGES)
    def test_everybody_of_the_footprint_reads_the_lists(self, client, bob, page):
        client.force_login(bob)
        text = words(client.get(f"/northmere/{page}"))
        assert "PMO lead can make one" in text and "Make a" not in text

    def test_members_read_one_of_each_without_the_means_to_change_it(self, client, bob, kind, style):
        client.force_login(bob)
        sheet = kind.cover_template
        for page in (
            f"paper-types/{kind.slug}/",
            f"cover-sheets/{sheet.key}/1/",
            f"house-styles/{style.key}/",
        ):
            html = client.get(f"/northmere/{page}").content.decode()
            assert "Change" not in html and 'method="post"' not in html.split("<main")[1]

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_changes_are_for_who_manages_the_footprint(self, client, sam, charlie, kind, style, method):
        sheet, section = kind.cover_template, kind.sections.get()
        before = kind.version
        pages = [
            *(f"{page}add/" for page in PAGES),
            *(
                f"paper-types/{kind.slug}/{page}/"
                for page in ("edit", "retire", "bring-back", "sections/add")
            ),
            *(f"paper-types/{kind.slug}/sections/{section.pk}/{page}" for page in ("", "move/", "remove/")),
            *(f"cover-sheets/{sheet.key}/1/{page}/" for page in ("edit", "new-edition", "fields/add")),
            *(f"house-styles/{style.key}/{page}/" for page in ("edit", "logo", "logo/remove")),
        ]
        for person, status in ((sam, 403), (charlie, 404)):
            client.force_login(person)
            for page in pages:
                assert getattr(client, method)(f"/northmere/{page}").status_code == status, page
        kind.refresh_from_db()
        assert (kind.version, kind.is_retired, kind.sections.count()) == (before, False, 1)


class TestTypes:
    def test_a_type_is_made_from_a_pattern_and_shown(self, office, footprint):
        typed = {
            "name": "Board update",
            "organisation_heading": "NHS NORTHMERE",
            "begun_from": "pattern:dorset/governing-body-update",
        }
        page = office.post("/northmere/paper-types/add/", typed, follow=True)
        assert page.redirect_chain == [("/northmere/paper-types/board-update/", 302)]
        text = words(page)
        assert "Portfolio Progress" in text and "Drawn from the record" in text
        assert "NHS Dorset CCG Governing Body cover sheet" in text

    def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(self, office, footprint):
        page = office.post("/northmere/paper-types/add/", {"name": "Board update", "begun_from": ""})
        assert page.status_code == 422
        assert "Enter organisation, as headed" in words(page)
        assert 'value="Board update"' in page.content.decode()

    def test_a_name_that_is_taken_is_refused(self, office, kind):
        page = office.post(
            "/northmere/paper-types/add/", {"name": "board update", "organisation_heading": "X"}
        )
        assert "There is a type called “Board update” already" in words(page)

    def test_types_of_another_footprint_cannot_be_copied(self, office, other_footprint, charlie):
        paper_types.add(footprint=other_footprint, name="Theirs", organisation_heading="X", by=charlie)
        page = office.post(
            "/northmere/paper-types/add/",
            {"name": "Mine", "organisation_heading": "X", "begun_from": "type:theirs"},
        )
        assert page.status_code == 422
        assert "Theirs" not in words(office.get("/northmere/paper-types/add/"))

    def test_retired_ones_stand_apart(self, office, kind):
        office.post(f"/northmere/paper-types/{kind.slug}/retire/")
        text = words(office.get("/northmere/paper-types/"))
        assert "there is no type of paper that is not retired" in text
        assert text.index("Retired") < text.rindex("Board update")
        office.post(f"/northmere/paper-types/{kind.slug}/bring-back/")
        assert "Retired" not in words(office.get("/northmere/paper-types/"))

    def test_the_second_who_saves_sees_both(self, office, kind, priya):
        form = {
            "version": kind.version,
            "name": "Mine",
            "organisation_heading": "X",
            "cover_template": kind.cover_template_id,
        }
        paper_types.save(
            paper_type=kind,
            version=kind.version,
            name="Yours",
            organisation_heading="X",
            cover_template=kind.cover_template,
            house_style=None,
            distribution=None,
            recommendation_verb="",
            recommendation="",
            by=priya,
        )
        page = office.post(f"/northmere/paper-types/{kind.slug}/edit/", form)
        assert page.status_code == 409
        assert "Yours" in words(page) and "Mine" in words(page)
        again = dict(form, version=kind.version + 1)
        assert office.post(f"/northmere/paper-types/{kind.slug}/edit/", again).status_code == 302


class TestSections:
    def test_the_kinds_that_ship_are_offered_with_what_they_print(self, office, kind):
        page = words(office.get(f"/northmere/paper-types/{kind.slug}/sections/add/"))
        assert (
            "Risk log How many risks are open in each band, then a table of them. Drawn from the record."
            in page
        )

    def test_columns_are_chosen_by_their_places(self, office, kind):
        page = f"/northmere/paper-types/{kind.slug}/sections/add/?kind=risk_log"
        typed = {
            "version": 1,
            "title": "Risks",
            "option_columns__score__place": "2",
            "option_columns__score__head": "Priority",
            "option_columns__statement__place": "1",
            "option_columns__statement__head": "Risk description",
            "option_columns__owner__head": "Not printed",
            "option_group_by": "heading",
            "option_appendix": "on",
        }
        assert office.post(page, typed).status_code == 302
        section = kind.sections.get(position=2)
        assert section.options == {
            "columns": ["statement", {"score": "Priority"}],
            "group_by": "heading",
            "appendix": True,
        }
        shown = office.get(f"/northmere/paper-types/{kind.slug}/sections/{section.pk}/").content.decode()
        assert 'value="Priority"' in shown
        assert "Columns: Risk description and Priority" in words(
            office.get(f"/northmere/paper-types/{kind.slug}/")
        )

    def test_a_place_that_is_no_number_is_refused_in_its_row(self, office, kind):
        page = f"/northmere/paper-types/{kind.slug}/sections/add/?kind=risk_log"
        answer = office.post(page, {"version": 1, "title": "Risks", "option_columns__score__place": "first"})
        assert answer.status_code == 422
        assert "Enter a whole number" in words(answer)

    def test_an_option_left_empty_is_left_out(self, office, kind, footprint):
        InitiativeFactory(footprint=footprint, slug="digital", name="Digital")
        page = f"/northmere/paper-types/{kind.slug}/sections/add/?kind=deliverables"
        assert '<option value="" selected>None chosen</option>' in office.get(page).content.decode()
        office.post(
            page,
            {
                "version": 1,
                "title": "Deliverables",
                "option_initiative": "digital",
                "option_years": " 2017/18 \n\n2018/19",
            },
        )
        office.post(page, {"version": 1, "title": "Others", "option_initiative": "", "option_years": ""})
        assert [one.options for one in kind.sections.order_by("position")[1:]] == [
            {"initiative": "digital", "years": ["2017/18", "2018/19"]},
            {},
        ]

    def test_it_moves_and_goes_without_javascript(self, office, kind, priya):
        second = type_sections.add(paper_type=kind, kind="text", title="Words", options={}, by=priya)
        base = f"/northmere/paper-types/{kind.slug}/sections/{second.pk}/"
        office.post(f"{base}move/", {"position": 2, "direction": "up"})
        office.post(f"{base}move/", {"position": 2, "direction": "up"})
        assert [one.title for one in kind.sections.order_by("position")] == [
            "Words",
            "Risks and Mitigating Actions",
        ]
        assert office.post(f"{base}move/", {"direction": "up"}).status_code == 404
        office.post(f"{base}remove/")
        assert office.post(f"{base}remove/").status_code == 302
        assert kind.sections.count() == 1
