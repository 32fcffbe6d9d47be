"""Attributes that are not stated, worded as the questions that a reviewer would ask, the worst first."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, get_args

from zonebook.assess.findings.open_questions import OpenQuestion
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Code, Link, SourceRef, Text
from zonebook.document.page import Row, Table
from zonebook.model import elements
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.settings import SettingType
from zonebook.model.vocabulary import Authentication, Authorization, IdentityProvider, TrustAllowed
from zonebook.present import badges, conclusions, page_paths, possible_risk
from zonebook.values import Place

MOST = 10
"""How many questions are asked first."""

UNWORDED = "What holds for"
"""How a question begins for which there is no wording."""

Asked = tuple[SystemAssessment, OpenQuestion]


class _Wording(NamedTuple):
    """How an attribute is asked for, before the title of the element, and what may be stated."""

    words: str
    values: tuple[str, ...] | str


_LEVELS = get_args(elements.Impact)
_YES_OR_NO = ("true", "false")
_WORDINGS: Mapping[str, _Wording] = {
    "accounts.role": _Wording("What is the purpose of", get_args(elements.AccountRole)),
    "actors.privileged": _Wording("Are there administrators among", _YES_OR_NO),
    "actors.trusted": _Wording("Can we trust", _YES_OR_NO),
    "actors.zone": _Wording("In which zone is", "a zone"),
    "data.availability": _Wording("How bad is the loss of", _LEVELS),
    "data.classification": _Wording("What is the class of", "a class of the organisation"),
    "data.confidentiality": _Wording("How bad is it if strangers read", _LEVELS),
    "data.integrity": _Wording("How bad is it if somebody changes", _LEVELS),
    "decisions.requested_by": _Wording("Who asked for the decision", "a party"),
    "decisions.review": _Wording("When is the next review of the decision", "a day"),
    "directory.choice": _Wording("Which option is chosen by", "a directory option"),
    "directory.existing_ad": _Wording("Is there an Active Directory already, according to", _YES_OR_NO),
    "directory.identity_provider": _Wording(
        "Which identity provider is there, according to", get_args(IdentityProvider)
    ),
    "directory.isolation_required": _Wording("Must the directory be isolated, according to", _YES_OR_NO),
    "directory.link_resilient": _Wording("Is the link resilient, according to", _YES_OR_NO),
    "directory.objects": _Wording("How many objects are expected by", "a whole number"),
    "directory.regions": _Wording("How many Regions are expected by", "a whole number"),
    "directory.regulated": _Wording("Is the system regulated, according to", _YES_OR_NO),
    "directory.shared_accounts": _Wording("How many accounts share the directory, according to", "a whole number"),
    "directory.trust_allowed": _Wording(
        "Which trust with the existing forest is allowed, according to", get_args(TrustAllowed)
    ),
    "directory.users": _Wording("How many users are expected by", "a whole number"),
    "flows.": _Wording("Which flows are there in", "flows"),
    "flows.authenticated": _Wording("How is the caller authenticated on", get_args(Authentication)),
    "flows.authorized": _Wording("By whose rights does the far end decide on", get_args(Authorization)),
    "flows.carries": _Wording("Which data is carried by", "data assets, or [] for none"),
    "flows.encrypted": _Wording("How is the traffic encrypted on", get_args(elements.Encryption)),
    "flows.enforced_by": _Wording("What enforces the limits of", get_args(elements.Enforcer)),
    "flows.protocols": _Wording("Which protocols are spoken on", "protocols"),
    "flows.sources": _Wording("Which addresses are let in by", "ranges of addresses"),
    "identities.administers": _Wording("What is administered by", "elements, or [] for nothing"),
    "identities.assumed_by": _Wording("Who can act as", "elements, or [] for nobody"),
    "identities.in": _Wording("In which account is", "an account or a service"),
    "identities.settings": _Wording("What are the rights of", "settings of its kind"),
    "organisation.acceptance": _Wording("Up to which level may each party accept a risk in", "a level by party"),
    "services.": _Wording("Which services are there in", "services"),
    "services.account": _Wording("In which account is", "an account"),
    "services.count": _Wording("How many instances are there of", "a whole number"),
    "services.holds": _Wording("Which data is held by", "data assets, or [] for none"),
    "services.kind": _Wording("What is the kind of", "a kind"),
    "services.network": _Wording("In which networks is", "networks"),
    "services.zone": _Wording("In which zone is", "a zone"),
    "system.criticality": _Wording("How critical is", _LEVELS),
    "trusts.direction": _Wording("What is the direction of", get_args(elements.Direction)),
    "zones.allow": _Wording("Which traffic, from which zones, is let in by", "protocols by zone, or {} for none"),
    "zones.enforced_by": _Wording("What enforces the border of", get_args(elements.Enforcer)),
    "zones.trust": _Wording("How far do we trust", ("0", "1", "2", "3", "4")),
}
_CONTROL = get_args(elements.Status)
_FREE: Mapping[str, str] = {"integer": "a whole number", "text": "text"}


class _Target(NamedTuple):
    """What a question is about: the element with its title and page, what is asked of it, and where it is written."""

    shelf: str
    element: object
    link: Link
    field: str
    place: Place


def table(asked: Sequence[Asked], *, name: str, across: bool) -> Table:
    """Return the first questions; those of several systems are `across`, and each names its systems."""
    systems = ("System",) if across else ()
    grouped: dict[tuple[str, Place], list[Asked]] = {}
    for judged, question in asked:
        grouped.setdefault((question.attribute, _target(judged.resolved, question.attribute).place), []).append(
            (judged, question)
        )
    ordered = sorted(grouped.values(), key=_rank)[:MOST]
    return Table(
        name=name,
        title="Ten questions to ask first",
        lead="What could turn out worst comes first, and then what settles most open questions.",
        columns=("Question", *systems, "Possible risk", "Settles", "Values", "Threats", "State it as", "Write it in"),
        rows=tuple(_row(here, across=across) for here in ordered),
        folded=("Threats", "State it as", "Write it in"),
    )


def _rank(here: Sequence[Asked]) -> tuple[int, int, str]:
    worst, _, attribute = min(question.rank for _, question in here)
    return worst, -sum(len(question.gaps) for _, question in here), attribute


def _row(here: Sequence[Asked], *, across: bool) -> Row:
    judged, question = here[0]
    resolved = judged.resolved
    target = _target(resolved, question.attribute)
    gaps = sorted((gap for _, each in here for gap in each.gaps), key=lambda gap: gap.rank)
    words, values = _worded(resolved, target)
    systems = badges.spread(tuple((_system(each),) for each, _ in here))
    return Row(
        id=f"{resolved.system.id}-{question.attribute}".replace(".", "-").replace("@", "-at-"),
        cells=(
            words,
            *((systems,) if across else ()),
            possible_risk.worst(gaps),
            (str(sum(len(gap.every) for gap in gaps)),),
            values,
            possible_risk.threats(gaps),
            (Code(text=question.attribute),),
            (SourceRef(place=target.place),),
        ),
    )


def _system(judged: SystemAssessment) -> Link:
    return Link(text=judged.resolved.system.system.title, to=page_paths.system_page(judged.id, "gaps"))


def _target(resolved: ResolvedSystem, attribute: str) -> _Target:
    """Resolve an attribute: `services.web.settings.imds`, `controls.backup`, `system.criticality`."""
    shelf, _, rest = attribute.partition(".")
    id_, _, field = rest.partition(".")
    system = resolved.system
    shelved = resolved.accounts if shelf == "accounts" else getattr(system, shelf, None)
    if field and isinstance(shelved, Mapping) and id_ in shelved:
        found = shelved[id_]
        to = page_paths.decision(system.id, id_) if shelf == "decisions" else page_paths.element(system.id, shelf, id_)
        return _Target(shelf, found, Link(text=badges.spelt(found), to=to), field, found.place)
    head = Link(text=system.system.title, to=page_paths.system_page(system.id))
    if shelf == "directory" and system.directory:
        link = Link(text="the directory decision", to=page_paths.system_page(system.id, "directory"))
        return _Target(shelf, system.directory, link, rest, system.directory.place)
    if shelf == "controls":
        return _Target("system", system.system, head, attribute, system.system.place)
    if shelf == "organisation":
        link = Link(text="the organisation", to=page_paths.HOME)
        return _Target(shelf, resolved.organisation, link, rest, resolved.organisation.place)
    return _Target(shelf, system.system, head, rest, system.system.place)


def _worded(resolved: ResolvedSystem, target: _Target) -> tuple[Text, Text]:
    """Return the question in words, and the values to choose from."""
    group, _, name = target.field.partition(".")
    kind = resolved.kind(target.element)
    if group == "settings" and kind and name in kind.settings:
        return _setting(kind.settings[name], target.link)
    if group == "controls" and name in resolved.catalogue.controls:
        asked = resolved.catalogue.controls[name]
        control = Link(text=asked.title, to=page_paths.place(asked))
        return ("Is the control “", control, "” in place for ", target.link, "?"), badges.codes(_CONTROL)
    known = _WORDINGS.get(f"{target.shelf}.{target.field}")
    if known is None:
        words = target.field.replace("_", " ").replace(".", " ")
        return (f"{UNWORDED} {words} of ", target.link, "?"), ("–",)
    values = (known.values,) if isinstance(known.values, str) else badges.codes(known.values)
    return (f"{known.words} ", target.link, "?"), values


def _setting(known: SettingType, link: Link) -> tuple[Text, Text]:
    if known.type == "boolean":
        return ("Does “", known.title, "” hold for ", link, "?"), badges.codes(_YES_OR_NO)
    words: Text = ("What is “", known.title, "” of ", link, "?")
    if known.type == "choice":
        return words, badges.codes(tuple(map(conclusions.value_text, known.values)))
    return words, (_FREE[known.type],)


def attributes(asked: Sequence[OpenQuestion], *, name: str) -> Table:
    """Return every attribute that is not stated, in the same order as the first questions."""
    rows = tuple(
        Row(
            id=each.attribute.replace(".", "-"),
            cells=(
                (Code(text=each.attribute),),
                possible_risk.worst(each.gaps),
                (str(sum(len(gap.every) for gap in each.gaps)),),
                possible_risk.threats(each.gaps),
            ),
        )
        for each in asked
    )
    columns = ("Attribute", "Possible risk", "Questions", "Such as")
    return Table(name=name, title="Attributes", columns=columns, rows=rows)
