"""The custom fields of the organization: defining them, and filling them in."""
