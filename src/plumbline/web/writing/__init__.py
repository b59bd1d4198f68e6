"""Help while somebody writes: what the rules say of the words, and the guided way."""
