"""Asking for something and answering."""
