"""The shared-responsibility matrix: who is responsible for each layer of each service, and is it covered?"""

from collections.abc import Iterator, Mapping

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.grounds import Ground, counted
from zonebook.assess.controls.responsibility import Cover, LayerDuty
from zonebook.assess.findings.scope import outside
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Inline, Link, Text, Tone
from zonebook.document.page import Block, Download, Heading, Page, Prose, Row, Table
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import LAYERS
from zonebook.present import badges, grounds, hyperlinks, page_paths

_COVER: dict[Cover, tuple[str, Tone]] = {
    "met": ("covered", "met"),
    "partial": ("partly covered", "partial"),
    "planned": ("planned", "planned"),
    "not-met": ("not met", "not-met"),
    "not-stated": ("not stated", "not-stated"),
    "no-control": ("no control known", "not-stated"),
    "not-asked": ("", "none"),
}
_LEAD = (
    "Provider: the provider does it. Customer: we do. Shared: the provider gives the mechanism, and we choose, "
    "switch on or operate part of it. Not stated: nothing says who has it. Under our part stands whether the controls "
    "of that layer are met, and in brackets the weakest ground that this rests on. Under the provider's part stands in "
    "brackets whether a report about it is named."
)
_REPORTED: Mapping[Ground, str] = {
    "inherited-with-report": "with a report",
    "inherited-without-report": "no report",
}


def responsibility(assessment: Assessment) -> Iterator[Page]:
    """Yield the matrix page of each system."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        blocks: tuple[Block, ...] = (
            Prose(paragraphs=((_answer(judged),), (_LEAD,))),
            Download(text="Matrix (CSV)", path=page_paths.beside(judged.id, "responsibility-matrix.csv")),
            _matrix(judged),
            Heading(text="Every duty in words", anchor="duties"),
            Download(text="Duties (CSV)", path=page_paths.beside(judged.id, "duties.csv")),
            _duties(judged),
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
        + (f" {apart} more services are out of scope." if apart else "")
        + (f" Services without a kind, whose layers nobody is known to answer for: {unknown}." if unknown else "")
        + (f" Of {silent} layers nobody says who has them." if silent else "")
    )


_NO_KIND: Text = (Badge(text="not stated", tone="not-stated"),)
"""The cell of a service that does not state what it is."""


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
                *(_cell(judged.resolved, layers.get(each)) if services[service].kind else _NO_KIND for each in LAYERS),
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
    )


def _cell(resolved: ResolvedSystem, duty: LayerDuty | None) -> Text:
    if duty is None:
        return ("–",)
    cell: list[Inline] = [badges.holder(duty.holder)]
    words, tone = _COVER[duty.cover]
    if words:
        cell += [" ", Badge(text=words, tone=tone)]
    cell.append(_weakest(duty))
    if duty.party and duty.holder != "none":
        cell += [" ", hyperlinks.party(resolved, duty.party)]
    return tuple(cell)


def _weakest(duty: LayerDuty) -> str:
    """Return the weakest ground of a duty in brackets; empty where the duty is neither covered nor the provider's."""
    if duty.weakest is None or (duty.holder != "provider" and duty.cover not in {"met", "partial"}):
        return ""
    return f" ({_REPORTED[duty.weakest]})" if duty.weakest in _REPORTED else grounds.bracketed(duty.weakest)


def _duties(judged: SystemAssessment) -> Table:
    return Table(
        name="duties",
        title="Duties",
        columns=(
            "Service",
            "Layer",
            "Holder",
            "Our duty",
            "The provider's part",
            "Party",
            "Covered",
            "Rests on",
            "Controls",
        ),
        rows=tuple(_duty(judged.resolved, duty) for duty in judged.duties if duty.holder != "none"),
        heads=2,
    )


def _duty(resolved: ResolvedSystem, duty: LayerDuty) -> Row:
    ours = duty.duty if duty.holder in {"customer", "shared"} else "–"
    theirs = duty.provider_duty or (duty.duty if duty.holder == "provider" else "–")
    words, tone = _COVER[duty.cover]
    controls = tuple((Link(text=check.control.id, to=page_paths.place(check.control)),) for check in duty.checks)
    return Row(
        id=f"{duty.service}-{duty.layer}",
        cells=(
            (hyperlinks.endpoint_link(resolved, duty.service),),
            (badges.LAYER_TITLES[duty.layer],),
            (badges.holder(duty.holder),),
            (ours + (f" ({duty.because})" if duty.because else ""),),
            (theirs,),
            hyperlinks.party_text(resolved, duty.party),
            (Badge(text=words, tone=tone),) if words else ("–",),
            grounds.numbers(counted(duty.grounds)),
            badges.spread(controls),
        ),
    )
