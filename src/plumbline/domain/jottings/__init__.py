"""Jottings: what a person typed into a form and has not saved yet, kept for that person alone.

* Models: `Jotting`.
* Services: `jotting_keep`, `jotting_forget`; `jottings_clear` throws away what nobody went on with.
* Selectors: `jottings_list`, `jotting_get`.

Nothing is decided by it and nobody else ever sees it, so it is not in the journal: what is saved
from it is.
"""
