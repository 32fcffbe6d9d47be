"""The shelf of threats: what can go wrong, when, and what answers it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zonebook.assess.assessment import Assessment
from zonebook.assess.conditions.entry_conditions import quoted
from zonebook.assess.risk.scales import NIST
from zonebook.assess.risk.scoring import RiskMatrix
from zonebook.document.inline import Code, Link, Text
from zonebook.document.page import Block, Details, Facts, Heading, Page, Prose, Row, Snippet, Table
from zonebook.document.yaml import yaml_text
from zonebook.model import vocabulary
from zonebook.model.answers import Act, Answers
from zonebook.model.catalogue import Catalogue, Example, Threat
from zonebook.present import badges, catalogue_entry, page_paths
from zonebook.present.entries import shared_pages
from zonebook.present.limits import aside

_LEAD = "Risk by itself is that before exposure, the value of data and controls."
_NEGATES = " A statement alone closes nothing: what the threat found has to change in the model."
_RAISED: Mapping[str, str] = {
    "exposed-members": "The data of members that outsiders reach over one flow. Their exposure raises no likelihood.",
    "nothing": "Neither the exposure nor the data of its members: by itself it opens no way to them.",
}
"""What raises a threat to a zone or a network, where that is not simply its members."""


def threats(assessment: Assessment) -> Iterator[Page]:
    """Yield the shelf's page and the pages of its groups."""
    catalogue = assessment.workspace.catalogue
    used = _used(assessment)
    matrix = assessment.workspace.organisation.organisation.matrix or NIST
    rows = tuple(_row(threat, matrix, len(used.get(threat.id, ()))) for threat in catalogue.threats.values())
    columns = ("Threat", "Asked of each", "STRIDE", "Risk by itself", "ATT&CK", "Found here")
    yield Page(
        path=page_paths.shelf_page("threats"),
        title="Threats",
        description="Every threat of the catalogue.",
        blocks=(
            Prose(paragraphs=((f"{len(rows)} threats are asked of every model.",),)),
            shared_pages.group_links(catalogue.threats.values()),
            Table(name="threats", title="Threats", lead=_LEAD, columns=columns, rows=rows, totals=columns[-1:]),
        ),
        section=("Catalogue",),
        listed=True,
    )
    yield from shared_pages.group_pages(
        (threat, (*_blocks(catalogue, threat), *_uses(used.get(threat.id, ())), *catalogue_entry.sources(threat)))
        for threat in catalogue.threats.values()
    )


Use = tuple[Text, Text, Text]


def _used(assessment: Assessment) -> dict[str, list[Use]]:
    """Group the findings by threat: system, element, state."""
    found: dict[str, list[Use]] = {}
    for judged in assessment.systems.values():
        for finding in judged.findings:
            system: Text = (Link(text=judged.resolved.system.system.title, to=page_paths.system_page(judged.id)),)
            element = (Link(text=finding.element, to=page_paths.finding(judged.resolved, finding)),)
            risk: Text = (badges.level(finding.risk.current.level), " ", aside.badge(finding))
            found.setdefault(finding.threat.id, []).append((system, element, risk))
    return found


def _row(threat: Threat, matrix: RiskMatrix, many: int) -> Row:
    return Row(
        id=threat.id,
        cells=(
            (Link(text=threat.title, to=page_paths.place(threat)),),
            (badges.ABOUT_TITLES[threat.about],),
            (", ".join(vocabulary.words(each) for each in threat.stride),),
            (badges.level(matrix[threat.likelihood][threat.impact]),),
            (", ".join(threat.attack) or "–",),
            (str(many),),
        ),
    )


def _blocks(catalogue: Catalogue, threat: Threat) -> Iterator[Block]:
    yield Prose(paragraphs=((threat.story,),))
    yield Facts(
        pairs=(
            ("Asked of each", (badges.ABOUT_TITLES[threat.about],)),
            ("STRIDE", (", ".join(vocabulary.words(each) for each in threat.stride),)),
            *(("LINDDUN", (", ".join(map(vocabulary.words, threat.linddun)),)) for _ in threat.linddun[:1]),
            ("Likelihood before exposure and controls", (badges.level(threat.likelihood),)),
            ("Impact before the value of data", (badges.level(threat.impact),)),
            ("MITRE ATT&CK 19", (", ".join(threat.attack) or "–",)),
            ("CAPEC", (", ".join(threat.capec) or "–",)),
            ("CWE", (", ".join(threat.cwe) or "–",)),
            ("False positives", badges.words(threat.false_positives)),
            ("Raised by", badges.words(_RAISED.get(threat.raised_by, ""))),
            *((("Data", ("what is kept, and not what only passes through",)),) if threat.at_rest else ()),
            ("Yields to", _yielded(catalogue, threat)),
            ("May disappear when a model gets worse", badges.words(threat.not_monotonic)),
            ("Status", (threat.status,)),
        )
    )
    yield Heading(text="When it applies", anchor="when", searched=False)
    yield Prose(paragraphs=(("Every word must hold. What the model does not state gives a gap, not a finding.",),))
    yield Snippet(text=yaml_text(quoted(threat)))
    yield Heading(text="What answers it", anchor="answers", searched=False)
    rows = tuple(
        Row(
            id=str(number),
            cells=(
                (act.degree,),
                badges.spread(tuple(_control(catalogue, each) for each in act.group), " and "),
                (act.how + (_NEGATES if act.negates else ""),),
            ),
        )
        for number, act in enumerate(_groups(threat.answers), 1)
    )
    yield Table(name="answers", title="What answers it", columns=("It", "Control", "How"), rows=rows)
    yield Heading(text="Examples", anchor="examples", searched=False)
    for example in threat.fires:
        yield _example("Applies", example)
    for example in threat.quiet:
        yield _example("Does not apply", example)


def _yielded(catalogue: Catalogue, threat: Threat) -> Text:
    """Return the threats that say the same more exactly where they stand on the same element."""
    return badges.spread(tuple(_threat(catalogue, each) for each in threat.yields_to), ", ")


def _threat(catalogue: Catalogue, id_: str) -> Text:
    return (Link(text=catalogue.threats[id_].title, to=page_paths.place(catalogue.threats[id_])),)


def _control(catalogue: Catalogue, id_: str) -> Text:
    return (Link(text=catalogue.controls[id_].title, to=page_paths.place(catalogue.controls[id_])),)


def _groups(answers: Answers) -> tuple[Act, ...]:
    """Return what each group of controls does, once for each group."""
    acts = (act if act.group else replace(act, group=(act.control,)) for act in answers)
    return tuple({(act.degree, act.group): act for act in acts}.values())


def _example(word: str, example: Example) -> Details:
    blocks: tuple[Block, ...] = (Snippet(text=yaml_text(example.given)),)
    if example.files is not None:
        names = ", ".join(example.files) or "none"
        blocks = (Facts(pairs=(("Files of evidence that exist", (names,)),)), *blocks)
    if example.element:
        blocks = (Facts(pairs=(("Asked of", (Code(text=example.element),)),)), *blocks)
    return Details(summary=f"{word}: {example.because}", blocks=blocks)


def _uses(uses: list[Use] | tuple[()]) -> Iterator[Block]:
    yield Heading(text="Where it is found", anchor="found", searched=False)
    if not uses:
        yield Prose(paragraphs=(("In none of these models.",),))
        return
    rows = tuple(Row(id=str(number), cells=use) for number, use in enumerate(uses, 1))
    yield Table(name="found", title="Findings", columns=("System", "On", "Risk now"), rows=rows)
