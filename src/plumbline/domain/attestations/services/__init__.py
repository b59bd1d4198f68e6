"""Asking for attestations, and giving them."""
