"""One word of a `when` with its argument, asked of one type of subject."""

from collections.abc import Callable
from typing import Any

from zonebook.assess.answer import Verdict
from zonebook.assess.conditions.word import Word
from zonebook.model.catalogue import Control
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import About, Setting
from zonebook.values.record import dataclass

OF_SETTINGS = frozenset(("setting", "setting_above", "setting_below"))
"""The words that ask for values of settings; they apply only to a kind that has them."""
OF_CONTROLS = frozenset(("without", "unless"))
"""The words that ask for controls."""


@dataclass(frozen=True, slots=True)
class OneWord:
    """One word with its argument, and the type of subject it is asked of."""

    about: About
    word: Word
    want: Any
    beside_facts: bool = False

    @property
    def selects(self) -> bool:
        """Whether it asks only what the subject is."""
        return self.word.selects

    @property
    def may_pass(self) -> bool:
        """Whether it can find that the condition is not applicable to a subject."""
        return self.word.may_pass

    def verdict(self, at: Subject[object]) -> Verdict:
        """Return the answer, or why there is none."""
        ask = self.word.beside_facts if self.beside_facts and self.word.beside_facts else self.word.ask
        answer = ask(at, self.want)
        if answer is not None:
            return answer
        return "not-applicable" if self.word.passes(at, self.want) else "quiet"

    def of_kind(self) -> "OneWord | None":
        """Return the part that depends on the kind alone; None where there is none."""
        return self if self.word.of_kind else None

    def requires(self, test: "Test") -> bool:
        """Return whether each alternative includes a word for which `test` is true."""
        return test(self)

    def mentions(self, test: "Test") -> bool:
        """Return whether an alternative includes a word for which `test` is true."""
        return test(self)

    def requires_absent(self, control: Control) -> bool:
        """Return whether it cannot hold where the control is met: it asks for the control or a sign of it not met."""
        if self.word.says == "control":
            return control.id in self.want
        signs = control.shown_by if self.word.name == "setting" and control.about == self.about else ()
        return any(sign.met and self.requires_setting(sign.setting, sign.met) for sign in signs)

    def asks_for(self, name: str, value: Setting) -> bool:
        """Return whether it asks for a setting, and this value is one that it asks for; true is not 1."""
        if self.word.name not in OF_SETTINGS or name not in self.want:
            return False
        wanted = self.want[name]
        if self.word.name == "setting":
            return any(value == each and type(value) is type(each) for each in wanted)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return bool(value > wanted if self.word.name == "setting_above" else value < wanted)

    def requires_setting(self, name: str, other_than: tuple[Setting, ...]) -> bool:
        """Return whether it asks for a setting, with none of these values; true is not 1."""
        wanted = self.want.get(name, ())
        alike = any(one == other and type(one) is type(other) for one in wanted for other in other_than)
        return bool(wanted) and not alike


Test = Callable[[OneWord], bool]
"""Returns whether something is so of a word with its argument."""
