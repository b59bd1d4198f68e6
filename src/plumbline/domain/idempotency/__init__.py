"""Calls that may be repeated without a second effect: the first answer is kept and given again.

* Models: `KeptAnswer`, `KeptForm`.
* Services: `answer_claim`, `answer_keep` and, for forms of pages, `form_claim`, `form_keep` inside
  the transaction of the call itself, so that an
  effect and its answer stand or fall together; `answers_forget` clears away what is past.
"""
