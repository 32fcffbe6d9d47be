"""The directory decision as a picture: what was considered, what was chosen, and where that stands in the system."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zonebook.assess.directory.fit import OptionVerdict
from zonebook.assess.system import SystemAssessment
from zonebook.diagram.places import placement
from zonebook.document.graph import Card, Cluster, Edge, Graph, Node
from zonebook.document.inline import Badge
from zonebook.model.elements import Service
from zonebook.model.options import DirectoryOption
from zonebook.model.system import DirectoryDecision
from zonebook.present import hyperlinks, page_paths

MOST_OTHERS = 6
"""The most options that are drawn beside the choice: those that were considered, else the best."""
_SCOPES = {
    "global": "for all regions",
    "regional": "in each region",
    "zonal": "in subnets of zones",
    "on-premises": "on own ground",
}
"""Where something of each scope would stand."""


def decision(judged: SystemAssessment, stated: DirectoryDecision) -> Graph:
    """Build the picture of a system's directory decision: a card for each option, and what stands of the choice."""
    resolved = judged.resolved
    title = f"{resolved.system.system.title}: directory decision"
    known = resolved.catalogue.directories
    kinds = {kind for option in known.values() for kind in option.kinds}
    directories = {each.id for each in resolved.system.services.values() if each.kind in kinds}
    base = placement.among(resolved, (f"{resolved.system.id}-directory-decision", title), directories)
    chosen = [each for each in judged.options if each.chosen]
    placed = [service for each in chosen for service in _standing(judged, known[each.option])]
    boxes = tuple(_columns(judged, stated, chosen))
    starts = [f"option-{each.option}" for each in chosen]
    edges = tuple(_leads(base, starts[0], service) for service in placed) if starts else ()
    many = f"{len(placed)} {'service' if len(placed) == 1 else 'services'}"
    words = f"{title}: {len(boxes)} groups of options, and {many} of the choice where they stand."
    return replace(base, description=words, clusters=(*boxes, *base.clusters), edges=(*edges, *base.edges))


def _standing(judged: SystemAssessment, option: DirectoryOption) -> list[Service]:
    """Return the services of a system that are of the kinds of an option."""
    return [each for each in judged.resolved.system.services.values() if each.kind in option.kinds]


def _columns(judged: SystemAssessment, stated: DirectoryDecision, chosen: Sequence[OptionVerdict]) -> Iterator[Cluster]:
    """Yield what was considered, and then what was chosen."""
    named = [each for each in judged.options if not each.chosen and each.option in stated.considered]
    others = named or [each for each in judged.options if not each.chosen]
    label = "Considered" if named else "The best of the others" if chosen else "The best options"
    if others:
        cards = tuple(_card(judged, stated, each) for each in others[:MOST_OTHERS])
        yield Cluster(id="options-considered", label=label, kind="options", nodes=cards)
    if chosen:
        cards = tuple(_card(judged, stated, each) for each in chosen)
        yield Cluster(id="options-chosen", label="Chosen", kind="choice", nodes=cards)


def _card(judged: SystemAssessment, stated: DirectoryDecision, each: OptionVerdict) -> Node:
    """Return the card of an option: what it would place, why it was chosen or not, and the verdict."""
    catalogue = judged.resolved.catalogue
    option = catalogue.directories[each.option]
    icons = dict.fromkeys(filter(None, (catalogue.kinds[kind].icon for kind in option.kinds)))
    because = _because(stated, each)
    says = (*_places(judged, each, option), *((because,) if because else ()))
    card = Card(about="option", element=each.option, icons=tuple(icons), says=says, worst=_verdict(each))
    facts = (
        ("Verdict", card.worst.text if card.worst else ""),
        ("Why", because or "not stated"),
        ("Against it", "; ".join(each.against) or "nothing"),
        ("Conditions", "; ".join(each.open_) or "none"),
        ("Administrators", option.administrators or "not stated"),
    )
    to = page_paths.entry("directories", each.option)
    return Node(id=f"option-{each.option}", label=option.title, to=to, card=card, facts=facts)


def _because(stated: DirectoryDecision, each: OptionVerdict) -> str:
    """Return why an option was chosen or not, in the words of who decided; else what speaks against it."""
    if each.chosen:
        return stated.because
    return stated.considered.get(each.option) or next(iter((*each.against, *filter(None, (each.behind,)))), "")


def _places(judged: SystemAssessment, each: OptionVerdict, option: DirectoryOption) -> Iterator[str]:
    """Yield what an option places: how much of it stands, or of which kind it would be and how far it would reach."""
    resolved = judged.resolved
    chosen = {
        kind for other in judged.options if other.chosen for kind in resolved.catalogue.directories[other.option].kinds
    }
    for kind in option.kinds:
        found = resolved.catalogue.kinds[kind]
        standing = [service for service in resolved.system.services.values() if service.kind == kind]
        here = ", ".join(hyperlinks.name(resolved, service.id) for service in standing)
        if each.chosen:
            yield f"Places {found.title}: {here or 'not in the model yet'}"
        elif kind in chosen:
            yield f"Would place {found.title}, as the choice"
        elif standing:
            yield f"Would place {found.title}, which stands here for something else"
        else:
            yield f"Would place {found.title}, {_SCOPES.get(found.scope, 'place not stated')}"


def _verdict(each: OptionVerdict) -> Badge:
    """Return the verdict on an option, with a sign, so that it is seen without colour."""
    if each.chosen:
        return (
            Badge(text="▲ chosen, though ruled out", tone="high")
            if each.against
            else Badge(text="✓ chosen", tone="yes")
        )
    return Badge(text="✗ ruled out", tone="no") if each.against else Badge(text="– not chosen", tone="plain")


def _leads(base: Graph, card: str, service: Service) -> Edge:
    """Return the arrow from the choice to a service of it: to its band, its nodes or its host, wherever it is drawn."""
    parts = tuple(name for name, of in placement.drawn(base) if service.id in of)
    whole = next((band.id for band in base.bands if len(parts) > 1 and set(band.nodes) == set(parts)), "")
    stops = (whole,) if whole else parts
    return Edge(
        id=f"choice-{service.id}", source=card, target=parts[0], starts=(card,), stops=stops, label="stands here",
        marks=("choice",),
    )  # fmt: skip
