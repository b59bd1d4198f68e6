"""Attestations: that people read a practice and keep it, where no rule can tell.

* Models: `AttestationAsk`, who is asked for a practice, how often and until when, with what it said
  before (`AttestationAskVersion`); `Attestation`, what one person answered.
* Services: `services.asking` for champions, `services.answering` for everybody.
* Selectors: `selectors.own` what waits for the viewer; `selectors.standing` who has and who has
  not, now or as of a day.
"""
