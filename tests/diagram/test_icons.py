"""Every node of a picture shows what it is: an empty square says nothing."""

from tests.support.pictures import nodes, pictures


def test_every_node_has_an_icon_or_is_a_card() -> None:
    bare = {
        (name, node.id) for name, graph in pictures().items() for node in nodes(graph) if not (node.icon or node.card)
    }
    assert bare == set()
