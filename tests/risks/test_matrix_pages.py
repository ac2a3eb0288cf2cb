"""The pages of risk matrices: seen by all, set up by who runs the footprint."""

import re
from datetime import date

import pytest

from portfolios.models import PeriodState
from risks.matrix_presets import NPSA, WORDS
from risks.models import RiskMatrix
from risks.queries.matrices import spec_of
from tests.factories import AssessmentFactory, PeriodFactory, RiskFactory, RiskMatrixFactory
from tests.pages import read, row_of, words

pytestmark = pytest.mark.django_db

LIST = "/northmere/risks/matrices/"
ADD = f"{LIST}add/"


@pytest.fixture
def old(footprint) -> RiskMatrix:
    return RiskMatrixFactory(footprint=footprint, key="old", name="Old matrix", valid_from=date(2017, 4, 1))


def typed(client, address: str) -> dict[str, str]:
    """What the form at ``address`` would send unchanged."""
    context = client.get(address).context
    data: dict[str, str] = {}
    for form in (context["form"], context["bands"].management_form, *context["bands"].forms):
        for field in form:
            value = field.value()
            if isinstance(value, date):
                parts = zip(range(3), (value.day, value.month, value.year), strict=True)
                data |= {
                    f"{field.html_name}_{name}": str(part)
                    for name, (_, part) in zip(("day", "month", "year"), parts, strict=True)
                }
            else:
                prepared = "\n".join(value) if isinstance(value, (tuple, list)) else value
                data[field.html_name] = "" if prepared is None else str(prepared)
    return data


def send(client, address: str, status: int, **changes: str) -> str:
    """Send the form at ``address`` with ``changes``; the words of the answer."""
    response = client.post(address, typed(client, address) | changes)
    assert response.status_code == status, words(response.content.decode())[:2000]
    return words(response.content.decode())


class TestReading:
    def test_without_a_matrix_the_page_says_what_to_do(self, client, priya, bea, footprint):
        assert "Start from a usual one" in read(client, priya, LIST)
        assert "Your PMO lead can set one up." in read(client, bea, LIST)

    def test_the_list_has_the_versions_with_their_days(self, client, bea, old, priya):
        RiskMatrix.objects.update(valid_to=date(2018, 3, 31))
        RiskMatrixFactory(footprint=old.footprint, key="new", name="New matrix", valid_from=date(2018, 4, 1))
        assert row_of(client, bea, LIST, "Old matrix") == (
            "Old matrix Days from 1 April 2017 to 31 March 2018 State Past How it scores 5x5, multiplied"
        )
        assert "from 1 April 2018 State In force" in row_of(client, bea, LIST, "New matrix")

    def test_a_matrix_is_drawn_with_word_letter_and_score_in_each_cell(self, client, bea, old):
        rows = re.findall(r"<tr>.*?</tr>", client_text(client, bea, f"{LIST}old/"), flags=re.DOTALL)
        assert [words(row) for row in rows] == [
            "Likelihood ↑ Impact → 1 Negligible 2 Minor 3 Moderate 4 Major 5 Catastrophic",
            "5 Almost certain 5 Mo Moderate 10 S Significant 15 Ma Major 20 Ma Major 25 Ma Major",
            "4 Likely 4 Mo Moderate 8 S Significant 12 S Significant 16 Ma Major 20 Ma Major",
            "3 Possible 3 L Low 6 Mo Moderate 9 S Significant 12 S Significant 15 Ma Major",
            "2 Unlikely 2 L Low 4 Mo Moderate 6 Mo Moderate 8 S Significant 10 S Significant",
            "1 Rare 1 L Low 2 L Low 3 L Low 4 Mo Moderate 5 Mo Moderate",
        ]

    def test_nobody_but_who_runs_the_footprint_changes_anything(self, client, bea, old):
        assert "Replace it" not in read(client, bea, f"{LIST}old/")
        for address in (ADD, f"{LIST}old/edit/", f"{LIST}old/replace/"):
            read(client, bea, address, 403)
            assert client.post(address).status_code == 403
        read(client, bea, f"{LIST}nowhere/", 404)


def client_text(client, user, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


class TestAdding:
    def test_the_presets_are_offered_and_one_is_saved_as_it_is(self, client, priya, footprint):
        assert "5x5: National Patient Safety Agency" in read(client, priya, ADD)
        send(client, f"{ADD}?preset=npsa", 302)
        assert spec_of(RiskMatrix.objects.get()) == NPSA.spec

    def test_everything_in_it_can_be_changed_first(self, client, priya, footprint):
        client.force_login(priya)
        changes = {
            "name": "Our matrix",
            "likelihood_words": "Never\nAlways",
            "impact_words": "Small\nLarge\nHuge",
            "impact_name": "Severity",
            "impact_first": "no",
            "band-0-label": "Fine",
            "band-0-letter": "F",
            "band-0-highest_score": "2",
            "band-1-lowest_score": "3",
            "band-1-highest_score": "6",
            "band-1-review_days": "30",
            "band-1-belongs_at": "programme",
            **{
                f"band-{n}-{name}": ""
                for n in (2, 3)
                for name in ("label", "letter", "lowest_score", "highest_score")
            },
        }
        send(client, f"{ADD}?preset=npsa", 302, **changes)
        spec = spec_of(RiskMatrix.objects.get())
        assert (spec.size, spec.impact_name, [str(band) for band in spec.bands]) == (
            "2x3",
            "Severity",
            ["Fine (1 to 2)", "Moderate (3 to 6)"],
        )
        assert (spec.bands[1].review_days, spec.bands[1].belongs_at) == (30, "programme")
        page = read(client, priya, f"{LIST}our-matrix/")
        assert "Moderate Scores 3 to 6 Reviewed every 30 days Looked after at least at Programme" in page

    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self, client, priya, footprint):
        client.force_login(priya)
        page = send(client, f"{ADD}?preset=npsa", 422, **{"band-3-lowest_score": "16", "name": "Ours"})
        assert "Score 15 (likelihood 3 x impact 5) is in no band." in page
        response = client.post(
            f"{ADD}?preset=npsa", typed(client, f"{ADD}?preset=npsa") | {"band-3-lowest_score": "x"}
        )
        assert b'value="x"' in response.content
        assert "Lowest score must be a whole number, such as 8" in words(response.content.decode())
        assert not RiskMatrix.objects.exists()

    def test_it_is_drawn_before_it_is_saved(self, client, priya, footprint):
        client.force_login(priya)
        page = send(client, f"{ADD}?preset=npsa", 200, show="1", likelihood_words="Seldom\nOften")
        assert "How it would look, not saved yet" in page
        assert "1 Seldom 2 Often" in page
        assert not RiskMatrix.objects.exists()

    def test_in_words_each_pair_may_have_the_letter_of_a_band(self, client, priya, footprint):
        client.force_login(priya)
        bands = {
            "band-0-label": "Unacceptable",
            "band-0-letter": "U",
            "band-0-shape": "square",
            "band-0-colour": "blue",
        }
        page = send(client, f"{ADD}?preset=words", 422, **bands, cell_3_3="X")
        assert "Likelihood 3, impact 3: no band has the letter “X”." in page
        send(client, f"{ADD}?preset=words", 302, **bands, cell_3_3="u")
        assert spec_of(RiskMatrix.objects.get()).cells == {(3, 3): "Unacceptable"}

    def test_pairs_that_nobody_was_asked_about_are_asked_for(self, client, priya, footprint):
        client.force_login(priya)
        data = typed(client, f"{ADD}?preset=words") | {"likelihood_words": "Low\nMedium\nHigh\nExtreme"}
        answer = client.post(f"{ADD}?preset=words", data)
        assert answer.status_code == 422
        assert "The pairs of the matrix are others now." in words(answer.content.decode())
        assert b'name="cell_4_3"' in answer.content

    def test_beside_one_in_force_there_is_no_second(self, client, priya, old):
        assert "replace it from a day" in read(client, priya, f"{ADD}?preset=npsa")


class TestReplacing:
    def test_a_matrix_in_use_offers_its_replacement_alone(self, client, priya, old):
        AssessmentFactory(risk__footprint=old.footprint)
        page = read(client, priya, f"{LIST}old/")
        assert "Scores were given in it, so it stays as it is." in page
        assert "Change it" not in page
        client.force_login(priya)
        assert client.get(f"{LIST}old/edit/").status_code == 302
        assert "Replace it from a day: past periods keep this one." in read(client, priya, f"{LIST}old/")

    def test_it_is_replaced_from_the_first_day_possible(self, client, priya, old):
        PeriodFactory(footprint=old.footprint, month=(2017, 9), state=PeriodState.LOCKED)
        RiskFactory(footprint=old.footprint, number=4, title="Too few nurses", score=(4, 4))
        assert "Not before 1 October 2017: September 2017 is locked" in read(
            client, priya, f"{LIST}old/replace/"
        )
        page = send(client, f"{LIST}old/replace/?preset=4x4", 422, valid_from_month="9")
        assert "The first day possible is 1 October 2017." in page
        send(client, f"{LIST}old/replace/?preset=4x4", 302)
        assert "from 1 April 2017 to 30 September 2017" in row_of(client, priya, LIST, "Old matrix")
        assert "1 open risk was scored in a matrix that is no longer in force." in read(client, priya, LIST)
        waiting = read(client, priya, f"{LIST}rescore/")
        assert "Risk 4: Too few nurses" in waiting
        assert "Ma Major Score 16" in waiting

    def test_who_may_not_read_private_material_does_not_count_it(self, client, priya, bob, old):
        RiskFactory(
            footprint=old.footprint, number=4, title="The buyer leaves", score=(4, 4), is_private=True
        )
        client.force_login(priya)
        send(client, f"{LIST}old/replace/", 302)
        assert "The buyer leaves" in read(client, priya, f"{LIST}rescore/")
        assert "Nothing is left to do" in read(client, bob, f"{LIST}rescore/")
        assert "To be rescored" not in read(client, bob, LIST)


def test_nothing_scored_yet_everything_is_changed_in_place(client, priya, old):
    client.force_login(priya)
    send(client, f"{LIST}old/edit/", 302, name="Better")
    assert RiskMatrix.objects.get().name == "Better"
    stale = typed(client, f"{LIST}old/edit/")
    send(client, f"{LIST}old/edit/", 302, name="Best")
    answer = client.post(f"{LIST}old/edit/", stale | {"name": "Mine"})
    assert "Somebody else changed “Best”" in words(answer.content.decode())
    assert b'value="Mine"' in answer.content


def test_a_preset_in_words_is_shown_as_such(client, bea, priya, footprint):
    client.force_login(priya)
    send(client, f"{ADD}?preset=words", 302)
    assert spec_of(RiskMatrix.objects.get()) == WORDS.spec
    page = read(client, bea, f"{LIST}high-medium-low/")
    assert "nothing is multiplied, and no pair has a band" in page
    assert "Severity is written first, then likelihood." in page
    assert page.count("No band") == 9
