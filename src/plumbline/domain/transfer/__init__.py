"""Documents in and out: import with preview, export, diff and apply.

`services` write, `selectors` read for a viewer, and everything beside them is computed in memory.
What interfaces call, all inside `reading(organization, suspendable=True)`:

* `selectors.plan.import_plan(*, viewer, result, target=None, at) -> ImportPlan` reads only;
  `plan_values` says what a plan is.
* `selectors.imports_own_part(*, viewer, after=None, limit=50)`,
  `import_get(*, viewer, public_id) -> ImportBatch`,
  `import_obstacles(*, viewer, batch) -> tuple[Message]`.
* `selectors.reading.import_reading(*, viewer, batch, choices, at) -> ImportReading` reads a kept
  file and plans it; `file_readings` holds what was read, so that each file is read once.
* `services.imports.import_file_keep(*, actor, data, name, kind, at) -> ImportBatch` keeps a file
  between the preview and the import, `import_document(*, actor, plan, at, batch=None, file=None,
  progress=None) -> ImportBatch` carries a plan out, `imports_sweep(*, organization, at)` clears
  away what a killed one left.
* `services.undoing.import_undo(*, actor, batch, at) -> ImportBatch` takes an import back; what is
  long to delete it leaves to the worker, who calls `import_undo_go_on`.
* `services.confirming.import_confirm(*, actor, batch, choices, at) -> ImportBatch` brings a kept
  file in, or leaves it to the worker, who calls `import_go_on`.
* `services.mending.import_mend(*, actor, batch, mends, choices)` has lines and cells of a kept file
  read otherwise, `import_mend_undo(*, actor, batch, place)` as they stand again.
* `selectors.export.document_export(*, viewer, cycle, team=None) -> Document`.
* `selectors.difference.document_diff(*, viewer, document, cycle) -> tuple[Change, ...]`,
  `services.apply.document_apply(*, actor, document, cycle, reason, at) -> tuple[Change, ...]`.
"""
