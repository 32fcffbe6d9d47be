"""What each reader wants to see. A view is a function from an assessment to pages; VIEWS is the reading order."""

from collections.abc import Callable, Iterator

from zonebook.assess.assessment import Assessment
from zonebook.page import Page
from zonebook.views.ahead import ahead, ahead_of_systems
from zonebook.views.borders import zone_borders
from zonebook.views.categories import categories
from zonebook.views.checklists import checklists
from zonebook.views.consequences import consequences
from zonebook.views.controls import controls
from zonebook.views.coverage import coverage
from zonebook.views.dates import dates
from zonebook.views.decisions import decisions
from zonebook.views.diagrams import diagrams
from zonebook.views.directory import directory
from zonebook.views.elements import elements
from zonebook.views.frameworks import frameworks
from zonebook.views.gaps import gaps
from zonebook.views.glossary import glossary
from zonebook.views.home import home
from zonebook.views.kinds import kinds
from zonebook.views.matrix import matrix
from zonebook.views.options import options
from zonebook.views.parties import parties
from zonebook.views.paths import paths
from zonebook.views.portfolio import portfolio
from zonebook.views.protocols import protocols
from zonebook.views.register import register
from zonebook.views.responsibility import responsibility
from zonebook.views.system import systems
from zonebook.views.threats import threats
from zonebook.views.tiers import tiers
from zonebook.views.unstated import unstated

VIEWS: tuple[Callable[[Assessment], Iterator[Page]], ...] = (
    home,
    portfolio,
    ahead,
    parties,
    dates,
    unstated,
    systems,
    diagrams,
    zone_borders,
    coverage,
    matrix,
    register,
    ahead_of_systems,
    paths,
    decisions,
    gaps,
    tiers,
    responsibility,
    checklists,
    directory,
    consequences,
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
