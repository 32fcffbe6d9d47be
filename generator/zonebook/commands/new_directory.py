"""`zonebook new directory`: an interview about a directory, its answer, and the `directory:` part of a model."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from zonebook.assess.system import SystemAssessment
from zonebook.commands import directory_answers, explain_directory
from zonebook.edge import disk, rewriting, terminal
from zonebook.model.catalogue import Catalogue
from zonebook.suggestions import nearest
from zonebook.values import BrokenError, Data
from zonebook.values.record import dataclass

FILE = "directory.yaml"
_Decision = Mapping[str, Data]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question; `fact` is what the answer states, empty for the needs. It is asked where `applies` says so."""

    fact: str
    text: str
    applies: Callable[[_Decision], bool] = lambda _: True


def _existing(decision: _Decision) -> bool:
    return decision.get("existing_ad") is not False


QUESTIONS = (
    Question(fact="", text="What must it do? (capabilities, `=wanted` after one that is not required)"),
    Question(fact="users", text="How many people use it?"),
    Question(fact="existing_ad", text="Is there an Active Directory already? (yes, no)"),
    Question(fact="isolation_required", text="Must it stand if that forest falls? (yes, no)", applies=_existing),
    Question(fact="link_resilient", text="Is the link to that directory doubled? (yes, no)", applies=_existing),
    Question(fact="trust_allowed", text="Which trust with it is allowed? (none, one-way, two-way)", applies=_existing),
    Question(fact="regions", text="In how many Regions must it be present?"),
    Question(fact="shared_accounts", text="With how many other accounts is it shared?"),
    Question(fact="identity_provider", text="Which identity provider is there? (none, entra-id, other)"),
    Question(fact="regulated", text="Does regulated data depend on it? (yes, no)"),
)
"""The questions of the interview, in order; an empty answer leaves something unstated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where the part is written: the models, and the system; printed where `system` is empty."""

    models: Path | None
    system: str


def new_directory(words: Iterable[str], catalogue: Catalogue, target: Target, as_of: str) -> int:
    """Answer needs that are given, or asked for on a terminal; print or write the part of the model.

    The explanation goes to standard error. Return the exit code.
    """
    given = tuple(words)
    if not given and not terminal.asks():
        return terminal.failed("this is no terminal to ask questions on; state the needs by `--needs`")
    said = (
        directory_answers.said(given, catalogue)
        if given
        else directory_answers.Said(decision=_interviewed(catalogue), wrong=())
    )
    if said.wrong:
        return terminal.failed("these needs cannot be read", *said.wrong)
    try:
        found = directory_answers.judged(said.decision, target.models, as_of)
    except BrokenError as broken:
        return explain_directory.refused(broken)
    terminal.talk(*explain_directory.in_short(found), "")
    return _put(directory_answers.written(chosen(found, said.decision)), target)


def chosen(judged: SystemAssessment, decision: _Decision) -> _Decision:
    """Return the decision with the recommended option as its choice, and the facts that decided as its reason."""
    found = judged.recommended
    if found is None:
        return decision
    return {**decision, "choice": found.option, "because": " ".join(found.facts)}


def _interviewed(catalogue: Catalogue) -> _Decision:
    """Return the decision from the answers on the terminal; a question whose answer cannot be read is asked again."""
    terminal.talk("An empty answer leaves something unstated. `zonebook list capabilities` lists what can be needed.")
    needs: dict[str, Data] = {}
    facts: dict[str, Data] = {}
    for question in QUESTIONS:
        if question.applies(facts):
            while True:
                answer = terminal.ask(question.text).strip()
                words = f"{question.fact}={answer}" if question.fact and answer else answer
                said = directory_answers.said((words,), catalogue)
                if not said.wrong:
                    break
                terminal.talk(*said.wrong)
            needs.update(said.decision.get("needs", {}))
            facts.update({name: value for name, value in said.decision.items() if name != "needs"})
    return {**({"needs": needs} if needs else {}), **facts}


def _put(text: str, target: Target) -> int:
    """Print the part, or write it to a new file of the system; a file that is there stays as it is."""
    if not target.system:
        terminal.result(*text.rstrip("\n").split("\n"))
        return terminal.FINE
    models = target.models or Path("models")
    folder = models / "systems" / target.system
    if target.system not in disk.systems(models):
        near = nearest(target.system, disk.systems(models))
        return terminal.failed(f"there is no system {folder}{f'; did you mean `{near}`?' if near else ''}")
    states = [path.name for path in sorted(folder.glob("*.y*ml")) if _states(path)]
    if states or (folder / FILE).exists():
        held = states[0] if states else FILE
        return terminal.failed(
            f"{folder / held} is there already, and is left as it is; leave out `--write` to print it"
        )
    try:
        rewriting.create(folder / FILE, text.encode())
    except OSError as error:
        return terminal.refused(error)
    terminal.talk(f"written to {folder / FILE}")
    return terminal.FINE


def _states(path: Path) -> bool:
    return any(line.startswith("directory:") for line in path.read_text("utf-8", errors="replace").splitlines())
