"""Private notes: what one person writes for themselves about an objective or a key result (M15).

* Models: `Note`.
* Services: `note_write`; without text it removes what stood.
* Selectors: `note_of`.

Nobody else ever reads one, so a note is in no journal, search, export, count and API. It shows to
its person alone, as long as they see what it is about.
"""
