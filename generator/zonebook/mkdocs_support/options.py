"""The options of the plugin in mkdocs.yml."""

from datetime import date

from mkdocs.config import config_options as option
from mkdocs.config.base import Config, ValidationError


class Day(option.Type[str]):
    """A day as YYYY-MM-DD, quoted or not; empty for today."""

    def __init__(self) -> None:
        """Default to an empty string."""
        super().__init__(str, default="")

    def run_validation(self, value: object) -> str:
        """Return the day as text; raise ValidationError."""
        text = value.isoformat() if isinstance(value, date) else str(value)
        try:
            return date.fromisoformat(text).isoformat() if text else ""
        except ValueError:
            raise ValidationError(f"`{text}` is not a day as YYYY-MM-DD") from None


class Address(option.Type[str]):
    """The address of a line of a file, with `{path}` and `{line}` in it, or empty."""

    def __init__(self) -> None:
        """Default to an empty string."""
        super().__init__(str, default="")

    def run_validation(self, value: object) -> str:
        """Return the address; raise ValidationError."""
        text = super().run_validation(value)
        if text and ("{path}" not in text or not text.startswith(("https://", "http://"))):
            raise ValidationError("an address begins with https:// and has {path} in it, and {line} where wanted")
        return text


class ZonebookConfig(Config):
    """The options of the plugin in mkdocs.yml."""

    models = option.Type(str, default="models")
    """The folder of the models, relative to mkdocs.yml."""
    as_of = Day()
    """The day to assess as of (YYYY-MM-DD); today by default."""
    on_problem = option.Choice(("stop", "page"), default="stop")
    """What to do with problems in the models: stop the build, or show them on every page (while serving)."""
    repository = Address()
    """The address of a line of a model, with {path} and {line} in it; the organisation's by default."""
    content_policy = option.Type(bool, default=False)
    """Whether every page states a Content Security Policy that lets nothing from elsewhere load or run."""
