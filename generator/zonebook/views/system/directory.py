"""The directory decision: options against needs, and why."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.directory.fit import NeedVerdict, OptionVerdict
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import Block, Download, Facts, Heading, Listing, Notice, Page, Prose, Row, Table
from zonebook.model.system import DirectoryDecision
from zonebook.present import badges, directory_options, finding_details, hyperlinks, page_paths


def directory(assessment: Assessment) -> Iterator[Page]:
    """Yield the decision page of each system that has one."""
    for judged in assessment.systems.values():
        decision = judged.resolved.system.directory
        if decision:
            yield _page(judged, decision)


def _page(judged: SystemAssessment, decision: DirectoryDecision) -> Page:
    title = judged.resolved.system.system.title
    chosen = next((each for each in judged.options if each.chosen), None)
    blocks: list[Block] = [Prose(paragraphs=((_answer(judged, decision, chosen),), _why(decision)))]
    if chosen and chosen.against:
        blocks.append(Notice(title="The choice fails", text=_sentences(chosen.against), tone="not-met"))
    if chosen and chosen.open_:
        blocks.append(Notice(title="The choice depends on", text=_sentences(chosen.open_)))
    blocks += [
        _facts(judged, decision),
        *_asked_for(judged),
        Heading(text="Options, the best first", anchor="ranking"),
        Download(text="Options in order (CSV)", path=page_paths.beside(judged.id, "directory-ranking.csv")),
        directory_options.ranking(judged),
        *directory_options.would_change(judged),
        Heading(text="Options by needs", anchor="options"),
        Download(text="Options by needs (CSV)", path=page_paths.beside(judged.id, "directory-options.csv")),
        _matrix(judged, decision),
        Heading(text="Why each option fits or not", anchor="reasons"),
        _reasons(judged, decision),
    ]
    blocks += _advice(judged)
    blocks += directory_options.duties(judged)
    blocks += finding_details.finding_details(
        judged.resolved, [each for each in judged.findings if each.about == "directory"]
    )
    option = judged.resolved.catalogue.directories.get(decision.choice)
    if option and option.constraints:
        blocks += [
            Heading(text=f"What {option.title} asks for", anchor="constraints"),
            Listing(items=tuple((each,) for each in option.constraints)),
        ]
    return Page(
        path=page_paths.system_page(judged.id, "directory"),
        title="Directory decision",
        description=f"Which directory {title} uses, and why.",
        blocks=tuple(blocks),
        section=(title,),
        listed=True,
    )


def _asked_for(judged: SystemAssessment) -> Iterator[Block]:
    """Yield a link to what the choice requires."""
    if judged.expected and judged.expected.items:
        link = Link(text="What the choice asks for", to=page_paths.system_page(judged.id, "directory-flows"))
        words = ": the flows, ports and zones that follow from it, held against the model."
        yield Prose(paragraphs=((link, words),))


def _answer(judged: SystemAssessment, decision: DirectoryDecision, chosen: OptionVerdict | None) -> str:
    if chosen is None:
        return "No option has been chosen yet. The table shows how each one meets the needs."
    option = judged.resolved.catalogue.directories[chosen.option]
    outcome = {
        "fits": "It meets every stated need.",
        "open": "It meets the required needs, some of them under conditions.",
        "fails": "It does not meet every required need.",
    }[chosen.fit]
    fitting = [
        judged.resolved.catalogue.directories[each.option].title for each in judged.options if each.fit == "fits"
    ]
    others = f" Options that meet all of them: {', '.join(fitting)}." if fitting else " No option meets all of them."
    return f"The choice is {option.title}. {outcome}{others if decision.needs else ''}"


def _advice(judged: SystemAssessment) -> Iterator[Block]:
    """Yield the rules of thumb that hold, the leading one first, and those that wait for something to be stated."""
    if not judged.advice:
        return
    yield Heading(text="What the rules advise", anchor="advice")
    rows = tuple(
        Row(
            id=each.advice.id,
            cells=(
                (Link(text=each.advice.title, to=page_paths.entry("advice", each.advice.id)),),
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
    yield Table(name="directory-advice", title="Rules", lead=lead, columns=columns, rows=rows)


def _named(judged: SystemAssessment, options: tuple[str, ...]) -> Text:
    known = judged.resolved.catalogue.directories
    links = tuple((Link(text=known[name].title, to=page_paths.entry("directories", name)),) for name in options)
    return badges.spread(links)


def _why(decision: DirectoryDecision) -> Text:
    return (f"Because: {decision.because}",) if decision.because else ("The model does not say why.",)


def _sentences(reasons: tuple[str, ...]) -> Text:
    return (" ".join(f"{reason.rstrip('.')}." for reason in reasons),)


def _facts(judged: SystemAssessment, decision: DirectoryDecision) -> Facts:
    unknown: Text = (Badge(text="not stated", tone="not-stated"),)

    def value_text(value: object) -> Text:
        if isinstance(value, bool):
            return ("yes" if value else "no",)
        return unknown if value in (None, "") else (str(value),)

    return Facts(
        pairs=(
            ("Decided by", hyperlinks.party_text(judged.resolved, decision.decided_by)),
            ("On", value_text(decision.on)),
            ("Users", value_text(decision.users)),
            ("Objects", value_text(decision.objects)),
            ("Regions", value_text(decision.regions)),
            ("Existing Active Directory", value_text(decision.existing_ad)),
            ("Regulated data", value_text(decision.regulated)),
            ("Isolation required", value_text(decision.isolation_required)),
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
                ("; ".join(each.against) or "–",),
                ("; ".join(each.open_) or "–",),
                (decision.considered.get(each.option) or "–",),
            ),
        )
        for each in judged.options
    )
    return Table(
        name="directory-reasons",
        title="Reasons",
        columns=("Option", "Verdict", "Against it", "To be found out", "What was said"),
        rows=rows,
    )
