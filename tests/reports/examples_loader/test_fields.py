"""The cells of the files."""

from reports.examples_loader.fields import Narrative


def test_narrative_is_put_right_as_in_the_portal():
    assert Narrative().run_validation("Done:\r\n\uf0b7\tWards open ✓\x1b") == "Done:\n- Wards open ✓"
