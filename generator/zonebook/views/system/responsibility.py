"""The shared-responsibility matrix: who is responsible for each layer of each service, and is it covered?"""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.grounds import counted
from zonebook.assess.controls.responsibility import LayerDuty
from zonebook.assess.findings.scope import outside
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Inline, Mark, Text
from zonebook.document.page import Block, Download, Heading, Page, Prose, Row, Table
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import LAYERS, Holder
from zonebook.present import badges, grounds, hyperlinks, page_paths
from zonebook.present.requirements import duties
from zonebook.present.requirements.words import more

_IN_WORDS = (
    "A mark of the matrix leads to the page of its service, to the layer: with the duty in words, what covers it, what "
    "that rests on, and the controls. The file has every duty of every service."
)
_LEAD = (
    "Provider: the provider does it. Customer: we do. Shared: the provider gives the mechanism, and we choose, "
    "switch on or operate part of it. Not stated: nothing says who has it. Under our part stands whether the controls "
    "of that layer are met, and in brackets the weakest ground that this rests on. Under the provider's part stands in "
    "brackets whether a report about it is named."
)
_HOLDERS: tuple[Holder | None, ...] = ("provider", "customer", "shared", None)
_BANDS = (("Infrastructure", 4), ("Software", 3), ("Access and data", 3), ("Encryption", 4), ("Operation", 5))
"""What neighbouring layers have in common: titles above their columns, and how many layers each is about."""


def responsibility(assessment: Assessment) -> Iterator[Page]:
    """Yield the matrix page of each system."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        path = page_paths.beside(judged.id, "duties.csv")
        blocks: tuple[Block, ...] = (
            Prose(paragraphs=((_answer(judged),), (_LEAD,), tuple(_legend()))),
            Download(text="Matrix (CSV)", path=page_paths.beside(judged.id, "responsibility-matrix.csv")),
            _matrix(judged),
            Heading(text="Every duty in words", anchor="duties"),
            Prose(paragraphs=((_IN_WORDS,),)),
            Download(text="Duties (CSV)", path=path, table=duties.of_every_service(judged.resolved, judged.duties)),
        )
        yield Page(
            path=page_paths.system_page(judged.id, "responsibility"),
            title="Shared responsibility",
            description=f"Who answers for what in {title}: service by layer.",
            blocks=blocks,
            section=(title,),
            listed=True,
        )


def _answer(judged: SystemAssessment) -> str:
    ours = [duty for duty in judged.duties if duty.holder in {"customer", "shared"}]
    covered = sum(1 for duty in ours if duty.cover == "met")
    open_ = sum(1 for duty in ours if duty.cover in {"not-stated", "no-control"})
    unnamed = sum(1 for duty in ours if not duty.party)
    weakest = counted(duty.weakest for duty in ours if duty.cover == "met")
    rests = ", ".join(f"{many} {grounds.BY[ground]}" for ground, many in weakest.items())
    services = judged.resolved.system.services
    apart = sum(1 for each in services if outside(judged.resolved, "services", each))
    theirs = [duty for duty in judged.duties if duty.holder == "provider"]
    silent = sum(1 for duty in judged.duties if duty.holder is None)
    reported = sum(1 for duty in theirs if duty.weakest == "inherited-with-report")
    unknown = sum(1 for each in judged.resolved.system.services.values() if not each.kind)
    return (
        f"{len(ours)} duties are ours or shared, over {len(services) - apart} services: {covered} are "
        f"covered by controls that are met, for {open_} nobody states it, and {unnamed} have no party in charge. "
        + (f"By the weakest ground of each, those covered are: {rests}. " if rests else "")
        + f"{len(theirs)} layers are the provider's; a report about it is named for {reported} of them."
        + (f" {more(apart, 'service')} out of scope." if apart else "")
        + (f" Services without a kind, whose layers nobody is known to answer for: {unknown}." if unknown else "")
        + (f" Of {silent} layers nobody says who has them." if silent else "")
    )


def _legend() -> Iterator[Inline]:
    """Yield what the shapes of the matrix stand for."""
    yield "Who has it: "
    for holder in _HOLDERS:
        yield badges.holder(holder)
        yield " "
    yield "How far ours is covered: "
    for words, tone in dict.fromkeys(duties.COVER.values()):
        if words:
            yield Badge(text=words, tone=tone)
            yield " "


def _matrix(judged: SystemAssessment) -> Table:
    services = judged.resolved.system.services
    by_service: dict[str, dict[str, LayerDuty]] = {name: {} for name in services}
    for duty in judged.duties:
        by_service.setdefault(duty.service, {})[duty.layer] = duty
    rows = tuple(
        Row(
            id=service,
            cells=(
                (hyperlinks.endpoint_link(judged.resolved, service),),
                *(_cell(judged.resolved, service, layers.get(each)) for each in LAYERS),
            ),
        )
        for service, layers in by_service.items()
        if layers or not services[service].kind
    )
    return Table(
        name="responsibility-matrix",
        title="Service by layer",
        columns=("Service", *(badges.LAYER_TITLES[layer] for layer in LAYERS)),
        rows=rows,
        grid=True,
        bands=_BANDS,
    )


def _cell(resolved: ResolvedSystem, service: str, duty: LayerDuty | None) -> Text:
    """Return the mark of a layer; of a service that does not state what it is, that nothing is stated."""
    if not resolved.system.services[service].kind:
        to = page_paths.element(resolved.system.id, "services", service)
        return (Mark(text="not stated", tones=("not-stated",), to=to),)
    return duties.mark(resolved, duty) if duty else ("–",)
