"""Work that is due at certain times: claimed once, whatever restarts and however many workers."""
