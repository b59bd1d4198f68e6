"""Making audits, and setting when they are made."""
