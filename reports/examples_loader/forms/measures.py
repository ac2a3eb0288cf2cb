"""measures.yaml of a period: the outcomes and other measures that are new in it, in printed order."""

from portfolios.models import Measure
from reports.examples_loader.fields import Number, Reference, Words
from reports.examples_loader.forms.papers import people
from reports.examples_loader.rows import FileSerializer, RowSerializer


class MeasureRow(RowSerializer):
    """A measure of an initiative, or without one of the whole area; its words say all, numbers stand beside them."""

    unique = ("initiative", "title")
    initiative = Reference(
        "initiative", "initiatives.yaml", lambda known, _: known.initiatives, required=False
    )
    baseline = Number(required=False)
    baseline_at = Words(required=False, max_length=200)
    target = Number(required=False)
    due = Words(required=False, max_length=200)
    owner = Reference("person", "footprint.yaml", people, required=False)

    class Meta:
        model = Measure
        fields = [
            *["initiative", "heading", "gap", "title", "unit", "direction"],
            *["baseline", "baseline_at", "target", "due", "owner"],
        ]


class MeasuresFile(FileSerializer):
    measures = MeasureRow(many=True)
