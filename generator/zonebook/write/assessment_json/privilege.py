"""Tier 0 and the blast radii of a system as JSON."""

from zonebook.assess.privilege.tier_zero import tier_zero
from zonebook.assess.system import SystemAssessment
from zonebook.write.assessment_json.values import Json


def zero(judged: SystemAssessment) -> Json:
    """Return the reason for everything in tier 0, by id."""
    return dict(tier_zero(judged.resolved))


def blast_radius(judged: SystemAssessment) -> Json:
    """Return the blast radius of each element that controls anything, by id, the worst first."""
    return {
        each.who: {
            "services": list(each.services),
            "accounts": list(each.accounts),
            "data": list(each.data),
            "tier_zero": each.tier_zero,
        }
        for each in judged.blast_radii
    }
