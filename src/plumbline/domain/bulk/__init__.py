"""Bulk: one act on many objectives, tried out before it is done, and taken back as one.

* Models: `Batch`, `BatchRow`.
* Services: `batch_choose`, `batch_try`, `batch_do`, `batch_undo`; `batches_go_on` works on what is
  too long for a request, `batches_forget` lets go of what nobody can take back any more.
* Selectors: `batch_own`, `batch_page`.

Every row goes through the services that a page of one objective calls, under the rights of whoever
acts. What is promised before was tried in the database and let go again: a preview knows no rule
of its own.
"""
