"""The three kinds of service in the shared responsibility model: infrastructure, container, abstracted."""

from collections import Counter
from collections.abc import Iterator, Mapping

from zonebook.assess.assessment import Assessment
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import Heading, Layer, Page, Prose, Row, Stack, Table
from zonebook.model.catalogue import Catalogue, Kind
from zonebook.model.vocabulary import LAYERS, Holder
from zonebook.present import badges, catalogue_entry

_STORIES: Mapping[str, str] = {
    "infrastructure": """
The provider runs the buildings, the hosts, the network and the virtualisation. The customer runs everything from the
operating system upward, and any directory of accounts inside it.

The border lies under the guest operating system: images, patches, host firewalls, platform accounts, backups and the
spread over availability zones are the customer's work.
""",
    "container": """
The provider runs the operating system and the platform on machines that the customer does not enter. The customer sets
up network access, the users of the platform, its encryption, and how long backups are kept.

The border lies above the platform: no patches of the system, but firewall rules, platform users apart from the cloud's
own identities, the data, and the choice of redundancy.
""",
    "abstracted": """
The service is reached by an endpoint; its systems cannot be seen. The provider runs all of them, the software of the
service included.

The border lies above the application: the data and its class, identities and resource policies, keys, and what is
logged are left to the customer, and that is where mistakes are made.
""",
}
_LEAD = "The higher the service, the less the customer runs, and the more depends on how it is configured: "
_WORDS: Mapping[Holder, str] = {
    "provider": "provider",
    "customer": "customer",
    "shared": "shared",
    "none": "not applicable",
}


def categories(assessment: Assessment) -> Iterator[Page]:
    """Yield the comparison of the categories, and the page of each with its stack."""
    catalogue = assessment.workspace.catalogue
    found = {name: _kinds(catalogue, name) for name in _STORIES}
    yield _comparison(found)
    for name, kinds in found.items():
        yield _page(name, kinds)


def path(name: str) -> str:
    """Return the path of a category's page."""
    return f"catalogue/categories/{name}.md"


def _kinds(catalogue: Catalogue, category: str) -> tuple[Kind, ...]:
    """Return the services of a category that a provider offers; self-hosted ones have no provider's layers."""
    return tuple(kind for kind in catalogue.kinds.values() if kind.category == category and kind.provider)


def _held(kinds: tuple[Kind, ...], layer: str) -> Counter[Holder]:
    return Counter(kind.responsibility[layer].holder for kind in kinds if layer in kind.responsibility)


def _mostly(held: Counter[Holder]) -> Holder:
    """Return the most frequent holder of a layer; shared, where two are equally frequent."""
    ranked = held.most_common(2)
    if not ranked:
        return "none"
    tied = len(ranked) > 1 and ranked[0][1] == ranked[1][1]
    return "shared" if tied else ranked[0][0]


def _comparison(found: Mapping[str, tuple[Kind, ...]]) -> Page:
    rows = tuple(
        Row(id=layer, cells=((badges.LAYER_TITLES[layer],), *(_cell(_held(kinds, layer)) for kinds in found.values())))
        for layer in reversed(LAYERS)
    )
    links: Text = badges.spread(tuple((Link(text=name, to=path(name)),) for name in found))
    return Page(
        path="catalogue/categories/index.md",
        title="Three kinds of service",
        description="Infrastructure, container and abstracted services compared: who answers for what.",
        blocks=(
            Prose(paragraphs=((_LEAD, *links, "."),)),
            Table(
                name="categories",
                title="Layer by layer, from the top down",
                lead="Who holds the layer in most services of the catalogue, and in how many of them.",
                columns=("Layer", *found),
                rows=rows,
                grid=True,
            ),
        ),
        section=("Catalogue",),
        listed=True,
    )


def _cell(held: Counter[Holder]) -> Text:
    most = _mostly(held)
    total = sum(held.values())
    many = f" {held[most]} of {total}" if total and held[most] != total else ""
    return (Badge(text=_WORDS[most] + many, tone=most),)


def _page(name: str, kinds: tuple[Kind, ...]) -> Page:
    layers = tuple(
        Layer(
            title=badges.LAYER_TITLES[layer],
            holder=_holder_text(_held(kinds, layer)),
            tone=_mostly(_held(kinds, layer)),
        )
        for layer in LAYERS
    )
    description = "; ".join(f"{layer.title}: {layer.holder}" for layer in layers)
    return Page(
        path=path(name),
        title=f"{name.capitalize()} services",
        description=f"Who answers for what in {name} services.",
        blocks=(
            Prose(paragraphs=tuple((" ".join(each.split()),) for each in _STORIES[name].strip().split("\n\n"))),
            Stack(
                name=f"stack-{name}",
                title=f"{name.capitalize()} services: layers from the ground up",
                description=f"From the ground up: {description}.",
                layers=layers,
            ),
            Prose(paragraphs=(("The dashed line is where the provider's part ends.",),)),
            _counts(kinds),
            Heading(text="Services of this kind", anchor="kinds", searched=False),
            Prose(paragraphs=(catalogue_entry.entry_links(kinds),)),
        ),
        section=("Catalogue",),
    )


def _counts(kinds: tuple[Kind, ...]) -> Table:
    """Count the services by layer and holder."""
    rows = tuple(
        Row(
            id=layer,
            cells=((badges.LAYER_TITLES[layer],), *((str(_held(kinds, layer)[holder]),) for holder in _WORDS)),
        )
        for layer in reversed(LAYERS)
    )
    lead = f"How many of the {len(kinds)} services of this kind leave the layer to whom."
    return Table(name="layers", title="Layers", lead=lead, columns=("Layer", *_WORDS.values()), rows=rows)


def _holder_text(held: Counter[Holder]) -> str:
    """Describe the holder of a layer in a word or two."""
    most = _mostly(held)
    return _WORDS[most] if held[most] == sum(held.values()) else f"mostly {_WORDS[most]}"
