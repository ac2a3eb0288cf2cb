"""How faults are told: in a sentence, all at once, and no more of them than there are."""

from tests.reports.examples_loader.folders import change, faults


def test_a_fault_reads_as_a_person_would_say_it(db, folder):
    change(folder, "2017-09/reports.yaml", "initiative: integrated-community-primary-care\n    rating: Yellow",
           "initiative: integrated-community-primary-care\n    rating: Yelow")  # fmt: skip

    assert [str(error) for error in faults(folder)] == [
        "2017-09/reports.yaml, row 2 (line 51), rating: “Yelow” is not a word of the rating scheme “dorset-2017”. "
        "Use Green, Amber (or Yellow), or Red."
    ]


def test_a_period_that_overlaps_another_is_refused_by_name(db, folder):
    with (folder / "periods.yaml").open("a", encoding="utf-8") as file:
        file.write(
            '\n  - slug: "2017-10"\n    label: October 2017\n    first_day: 2017-09-20\n    last_day: 2017-10-31\n'
            "    data_cut_off: 2017-10-31\n    state: planned\n"
        )

    (error,) = faults(folder)

    assert (error.file, error.row, error.field) == ("periods.yaml", 5, "first_day")
    assert (
        "October 2017 (20/09/2017 to 31/10/2017) overlaps September 2017 (01/09/2017 to 30/09/2017)"
        in error.message
    )
    assert "Change the days" in error.message


def test_all_faults_are_found_at_once_wherever_they_stand(db, folder):
    change(folder, "2017-09/reports.yaml", "rating: Yellow", "rating: Yelow")
    change(folder, "2017-09/risks.yaml", "band: Major", "band: Majr")
    change(folder, "periods.yaml", "last_day: 2017-09-30", "last_day: 2017-08-30")
    change(folder, "footprint.yaml", "kind: trust", "kind: hospital")
    change(folder, "initiatives.yaml", "name: One Acute Network of Services", "name: " + "n" * 201)

    named = [(error.file, error.field) for error in faults(folder)]

    assert named == [
        ("2017-09/reports.yaml", "rating"),
        ("2017-09/risks.yaml", "band"),
        ("footprint.yaml", "kind"),
        ("initiatives.yaml", "name"),
        ("periods.yaml", "last_day"),
    ]


def test_a_wrong_row_does_not_make_those_that_refer_to_it_look_wrong(db, folder):
    change(folder, "footprint.yaml", "name: System Leadership Team", "name: " + "n" * 201)

    assert [(error.file, error.part, error.row) for error in faults(folder)] == [
        ("footprint.yaml", "bodies", 2)
    ]
