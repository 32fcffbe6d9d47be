"""The statements about the limits of a model: assumptions, and elements out of scope, with what each sets aside."""

from collections.abc import Iterator

from zonebook.assess.findings.scope import outside, shelf_of
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Code, ExternalLink, Link, SourceRef, Text
from zonebook.document.page import Block, Download, Heading, Notice, Row, Table
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.scope.statements import Assumption, Exclusion, OutOfScope, ended
from zonebook.model.subject import PLURALS
from zonebook.present import badges, hyperlinks, page_paths
from zonebook.present.limits.aside import statement

_FOLDED = ("Because", "On", "Written in")
"""What stands under a statement: who said so when, and why."""


def ended_ones(judged: SystemAssessment) -> Iterator[Notice]:
    """Yield a notice where an assumption, or what put an element out of scope, has ended; nothing where none has."""
    resolved = judged.resolved
    stated: list[Exclusion] = [*resolved.system.assumptions.values(), *resolved.system.out_of_scope.values()]
    over = [each for each in stated if ended(each, resolved.as_of)]
    if over:
        names = badges.spread(tuple((statement(resolved, each), f" on {each.until}") for each in over))
        yield Notice(title="Limits that have ended", text=(*names, ". What they set aside is open again."))


def blocks(judged: SystemAssessment) -> Iterator[Block]:
    """Yield the assumptions of a system and what is out of its scope, where it states any."""
    system = judged.resolved.system
    if system.assumptions:
        yield Heading(text="Assumptions", anchor="assumptions")
        yield Download(text="Assumptions (CSV)", path=page_paths.beside(judged.id, "assumptions.csv"))
        yield Table(
            name="assumptions",
            title="What is taken as given",
            lead="What an assumption excludes is counted apart while it holds; after its end it is open again.",
            columns=(
                "Assumption",
                "About",
                "Excludes",
                "Sets aside",
                "Party",
                "On",
                "Until",
                "State",
                "Because",
                "Written in",
            ),
            rows=tuple(_assumption(judged, each) for each in system.assumptions.values()),
            folded=_FOLDED,
        )
    if system.out_of_scope:
        yield Heading(text="Out of scope", anchor="out-of-scope")
        yield Download(text="Out of scope (CSV)", path=page_paths.beside(judged.id, "out-of-scope.csv"))
        yield Table(
            name="out-of-scope",
            title="What is not judged here",
            lead="Drawn and named. What is found at it is counted apart; what it means for others is judged there.",
            columns=("Element", "Word", "Because", "Sets aside", "Party", "On", "Until", "State", "Written in"),
            rows=tuple(_outside(judged, each) for each in system.out_of_scope.values()),
            folded=_FOLDED,
        )


def _assumption(judged: SystemAssessment, each: Assumption) -> Row:
    resolved = judged.resolved
    links = tuple((ExternalLink(text=title, url=url),) for title, url in each.links.items())
    said = " ".join(filter(None, (each.summary, each.because)))
    return Row(
        id=each.id,
        cells=(
            (each.title, " ", Code(text=each.id)),
            badges.spread(tuple((element(resolved, name),) for name in each.about))
            if each.about
            else ("the whole system",),
            _threats(resolved, each.excludes),
            _sets_aside(judged, each),
            hyperlinks.party_text(resolved, each.by),
            badges.words(each.on),
            badges.words(each.until),
            (_state(each, resolved.as_of),),
            (*badges.words(said), *(part for link in links for part in (" ", *link))),
            (SourceRef(place=each.place),),
        ),
    )


def _threats(resolved: ResolvedSystem, names: tuple[str, ...]) -> Text:
    known = resolved.catalogue.threats
    if not names:
        return ("no threat",)
    return badges.spread(
        tuple(
            (Link(text=known[name].title, to=page_paths.place(known[name])),) if name in known else (name,)
            for name in names
        )
    )


def _outside(judged: SystemAssessment, each: OutOfScope) -> Row:
    resolved = judged.resolved
    return Row(
        id=each.id,
        cells=(
            (element(resolved, each.id),),
            badges.words(shelf_of(resolved, each.id)),
            (each.because,),
            _sets_aside(judged, each),
            hyperlinks.party_text(resolved, each.by),
            badges.words(each.on),
            badges.words(each.until),
            (_state(each, resolved.as_of),),
            (SourceRef(place=each.place),),
        ),
    )


def element(resolved: ResolvedSystem, name: str) -> Link | str:
    """Return an element of any sort, linked to its page by name; an account that the system does not use has none."""
    shelf = shelf_of(resolved, name)
    if not shelf:
        return name
    elements = resolved.accounts if shelf == "accounts" else getattr(resolved.system, shelf)
    return Link(text=badges.spelt(elements[name]), to=page_paths.element(resolved.system.id, shelf, name))


def _sets_aside(judged: SystemAssessment, each: Exclusion) -> Text:
    """Return how many findings, questions and checks a statement sets aside."""
    findings = sum(found.aside == each for found in judged.findings_aside)
    questions = sum(gap.aside == each for gap in judged.gaps_aside)
    checks = sum(outside(judged.resolved, PLURALS[found.about], found.element) == each for found in judged.checks_aside)
    many = ((findings, "finding"), (questions, "question"), (checks, "check"))
    return (", ".join(f"{count} {noun}{'s' if count > 1 else ''}" for count, noun in many if count) or "nothing",)


def _state(each: Exclusion, as_of: str) -> Badge:
    if ended(each, as_of):
        return Badge(text="ended", tone="warning")
    return Badge(text="later", tone="planned") if each.on > as_of else Badge(text="in force", tone="plain")
