"""Feedback on practices: whether one helps, from those who live with it.

* Model: `PracticeFeedback`, what one person says of one wording of a practice.
* Services: `services.giving` for everybody, `services.closing` for whoever keeps the practice.
* Selectors: `selectors.feedback`, one's own, the counts, and every word for its keepers.
"""
