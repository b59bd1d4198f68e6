"""Organizations, their modules, and the walls between them.

Every other domain app stands on this one: its models derive from `models.TenantModel`, its
services run inside `transactions.writing` and its selectors inside `transactions.reading`.
"""
