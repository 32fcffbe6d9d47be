"""`zonebook explain directory`: what was decided in each system, and every reason for and against."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment, Judged


def choices(assessment: Assessment) -> Iterator[str]:
    """Give a text for each system that has a directory decision."""
    for judged in assessment.systems.values():
        if judged.scene.system.directory:
            yield "\n".join(_lines(judged))


def _lines(judged: Judged) -> Iterator[str]:
    scene, decision = judged.scene, judged.scene.system.directory
    options = scene.catalogue.directories
    if decision is None:
        return
    chosen = options[decision.choice].title if decision.choice else "nothing yet"
    yield f"Directory decision of {judged.id}, at {decision.place}"
    yield f"The choice is {chosen}{': ' + decision.because if decision.because else '.'}"
    yield "What the rules advise:"
    for each in judged.advice:
        why = "; ".join(each.reasons) or f"not stated: {', '.join(each.unsure)}"
        yield f"  {each.advice.title} ({why})"
        for word, named in (("choose", each.advice.choose), ("avoid", each.advice.avoid)):
            if named:
                yield f"    {word}: {', '.join(options[name].title for name in named)}"
    yield "Options, the best first:"
    for option in judged.options:
        fit = {"fits": "fits", "open": "fits with conditions", "fails": "is ruled out"}[option.fit]
        yield f"  {options[option.option].title} {fit}{' (chosen)' if option.chosen else ''}"
        yield from (f"    against: {reason}" for reason in option.against)
        yield from (f"    to be found out: {reason}" for reason in option.open_)
