"""A language server for OKR documents: findings while typing, pages of rules, quick fixes.

Source: Language Server Protocol, version 3.17. What is needed of it is small enough to be written
here, so that an editor starts in the time that `plumbline check` takes.
"""
