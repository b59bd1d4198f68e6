"""Reading dependencies, as far as the viewer sees both sides."""
