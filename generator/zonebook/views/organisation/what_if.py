"""The directory what-if: choose what is asked for, and see which option comes first, and why."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.conditions.entry_conditions import as_written
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Code, Link, Text
from zonebook.document.page import Begin, Page, Prose, WhatIf
from zonebook.model.system import DirectoryDecision
from zonebook.present import directory_options, page_paths
from zonebook.present.what_if.form import form
from zonebook.present.what_if.rules import decided, rules, weighed

_WHAT = (
    "Begin with the decision of a system, or with nothing, and change what is asked for: the options are put in order "
    "anew by the rules of the catalogue, with the reasons. Nothing leaves this page, and no model is changed."
)
_WITHOUT: Text = (
    "The choices need a script, which does not run here. The pages of the systems answer what they state, and ",
    Code(text="zonebook explain directory NEED …"),
    " answers other questions.",
)


def what_if(assessment: Assessment) -> Iterator[Page]:
    """Yield the page, where a system decides on a directory."""
    deciding = [(judged, said) for judged in assessment.systems.values() if (said := judged.resolved.system.directory)]
    if not deciding:
        return
    resolved = deciding[0][0].resolved
    left = [each.title for each in resolved.catalogue.advice.values() if not weighed(as_written(each))]
    missing = f"These rules ask about more than the needs, and are not weighed here: {'; '.join(left)}." if left else ""
    yield Page(
        path=page_paths.WHAT_IF,
        title="Directory what-if",
        description="Choose what a directory is needed for, and see which option comes first, and why.",
        blocks=(
            Prose(paragraphs=((_WHAT,), *(((missing,),) if missing else ()))),
            WhatIf(
                name="what-if",
                lead=_WITHOUT,
                data={**rules(resolved), "form": form(resolved), "order": directory_options.ORDER},
                options=tuple(
                    (each.id, Link(text=each.title, to=page_paths.entry("directories", each.id)))
                    for each in resolved.catalogue.directories.values()
                ),
                begins=tuple(_begin(judged, said) for judged, said in deciding),
            ),
        ),
        section=(page_paths.ORGANISATION,),
        listed=True,
    )


def _begin(judged: SystemAssessment, decision: DirectoryDecision) -> Begin:
    title = judged.resolved.system.system.title
    at = Link(text=title, to=page_paths.system_page(judged.id, "directory"))
    return Begin(id=judged.id, at=at, said=decided(judged.resolved, decision))
