"""Settings, addresses and server start. Knows everything; nobody imports it."""
