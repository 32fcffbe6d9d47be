"""Elements, threats, controls and parties as links."""

from collections.abc import Sequence

from zonebook.assess.attack_paths.assets import Asset
from zonebook.assess.findings.finding import Finding
from zonebook.assess.findings.reading_order import RiskRow
from zonebook.assess.findings.scope import outside
from zonebook.document.inline import Badge, Link, Text
from zonebook.model import vocabulary
from zonebook.model.answers import is_measure, measure_parts
from zonebook.model.catalogue import Catalogue
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import SubjectType
from zonebook.present import badges, page_paths


def endpoint_link(resolved: ResolvedSystem, id_: str) -> Link:
    """Return an end of a flow, by its name and linked."""
    return Link(text=name(resolved, id_), to=page_paths.endpoint(resolved, id_))


def name(resolved: ResolvedSystem, id_: str) -> str:
    """Return the title of a service, an actor, a zone or any other element; its id where it has none."""
    system = resolved.system
    for shelf in (system.services, system.actors, system.zones, system.networks, resolved.accounts, system.identities):
        if id_ in shelf:
            return getattr(shelf[id_], "title", "") or id_
    return id_


def subject_link(resolved: ResolvedSystem, about: SubjectType, id_: str) -> Link:
    """Return the subject of a threat or control, by its id and linked."""
    text = (
        resolved.system.system.title
        if about == "system"
        else badges.ABOUT_TITLES[about]
        if about == "directory"
        else id_
    )
    return Link(text=text, to=page_paths.subject(resolved, about, id_))


def risk_link(resolved: ResolvedSystem, risk: RiskRow) -> Link:
    """Return a risk by the title of its threat, linked to the finding; where it is only possible, to the catalogue."""
    first = risk.first
    if isinstance(first, Finding):
        return Link(text=risk.threat.title, to=page_paths.finding(resolved, first))
    return Link(text=risk.threat.title, to=page_paths.place(risk.threat))


def subjects_of(resolved: ResolvedSystem, risk: RiskRow, most: int = 3) -> Text:
    """Return where a risk is, linked: the first elements, and how many more there are."""
    links = tuple((subject_link(resolved, each.about, each.element),) for each in risk.every)
    more = (f", and {len(links) - most} more",) if len(links) > most else ()
    return (*badges.spread(links[:most]), *more)


def fact(found: Sequence[tuple[ResolvedSystem, Finding]]) -> Text:
    """Return findings of one threat, linked: the first by its id, each other by what follows the threat in its id."""
    (resolved, first), *others = found
    links = [(Link(text=first.id, to=page_paths.finding(resolved, first)),)]
    links += [(Link(text=f"@{each.element}", to=page_paths.finding(where, each)),) for where, each in others]
    return badges.spread(tuple(links))


def threat_link(found: Finding) -> Link:
    """Return the threat of a finding by its title, linked to its page."""
    return Link(text=found.threat.title, to=page_paths.threat(found.threat))


def control_link(resolved: ResolvedSystem, id_: str) -> Link:
    """Return a control by its title, linked to the catalogue; a measure, to the threat that it answers."""
    return Link(text=control_title(resolved.catalogue, id_), to=page_paths.control(resolved.catalogue, id_))


def control_title(catalogue: Catalogue, id_: str) -> str:
    """Return the title of a control; of a measure, its name in words."""
    if is_measure(id_):
        return vocabulary.words(measure_parts(id_)[2]).capitalize()
    return catalogue.controls[id_].title


def party(resolved: ResolvedSystem, id_: str) -> str:
    """Return a party's name; `not stated` where there is none."""
    if not id_:
        return "not stated"
    known = resolved.parties.get(id_)
    return (known.title if known else "") or id_


def party_text(resolved: ResolvedSystem, id_: str) -> Text:
    """Return a party's name, linked to its responsibilities; marked where there is none."""
    if not id_:
        return (Badge(text="not stated", tone="not-stated"),)
    return (Link(text=party(resolved, id_), to=page_paths.party_page(resolved, id_)),)


def asset_title(resolved: ResolvedSystem, asset: Asset) -> str:
    """Return the name of an asset."""
    return badges.spelt(resolved.system.data[asset.id]) if asset.shelf == "data" else name(resolved, asset.id)


def element_link(resolved: ResolvedSystem, id_: str) -> Link:
    """Return an element on a path by its name, linked to its page; one that is out of scope says so."""
    system = resolved.system
    shelves = (("services", system.services), ("actors", system.actors), ("identities", system.identities))
    plural = next((plural for plural, shelf in shelves if id_ in shelf), "accounts")
    apart = " (out of scope)" if outside(resolved, plural, id_) else ""
    return Link(text=f"{name(resolved, id_)}{apart}", to=page_paths.element(system.id, plural, id_))


def typed_link(resolved: ResolvedSystem, about: str, element: str) -> Link:
    """Return an element that attack paths pass, by its type and id, linked."""
    return Link(
        text=f"{about} {element}", to=page_paths.element(resolved.system.id, page_paths.SHELVES[about], element)
    )
