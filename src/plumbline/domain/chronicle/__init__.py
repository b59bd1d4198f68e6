"""The journal as people read it: with names, and without what is not for their eyes."""
