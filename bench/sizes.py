"""Organizations of every size that is measured, from a few hundred objectives to 100,000."""

from bench.building import Built, Shape, organization_built, sums_fill
from bench.copying import organization_copied

#: From so many objectives on an organization is built of copies of a smaller one.
LARGE = 50_000
PART = 1_000
#: People of a large organization for each of its objectives, and check-ins of each key result.
PEOPLE_EACH = 2
CHECK_INS = 13
#: People of a team, where it is people that are asked for.
TEAM = 8


def organization_of_size(size: int, *, people: int = 0) -> Built:
    """Build an organization with so many objectives, its sums filled in.

    Args:
        size: Objectives; of a large one only whole thousands.
        people: How many people there are to be; 0 leaves it to the shape.
    """
    if size >= LARGE:
        shape = Shape(check_ins=CHECK_INS, detailed=1)
        part = organization_built(PART, shape)
        sums_fill(part)
        wanted = people or size * PEOPLE_EACH
        built = organization_copied(part, copies=size // PART, people=wanted)
    elif people:
        teams = max(1, people // TEAM)
        shape = Shape(teams=teams, people=people, check_ins=CHECK_INS, detailed=1)
        built = organization_built(size, shape)
    else:
        built = organization_built(size)
    sums_fill(built)
    return built
