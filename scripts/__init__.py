"""Tools of the repository: what make and the checks call."""
