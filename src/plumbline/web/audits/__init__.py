"""Pages of audits: the list, a new one, what one found, two beside each other, schedules."""
