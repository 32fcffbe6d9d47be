"""What of a graph its layout depends on: everything else is taken away before it is laid out."""

from dataclasses import replace

from zonebook.document.graph import Cluster, Edge, Graph, Node


def bare(graph: Graph) -> Graph:
    """Return a graph without its texts, links, facts and overlays: graphs that become the same have one layout."""
    return replace(
        graph,
        title="",
        description="",
        nodes=tuple(map(_node, graph.nodes)),
        clusters=tuple(map(_cluster, graph.clusters)),
        edges=tuple(map(_edge, graph.edges)),
        overlays=(),
    )


def _node(node: Node) -> Node:
    return replace(node, to="", facts=(), overlays=())


def _cluster(cluster: Cluster) -> Cluster:
    nodes, clusters = tuple(map(_node, cluster.nodes)), tuple(map(_cluster, cluster.clusters))
    return replace(cluster, to="", facts=(), nodes=nodes, clusters=clusters)


def _edge(edge: Edge) -> Edge:
    return replace(edge, to="", facts=(), overlays=())
