"""Following, telling, and sending it by mail."""
