"""Pages of cycles: what there is, how one is made, moved on and brought to its end."""
