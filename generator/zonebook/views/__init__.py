"""What each reader wants to see. A view is a function from an assessment to pages; VIEWS is the reading order."""

from collections.abc import Callable, Iterator

from zonebook.assess.assessment import Assessment
from zonebook.page import Page
from zonebook.views.categories import categories
from zonebook.views.checklists import checklists
from zonebook.views.controls import controls
from zonebook.views.diagrams import diagrams
from zonebook.views.directory import directory
from zonebook.views.elements import elements
from zonebook.views.frameworks import frameworks
from zonebook.views.gaps import gaps
from zonebook.views.glossary import glossary
from zonebook.views.home import home
from zonebook.views.kinds import kinds
from zonebook.views.options import options
from zonebook.views.protocols import protocols
from zonebook.views.register import register
from zonebook.views.responsibility import responsibility
from zonebook.views.system import systems
from zonebook.views.threats import threats

VIEWS: tuple[Callable[[Assessment], Iterator[Page]], ...] = (
    home,
    systems,
    diagrams,
    register,
    gaps,
    responsibility,
    checklists,
    directory,
    elements,
    glossary,
    categories,
    threats,
    controls,
    kinds,
    options,
    protocols,
    frameworks,
)
