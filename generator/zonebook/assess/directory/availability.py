"""Whether a directory option can be had: by whom, since when no longer, and in which Regions."""

from collections.abc import Iterator

from zonebook.model import vocabulary
from zonebook.model.options import DirectoryOption
from zonebook.model.system import DirectoryDecision


def unavailable(decision: DirectoryDecision, option: DirectoryOption) -> tuple[str, ...]:
    """Return a reason where the option cannot be had: it is closed or over, or is not offered in a Region needed."""
    return (*_closed(decision, option), *_absent(decision, option))


def available_if(decision: DirectoryDecision, option: DirectoryOption) -> tuple[str, ...]:
    """Return a condition where the option can be had only as long as something holds that the model states."""
    life = option.lifecycle
    if life.status == "current" or unavailable(decision, option):
        return ()
    since = f" since {life.date}" if life.date else ""
    kept = "The organisation uses it already and may keep it; plan the way out."
    return (f"It is {vocabulary.words(life.status)}{since}. {kept}",)


def _closed(decision: DirectoryDecision, option: DirectoryOption) -> Iterator[str]:
    life = option.lifecycle
    if life.status == "current" or (life.status == "closed-to-new" and option.id in decision.in_use):
        return
    instead = f"; use {life.replacement.rstrip('.')} instead" if life.replacement else ""
    since = f" since {life.date}" if life.date else ""
    yield f"it is {vocabulary.words(life.status)}{since}{instead}"


def _absent(decision: DirectoryDecision, option: DirectoryOption) -> Iterator[str]:
    for name in decision.region_names:
        if name in option.absent_in:
            yield f"it is not offered in {name}: {option.absent_in[name]}"
        elif len(decision.region_names) > 1 and name in option.absent_in_several:
            yield f"in {name} it cannot be one of several Regions: {option.absent_in_several[name]}"
