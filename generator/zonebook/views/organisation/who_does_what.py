"""Who patches, backs up and watches what, over all systems: directories first, then the rest of tier 0."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.responsibility import LayerDuty
from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link, Text
from zonebook.document.page import Block, Download, Page, Prose, Row, Table
from zonebook.present import badges, catalogue_entry, hyperlinks, page_paths
from zonebook.present.requirements.words import many
from zonebook.values.record import dataclass

_ASKED = {
    "patching": "Patched by",
    "backup": "Backed up by",
    "logging": "Watched by",
    "incident-response": "Incidents answered by",
}
"""The layers that are asked about most, and how their column is headed."""
_ORDER = (
    "Directories come first, since everything else trusts them; then the rest of tier 0. Services of a system that the "
    "same parties answer for share a row; a team without a mark has the whole of it. Each system has the other layers, "
    "and what covers them."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A service of a system, and who has each of the layers asked about."""

    judged: SystemAssessment
    service: str
    kind: str
    place: int
    holders: tuple[Text, ...]

    @property
    def alike(self) -> tuple[int, str, tuple[Text, ...]]:
        """What services of one row have in common."""
        return self.place, self.judged.id, self.holders


def who_does_what(assessment: Assessment) -> Iterator[Page]:
    """Yield the page about every service of every system."""
    yield Page(
        path=page_paths.WHO_DOES_WHAT,
        title="Who patches, backs up and watches",
        description="Every service of every system, and who patches, saves and watches it.",
        blocks=tuple(_blocks(assessment)),
        section=(page_paths.ORGANISATION,),
        listed=True,
    )


def _blocks(assessment: Assessment) -> Iterator[Block]:
    found = [each for judged in assessment.systems.values() for each in _runs(judged)]
    found.sort(key=lambda each: each.place)
    nobody = sum(1 for judged in assessment.systems.values() for duty in judged.duties if _unnamed(duty))
    words = f"{len(found)} services in {len(assessment.systems)} systems. "
    words += (
        f"For {many(nobody, 'layer')} of ours, or shared, nobody is named."
        if nobody
        else "Each layer that is ours or shared has a party."
    )
    yield Prose(paragraphs=((words,), (_ORDER,)))
    yield Download(text="Who does what (CSV)", path="who-does-what.csv")
    rows: dict[tuple[int, str, tuple[Text, ...]], list[_Run]] = {}
    for each in sorted(found, key=lambda each: (each.place, each.judged.id, each.kind)):
        rows.setdefault(each.alike, []).append(each)
    yield Table(
        name="who-does-what",
        title="Who does what",
        columns=("Kinds", "Services", "System", *_ASKED.values()),
        rows=tuple(_row(tuple(runs)) for runs in rows.values()),
    )


def _unnamed(duty: LayerDuty) -> bool:
    return duty.holder in {"customer", "shared"} and not duty.party


def _runs(judged: SystemAssessment) -> Iterator[_Run]:
    """Yield each service whose layers are known."""
    resolved = judged.resolved
    directories = {kind for option in resolved.catalogue.directories.values() for kind in option.kinds}
    highest = tier_zero_members(resolved)
    by_service: dict[str, dict[str, LayerDuty]] = {}
    for duty in judged.duties:
        by_service.setdefault(duty.service, {})[duty.layer] = duty
    for name, layers in by_service.items():
        kind = resolved.system.services[name].kind
        yield _Run(
            judged=judged,
            service=name,
            kind=kind,
            place=0 if kind in directories else 1 if name in highest else 2,
            holders=tuple(_holder(judged, layers.get(layer)) for layer in _ASKED),
        )


def _holder(judged: SystemAssessment, duty: LayerDuty | None) -> Text:
    if duty is None or duty.holder == "none":
        return ("–",)
    party = hyperlinks.party_text(judged.resolved, duty.party)
    return party if duty.holder == "customer" else (*party, " ", badges.holder(duty.holder))


def _row(runs: tuple[_Run, ...]) -> Row:
    first = runs[0]
    resolved = first.judged.resolved
    kinds = tuple(resolved.catalogue.kinds[name] for name in dict.fromkeys(each.kind for each in runs))
    to = page_paths.system_page(first.judged.id, "responsibility")
    return Row(
        id=f"{first.judged.id}-{first.service}",
        also=tuple(f"{first.judged.id}-{each.service}" for each in runs[1:]),
        cells=(
            catalogue_entry.entry_links(kinds),
            badges.spread(tuple((hyperlinks.endpoint_link(resolved, each.service),) for each in runs)),
            (Link(text=resolved.system.system.title, to=f"{to}#responsibility-matrix-{first.service}"),),
            *first.holders,
        ),
    )
