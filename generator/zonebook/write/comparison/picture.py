"""What a change does to the flows, as a small Mermaid chart and as text: marks and line styles, never colour alone."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from zonebook.assess.planning.comparison.comparison import SystemChange
from zonebook.model.elements import Flow
from zonebook.values.record import dataclass
from zonebook.write.comparison.outcome import Outcome

MOST_NODES = 12
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_MOST_NAME = 40
EdgeMark = Literal["+", "-", "~", " "]


@dataclass(frozen=True, slots=True)
class Edge:
    """A flow between two ends: added, removed, changed or, on the way of a path, as before."""

    mark: EdgeMark
    source: str
    target: str
    name: str


def edges(outcome: Outcome) -> tuple[Edge, ...]:
    """Return the flows that changed, then those of the first path that they open, with at most 12 ends."""
    kept: list[Edge] = []
    nodes: set[str] = set()
    for each in dict.fromkeys(edge for system in outcome.systems for edge in _of(system)):
        if len(nodes | {each.source, each.target}) <= MOST_NODES and len(kept) < 2 * MOST_NODES:
            nodes |= {each.source, each.target}
            kept.append(each)
    return tuple(kept)


def _of(system: SystemChange) -> Iterator[Edge]:
    marks: dict[str, EdgeMark] = {"added": "+", "removed": "-", "changed": "~", "renamed": "~"}
    seen = set()
    for each in system.elements:
        if each.section == "flows" and (flow := _flow(system, each.id)):
            seen.add(each.id)
            yield _edge(marks[each.kind], flow)
    for path in system.paths[:1]:
        for name in path.over:
            if name not in seen and (flow := _flow(system, name)):
                yield _edge(" ", flow)


def _flow(system: SystemChange, name: str) -> Flow | None:
    found = system.assessed.resolved.system.flows.get(name)
    return found or (system.before.resolved.system.flows.get(name) if system.before else None)


def _edge(mark: EdgeMark, flow: Flow) -> Edge:
    return Edge(mark, _safe(flow.from_), _safe(flow.to), _safe(flow.id))


def _safe(text: str) -> str:
    """Return a name that means nothing to Mermaid, to Markdown or to a code host."""
    return _UNSAFE.sub("_", text)[:_MOST_NAME] or "_"


def chart(found: Iterable[Edge]) -> str:
    """Return the flows as a Mermaid chart: thick and `+` what is added, dotted and `-` what is removed."""
    found = tuple(found)
    names = {
        name: f"n{index}" for index, name in enumerate(dict.fromkeys(e for f in found for e in (f.source, f.target)))
    }
    lines = ["flowchart LR", *(f'  {id_}["{name}"]' for name, id_ in names.items())]
    styles = {"+": '== "+ {}" ==>', "-": '-. "- {}" .->', "~": '-- "~ {}" -->', " ": '-- "{}" -->'}
    lines += [f"  {names[e.source]} {styles[e.mark].format(e.name)} {names[e.target]}" for e in found]
    return "\n".join(lines)


def text(found: Iterable[Edge]) -> str:
    """Return the flows before and after, a line each."""
    found = tuple(found)
    before = [f"  {e.source} ── {e.name} ──▶ {e.target}" for e in found if e.mark != "+"]
    after = [f"  {e.source} {_line(e)} {e.target}" for e in found if e.mark != "-"]
    return "\n".join(("before:", *(before or ["  none of these"]), "after:", *(after or ["  none of these"])))


def _line(edge: Edge) -> str:
    return f"══+ {edge.name} ══▶" if edge.mark == "+" else f"──{edge.mark.strip()} {edge.name} ──▶"
