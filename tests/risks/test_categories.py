"""Categories of risk, the appetite for each, and whether a risk stands within what is tolerated."""

import pytest
from django.core.exceptions import ValidationError

from risks.actions import categories as actions
from risks.matrix_spec import BandSpec
from risks.models import RiskCategory
from risks.queries.tolerance import Tolerance, tolerance_of
from stp_portal.core.models import AuditEvent
from tests.factories import AssessmentFactory, RiskCategoryFactory, RiskMatrixFactory
from tests.pages import read, row_of, words

pytestmark = pytest.mark.django_db

LIST = "/northmere/risks/categories/"


@pytest.fixture
def matrix(footprint):
    return RiskMatrixFactory(footprint=footprint, key="first")


def band(matrix, label):
    return matrix.bands.get(label=label)


class TestTolerance:
    @pytest.mark.parametrize(
        ("factors", "expected"),
        [((1, 3), "within"), ((2, 2), "within"), ((3, 3), "above"), ((5, 5), "above")],
    )
    def test_by_rank_within_one_matrix(self, footprint, matrix, factors, expected):
        category = RiskCategoryFactory(footprint=footprint, tolerated=band(matrix, "Moderate"))
        assert (
            tolerance_of(category, AssessmentFactory(risk__footprint=footprint, factors=factors)) == expected
        )

    @pytest.mark.parametrize(
        ("label", "expected"),
        [("Low", "within"), ("moderate", "within"), ("Major", "above"), ("Awful", "unknown")],
    )
    def test_by_label_between_two(self, footprint, matrix, label, expected):
        other = RiskMatrixFactory(
            footprint=footprint,
            key="other",
            bands=[BandSpec(label, "X", "square", "red", 1, 25)],
        )
        category = RiskCategoryFactory(footprint=footprint, tolerated=band(matrix, "Moderate"))
        score = AssessmentFactory(risk__footprint=footprint, cell=other.cells.first())
        assert tolerance_of(category, score) == expected

    def test_the_tolerated_band_is_looked_for_in_the_other_matrix_too(self, footprint, matrix):
        spec = [
            BandSpec("Moderate", "M", "circle", "green", 1, 4),
            BandSpec("Awful", "A", "square", "red", 5, 25),
        ]
        other = RiskMatrixFactory(footprint=footprint, key="other", bands=spec)
        category = RiskCategoryFactory(footprint=footprint, tolerated=band(matrix, "Moderate"))
        score = AssessmentFactory(risk__footprint=footprint, cell=other.cells.get(likelihood=5, impact=5))
        assert tolerance_of(category, score) == Tolerance.ABOVE

    def test_where_nothing_is_said_nothing_is_known(self, footprint, matrix):
        score = AssessmentFactory(risk__footprint=footprint)
        assert tolerance_of(None, score) == tolerance_of(RiskCategoryFactory(), score) == Tolerance.UNKNOWN
        tolerant = RiskCategoryFactory(footprint=footprint, tolerated=band(matrix, "Low"))
        assert tolerance_of(tolerant, None) == Tolerance.UNKNOWN


class TestSaving:
    def test_the_trail_tells_before_and_after(self, footprint, matrix, priya):
        row = save(footprint, priya)
        actions.save(
            footprint=footprint,
            category=row,
            name="Money",
            appetite="averse",
            tolerated=band(matrix, "Low"),
            note="None at all.",
            is_retired=True,
            by=priya,
        )
        event = AuditEvent.objects.filter(event="risk_category.saved").latest("seq")
        assert event.before == {
            "name": "Finance",
            "appetite": "Cautious",
            "worst band tolerated": "",
            "statement": "",
            "offered": "yes",
        }
        assert event.after == {
            "name": "Money",
            "appetite": "Averse",
            "worst band tolerated": "Low (5x5 matrix)",
            "statement": "None at all.",
            "offered": "no",
        }

    def test_two_categories_have_two_names(self, footprint, priya):
        save(footprint, priya)
        with pytest.raises(ValidationError, match="There is a category of this name already"):
            save(footprint, priya)

    def test_a_band_of_another_footprint_is_refused(self, footprint, other_footprint, priya):
        other = RiskMatrixFactory(footprint=other_footprint)
        with pytest.raises(ValidationError, match="of another footprint"):
            save(footprint, priya, tolerated=other.bands.first())

    def test_saved_as_it_is_nothing_is_told(self, footprint, priya):
        row = save(footprint, priya)
        actions.save(
            footprint=footprint,
            category=row,
            name="Finance",
            appetite="cautious",
            tolerated=None,
            note="",
            by=priya,
        )
        assert AuditEvent.objects.filter(event="risk_category.saved").count() == 1


def save(footprint, by, **changes) -> RiskCategory:
    fields = {"name": "Finance", "appetite": "cautious", "tolerated": None, "note": ""}
    return actions.save(footprint=footprint, category=None, by=by, **fields | changes)


class TestPages:
    TYPED = {
        "name": "Workforce",
        "appetite": "minimal",
        "tolerated": "",
        "note": "Safe staffing comes first.",
    }

    def test_one_is_added_changed_and_retired(self, client, priya, bea, matrix):
        client.force_login(priya)
        data = self.TYPED | {"tolerated": band(matrix, "Significant").pk}
        assert client.post(f"{LIST}add/", data).status_code == 302
        assert row_of(client, bea, LIST, "Workforce") == (
            "Workforce Appetite Minimal Worst band tolerated S Significant 5x5 matrix "
            "Statement Safe staffing comes first."
        )
        client.force_login(priya)
        assert (
            client.post(f"{LIST}workforce/", data | {"name": "People", "is_retired": "on"}).status_code == 302
        )
        assert row_of(client, priya, LIST, "People").startswith("People No longer offered Appetite Minimal")

    def test_of_two_who_change_it_the_second_is_told_and_can_go_on(self, client, priya, footprint):
        row = RiskCategoryFactory(footprint=footprint, key="finance", name="Finance")
        client.force_login(priya)
        seen = client.get(f"{LIST}finance/").context["form"]["seen"].value()
        RiskCategory.objects.filter(pk=row.pk).update(note="Agreed by the board.")
        answer = client.post(f"{LIST}finance/", self.TYPED | {"seen": seen})
        assert answer.status_code == 422
        assert "now statement Agreed by the board." in words(answer.content.decode())
        again = answer.context["form"]["seen"].value()
        assert client.post(f"{LIST}finance/", self.TYPED | {"seen": again}).status_code == 302

    def test_what_is_missing_is_said(self, client, priya, footprint):
        client.force_login(priya)
        answer = client.post(f"{LIST}add/", self.TYPED | {"name": ""})
        assert "Enter name" in words(answer.content.decode())

    def test_only_who_runs_the_footprint_changes_them(self, client, bea, footprint):
        RiskCategoryFactory(footprint=footprint, key="finance", name="Finance")
        assert "Add a category" not in read(client, bea, LIST)
        for address in (f"{LIST}add/", f"{LIST}finance/"):
            read(client, bea, address, 403)

    def test_an_empty_list_says_what_to_do(self, client, priya, footprint):
        assert "Add the kinds of risk that your board has an appetite for." in read(client, priya, LIST)
