"""What pages and the API share: headers, sessions, and the organization of an address."""
