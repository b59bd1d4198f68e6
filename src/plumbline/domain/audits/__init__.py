"""Audits: what the practices in force on a day find in a scope, kept as it was found."""
