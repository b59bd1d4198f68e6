"""Who is who in an organization: teams, people, roles, deputies, and the table of rights."""
