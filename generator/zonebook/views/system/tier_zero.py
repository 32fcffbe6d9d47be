"""What is tier 0 here, what controls it from below, and the blast radius of each compromised element."""

from collections.abc import Iterator, Mapping

from zonebook.assess.answer import Holds, NotStated
from zonebook.assess.assessment import Assessment
from zonebook.assess.privilege.blast_radius import BlastRadius
from zonebook.assess.privilege.relations import ControlRelation, unknown_relations
from zonebook.assess.privilege.tier_zero import InTierZero, in_words, kept, tier_zero_members
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Code, Link, SourceRef, Text
from zonebook.document.page import Block, Download, Heading, Listing, Page, Prose, Row, Table
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, page_paths


def tiers(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of tiers of each system that has tier 0 elements or control relations."""
    for judged in assessment.systems.values():
        if tier_zero_members(judged.resolved) or judged.blast_radii:
            title = judged.resolved.system.system.title
            yield Page(
                path=page_paths.system_page(judged.id, "tiers"),
                title="Tiers",
                description=f"What is tier 0 in {title}, who controls it, and how much goes with each of them.",
                blocks=tuple(_blocks(judged)),
                section=(title,),
                listed=True,
            )


def _blocks(judged: SystemAssessment) -> Iterator[Block]:
    resolved = judged.resolved
    yield Prose(paragraphs=((_answer(resolved),), (_MEANING,)))
    below = tuple(each for each in tier_zero_members(resolved).values() if isinstance(_kept(resolved, each), Holds))
    if below:
        yield Heading(text="Controlled from below", anchor="below")
        yield Listing(items=tuple(_below(resolved, each) for each in below))
    if tier_zero_members(resolved):
        yield Heading(text="Tier 0", anchor="tier-0")
        yield Download(text="Tier 0 (CSV)", path=page_paths.beside(judged.id, "tier-0.csv"))
        yield _zero(resolved)
    if judged.blast_radii:
        yield Heading(text="Blast radius", anchor="radius")
        yield Download(text="Blast radius (CSV)", path=page_paths.beside(judged.id, "blast-radius.csv"))
        yield _radii(judged)
    yield from _not_stated(resolved)
    yield Heading(text="What would change this", anchor="change")
    yield Prose(paragraphs=((_CHANGE,),))


_MEANING = (
    "Tier 0 is what decides who anybody is (domain controllers, certificate authorities, sign-in, root users, the "
    "management account), and everything that controls it. Whoever takes any of it has all that trusts it."
)
_CHANGE = (
    "Take the power away, or keep what has it as tier 0: in a zone of trust 4, with tier: tier-0 on the identity, "
    "administered by nobody of a lower tier. A host, a vault or a key of its own takes a service out of the chain."
)


def _answer(resolved: ResolvedSystem) -> str:
    zero = tier_zero_members(resolved).values()
    below = [each.id for each in zero if isinstance(_kept(resolved, each), Holds)]
    open_ = [each.id for each in zero if isinstance(_kept(resolved, each), NotStated)]
    many = sum(each.by_nature for each in zero)
    first = f"{len(zero)} things are tier 0: {many} for what they are, {len(zero) - many} because they control these."
    verb = "controls" if len(below) == 1 else "control"
    second = (
        f"{len(below)} of them {verb} it from below" if below else "The model names nothing that does so from below"
    )
    third = f"; of {len(open_)} more it is not stated how they are kept." if open_ else "."
    return f"{first} {second}{third}" if zero else "The model names nothing of tier 0; below is who controls what."


def _kept(resolved: ResolvedSystem, each: InTierZero) -> Holds | NotStated | None:
    return None if each.by_nature else kept(resolved, each.id)


def _below(resolved: ResolvedSystem, each: InTierZero) -> Text:
    answer = _kept(resolved, each)
    why = "; ".join(answer.reasons) if isinstance(answer, Holds) else ""
    return (_link(resolved, each.id), f": {each.reason}. Not kept as tier 0: {why}.")


def _shelves(resolved: ResolvedSystem) -> Mapping[str, Mapping[str, object]]:
    system = resolved.system
    return {
        "accounts": resolved.accounts,
        "actors": system.actors,
        "services": system.services,
        "identities": system.identities,
    }


def _link(resolved: ResolvedSystem, name: str) -> Link | str:
    for shelf, known in _shelves(resolved).items():
        if name in known:
            title = str(getattr(known[name], "title", "")) or name
            return Link(text=title, to=page_paths.element(resolved.system.id, shelf, name))
    return name


def _zero(resolved: ResolvedSystem) -> Table:
    rows = tuple(
        Row(
            id=each.id,
            cells=(
                (_link(resolved, each.id),),
                (_word(resolved, each.id),),
                (each.reason,),
                _state(resolved, each),
                (SourceRef(place=each.place),),
            ),
        )
        for each in tier_zero_members(resolved).values()
    )
    return Table(
        name="tier-0",
        title="Tier 0",
        lead="Everything in tier 0, why, and whether it is kept as such.",
        columns=("Element", "Word", "Because", "Kept as tier 0", "Written in"),
        folded=("Written in",),
        rows=rows,
    )


def _word(resolved: ResolvedSystem, name: str) -> str:
    return next(shelf for shelf, known in _shelves(resolved).items() if name in known)


def _state(resolved: ResolvedSystem, each: InTierZero) -> Text:
    if each.by_nature:
        return ("tier 0 for what it is",)
    if each.id in resolved.accounts or each.id in resolved.system.actors:
        return ("judged where its rights are",)
    answer = _kept(resolved, each)
    if isinstance(answer, Holds):
        return (Badge(text="no", tone="no"), " ", "; ".join(answer.reasons))
    if isinstance(answer, NotStated):
        return (Badge(text="not stated", tone="not-stated"), " ", *badges.codes(answer.attributes))
    return (Badge(text="yes", tone="yes"),)


def _radii(judged: SystemAssessment) -> Table:
    return Table(
        name="blast-radius",
        title="Blast radius",
        lead="All that goes with each one who is taken over, the worst first.",
        columns=("Who", "Word", "Tier 0", "Services", "Accounts", "Data", "Data of high worth", "The longest way"),
        rows=tuple(_radius(judged.resolved, each) for each in judged.blast_radii),
        folded=("The longest way",),
    )


def _radius(resolved: ResolvedSystem, each: BlastRadius) -> Row:
    return Row(
        id=each.who,
        cells=(
            (_link(resolved, each.who),),
            (_word(resolved, each.who),),
            ("yes" if each.tier_zero else "no",),
            (str(len(each.services)),),
            (str(len(each.accounts)),),
            (str(len(each.data)),),
            (_named(resolved, each),),
            (_chain(resolved, each.longest),),
        ),
    )


def _named(resolved: ResolvedSystem, each: BlastRadius) -> str:
    return ", ".join(resolved.system.data[name].title or name for name in each.sensitive) or "none stated"


def _chain(resolved: ResolvedSystem, chain: tuple[ControlRelation, ...]) -> str:
    return in_words(resolved, chain)


def _not_stated(resolved: ResolvedSystem) -> Iterator[Block]:
    open_ = unknown_relations(resolved)
    if open_:
        yield Heading(text="What is not stated", anchor="unsaid")
        yield Prose(paragraphs=((f"{len(open_)} attributes may hide further powers. Unknown is not safe.",),))
        yield Listing(items=tuple((Code(text=each),) for each in open_))
