"""Pages to learn from: worked examples."""
