"""Objectives, key results, their alignment, life, roll-up and history."""
