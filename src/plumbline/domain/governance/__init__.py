"""Practices: best practices, guidelines and policies, and the gate that holds acts to them.

* Models: `Practice`, `PracticeVersion`.
* The library: `library.LIBRARY`, best practices that come along until an organization adopts one.
* Services: `services.practices` adopt, edit, move and put away; `services.gate` lets an act pass.
* Selectors: `selectors.practices`; `selectors.applying` finds what is in force at a place.

This app lies below objectives: the gate is told the name of an act, a place in the tree of teams
and a document of the engine, and knows nothing of what lies above.
"""
