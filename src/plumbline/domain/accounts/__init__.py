"""Global identities: accounts, invitations, tokens and sign-in. Knows no person and no team."""
