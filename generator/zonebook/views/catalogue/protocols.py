"""The shelf of protocols: ports, purposes, and what can be read in transit."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.document.inline import Badge, Link, Text, spelt
from zonebook.document.page import Block, Facts, Heading, Page, Prose, Row, Table
from zonebook.model.catalogue import Catalogue, Protocol
from zonebook.present import badges, catalogue_entry, conclusions, page_paths
from zonebook.present.entries import shared_pages


def protocols(assessment: Assessment) -> Iterator[Page]:
    """Yield the shelf's page and the pages of its groups."""
    catalogue = assessment.workspace.catalogue
    rows = tuple(_row(catalogue, protocol) for protocol in catalogue.protocols.values())
    columns = ("Protocol", "Ports or members", "On the way", "Administers")
    yield Page(
        path=page_paths.shelf_page("protocols"),
        title="Protocols",
        description="Every protocol and every named set of protocols.",
        blocks=(
            Prose(paragraphs=(spelt(f"{len(rows)} protocols and sets. A flow names them under `protocols`."),)),
            shared_pages.group_links(catalogue.protocols.values()),
            Table(name="protocols", title="Protocols", columns=columns, rows=rows),
        ),
        section=("Catalogue",),
        listed=True,
    )
    yield from shared_pages.group_pages(
        (protocol, (*_blocks(catalogue, protocol), *catalogue_entry.sources(protocol)))
        for protocol in catalogue.protocols.values()
    )


def _row(catalogue: Catalogue, protocol: Protocol) -> Row:
    return Row(
        id=protocol.id,
        cells=(
            (Link(text=protocol.title, to=page_paths.place(protocol)),),
            _members(catalogue, protocol) if protocol.members else (", ".join(each.port for each in protocol.ports),),
            _encryption(protocol),
            ("yes" if protocol.administers else "–",),
        ),
    )


def _members(catalogue: Catalogue, protocol: Protocol) -> Text:
    return catalogue_entry.entry_links(catalogue.protocols[name] for name in protocol.members)


def _encryption(protocol: Protocol) -> Text:
    if protocol.members:
        return ("as its members",)
    if protocol.encryption == "none":
        return (Badge(text="cleartext", tone="not-met"),)
    if protocol.encryption == "negotiated":
        return (Badge(text="the flow has to say", tone="not-stated"),)
    return (Badge(text=protocol.encryption, tone="met"),)


def _blocks(catalogue: Catalogue, protocol: Protocol) -> Iterator[Block]:
    yield Prose(paragraphs=((protocol.summary,),))
    yield Facts(
        pairs=(
            ("On the way", _encryption(protocol)),
            ("What exactly is protected", badges.words(protocol.encryption_note)),
            ("Authenticates by", badges.words(", ".join(protocol.authenticates))),
            ("Administers the far end", ("yes" if protocol.administers else "no",)),
            ("Control that it gives", badges.words(conclusions.of_protocol(protocol))),
            ("Techniques of MITRE ATT&CK", badges.words(", ".join(protocol.attack))),
        )
    )
    members = catalogue.spoken((protocol.id,))
    yield Heading(text="Ports", anchor="ports")
    rows = tuple(
        Row(
            id=f"{each.id}-{number}",
            cells=(
                (Link(text=each.title, to=page_paths.place(each)),) if each.id != protocol.id else (each.title,),
                (listener.port,),
                (listener.purpose,),
                badges.words(listener.needed),
            ),
        )
        for each in members
        for number, listener in enumerate(each.ports, 1)
    )
    yield Table(name="ports", title="Ports", columns=("Protocol", "Port", "Purpose", "Needed when"), rows=rows)
