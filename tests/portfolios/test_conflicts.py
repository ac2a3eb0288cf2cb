from hypothesis import given
from hypothesis import strategies as st

from portfolios.conflicts import Merge, fingerprints, merge, started_from

START = {"progress": "Two posts are filled.", "planned": "Fill the third."}


def base(values: dict[str, str] = START) -> dict[str, str]:
    return started_from(fingerprints(values))


def test_what_only_i_changed_is_mine():
    assert merge(base(), START | {"progress": "Three."}, START) == Merge((), ())


def test_what_only_the_other_changed_is_taken_over():
    assert merge(base(), START, START | {"planned": "Fill the fourth."}) == Merge((), ("planned",))


def test_what_both_changed_is_for_me_to_choose():
    mine, theirs = START | {"progress": "Three."}, START | {"progress": "Four."}
    assert merge(base(), mine, theirs) == Merge(("progress",), ())


def test_what_both_changed_to_the_same_words_is_no_clash():
    both = START | {"progress": "Three."}
    assert merge(base(), both, both) == Merge((), ())


def test_line_ends_of_a_browser_are_no_change():
    typed = {"progress": "One\r\n\r\ntwo\r\n", "planned": ""}
    kept = {"progress": "One\n\ntwo", "planned": ""}
    assert merge(base(kept), typed, kept | {"progress": "Three"}) == Merge((), ("progress",))


def test_without_what_it_started_from_every_difference_is_mine_to_choose():
    assert merge(started_from("not JSON"), START, START | {"planned": "Else."}) == Merge(("planned",), ())
    assert started_from("[1]") == {}


@given(*[st.fixed_dictionaries({"a": st.text(max_size=4), "b": st.text(max_size=4)}) for _ in range(3)])
def test_nothing_that_anybody_typed_is_lost(
    start: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
):
    found = merge(base(start), mine, theirs)
    for name in start:
        texts = {" ".join(text.split()) for text in (mine[name], theirs[name])}
        if name in found.taken_over:
            assert " ".join(mine[name].split()) == " ".join(start[name].split())
        elif name not in found.clashes and len(texts) == 2:
            assert " ".join(theirs[name].split()) == " ".join(start[name].split())
