"""The stretches of time that objectives belong to, their phases and their history."""
