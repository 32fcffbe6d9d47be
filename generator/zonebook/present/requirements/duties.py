"""Duties by layer: in words as rows of a table, and as the mark of a cell of a matrix."""

from collections.abc import Iterable, Mapping

from zonebook.assess.controls.grounds import Ground, counted
from zonebook.assess.controls.responsibility import Cover, LayerDuty
from zonebook.document.inline import Badge, Link, Mark, Text, Tone
from zonebook.document.page import Row, Table
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, grounds, hyperlinks, page_paths

COVER: Mapping[Cover, tuple[str, Tone]] = {
    "met": ("covered", "met"),
    "partial": ("partly covered", "partial"),
    "planned": ("planned", "planned"),
    "not-met": ("not met", "not-met"),
    "not-stated": ("not stated", "not-stated"),
    "no-control": ("no control known", "not-stated"),
    "not-asked": ("", "none"),
}
"""How far a duty is covered, in words and as a tone; nothing where our controls are not asked for."""
COLUMNS = (
    "Service", "Layer", "Holder", "Our duty", "The provider's part", "Party", "Covered", "Rests on", "Controls",
)  # fmt: skip
_OF_SERVICE = ("The provider's part", "Rests on", "Controls")
_REPORTED: Mapping[Ground, str] = {
    "inherited-with-report": "with a report",
    "inherited-without-report": "no report",
}


def of_every_service(resolved: ResolvedSystem, found: Iterable[LayerDuty]) -> Table:
    """Return a row for each duty that somebody has, or of which that is not stated."""
    rows = (
        Row(
            id=f"{duty.service}-{duty.layer}",
            cells=((hyperlinks.endpoint_link(resolved, duty.service),), *_cells(resolved, duty)),
        )
        for duty in found
        if duty.holder != "none"
    )
    return Table(name="duties", title="Duties", columns=COLUMNS, rows=tuple(rows), heads=2)


def of_service(resolved: ResolvedSystem, found: Iterable[LayerDuty]) -> Table:
    """Return a row for each layer of one service, also of those that do not apply."""
    rows = tuple(Row(id=duty.layer, cells=_cells(resolved, duty)) for duty in found)
    return Table(name="duties", title="Duties by layer", columns=COLUMNS[1:], rows=rows, folded=_OF_SERVICE)


def _cells(resolved: ResolvedSystem, duty: LayerDuty) -> tuple[Text, ...]:
    ours = duty.duty if duty.holder != "provider" else "–"
    theirs = duty.provider_duty or (duty.duty if duty.holder == "provider" else "–")
    words, tone = COVER[duty.cover]
    return (
        (badges.LAYER_TITLES[duty.layer],),
        (badges.holder(duty.holder),),
        (ours + (f" ({duty.because})" if duty.because else ""),),
        (theirs,),
        hyperlinks.party_text(resolved, duty.party) if duty.holder != "none" else ("–",),
        (Badge(text=words, tone=tone),) if words else ("–",),
        grounds.numbers(counted(duty.grounds)),
        badges.spread(
            tuple((Link(text=check.control.id, to=page_paths.place(check.control)),) for check in duty.checks)
        ),
    )


def mark(resolved: ResolvedSystem, duty: LayerDuty) -> Text:
    """Return who has a layer and how far it is covered, as shapes that lead to the duty; a dash where it has none."""
    if duty.holder == "none":
        return ("–",)
    held, (words, tone) = badges.holder(duty.holder), COVER[duty.cover]
    told = f"{f'{held.text} {words}'.strip()}{_weakest(duty)}"
    party = hyperlinks.party(resolved, duty.party) if duty.party else ""
    to = f"{page_paths.element(resolved.system.id, 'services', duty.service)}#duties-{duty.layer}"
    return (Mark(text=f"{told} {party}".strip(), tones=(held.tone, tone) if words else (held.tone,), to=to),)


def _weakest(duty: LayerDuty) -> str:
    """Return the weakest ground of a duty in brackets; empty where the duty is neither covered nor the provider's."""
    if duty.weakest is None or (duty.holder != "provider" and duty.cover not in {"met", "partial"}):
        return ""
    return f" ({_REPORTED[duty.weakest]})" if duty.weakest in _REPORTED else grounds.bracketed(duty.weakest)
