"""Plumbline: a self-hosted platform for Objectives and Key Results."""

__version__ = "0.1.0"
