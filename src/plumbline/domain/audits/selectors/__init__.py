"""Reading audits: each reader is told of what hangs on objectives that they see today."""
