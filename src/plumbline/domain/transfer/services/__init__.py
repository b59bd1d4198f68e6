"""Every write of imports: keeping a file, carrying a plan out, taking it back, clearing away."""
