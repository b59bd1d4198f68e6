"""What Plumbline does by itself: jobs, and the mail it sends."""
