"""What OKRs mean. Pure Python: no Django, no input or output, no clock, no prose in logic."""
