"""Reading the inbox, and who follows what."""
