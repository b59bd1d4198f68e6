"""Benches: what Plumbline costs, measured beside hand-written SQL."""
