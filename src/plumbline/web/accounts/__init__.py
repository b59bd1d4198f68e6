"""Pages about signing in: set-up, sign-in, invitations, password resets."""
