"""The directory decision: the answer with its grounds first, then every option against every need."""

from collections.abc import Iterable, Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.directory.fit import NeedVerdict
from zonebook.assess.system import SystemAssessment
from zonebook.diagram import decision as picture
from zonebook.diagram import overlays
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import (
    Block,
    Details,
    Download,
    Facts,
    Heading,
    Listing,
    Notice,
    Page,
    Prose,
    Row,
    Table,
)
from zonebook.model.system import DirectoryDecision
from zonebook.present import badges, directory_options, finding_details, hyperlinks, page_paths

_SHOWN = 3
"""How many points of a list are shown before the others are folded."""

_TRY = ": the options are put in order anew in the browser, beginning with this decision."


def directory(assessment: Assessment) -> Iterator[Page]:
    """Yield the decision page of each system that has one."""
    for judged in assessment.systems.values():
        decision = judged.resolved.system.directory
        if decision:
            yield _page(judged, decision)


def _page(judged: SystemAssessment, decision: DirectoryDecision) -> Page:
    title = judged.resolved.system.system.title
    return Page(
        path=page_paths.system_page(judged.id, "directory"),
        title="Directory decision",
        description=f"Which directory {title} uses, and why.",
        blocks=(
            *_answer(judged, decision),
            overlays.shown(judged, overlays.over(judged, picture.decision(judged, decision))),
            *_grounds(judged),
            *_change(judged),
            Prose(paragraphs=((Link(text="Try other needs", to=page_paths.what_if(judged.id)), _TRY),)),
            Heading(text="Options, the best first", anchor="ranking"),
            Listing(items=directory_options.in_order(judged)),
            Details(summary="Every option in detail", blocks=tuple(_detail(judged, decision))),
            *_findings(judged),
        ),
        section=(title,),
        listed=True,
    )


def _answer(judged: SystemAssessment, decision: DirectoryDecision) -> Iterator[Block]:
    """Yield the answer, why the choice was made, and what speaks against a choice that is another one."""
    why: Text = (f"Because: {decision.because}" if decision.because else "The model does not say why.",)
    if judged.expected and judged.expected.items:
        link = Link(text="The flows, ports and zones that it asks for", to=_consequences(judged))
        why = (*why, " ", link, " are held against the model.")
    beside = directory_options.beside_choice(judged)
    told = (why, beside) if decision.choice else (beside,)
    yield Prose(paragraphs=((directory_options.verdict_of(judged),), *filter(None, told)))
    chosen = next((each for each in judged.options if each.chosen), None)
    if chosen is None or (judged.recommended and judged.recommended.option == chosen.option):
        return
    if chosen.against:
        yield Notice(title="The choice fails", text=_sentences(chosen.against), tone="not-met")
    if chosen.open_:
        yield Notice(title="The choice depends on", text=_sentences(chosen.open_))


def _consequences(judged: SystemAssessment) -> str:
    return page_paths.system_page(judged.id, "directory-flows")


def _grounds(judged: SystemAssessment) -> Iterator[Block]:
    """Yield why the first option is the first, its conditions, what it costs to run, and what to do first."""
    found = judged.recommended
    if found is None:
        return
    option = judged.resolved.catalogue.directories[found.option]
    yield Heading(text=f"Why {option.title}", anchor="why")
    yield Listing(items=tuple((each,) for each in directory_options.reasons(judged)))
    conditions = (("Conditions", _sentences(found.conditions)),) if found.conditions else ()
    remarks = (("To be watched", _sentences(found.remarks)),) if found.remarks else ()
    running = ((name, (text,)) for name, text in directory_options.running(judged))
    steps = directory_options.first_steps(judged)
    first = (("First", (steps[0],)),) if steps else ()
    yield Heading(text="What it takes", anchor="cost")
    yield Facts(pairs=(*conditions, *remarks, *running, *first))
    if len(steps) > 1:
        listing = Listing(items=tuple((each,) for each in steps))
        yield Details(summary=f"What to do first, in {len(steps)} steps", blocks=(listing,))


def _change(judged: SystemAssessment) -> Iterator[Block]:
    """Yield what is assumed, and each statement that would put another option first."""
    yield Heading(text="What would change the answer", anchor="change")
    if judged.assumed:
        assumed = " ".join(each.text for each in judged.assumed)
        yield Prose(paragraphs=((f"Not stated, and assumed: {assumed}",),))
    items = tuple(
        (f"{statement}: ", *directory_options.option_link(judged, option), " comes first.")
        for statement, option in directory_options.turned(judged)
    )
    if items:
        yield from _shortened(items)
    else:
        yield Prose(paragraphs=(("No single statement would put another option first.",),))


def _shortened(items: Iterable[Text]) -> Iterator[Block]:
    """Yield the first points of a list; the others are folded."""
    points = tuple(items)
    shown = _SHOWN if len(points) > _SHOWN + 1 else len(points)
    yield Listing(items=points[:shown])
    if points[shown:]:
        yield Details(summary=f"{len(points) - shown} more", blocks=(Listing(items=points[shown:]),))


def _detail(judged: SystemAssessment, decision: DirectoryDecision) -> Iterator[Block]:
    """Yield why the options stand in their order, every option against every need, and what else decided."""
    yield from _offered(judged, directory_options.ranking(judged))
    yield from _offered(judged, _reasons(judged, decision))
    if decision.needs:
        yield from _offered(judged, _matrix(judged, decision))
    yield Details(summary="The circumstances", blocks=(_facts(judged, decision),))
    if judged.advice:
        yield Details(summary="What the rules advise", blocks=(_advice(judged),))
    duties = tuple(directory_options.duties(judged))
    if duties:
        yield Details(summary="Who does what", blocks=duties)
    changes = tuple(directory_options.would_change(judged))
    if changes:
        yield Details(summary="What would let another option in, or rule the choice out", blocks=changes)
    option = judged.resolved.catalogue.directories.get(decision.choice)
    if option and option.constraints:
        listing = Listing(items=tuple((each,) for each in option.constraints))
        yield Details(summary=f"What {option.title} asks for", blocks=(listing,))


def _offered(judged: SystemAssessment, table: Table) -> Iterator[Block]:
    """Yield a table, folded, with its download."""
    file = Download(text=f"{table.title} (CSV)", path=page_paths.beside(judged.id, f"{table.name}.csv"), table=table)
    yield Details(summary=table.title, blocks=(file, table))


def _findings(judged: SystemAssessment) -> Iterator[Block]:
    findings = [each for each in judged.findings if each.about == "directory"]
    if findings:
        blocks = tuple(finding_details.finding_details(judged.resolved, findings))
        yield Details(summary=f"Findings on this decision: {len(findings)}", blocks=blocks)


def _advice(judged: SystemAssessment) -> Table:
    """Return the rules of thumb that hold, the leading one first, and those that wait for something to be stated."""
    rows = tuple(
        Row(
            id=each.advice.id,
            cells=(
                (Link(text=each.advice.title, to=page_paths.place(each.advice)),),
                ("; ".join(each.reasons),) if each.reasons else ("not stated: ", *badges.codes(each.unsure)),
                _named(judged, each.advice.choose),
                _named(judged, each.advice.avoid),
                (each.advice.because,),
            ),
        )
        for each in judged.advice
    )
    columns = ("Rule", "Holds because", "Choose", "Avoid", "Why")
    lead = "The first rule that holds and names a choice leads; the others are to be weighed."
    return Table(name="directory-advice", title="Rules", lead=lead, columns=columns, rows=rows)


def _named(judged: SystemAssessment, options: tuple[str, ...]) -> Text:
    known = judged.resolved.catalogue.directories
    links = tuple((Link(text=known[name].title, to=page_paths.entry("directories", name)),) for name in options)
    return badges.spread(links)


def _sentences(reasons: tuple[str, ...]) -> Text:
    return (" ".join(f"{reason.rstrip('.')}." for reason in reasons),)


def _facts(judged: SystemAssessment, decision: DirectoryDecision) -> Facts:
    assumed = {each.attribute: each.text for each in judged.assumed}

    def stated(name: str, value: object) -> Text:
        if isinstance(value, bool):
            return ("yes" if value else "no",)
        if value not in {None, ""}:
            return (str(value),)
        unknown = Badge(text="not stated", tone="not-stated")
        return (unknown, f" {assumed[name]}") if name in assumed else (unknown,)

    return Facts(
        pairs=(
            ("Decided by", hyperlinks.party_text(judged.resolved, decision.decided_by)),
            ("On", stated("on", decision.on)),
            ("Users", stated("users", decision.users)),
            ("Objects", stated("objects", decision.objects)),
            ("Regions", stated("regions", ", ".join(decision.region_names) or decision.regions)),
            ("Accounts that share it", stated("shared_accounts", decision.shared_accounts)),
            ("Existing Active Directory", stated("existing_ad", decision.existing_ad)),
            ("Link to it doubled", stated("link_resilient", decision.link_resilient)),
            ("Trust allowed with it", stated("trust_allowed", decision.trust_allowed)),
            ("Isolation required", stated("isolation_required", decision.isolation_required)),
            ("Identity provider", stated("identity_provider", decision.identity_provider)),
            ("Regulated data", stated("regulated", decision.regulated)),
        )
    )


def _matrix(judged: SystemAssessment, decision: DirectoryDecision) -> Table:
    capabilities = judged.resolved.catalogue.capabilities
    columns = tuple(
        f"{capabilities[name].title if name in capabilities else name} ({need.weight})"
        for name, need in decision.needs.items()
    )
    rows = tuple(
        Row(
            id=each.option,
            cells=(
                directory_options.option_link(judged, each.option),
                directory_options.fit(each),
                *(_answered(need) for need in each.needs),
            ),
        )
        for each in judged.options
    )
    return Table(
        name="directory-options",
        title="Options by needs",
        columns=("Option", "Verdict", *columns),
        rows=rows,
        grid=True,
    )


def _answered(need: NeedVerdict) -> Text:
    badge = badges.answered(need.answer)
    return (badge, f" {need.note}") if need.note else (badge,)


def _reasons(judged: SystemAssessment, decision: DirectoryDecision) -> Table:
    rows = tuple(
        Row(
            id=each.option,
            cells=(
                directory_options.option_link(judged, each.option),
                directory_options.fit(each),
                ("; ".join(each.rank[1:]) or "–",),
                ("; ".join(each.against) or "–",),
                ("; ".join((*each.open_, *each.remarks)) or "–",),
                (decision.considered.get(each.option) or "–",),
            ),
        )
        for each in judged.options
    )
    columns = ("Option", "Verdict", "What it comes to", "Against it", "Conditions and remarks", "What was said")
    return Table(name="directory-reasons", title="Why each option fits or not", columns=columns, rows=rows)
