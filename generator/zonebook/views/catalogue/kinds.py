"""The shelf of kinds: what services, accounts, networks, identities and trusts can be."""

from collections.abc import Iterator, Mapping

from zonebook.assess.assessment import Assessment
from zonebook.document.inline import Badge, Code, Link, Text, spelt
from zonebook.document.page import Block, Facts, Heading, Layer, Page, Prose, Row, Stack, Table
from zonebook.model import vocabulary
from zonebook.model.catalogue import Catalogue, Kind
from zonebook.model.settings import SettingType
from zonebook.model.vocabulary import LAYERS
from zonebook.present import badges, catalogue_entry, conclusions, hyperlinks, page_paths
from zonebook.present.entries import shared_pages


def kinds(assessment: Assessment) -> Iterator[Page]:
    """Yield the shelf's page and the pages of its groups."""
    catalogue = assessment.workspace.catalogue
    used = _used(assessment)
    providers = badges.provider_titles(catalogue)
    rows = tuple(_row(kind, providers, len(used.get(kind.id, ()))) for kind in catalogue.kinds.values())
    columns = ("Kind", "Of", "Category", "Provider", "Life", "Used here")
    yield Page(
        path=page_paths.shelf_page("kinds"),
        title="Kinds",
        description="Every kind of service, account, network, identity and trust.",
        blocks=(
            Prose(paragraphs=(spelt(f"{len(rows)} kinds. A model says `kind:` with one of these ids."),)),
            shared_pages.group_links(catalogue.kinds.values(), providers),
            Table(name="kinds", title="Kinds", columns=columns, rows=rows, totals=columns[-1:]),
        ),
        section=("Catalogue",),
        listed=True,
    )
    yield from shared_pages.group_pages(
        (
            (kind, (*_blocks(catalogue, kind), *_uses(used.get(kind.id, [])), *catalogue_entry.sources(kind)))
            for kind in catalogue.kinds.values()
        ),
        providers,
    )


def _used(assessment: Assessment) -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = {}
    for judged in assessment.systems.values():
        for about in ("service", "account", "network", "identity", "trust"):
            for element in judged.resolved.elements(about):
                kind = judged.resolved.kind(element)
                if kind:
                    link = hyperlinks.subject_link(judged.resolved, about, element.id)
                    found.setdefault(kind.id, []).append((link, f" in {judged.resolved.system.system.title}"))
    return found


def _row(kind: Kind, providers: Mapping[str, str], many: int) -> Row:
    life = kind.lifecycle.status
    lifecycle = Badge(text=vocabulary.words(life), tone="plain" if life == "current" else "warning")
    return Row(
        id=kind.id,
        cells=(
            (Link(text=kind.title, to=page_paths.place(kind)),),
            (kind.about,),
            (kind.category or "–",),
            (providers.get(kind.provider, "–"),),
            (lifecycle,),
            (str(many),),
        ),
    )


def _blocks(catalogue: Catalogue, kind: Kind) -> Iterator[Block]:
    yield from catalogue_entry.lifecycle(kind.lifecycle)
    yield Prose(paragraphs=((kind.summary,),))
    protocols = (catalogue.protocols[name] for name in kind.protocols)
    yield Facts(
        pairs=(
            ("Kind of", (kind.about,)),
            *((("Codes", badges.codes(kind.codes)),) if kind.codes else ()),
            ("Scope", badges.words(vocabulary.words(kind.scope))),
            ("Stands on", badges.words(vocabulary.words(kind.stands_on))),
            ("Category", badges.words(kind.category)),
            ("Provider", badges.words(badges.provider_titles(catalogue).get(kind.provider, ""))),
            ("Traits", _traits(catalogue, kind)),
            ("Protocols", catalogue_entry.entry_links(protocols)),
        )
    )
    if kind.responsibility:
        yield Heading(text="Who answers for what", anchor="responsibility", searched=False)
        yield _picture(kind)
        yield _stack(kind)
    if kind.settings:
        yield Heading(text="Settings", anchor="settings", searched=False)
        yield _settings(kind)
    if kind.directory_support:
        yield Heading(text="Works with which directory", anchor="directories", searched=False)
        yield _directories(catalogue, kind)


def _traits(catalogue: Catalogue, kind: Kind) -> Text:
    """Return the traits of a kind; those from which something is concluded are linked."""
    known = catalogue.traits
    return badges.spread(
        tuple(
            (Link(text=name, to=page_paths.place(known[name])) if name in known else Code(text=name),)
            for name in kind.traits
        )
    )


def _picture(kind: Kind) -> Stack:
    layers = tuple(
        Layer(title=badges.LAYER_TITLES[layer], holder=badges.holder(duty.holder).text, tone=duty.holder)
        for layer in LAYERS
        if (duty := kind.responsibility.get(layer))
    )
    description = "; ".join(f"{layer.title}: {layer.holder}" for layer in layers)
    title = f"{kind.title}: layers from the ground up"
    return Stack(name="stack", title=title, description=f"From the ground up: {description}.", layers=layers)


def _stack(kind: Kind) -> Table:
    """Return the layers from the top down, as a stack is drawn."""
    rows = tuple(
        Row(
            id=layer,
            cells=(
                (badges.LAYER_TITLES[layer],),
                (badges.holder(duty.holder),),
                (duty.duty if duty.holder != "provider" else "–",),
                (duty.provider_duty or (duty.duty if duty.holder == "provider" else "–"),),
            ),
        )
        for layer in reversed(LAYERS)
        if (duty := kind.responsibility.get(layer))
    )
    columns = ("Layer", "Holder", "The customer's part", "The provider's part")
    return Table(name="responsibility", title="Layers, from the top down", columns=columns, rows=rows)


def _settings(kind: Kind) -> Table:
    rows = []
    for name, setting in kind.settings.items():
        default = setting.default
        shown = "" if default is None else conclusions.value_text(default)
        text = "not stated" if default is None else f"{shown}{' since ' + setting.since if setting.since else ''}"
        rows.append(
            Row(
                id=name,
                cells=(
                    (name,),
                    (setting.title,),
                    (", ".join(setting.values) or setting.type,),
                    (text,),
                    badges.words(
                        " ".join((setting.summary, *conclusions.of_setting(setting), *_names(setting))).strip()
                    ),
                ),
            )
        )
    columns = ("Setting", "Title", "Values", "Default", "What it does")
    return Table(name="settings", title="Settings", columns=columns, rows=tuple(rows))


def _names(setting: SettingType) -> tuple[str, ...]:
    """Return a sentence with the other names of a setting; nothing where it has none."""
    return (f"Also known as: {', '.join(setting.also_known_as)}.",) if setting.also_known_as else ()


def _directories(catalogue: Catalogue, kind: Kind) -> Table:
    rows = tuple(
        Row(
            id=option,
            cells=(
                (Link(text=catalogue.directories[option].title, to=page_paths.entry("directories", option)),),
                catalogue_entry.support(found),
            ),
        )
        for option, found in kind.directory_support.items()
    )
    return Table(name="directories", title="Directory support", columns=("Option", "Works"), rows=rows)


def _uses(uses: list[Text]) -> Iterator[Block]:
    yield Heading(text="Where it is used", anchor="used", searched=False)
    yield Prose(paragraphs=(badges.spread(tuple(uses)) if uses else ("In none of these models.",),))
