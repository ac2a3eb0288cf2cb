"""References that several risks have."""

from reports.checks.references import check_references
from tests.papers.register_records import logged_risk


def references(*written: str) -> list[str]:
    risks = [
        logged_risk(number, reference="", references=[{"register_name": "CRR", "reference": one}])
        for number, one in enumerate(written, start=1)
    ]
    return [one.message for one in check_references(risks, "Risks log")]


def test_a_reference_of_several_risks_is_found():
    (message,) = references("S02", "s 02", "S03")
    assert message == "The reference S02 stands for several risks: risk 1 and risk 2."


def test_a_nought_beside_a_letter_is_found():
    (message,) = references("025", "O31", "CDG4.1, CDG 4.2")
    assert message.startswith("025 begins with a nought and O31 with the letter O")


def test_references_that_tell_risks_apart_are_left_alone():
    assert references("S01", "S02", "O31", "O36", "", "") == []
    assert references("S02, FIN21") == []
