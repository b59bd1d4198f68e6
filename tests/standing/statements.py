"""What the statements that an address runs may not do."""

import re

from django.apps import apps

from plumbline.domain.tenancy.models import TenantModel

_TABLES = "|".join(
    model._meta.db_table for model in apps.get_models() if issubclass(model, TenantModel)
)
_OF_A_TENANT = re.compile(rf'^\s*(?:SELECT .*? FROM|UPDATE|DELETE FROM) "(?:{_TABLES})"', re.DOTALL)

_ITS_ORGANIZATION = re.compile(r'\borganization_id"? = ')

#: What hangs on a deleted row is deleted by primary keys that a scoped statement has just read; the
#: ORM leaves no place to name the organization again. Row-level security holds these as well.
_BY_KEYS_JUST_READ = re.compile(r'^DELETE FROM "(\w+)" WHERE "\1"\."id" IN \((?:%s|, )+\)$')


def unscoped(sql: str) -> bool:
    """Tell whether a statement begins at a tenant's table and names no organization."""
    if _ITS_ORGANIZATION.search(sql) or _BY_KEYS_JUST_READ.match(sql):
        return False
    return bool(_OF_A_TENANT.match(sql))
