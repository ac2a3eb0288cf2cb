"""The printed order of initiatives."""

from portfolios.tree import in_tree_order


def test_parents_stand_before_all_that_is_below_them():
    rows = [(3, 2), (1, None), (2, None), (4, 3), (5, 1)]
    assert list(in_tree_order(rows)) == [(1, 0), (5, 1), (2, 0), (3, 1), (4, 2)]


def test_nothing_is_lost_where_a_parent_is_missing_or_two_are_each_others():
    assert list(in_tree_order([(1, 99)])) == [(1, 0)]
    assert {pk for pk, _ in in_tree_order([(1, 2), (2, 1)])} == {1, 2}
