"""Mail that waits for delivery: written with the act that causes it, sent after its commit."""
