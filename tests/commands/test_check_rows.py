"""One fact is one line of `zonebook check`: what is alike stands together, and what says the same is named."""

from pathlib import Path

from tests.support import sites

MODEL = """system: {title: Shop, owner: team}
zones: {internet: {trust: 0}, servers: {trust: 3, enforced_by: [security-group]}}
actors: {administrators: {zone: internet, privileged: true}}
services:
  one: {kind: linux-server, zone: servers, settings: {os-supported: false}}
  two: {kind: linux-server, zone: servers, settings: {os-supported: false}}
  other: {kind: windows-server, zone: servers, settings: {os-supported: true}}
flows:
  desktop: {from: administrators, to: other, protocols: [rdp], sources: [0.0.0.0/0]}
"""


def lines(folder: Path, *gate: str) -> list[str]:
    """Return the lines about findings that a check prints."""
    system = folder / "models" / "systems" / "shop"
    system.mkdir(parents=True, exist_ok=True)
    (folder / "models" / "organisation.yaml").write_text("organisation: {title: H}\nparties: {team: {}}\n", "utf-8")
    (system / "shop.yaml").write_text(MODEL, "utf-8")
    asked = sites.asked("check", str(folder / "models"), "--as-of", sites.DAY, *gate)
    assert asked.exit_code == 1
    return [line for line in asked.stdout.splitlines() if "shop.yaml:" in line]


def test_alike_findings_share_a_line(tmp_path: Path) -> None:
    found = [line for line in lines(tmp_path, "--fail-on", "very-low") if "unsupported-software@" in line]
    assert len(found) == 1
    assert "unsupported-software@one, @two: " in found[0]


def test_what_says_the_same_is_named_at_any_gate(tmp_path: Path) -> None:
    for gate in ("very-low", "very-high"):
        (found,) = [line for line in lines(tmp_path, "--fail-on", gate) if "rdp-open-to-internet@desktop: " in line]
        assert "(also said by administration-from-low-trust@desktop, layers-skipped@desktop)" in found
        assert not any(": layers-skipped@desktop" in line for line in lines(tmp_path, "--fail-on", gate))
