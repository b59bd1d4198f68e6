"""Lessons on writing and running OKRs, their exercises, and questions that are often asked."""
