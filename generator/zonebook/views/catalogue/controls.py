"""The shelf of controls: what is done against threats, and how to verify it."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.state import SETTLED
from zonebook.document.inline import Link, SourceRef, Text
from zonebook.document.page import Block, Facts, Heading, Listing, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.catalogue import Catalogue, Control, Step
from zonebook.model.settings import Detection, Sign
from zonebook.model.vocabulary import Setting
from zonebook.present import badges, catalogue_entry, grounds, hyperlinks, page_paths, source_excerpt
from zonebook.present.audits import results
from zonebook.present.entries import shared_pages
from zonebook.present.requirements.words import more
from zonebook.values import Place

MOST_PLACES = 3
"""How many places of the models a row names, where elements state the same of a control."""
MOST_WRITTEN = 10
"""How many statements of a control are shown as they are written."""


def controls(assessment: Assessment) -> Iterator[Page]:
    """Yield the shelf's page and the pages of its groups."""
    catalogue = assessment.workspace.catalogue
    used = _used(assessment)
    rows = tuple(_row(control, used.get(control.id, [])) for control in catalogue.controls.values())
    columns = ("Control", "Asked of each", "Layer", "Responsibility", "Checked every", "Checks here", "Settled here")
    yield Page(
        path=page_paths.shelf_page("controls"),
        title="Controls",
        description="Every control of the catalogue.",
        blocks=(
            Prose(paragraphs=((f"{len(rows)} controls, each with the test that shows it.",),)),
            shared_pages.group_links(catalogue.controls.values()),
            Table(name="controls", title="Controls", columns=columns, rows=rows, totals=columns[-2:]),
        ),
        section=("Catalogue",),
        listed=True,
    )
    yield from shared_pages.group_pages(
        (
            control,
            (
                *_blocks(catalogue, control),
                *_uses(assessment, control, used.get(control.id, [])),
                *catalogue_entry.sources(control),
            ),
        )
        for control in catalogue.controls.values()
    )


Use = tuple[str, Check]


def _used(assessment: Assessment) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = {}
    for judged in assessment.systems.values():
        for check in judged.checks:
            found.setdefault(check.control.id, []).append((judged.id, check))
    return found


def _row(control: Control, uses: list[Use]) -> Row:
    settled = sum(1 for _, check in uses if check.standing.status in SETTLED)
    return Row(
        id=control.id,
        cells=(
            (Link(text=control.title, to=page_paths.place(control)),),
            (badges.ABOUT_TITLES[control.about],),
            (badges.LAYER_TITLES[control.layer],),
            (control.responsibility,),
            (control.frequency,),
            (str(len(uses)),),
            (str(settled),),
        ),
    )


def _blocks(catalogue: Catalogue, control: Control) -> Iterator[Block]:
    yield Prose(paragraphs=((control.objective,), *(((control.summary,),) if control.summary else ())))
    yield Facts(
        pairs=(
            ("Asked of each", (badges.ABOUT_TITLES[control.about],)),
            ("Layer", (badges.LAYER_TITLES[control.layer],)),
            ("Responsibility", (control.responsibility,)),
            ("Runs", badges.operations(control.runs)),
            ("Evidence may be as old as", (control.frequency,)),
            ("Population to sample from", badges.words(control.population)),
            ("Shown by settings", badges.spread(tuple(_sign(sign) for sign in control.shown_by), "; ")),
            ("Checked by tools", badges.spread(tuple(map(_detection, control.detected_by)), "; ")),
        )
    )
    yield Heading(text="How to verify", anchor="verify")
    rows = tuple(
        Row(
            id=str(number),
            cells=((str(number),), _only_for(catalogue, step), (step.how,), (step.step,), (step.expect,)),
        )
        for number, step in enumerate(control.verify, 1)
    )
    yield Table(name="verify", title="Steps", columns=("Step", "For", "How", "Do", "Expect"), rows=rows)
    yield Heading(text="Evidence to collect", anchor="evidence", searched=False)
    yield Listing(items=tuple((each,) for each in control.evidence))
    yield Heading(text="Frameworks", anchor="frameworks", searched=False)
    crosswalk = tuple(_crosswalk(catalogue, *each) for each in control.crosswalk.items())
    yield Listing(items=crosswalk) if crosswalk else Prose(paragraphs=(("None of the catalogue's.",),))
    answered = [
        (threat, act) for threat in catalogue.threats.values() for act in threat.answers if act.control == control.id
    ]
    yield Heading(text="Threats that it answers", anchor="threats", searched=False)
    items = tuple(
        (Link(text=threat.title, to=page_paths.place(threat)), f" ({act.degree}): {act.how}")
        for threat, act in answered
    )
    yield Listing(items=items) if items else Prose(paragraphs=(("None of the catalogue's: it serves a framework.",),))


def _crosswalk(catalogue: Catalogue, framework: str, ids: tuple[str, ...]) -> Text:
    known = catalogue.frameworks[framework]
    link = Link(text=known.title, to=page_paths.entry("frameworks", framework))
    return (link, f", version {known.version}: {', '.join(ids)}")


def _only_for(catalogue: Catalogue, step: Step) -> Text:
    """Return the elements that a step is for: all that the control applies to, or those of some kinds or providers."""
    kinds = tuple(
        (Link(text=kind.title, to=page_paths.place(kind)),) for kind in map(catalogue.kinds.__getitem__, step.kinds)
    )
    traits = tuple((f"every {vocabulary.words(trait)}",) for trait in step.traits)
    named = badges.spread((*kinds, *traits)) if kinds or traits else ("all",)
    return (*named, f" at {' or '.join(step.providers)}") if step.providers else named


def _detection(detection: Detection) -> Text:
    part = "" if detection.shows == "met" else " (a part of it)"
    return (f"{badges.TOOLS[detection.tool]}: {', '.join(detection.checks)}{part}",)


def _sign(sign: Sign) -> Text:
    met = f"met at {_values(sign.met)}" if sign.met else ""
    partly = f"partly met at {_values(sign.partial)}" if sign.partial else ""
    missing = f"not met at {_values(sign.not_met)}" if sign.not_met else ""
    above = f"not met above {sign.not_met_above}" if sign.not_met_above is not None else ""
    below = f"not met below {sign.not_met_below}" if sign.not_met_below is not None else ""
    return (f"{sign.setting}: {', '.join(part for part in (met, partly, missing, above, below) if part)}",)


_RUN = 3
"""From how many whole numbers in a row a range is written."""


def _values(values: tuple[Setting, ...]) -> str:
    """Return values as text; three or more whole numbers in a row as a range: `1, 3 to 64`."""
    runs: list[list[Setting]] = []
    for value in values:
        last = runs[-1][-1] if runs else None
        follows = type(value) is int and type(last) is int and value == last + 1
        if follows:
            runs[-1].append(value)
        else:
            runs.append([value])
    texts = ([f"{run[0]} to {run[-1]}"] if len(run) >= _RUN else map(_word, run) for run in runs)
    return ", ".join(text for run in texts for text in run)


def _word(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _uses(assessment: Assessment, control: Control, uses: list[Use]) -> Iterator[Block]:
    yield Heading(text="Where it applies here", anchor="applies", searched=False)
    if not uses:
        yield Prose(paragraphs=(("To nothing in these models.",),))
        return
    alike: dict[object, list[Use]] = {}
    for system, check in uses:
        alike.setdefault(_stands(assessment, system, check), []).append((system, check))
    rows = tuple(_use(assessment, found) for found in alike.values())
    columns = ("System", "On", "Stands", "Rests on", "Tested", "Said by", "Party", "Written in")
    yield Table(name="applies", title=f"{control.title}: where it applies", columns=columns, rows=rows)
    places = dict.fromkeys(check.standing.place for _, check in uses if check.standing.place.path)
    if places:
        yield Heading(text="As it is stated", anchor="stated", searched=False)
    for place in list(places)[:MOST_WRITTEN]:
        yield from source_excerpt.details(assessment.workspace.texts, place, "Stated")
    if len(places) > MOST_WRITTEN:
        yield Prose(
            paragraphs=((f"{more(len(places) - MOST_WRITTEN, 'place').capitalize()} named in the table above.",),)
        )


def _stands(assessment: Assessment, system: str, check: Check) -> tuple[object, ...]:
    """Return what a row says of a check, apart from the element: checks of which the same is said share a row."""
    tested = results.about(assessment.systems[system].resolved, check.id)
    standing = check.standing
    rests = grounds.rests_on(assessment.systems[system].resolved, standing)
    return system, standing.status, rests, tested, str(standing.origin), check.party


def _use(assessment: Assessment, alike: list[Use]) -> Row:
    """Return the row of checks of a system of which the same is said, with the address of each."""
    system, check = alike[0]
    resolved, standing = assessment.systems[system].resolved, check.standing
    ids = tuple(dict.fromkeys(f"{system}-{each.element}" for _, each in alike))
    links = tuple((hyperlinks.subject_link(resolved, each.about, each.element),) for _, each in alike)
    return Row(
        id=ids[0],
        also=ids[1:],
        cells=(
            (Link(text=resolved.system.system.title, to=page_paths.system_page(system)),),
            badges.spread(links),
            (badges.control_status(standing.status),),
            grounds.rests_on(resolved, standing),
            results.about(resolved, check.id),
            (str(standing.origin),),
            hyperlinks.party_text(resolved, check.party),
            _written([each.standing.place for _, each in alike if each.standing.place.path]),
        ),
    )


def _written(places: list[Place]) -> Text:
    """Return where a control is stated, the first places and how many more there are; a dash where it is not."""
    found = tuple(dict.fromkeys(places))
    more = (f", and {len(found) - MOST_PLACES} more",) if len(found) > MOST_PLACES else ()
    return (*badges.spread(tuple((SourceRef(place=each),) for each in found[:MOST_PLACES])), *more) if found else ("–",)
