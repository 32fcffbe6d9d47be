"""The steps of a control's test that are for one element."""

from zonebook.model.catalogue import Control, Step
from zonebook.model.subject import Subject


def steps_for(at: Subject[object], control: Control) -> tuple[Step, ...]:
    """Return the steps of a control that are for a subject, in the order of the catalogue.

    A step that names kinds or traits is for elements of one of them; one that names providers is for what such a
    provider runs: the element, its account, or, where the element has no kind, anything in the system.
    """
    return tuple(step for step in control.verify if _is_for(at, step))


def _is_for(at: Subject[object], step: Step) -> bool:
    if step.providers and _providers(at).isdisjoint(step.providers):
        return False
    if not step.kinds and not step.traits:
        return True
    kind = at.resolved.kind(at.element)
    return (kind is not None and kind.id in step.kinds) or not set(at.resolved.traits(at.element)).isdisjoint(
        step.traits
    )


def _providers(at: Subject[object]) -> frozenset[str]:
    """Return the providers of an element and of its account; of all services and accounts where it has no kind."""
    resolved = at.resolved
    kind = resolved.kind(at.element)
    if kind is not None:
        account = resolved.account_of(at.element)
        around = resolved.kind(account) if account else None
        return frozenset(each.provider for each in (kind, around) if each and each.provider)
    parts = (*resolved.system.services.values(), *resolved.system.accounts.values())
    found = (resolved.kind(each) for each in parts)
    return frozenset(each.provider for each in found if each and each.provider)
