"""The responsibility matrix: for each requirement whether the provider, the entity or both answer for it, and how."""

from collections import Counter
from collections.abc import Iterator, Mapping

from zonebook.assess.controls.responsibility import LayerDuty
from zonebook.assess.planning.framework_report import FrameworkReport, RequirementReport
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import Row, Table
from zonebook.document.sheet import NARROW, Cell, Column, Sheet
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import Holder, Responsible
from zonebook.present import badges, hyperlinks, page_paths
from zonebook.present.requirements import words

LEAD = (
    "Who answers for a requirement follows from the layers of the services that it is checked on, and from the "
    "controls of what has no layers. Nothing else decides it: what nothing here answers is not stated. Whether a "
    "provider meets its part is for its own attestation to show."
)
_HOLDERS: tuple[tuple[Responsible, str], ...] = (("provider", "Provider"), ("customer", "Entity"), ("shared", "Shared"))
_WHOSE: Mapping[Holder, str] = {"provider": "the provider's", "customer": "ours", "shared": "shared"}
_MOST = 3
"""How many duties a row of the page names; the sheet names all."""
_TITLE = "Responsibility matrix"
_COLUMNS = (
    Column(id="requirement", title="Requirement", width=NARROW),
    Column(id="title", title="Title", width=36),
    *(Column(id=holder, title=title, type="integer", width=NARROW) for holder, title in _HOLDERS),
    Column(id="responsible", title="Responsibility", width=NARROW),
    Column(id="providers", title="Providers", type="list"),
    Column(id="parties", title="Parties of ours", type="list"),
    Column(id="how", title="How", type="list", width=80),
    Column(id="status", title="Status"),
)


def answer(report: FrameworkReport) -> str:
    """Return how many requirements each answers for, and of how many that is not stated."""
    counts = Counter(each.responsible for each in report.requirements)
    return (
        f"Of {words.many(len(report.requirements), 'requirement')}, {counts['provider']} are the provider's, "
        f"{counts['customer']} are ours, {counts['shared']} are shared, and of {counts[None]} it is not stated."
    )


def table(report: FrameworkReport) -> Table:
    """Return the matrix as it stands on a page."""
    columns = ("Requirement", *(title for _, title in _HOLDERS), "How", "Status")
    rows = tuple(_row(report, each) for each in report.requirements)
    return Table(name="responsibilities", title=_TITLE, columns=columns, rows=rows)


def _row(report: FrameworkReport, found: RequirementReport) -> Row:
    link = Link(text=found.id, to=page_paths.requirement(report.framework.id, found.id))
    return Row(
        id=page_paths.requirement_anchor(found.id),
        cells=(
            (link, f" {found.requirement.title}") if found.requirement.title else (link,),
            *(((Badge(text="yes", tone=holder),) if found.responsible == holder else ("–",)) for holder, _ in _HOLDERS),
            _how(report, found),
            (words.status(found),),
        ),
    )


def _how(report: FrameworkReport, found: RequirementReport) -> Text:
    """Return how many checks each answers for, and the first duties; or why that is not stated."""
    lines = tuple(how(report.judged.resolved, found))
    shown = " ".join(lines[: _MOST + 1])
    if len(lines) <= _MOST + 1:
        return (shown,)
    more = f"{len(lines) - _MOST - 1} more duties"
    return shown, " ", Link(text=more, to=page_paths.system_page(report.judged.id, "responsibility"))


def how(resolved: ResolvedSystem, found: RequirementReport) -> Iterator[str]:
    """Yield how many checks each answers for, then each duty in words; of what is not checked, why that is so."""
    if found.responsible is None:
        yield f"Not stated: {words.unchecked(found) or 'nobody is named for its checks'}."
        return
    counts = (f"{found.holders[holder]} {said}" for holder, said in _WHOSE.items() if found.holders.get(holder))
    yield f"Of {words.many(len(found.checks), 'check')}: {', '.join(counts)}."
    yield from dict.fromkeys(_duty(resolved, each) for each in found.duties if each.holder != "none")


def _duty(resolved: ResolvedSystem, duty: LayerDuty) -> str:
    """Return a duty in words: the layer, our part, the provider's part."""
    layer, provider = badges.LAYER_TITLES[duty.layer], hyperlinks.party(resolved, _provider(resolved, duty))
    if duty.holder == "provider":
        return f"{layer} ({provider}): {duty.duty}"
    theirs = f" {provider}: {duty.provider_duty}" if duty.provider_duty else ""
    return f"{layer} (ours): {duty.duty}{theirs}"


def _provider(resolved: ResolvedSystem, duty: LayerDuty) -> str:
    """Return the provider of the service of a duty; the party that has the layer, where its kind has no provider."""
    kind = resolved.kind(resolved.system.services[duty.service])
    return (kind.provider if kind else "") or duty.party


def sheet(report: FrameworkReport) -> Sheet:
    """Return the matrix with the number of checks of each, and every duty."""
    rows = tuple(_cells(report.judged.resolved, each) for each in report.requirements)
    title = f"{_TITLE}: {report.framework.title}"
    return Sheet(name="Responsibilities", title=title, lead=LEAD, columns=_COLUMNS, rows=rows)


def _cells(resolved: ResolvedSystem, found: RequirementReport) -> tuple[Cell, ...]:
    theirs = (duty for duty in found.duties if duty.holder in {"provider", "shared"})
    providers = dict.fromkeys(hyperlinks.party(resolved, _provider(resolved, duty)) for duty in theirs)
    ours = {check.party for check in found.checks if check.party} - {_provider(resolved, each) for each in found.duties}
    return (
        found.id,
        found.requirement.title or None,
        *(found.holders.get(holder, 0) for holder, _ in _HOLDERS),
        found.responsible,
        tuple(providers) or None,
        tuple(sorted(hyperlinks.party(resolved, each) for each in ours)) or None,
        tuple(how(resolved, found)),
        vocabulary.words(found.status),
    )
