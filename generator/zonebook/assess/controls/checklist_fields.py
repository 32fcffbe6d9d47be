"""The columns of a checklist: the type of each, who fills it in, and where that goes.

Every writer and reader of checklists goes by `FIELDS`: a column is named nowhere else.
"""

from collections.abc import Mapping
from functools import partial
from typing import Literal, get_args

from zonebook.document.sheet import NARROW, WIDE, YES_OR_NO, Column
from zonebook.model.audits.audit import OUTCOMES, Method
from zonebook.model.elements import Status
from zonebook.model.vocabulary import LEVELS
from zonebook.values.record import dataclass

GoesTo = Literal["", "result", "statement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistField(Column):
    """A column of a checklist.

    What is printed comes from the model and does not come back. `goes_to` says whether a value that comes back belongs
    into the result of an audit, under the same name, or into a proposed statement about the control.
    """

    goes_to: GoesTo = ""


_printed = ChecklistField
_proposed = partial(ChecklistField, by="owner", goes_to="statement")
_answered = partial(ChecklistField, by="owner", goes_to="result")
_tested = partial(ChecklistField, by="auditor", goes_to="result")
_reviewed = partial(ChecklistField, by="reviewer", goes_to="result")

FIELDS: tuple[ChecklistField, ...] = (
    _printed(id="system", title="System", help="The id of the system."),
    _printed(id="check", title="Check", help="The control and the element: the id of the row in its system.", width=36),
    _printed(id="control", title="Control", help="The title of the control.", width=30),
    _printed(id="about", title="About", help="The type of the element.", width=NARROW),
    _printed(id="element", title="Element", help="The id of the element."),
    _printed(id="zone", title="Zone", help="The zone that the element is in."),
    _printed(id="party", title="Party", help="Who answers for the control here."),
    _printed(
        id="requirement", title="Requirements", type="list", help="What it answers: the framework and the id there."
    ),
    _printed(id="objective", title="Objective", help="What the control is to achieve.", width=WIDE),
    _printed(id="steps", title="How to verify", type="list", help="The steps, and what to expect.", width=60),
    _printed(
        id="methods_asked",
        title="Methods of the steps",
        type="list",
        choices=get_args(Method),
        help="The methods of NIST SP 800-53A that the steps call for.",
        width=NARROW,
    ),
    _printed(id="confidence", title="Confidence", help="How well our text of the control is supported.", width=NARROW),
    _printed(
        id="status",
        title="Status",
        type="choice",
        choices=(*get_args(Status), "inherited", "not-stated"),
        help="The status of the control as the model has it: a claim, not a conclusion.",
        width=NARROW,
    ),
    _printed(
        id="unless_stated",
        title="Applies unless stated",
        type="list",
        help="What the model leaves open: another statement may make the control inapplicable here.",
    ),
    _printed(id="ground", title="Rests on", help="What the status rests on; empty where it is not in place."),
    _printed(id="said_by", title="Said by", help="The source of the status."),
    _printed(id="claimed_on", title="Claimed on", type="date", help="The day of the statement.", width=NARROW),
    _printed(id="because", title="Because", type="list", help="The reason, and what other sources say.", width=WIDE),
    _printed(id="planned_for", title="Planned for", type="date", help="The day it is due.", width=NARROW),
    _printed(id="report", title="Provider's report", help="The report that an inherited control rests on."),
    _printed(id="report_from", title="Report from", type="date", help="The first day it covers.", width=NARROW),
    _printed(id="report_until", title="Report until", type="date", help="The last day it covers.", width=NARROW),
    _printed(id="customer_part", title="Customer's part", help="What remains for the customer to do.", width=WIDE),
    _printed(id="runs", title="Runs", type="list", help="How often the control acts.", width=NARROW),
    _printed(id="population_asked", title="Sample from", help="What a sample is drawn from.", width=WIDE),
    _printed(
        id="sample_asked",
        title="Suggested sample",
        type="list",
        help="How many to test, by how often it acts and how many there are: no standard sets it.",
        width=30,
    ),
    _printed(id="evidence_asked", title="Evidence to collect", type="list", help="What shows it.", width=WIDE),
    _printed(id="frequency", title="Evidence holds for", help="How old evidence may be (ISO 8601).", width=NARROW),
    _printed(
        id="evidence",
        title="Evidence",
        type="list",
        help="One a line: title, file or address, whether the file is unchanged, SHA-256, day.",
        width=WIDE,
    ),
    _printed(id="evidence_on", title="Newest evidence", type="date", help="The newest day.", width=NARROW),
    _printed(id="evidence_due", title="Evidence due", type="date", help="The day it is due again.", width=NARROW),
    _printed(id="written_in", title="Written in", help="The file and the line of the statement."),
    _printed(
        id="fingerprint",
        title="Fingerprint",
        help="Of objective, steps, status and evidence as handed out: do not change.",
        width=NARROW,
    ),
    _proposed(
        id="new_status",
        title="New status",
        type="choice",
        choices=get_args(Status),
        help="Another status to state. Empty: the status stays as it is.",
        width=NARROW,
    ),
    _proposed(id="new_because", title="New reason", help="Why the new status holds.", width=WIDE),
    _proposed(id="new_due", title="New day due", type="date", help="For a planned control.", width=NARROW),
    _proposed(id="new_evidence_title", title="New evidence", help="What the new evidence shows."),
    _proposed(id="new_evidence_file", title="New evidence's file", help="Its path beside the model."),
    _proposed(id="new_evidence_on", title="New evidence's day", type="date", help="Its day.", width=NARROW),
    _answered(id="population", title="Population", type="integer", help="How many there are in all.", width=NARROW),
    _answered(id="drawn_from", title="Population from", help="The list or the query that gives the population."),
    _answered(
        id="complete",
        title="Complete",
        type="boolean",
        choices=YES_OR_NO,
        help="Whether that is all of them.",
        width=NARROW,
    ),
    _tested(
        id="tested_by",
        title="Tested by",
        help="The name of the auditor.",
        required_with="result",
        unless=("not-tested",),
    ),
    _tested(
        id="tested_on",
        title="Tested on",
        type="date",
        help="The day of the test.",
        width=NARROW,
        required_with="result",
        unless=("not-tested",),
    ),
    _tested(
        id="method",
        title="Method",
        type="list",
        choices=get_args(Method),
        help="One a line: how it was tested.",
        width=NARROW,
    ),
    _tested(id="sample", title="Sample", type="integer", help="How many were tested.", width=NARROW),
    _tested(id="items", title="Items", type="list", help="One a line: what was tested."),
    _tested(id="drawn_how", title="Drawn how", help="How the sample was chosen."),
    _tested(id="exceptions", title="Exceptions", type="integer", help="How many of the sample failed.", width=NARROW),
    _tested(
        id="result",
        title="Result",
        type="choice",
        choices=OUTCOMES,
        help="The conclusion. Empty: not tested.",
        width=16,
    ),
    _tested(
        id="reason",
        title="Reason",
        help="Why, unless the control is effective.",
        width=WIDE,
        required_with="result",
        unless=("effective",),
    ),
    _tested(id="severity", title="Severity", type="choice", choices=LEVELS, help="Of an exception.", width=NARROW),
    _tested(id="advice", title="Advice", help="What the auditor recommends.", width=WIDE),
    _answered(id="reply", title="Reply", help="What the owner says to an exception.", width=WIDE),
    _answered(id="action_by", title="Action by", help="The id of the party that acts."),
    _answered(id="due", title="Due", type="date", help="The day it acts by, not before the test.", width=NARROW),
    _reviewed(id="reviewed_by", title="Reviewed by", help="The name of the reviewer: another than the tester."),
    _reviewed(
        id="reviewed_on",
        title="Reviewed on",
        type="date",
        help="The day of the review.",
        width=NARROW,
        required_with="reviewed_by",
    ),
    _tested(id="comment", title="Comment", help="At most 4,000 characters; it needs no result.", width=WIDE),
)
"""The columns in the order of the sheet: what is printed, then what is filled in from left to right."""
BY_ID: Mapping[str, ChecklistField] = {field.id: field for field in FIELDS}
