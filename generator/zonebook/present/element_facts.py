"""What is known of an element, name by name: every field of its type that is stated, with its source."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields

from zonebook.document.inline import Badge, Code, ExternalLink, Link, SourceRef, Text
from zonebook.model.elements import Account, DataAsset, Flow, Identity, Network, Service, Trust, Zone
from zonebook.model.resolved import LOSSES, Kinded, ResolvedSystem
from zonebook.present import badges, hyperlinks, page_paths

_SHOWN_ELSEWHERE = frozenset(("id", "title", "summary", "place", "controls", "settings", "links", "internal"))
_UNKNOWN: Text = (Badge(text="not stated", tone="not-stated"),)

Pairs = tuple[tuple[str, Text], ...]


def pairs(resolved: ResolvedSystem, element: object) -> Pairs:
    """Return every fact of an element: its fields in the order of its type, its settings, its links, its place."""
    found: list[tuple[str, Text]] = [("Id", (Code(text=str(getattr(element, "id", ""))),))]
    for each in fields(element):  # type: ignore[arg-type]
        value = getattr(element, each.name)
        if each.name in _SHOWN_ELSEWHERE or (value in ("", (), {}) and each.name not in _SHOWN_UNSTATED):
            continue
        found.append(
            (
                _LABELS.get(each.name, each.name.strip("_").replace("_", " ").capitalize()),
                _fact(resolved, each.name, value),
            )
        )
    if isinstance(element, Flow):
        found.extend([("Protocols", _UNKNOWN)] if element.unspoken else _ports(resolved, element))
    if isinstance(element, Zone):
        found.append(("Members", _services(resolved, resolved.members(element.id))))
    if isinstance(element, Service):
        found.extend(_traffic(resolved, element))
    if isinstance(element, DataAsset):
        found.extend((side.capitalize(), badges.words(resolved.worth(element, side))) for side in LOSSES)
    links: Mapping[str, str] = getattr(element, "links", {})
    found.extend((title, (ExternalLink(text=url, url=url),)) for title, url in links.items())
    found.append(("Written in", (SourceRef(place=getattr(element, "place")),)))  # noqa: B009  any element
    return tuple(found)


_LABELS = {
    "from_": "From",
    "to": "To",
    "in_": "Lives in",
    "was": "Formerly",
    "holds": "Holds",
    "runs_on": "Runs on",
    "executable": "Run by who receives it",
}
_SHOWN_UNSTATED = frozenset(
    ("kind", "zone", "owner", "holds", "carries", "encrypted", "authenticated", "trust", "enforced_by", "network")
)


def _fact(resolved: ResolvedSystem, name: str, value: object) -> Text:
    if value is None or value == "":
        return _UNKNOWN
    if name in _SHOWN:
        return _SHOWN[name](resolved, value)
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, tuple):
        return badges.spread(tuple((str(each),) for each in value))
    if isinstance(value, Mapping):
        return badges.spread(tuple((f"{key}: {', '.join(map(str, each))}",) for key, each in value.items()), "; ")
    return (str(value),)


def _kind(resolved: ResolvedSystem, value: object) -> Text:
    found = resolved.catalogue.kinds.get(str(value))
    if found is None:
        return (str(value),)
    return (Link(text=found.title, to=page_paths.place(found)),)


def _element(resolved: ResolvedSystem, value: object) -> Text:
    """Return an element, or several, by name and linked, whatever field names it."""
    names = value if isinstance(value, tuple) else (value,)
    return badges.spread(tuple((_link(resolved, str(name)),) for name in names))


def _link(resolved: ResolvedSystem, id_: str) -> Link | str:
    system = resolved.system
    shelves: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("services", system.services),
        ("actors", system.actors),
        ("zones", system.zones),
        ("networks", system.networks),
        ("accounts", resolved.accounts),
        ("identities", system.identities),
        ("data", system.data),
    )
    for plural, shelf in shelves:
        if id_ in shelf:
            return Link(text=badges.spelt(shelf[id_]), to=page_paths.element(system.id, plural, id_))
    return id_


def _network(resolved: ResolvedSystem, value: object) -> Text:
    names = value if isinstance(value, tuple) else (value,)
    known = [name for name in names if name in resolved.system.networks]
    if not known:
        return _UNKNOWN if not names else badges.spread(tuple((str(name),) for name in names))
    return badges.spread(
        tuple(
            (
                Link(
                    text=badges.spelt(resolved.system.networks[name]),
                    to=page_paths.element(resolved.system.id, "networks", name),
                ),
            )
            for name in known
        )
    )


def _zone(resolved: ResolvedSystem, value: object) -> Text:
    zone = resolved.system.zones.get(str(value))
    if zone is None:
        return _network(resolved, (value,))
    trust = resolved.trust(zone.id)
    level = "trust not stated" if trust is None else f"trust {trust}"
    return (Link(text=badges.spelt(zone), to=page_paths.element(resolved.system.id, "zones", zone.id)), f" ({level})")


def _protocols(resolved: ResolvedSystem, value: object) -> Text:
    names = map(str, value) if isinstance(value, tuple) else ()
    known = resolved.catalogue.protocols
    return badges.spread(tuple((Link(text=name, to=page_paths.place(known[name])),) for name in names))


def _party(resolved: ResolvedSystem, value: object) -> Text:
    return hyperlinks.party_text(resolved, str(value))


_SHOWN: Mapping[str, Callable[[ResolvedSystem, object], Text]] = {
    "kind": _kind,
    "zone": _zone,
    "inside": _zone,
    "network": _network,
    "protocols": _protocols,
    "owner": _party,
    "provider": _party,
    "from_": _element,
    "to": _element,
    "via": _element,
    "account": _element,
    "in_": _element,
    "holds": _element,
    "processes": _element,
    "carries": _element,
    "runs_on": _element,
    "described_in": lambda _, value: (Link(text=str(value), to=page_paths.system_page(str(value))),),
    "assumed_by": _element,
    "administers": _element,
}


def settings(resolved: ResolvedSystem, element: object) -> Pairs:
    """Return every setting that the kind of an element has, with its effective value."""
    return (
        tuple(_settings(resolved, element))
        if isinstance(element, Account | Network | Service | Identity | Trust)
        else ()
    )


def _settings(resolved: ResolvedSystem, element: Kinded) -> Iterator[tuple[str, Text]]:
    kind = resolved.kind(element)
    for name, known in (kind.settings if kind else {}).items():
        value = resolved.setting(element, name)
        text: Text = _UNKNOWN if value is None else (str(value).removeprefix(f"{name} is "),)
        yield known.title, text


def _ports(resolved: ResolvedSystem, flow: Flow) -> Iterator[tuple[str, Text]]:
    listeners = [(each, listener) for each in resolved.spoken(flow) for listener in each.ports]
    if listeners:
        yield "Ports", badges.spread(tuple((f"{listener.port} {each.title}",) for each, listener in listeners), "; ")
    clear = resolved.cleartext(flow)
    if clear:
        yield (
            "Readable on the way",
            (Badge(text="cleartext", tone="not-met"), " ", ", ".join(each.title for each in clear)),
        )


def _services(resolved: ResolvedSystem, services: tuple[Service, ...]) -> Text:
    return badges.spread(tuple((hyperlinks.endpoint_link(resolved, each.id),) for each in services))


def _traffic(resolved: ResolvedSystem, service: Service) -> Iterator[tuple[str, Text]]:
    for title, flows in (("Flows in", resolved.arriving(service.id)), ("Flows out", resolved.leaving(service.id))):
        links = tuple(
            (Link(text=badges.spelt(flow), to=page_paths.element(resolved.system.id, "flows", flow.id)),)
            for flow in flows
        )
        if links:
            yield title, badges.spread(links)
