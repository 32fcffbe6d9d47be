"""Elements, threats, controls and parties as links."""

from zonebook.assess.findings.finding import Finding
from zonebook.document.inline import Badge, Link, Text
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import About
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


def subject_link(resolved: ResolvedSystem, about: About, id_: str) -> Link:
    """Return the subject of a threat or control, by its id and linked."""
    text = (
        resolved.system.system.title
        if about == "system"
        else badges.ABOUT_TITLES[about]
        if about == "directory"
        else id_
    )
    return Link(text=text, to=page_paths.subject(resolved, about, id_))


def threat_link(found: Finding) -> Link:
    """Return the threat of a finding by its title, linked to the catalogue."""
    return Link(text=found.threat.title, to=page_paths.entry("threats", found.threat.id))


def control_link(resolved: ResolvedSystem, id_: str) -> Link:
    """Return a control by its title, linked to the catalogue."""
    return Link(text=resolved.catalogue.controls[id_].title, to=page_paths.entry("controls", id_))


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
