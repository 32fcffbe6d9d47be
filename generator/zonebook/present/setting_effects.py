"""What the judgement concludes from a setting of a kind, in words: the kind says it, not the program."""

from collections.abc import Iterator

from zonebook.model.catalogue import SettingType
from zonebook.model.vocabulary import Setting


def effects(setting: SettingType) -> Iterator[str]:
    """Yield a sentence for each conclusion that is drawn from a setting."""
    if setting.opens_to_internet:
        yield f"Open to the internet where it is {_among(setting.opens_to_internet)}."


def value_text(value: Setting) -> str:
    """Return a value of a setting as it is written in a model."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _among(values: tuple[Setting, ...]) -> str:
    return " or ".join(map(value_text, values))
