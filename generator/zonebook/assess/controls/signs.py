"""The signs of a control at an element: the settings that show how it stands, with their values."""

from collections.abc import Iterable

from zonebook.model.catalogue import Control
from zonebook.model.elements import Account, Flow, Identity, Network, Service, Trust
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.settings import FLOW_FACTS, SettingValue, Sign
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import Setting

_OPEN = {"", "none"}
"""The protections of a protocol that say nothing: a tunnel may still encrypt what it sends in clear text."""


def signs(at: Subject[object], control: Control) -> list[tuple[Sign, SettingValue | None]]:
    """Return each sign of the control that the element's kind has a setting for, with the value of that setting.

    A flow has no kind: what it states of encryption and authentication counts as its settings, and so does the
    encryption that all its protocols bring by themselves.
    """
    element = at.element
    if isinstance(element, Flow):
        of_flow = [sign for sign in control.shown_by if sign.setting in FLOW_FACTS]
        return [(sign, _fact(sign, _ways(at.resolved, element, sign.setting))) for sign in of_flow]
    if not control.shown_by or not isinstance(element, Account | Network | Service | Identity | Trust):
        return []
    kind = at.resolved.kind(element)
    known = [sign for sign in control.shown_by if kind and sign.setting in kind.settings]
    return [(sign, at.resolved.setting(element, sign.setting)) for sign in known]


def _ways(resolved: ResolvedSystem, flow: Flow, name: str) -> tuple[str, ...]:
    """Return the ways in which a flow is encrypted or authenticated; nothing where that is not known of the whole."""
    if name == "authenticated":
        return flow.authenticated or ()
    if flow.encrypted:
        return (flow.encrypted,)
    brought = tuple(resolved.protection(flow, each) for each in resolved.spoken(flow))
    return brought if _OPEN.isdisjoint(brought) else ()


def _fact(sign: Sign, ways: Iterable[Setting]) -> SettingValue | None:
    """Return what is known of a flow as the value of a setting; nothing where nothing is, or several ways are.

    Of several ways it is the first where all of them are among those that show the control met. A password beside a
    second factor is one sign-in with both.
    """
    found = tuple(dict.fromkeys(ways))
    if "mfa" in found:
        found = tuple(each for each in found if each != "password")
    alike = len(found) == 1 or (found and set(found) <= set(sign.met))
    return SettingValue(name=sign.setting, value=found[0], stated=True) if alike else None
