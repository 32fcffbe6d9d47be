"""Where else an element stands: its picture, and its place in the register, the matrix, a checklist and on paths."""

from collections.abc import Iterator

from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link
from zonebook.model.elements import Service, Zone
from zonebook.model.vocabulary import About
from zonebook.present import page_paths


def elsewhere(judged: SystemAssessment, about: About, element: object) -> Iterator[Link]:
    """Yield a link to each place on the pages of the system that has the element, none where it has no place."""
    id_ = str(getattr(element, "id", ""))
    on = judged.on(about, id_)
    yield Link(text="its picture", to=page_paths.system_page(judged.id, _picture(judged, element)))
    known = {(each.about, each.element) for row in judged.facts for each in row.known}
    first = next((each for each in on.findings if (each.about, each.element) in known), None)
    if first:
        many = sum(1 for each in on.findings if (each.about, each.element) in known)
        register = page_paths.system_page(judged.id, "register")
        words = f"the register ({many} {'finding' if many == 1 else 'findings'})"
        yield Link(text=words, to=f"{register}#register-{first.threat.id}-{first.element}")
    if isinstance(element, Service) and any(each.service == id_ for each in judged.duties):
        matrix = page_paths.system_page(judged.id, "responsibility")
        yield Link(text="the matrix of responsibility", to=f"{matrix}#responsibility-matrix-{id_}")
    if isinstance(element, Service) and on.checks:
        yield Link(text="its checklist", to=page_paths.checklist(judged.id, "by-service", id_))
    yield from _paths(judged, about, id_)


def _picture(judged: SystemAssessment, element: object) -> str:
    """Return the view that shows an element best: that of its zone, or of the whole system."""
    system = judged.resolved.system
    zone = element.zone if isinstance(element, Service) else element.id if isinstance(element, Zone) else ""
    drawn = zone in system.zones and judged.resolved.members(zone)
    return f"diagrams/zone-{zone}" if drawn else "diagrams/index"


def _paths(judged: SystemAssessment, about: About, id_: str) -> Iterator[Link]:
    """Yield the asset that an element is, or how many attack paths it is on."""
    page = page_paths.system_page(judged.id, "paths")
    own = next((each for each in judged.paths if each.asset.shelf != "data" and each.asset.id == id_), None)
    if own:
        yield Link(text="the attack paths to it", to=f"{page}#attack-paths-{page_paths.asset_anchor(own.asset)}")
        return
    best = [path for each in judged.paths if (path := each.best)]
    many = sum(1 for path in best if any(id_ in {hop.source, hop.target, hop.way.element} for hop in path.hops))
    if many and about in {"service", "identity", "account", "flow"}:
        yield Link(text=f"attack paths ({many} of {len(judged.paths)})", to=f"{page}#path-by-path")
