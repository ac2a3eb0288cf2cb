"""Initiatives in printed order."""

from reports.queries.tree import Node, in_order, subtree


def node(pk: int, parent: int | None = None) -> Node:
    return Node(pk, parent, f"n{pk}", f"N{pk}", "programme", True, "every", None, False)


def drawn(*nodes: Node) -> list[tuple[int, int]]:
    return [(one.pk, one.depth) for one in in_order(nodes)]


def test_each_is_followed_by_all_below_it():
    assert drawn(node(1), node(2), node(3, 1), node(4, 3), node(5, 1)) == [
        (1, 0),
        (3, 1),
        (4, 2),
        (5, 1),
        (2, 0),
    ]


def test_one_whose_parent_is_not_there_stands_at_the_top():
    assert drawn(node(1), node(3, 2)) == [(1, 0), (3, 0)]


def test_parents_of_each_other_are_shown_once_and_end():
    assert drawn(node(1), node(2, 3), node(3, 2)) == [(1, 0), (2, 0), (3, 1)]


def test_a_subtree_ends_where_the_next_begins():
    nodes = tuple(in_order([node(1), node(2, 1), node(3, 2), node(4, 1), node(5)]))
    assert [one.pk for one in subtree(nodes, "n2")] == [2, 3]
    assert [one.pk for one in subtree(nodes, "n1")] == [1, 2, 3, 4]
    assert subtree(nodes, "n9") == ()
