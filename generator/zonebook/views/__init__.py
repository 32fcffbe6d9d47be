"""The views. A view is a function from an assessment to the pages for a reader; VIEWS is the reading order.

Those OF_SYSTEMS say of each system what follows from this system alone: the others may be left out of the assessment.
"""

from collections.abc import Callable, Iterator

from zonebook.assess.assessment import Assessment
from zonebook.document.page import Page
from zonebook.views.catalogue.controls import controls
from zonebook.views.catalogue.directory_options import options
from zonebook.views.catalogue.frameworks import frameworks
from zonebook.views.catalogue.glossary import glossary
from zonebook.views.catalogue.kinds import kinds
from zonebook.views.catalogue.protocols import protocols
from zonebook.views.catalogue.service_categories import categories
from zonebook.views.catalogue.threats import threats
from zonebook.views.catalogue.traits import traits
from zonebook.views.element import elements
from zonebook.views.evidence import evidence
from zonebook.views.organisation.audits import audits
from zonebook.views.organisation.dates import dates
from zonebook.views.organisation.directories import directories
from zonebook.views.organisation.home import home
from zonebook.views.organisation.not_stated import unstated
from zonebook.views.organisation.parties import parties
from zonebook.views.organisation.portfolio import portfolio
from zonebook.views.organisation.reach import reach
from zonebook.views.organisation.reports import reports
from zonebook.views.organisation.what_if import what_if
from zonebook.views.organisation.what_next import what_next, what_next_of_systems
from zonebook.views.organisation.who_does_what import who_does_what
from zonebook.views.system.attack_paths import paths
from zonebook.views.system.checklists.pages import checklists
from zonebook.views.system.coverage import coverage
from zonebook.views.system.coverage_matrix import matrix
from zonebook.views.system.decisions import decisions
from zonebook.views.system.diagrams import diagrams
from zonebook.views.system.directory import directory
from zonebook.views.system.directory_requirements import consequences
from zonebook.views.system.frameworks.report import framework_pages
from zonebook.views.system.not_stated import gaps
from zonebook.views.system.register.page import register
from zonebook.views.system.responsibility import responsibility
from zonebook.views.system.stated_threats import stated_threats
from zonebook.views.system.summary import systems
from zonebook.views.system.tier_zero import tiers
from zonebook.views.system.zone_boundaries import zone_borders

View = Callable[[Assessment], Iterator[Page]]
"""A function from an assessment to pages."""
OF_ORGANISATION: tuple[View, ...] = (
    home,
    portfolio,
    what_next,
    parties,
    who_does_what,
    reach,
    directories,
    what_if,
    dates,
    reports,
    audits,
    unstated,
)
OF_SYSTEMS: tuple[View, ...] = (
    systems,
    diagrams,
    zone_borders,
    coverage,
    matrix,
    register,
    what_next_of_systems,
    paths,
    decisions,
    gaps,
    tiers,
    responsibility,
    checklists,
    framework_pages,
    evidence,
    directory,
    consequences,
    stated_threats,
    elements,
)
OF_CATALOGUE: tuple[View, ...] = (
    glossary,
    categories,
    threats,
    controls,
    kinds,
    traits,
    options,
    protocols,
    frameworks,
)
VIEWS: tuple[View, ...] = (*OF_ORGANISATION, *OF_SYSTEMS, *OF_CATALOGUE)
