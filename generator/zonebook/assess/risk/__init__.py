"""Likelihood, impact and risk by NIST SP 800-30 rev. 1."""
