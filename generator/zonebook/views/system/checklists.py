"""The control checklists: by service, by zone, by party, by framework."""

from collections.abc import Callable, Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.audits.sampling import suggested_samples
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.evidence import FileCheck, Files, file_check
from zonebook.assess.controls.frameworks import frameworks_in_force
from zonebook.assess.controls.grounds import counted
from zonebook.assess.controls.state import SETTLED, ControlState
from zonebook.assess.planning.user_controls import user_checks
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link, SourceRef, Text
from zonebook.document.page import Block, Download, Heading, Page, Prose, Row, Table
from zonebook.document.sheet import OfferedTable
from zonebook.model import vocabulary
from zonebook.model.elements import Evidence
from zonebook.model.frameworks.framework import Framework
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, catalogue_entry, grounds, hyperlinks, page_paths
from zonebook.present.audits import results, user_controls
from zonebook.present.downloads.checklist_books import Rows, answers, baselines
from zonebook.values.record import dataclass

_TWICE = "A check that serves several requirements is counted once here, and once in the row of each below."
Grouped = Callable[[SystemAssessment, Check], Iterator[tuple[str, str]]]
"""Returns the id and the title of each group that a check belongs to."""

COLUMNS = (
    "Check", "Status", "Rests on", "Tested", "On", "Control", "Objective", "How to verify", "Evidence to collect",
    "Runs", "Population", "Suggested sample", "Confidence", "Party", "Said by", "On day", "Evidence", "Requirement",
    "Written in",
)  # fmt: skip


def checklists(assessment: Assessment) -> Iterator[Page]:
    """Yield the four checklist pages of each system."""
    for judged in assessment.systems.values():
        rows = Rows(judged=judged)
        for name, title, grouped in _GROUPINGS:
            yield _page(judged, rows, (name, title), grouped)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The checks of a part of a page; `stem` is the name of its table and its files."""

    id: str
    title: str
    stem: str
    checks: list[Check]
    framework: Framework | None


def _page(judged: SystemAssessment, rows: Rows, named: tuple[str, str], grouped: Grouped) -> Page:
    name, title = named
    system = judged.resolved.system.system.title
    blocks: list[Block] = [Prose(paragraphs=((_answer(judged),), *_tested(judged)))]
    for group in _groups(judged, name, grouped):
        requirement = _requirements(group.id) if group.framework else _none
        blocks += [
            Heading(text=f"{group.title} ({len(group.checks)})", anchor=group.id, searched=False),
            *(_by_requirement(judged, group.framework, group.checks) if group.framework else ()),
            *_workbooks(rows, group),
            Table(
                name=group.stem,
                title=f"Checklist: {group.title}",
                columns=COLUMNS,
                rows=tuple(_row(judged.resolved, check, requirement(check)) for check in group.checks),
            ),
        ]
    blocks += _expected(judged, name)
    blocks += _aside(judged, name)
    return Page(
        path=page_paths.system_page(judged.id, f"checklists/{name}"),
        title=title,
        description=f"Control checklist of {system}, {title.lower()}.",
        blocks=tuple(blocks),
        section=(system, "Checklists"),
        listed=True,
    )


def _groups(judged: SystemAssessment, name: str, grouped: Grouped) -> Iterator[_Group]:
    """Yield the groups of a page by their titles, those of controls that are about no service last."""
    groups: dict[tuple[str, str], list[Check]] = {}
    for check in judged.checks:
        for key in grouped(judged, check):
            groups.setdefault(key, []).append(check)
    for (id_, title), checks in sorted(
        groups.items(), key=lambda item: (item[0][0].startswith("about-"), item[0][1].casefold())
    ):
        framework = judged.resolved.catalogue.frameworks[id_] if name == "by-framework" else None
        yield _Group(id=id_, title=title, stem=f"{name}-{id_}", checks=checks, framework=framework)


def _workbooks(rows: Rows, group: _Group) -> Iterator[Download]:
    """Yield the workbook of a group, and one for each baseline of a framework."""
    system, framework = rows.judged.id, group.framework
    if framework is None:
        path = page_paths.checklist_book(system, group.stem)
        yield Download(text=f"{group.title} (XLSX)", path=path, book=rows.book(group.title, group.checks))
        return
    table = page_paths.beside(system, f"checklists/requirements-{framework.id}.csv")
    more = (OfferedTable(name="Requirements", path=table),)
    for baseline in ("", *baselines(framework)):
        checks = [each for each in group.checks if not baseline or answers(each, framework, baseline)]
        title = f"{group.title}, {baseline}" if baseline else group.title
        yield Download(
            text=f"{title} (XLSX)",
            path=page_paths.checklist_book(system, f"{group.stem}-{baseline}" if baseline else group.stem),
            book=rows.book(title, checks, framework=framework, baseline=baseline, more=more),
        )


def _expected(judged: SystemAssessment, name: str) -> Iterator[Block]:
    """Yield what the reports of providers expect of us; nothing where they expect nothing."""
    found = user_checks(judged)
    if found:
        stem = f"{name}-{user_controls.NAME}"
        yield Heading(text=user_controls.title(len(found)), anchor=user_controls.NAME, searched=False)
        title = "What reports expect of us"
        yield Download(text=f"{title} (CSV)", path=page_paths.beside(judged.id, f"checklists/{stem}.csv"))
        rows = tuple(user_controls.checklist_rows(judged, found))
        yield Table(name=stem, title=f"Checklist: {title}", columns=COLUMNS, rows=rows)


def _aside(judged: SystemAssessment, name: str) -> Iterator[Block]:
    """Yield the checks of elements that are out of scope; nothing where there are none."""
    if judged.checks_aside:
        stem = f"{name}-out-of-scope"
        yield Heading(text=f"Out of scope ({len(judged.checks_aside)})", anchor="out-of-scope", searched=False)
        rows = tuple(_row(judged.resolved, check, "") for check in judged.checks_aside)
        yield Table(name=stem, title="Checks that are not counted", columns=COLUMNS, rows=rows)


def _answer(judged: SystemAssessment) -> str:
    counts: dict[str, int] = {}
    for check in judged.checks:
        counts[check.standing.status] = counts.get(check.standing.status, 0) + 1
    order = ("met", "alternative", "inherited", "partial", "planned", "not-met", "not-applicable", "not-stated")
    parts = [f"{counts[status]} {vocabulary.words(status)}" for status in order if status in counts]
    unsupported = sum(1 for check in judged.checks if check.control.confidence == "to-confirm")
    confirm = f" The tests of {unsupported} are still to confirm at their sources." if unsupported else ""
    apart = f" {len(judged.checks_aside)} more are of elements out of scope." if judged.checks_aside else ""
    return f"{len(judged.checks)} checks: {', '.join(parts)}. {grounds.sentence(judged.checks)}{confirm}{apart}"


def _tested(judged: SystemAssessment) -> Iterator[Text]:
    """Yield how much is tested, with a link to the audits; nothing before anything is."""
    if told := results.sentence(judged):
        yield (told, " ", Link(text="Audits", to=page_paths.AUDITS))


def _service(judged: SystemAssessment, check: Check) -> Iterator[tuple[str, str]]:
    if check.about == "service":
        yield check.element, hyperlinks.name(judged.resolved, check.element)
    else:
        yield f"about-{check.about}", f"{badges.ABOUT_TITLES[check.about]} controls"


def _zone(judged: SystemAssessment, check: Check) -> Iterator[tuple[str, str]]:
    if check.zone:
        yield check.zone, hyperlinks.name(judged.resolved, check.zone)
    else:
        yield "no-zone", "In no zone"


def _party(judged: SystemAssessment, check: Check) -> Iterator[tuple[str, str]]:
    yield check.party or "nobody", hyperlinks.party(judged.resolved, check.party) if check.party else "Nobody is named"


def _framework(judged: SystemAssessment, check: Check) -> Iterator[tuple[str, str]]:
    for known in frameworks_in_force(judged.resolved):
        if known.id in check.control.crosswalk:
            yield known.id, f"{known.title} {known.version}" if known.version not in known.title else known.title


_GROUPINGS: tuple[tuple[str, str, Grouped], ...] = (
    ("by-service", "Checklist by service", _service),
    ("by-zone", "Checklist by zone", _zone),
    ("by-party", "Checklist by party", _party),
    ("by-framework", "Checklist by framework", _framework),
)


def _none(_: Check) -> str:
    return ""


def _requirements(framework: str) -> Callable[[Check], str]:
    return lambda check: ", ".join(check.control.crosswalk.get(framework, ()))


def _by_requirement(judged: SystemAssessment, framework: Framework, found: list[Check]) -> Iterator[Block]:
    """Yield what a framework's checks rest on: the sum, then requirement by requirement."""
    answered: dict[str, list[Check]] = {}
    for check in found:
        for id_ in check.control.crosswalk[framework.id]:
            answered.setdefault(id_, []).append(check)
    rows = tuple(
        Row(
            id=page_paths.requirement_anchor(id_),
            cells=(
                (Link(text=id_, to=page_paths.requirement(framework.id, id_)),),
                badges.words(requirement.title),
                (str(len(answered[id_])),),
                (str(sum(1 for check in answered[id_] if check.standing.status in SETTLED)),),
                grounds.numbers(counted(check.standing.ground for check in answered[id_])),
            ),
        )
        for id_, requirement in framework.requirements.items()
        if id_ in answered
    )
    name = f"requirements-{framework.id}"
    columns = ("Requirement", "Title", "Checks", "Settled", "Rests on")
    report = Link(text="Every requirement", to=page_paths.framework_report(judged.id, framework.id))
    more: Text = (report, ", also those without a check, with who answers for it and what is open.")
    yield Prose(paragraphs=((f"{len(found)} checks. {grounds.sentence(found)}",), (_TWICE,), more))
    yield Download(
        text=f"Requirements of {framework.title} (CSV)", path=page_paths.beside(judged.id, f"checklists/{name}.csv")
    )
    yield Table(name=name, title=f"Requirements: {framework.title}", columns=columns, rows=rows)


def _row(resolved: ResolvedSystem, check: Check, requirement: str) -> Row:
    control, state = check.control, check.standing
    steps = "\n".join(f"{n}. {step.step} Expect: {step.expect}" for n, step in enumerate(check.steps, 1))
    return Row(
        id=f"{control.id}-{check.element}",
        cells=(
            (check.id,),
            _status(check),
            grounds.rests_on(resolved, state),
            results.about(resolved, check.id),
            (hyperlinks.subject_link(resolved, check.about, check.element),),
            (hyperlinks.control_link(resolved, control.id),),
            (control.objective,),
            badges.words(steps),
            ("\n".join(control.evidence),),
            badges.operations(control.runs),
            badges.words(control.population),
            badges.words("\n".join(suggested_samples(control.runs))),
            catalogue_entry.confidence(control),
            hyperlinks.party_text(resolved, check.party),
            ("; ".join(_status_sources(state)),),
            (state.on or "–",),
            _evidence(check, resolved.evidence),
            (requirement or "–",),
            (SourceRef(place=state.place if state.place.path else check.place),),
        ),
    )


def _status_sources(state: ControlState) -> Iterator[str]:
    """Yield the source of a control's status and its reason, then the other sources, then any contradiction."""
    yield f"{state.origin}: {state.because}" if state.because else str(state.origin)
    yield from (each.told for each in state.chain if not each.decides)
    yield from filter(None, (state.contradicted, state.refuted))


def _status(check: Check) -> Text:
    text: Text = (badges.control_status(check.standing.status),)
    if check.standing.due:
        text = (*text, f" by {check.standing.due}")
    if check.unsure:
        text = (*text, f" (applies unless the model states otherwise: {', '.join(check.unsure)})")
    return text


def _evidence(check: Check, files: Files) -> Text:
    found = check.standing.evidence
    return ("\n".join(" ".join(filter(None, _parts(each, file_check(each, files)))) for each in found) or "–",)


def _parts(evidence: Evidence, file: FileCheck) -> tuple[str, ...]:
    """Return the parts of a piece of evidence: what it shows, where it is, what became of it, its hash and its day."""
    hashed = f"sha256 {evidence.sha256}" if evidence.sha256 else ""
    return evidence.title, evidence.file, _FOUND.get(file, ""), evidence.url, hashed, evidence.on


_FOUND = {
    FileCheck(found=False): "(missing)",
    FileCheck(found=True, hash="differs"): "(changed)",
    FileCheck(found=True, hash="same"): "(unchanged)",
    FileCheck(found=True, hash="not-stated"): "(no hash stated)",
}
"""What became of the file of an evidence, in words; nothing where nobody looked for it."""
