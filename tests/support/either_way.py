"""A small system with one choice that leads to a finding either way, and the threats that ask for it."""

HOST = "services: {a: {kind: server%s}}\n"
HOUSE = "organisation: {title: H}\nparties: {team: {}}\n"
THREAT = """\
title: {title}
story: Somebody gains by it.
stride: [tampering]
about: service
when: {{setting: {{metadata: [{value}]}}}}
likelihood: {likelihood}
impact: high
answers: {{closes: [{{controls: [patched], how: It is gone then.}}]}}
fires:
  - {{because: So it is., element: a, given: {{services: {{a: {{kind: server, settings: {{metadata: {value}}}}}}}}}}}
quiet:
  - {{because: It is not., element: a, given: {{services: {{a: {{kind: server, settings: {{metadata: {other}}}}}}}}}}}
sources: [{{title: Made for tests}}]
confidence: confirmed
"""


def both(required: str = "low", optional: str = "very-high") -> dict[str, str]:
    """Return the texts of two threats, one for each value, with the likelihood of each."""
    return {
        f"models/threats/if-{value}.yaml": THREAT.format(
            title=f"It is {value}", value=value, other=other, likelihood=likelihood
        )
        for value, other, likelihood in (("required", "optional", required), ("optional", "required", optional))
    }


ACCEPTED = (
    "decisions: {if-optional@a: {treatment: accept, by: team, on: 2026-11-01, until: 2027-06-01, because: So.}}\n"
)
"""A decision about the higher one alone."""
