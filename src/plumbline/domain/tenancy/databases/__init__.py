"""Django database engines with the house's rules of reading, writing and walls built in."""
