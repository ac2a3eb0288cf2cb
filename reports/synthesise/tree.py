"""The tree of a made-up footprint, and who holds which role in it."""

from django.utils.text import slugify

from portfolios.models import Initiative, InitiativeKind, InitiativeRole, RoleAssignment
from reports.synthesise.names import THEMES
from reports.synthesise.world import World, sample

SMALLEST = len(THEMES)


def make_tree(world: World) -> None:
    """Make ``world.size`` initiatives: five portfolios, two fifths of the rest programmes (15 at most), workstreams.

    Raises ValueError for fewer than the five portfolios.
    """
    if world.size < SMALLEST:
        raise ValueError(
            f"{world.size} initiatives are too few: there are {SMALLEST} portfolios. Ask for more."
        )
    portfolios = world.make(
        _node(world, InitiativeKind.PORTFOLIO, theme.name, None, position, theme.category, theme.short_name)
        for position, theme in enumerate(THEMES, start=1)
    )
    # Round robin over the portfolios, so that a small tree is as even as a large one.
    names = [
        (portfolio, programme, workstreams)
        for row in zip(*(theme.programmes.items() for theme in THEMES), strict=True)
        for portfolio, (programme, workstreams) in zip(portfolios, row, strict=True)
    ]
    left = world.size - len(portfolios)
    names = names[: max(min(left, 1), left * 2 // 5)]
    programmes = world.make(
        _node(world, InitiativeKind.PROGRAMME, name, portfolio, position, portfolio.category)
        for position, (portfolio, name, _) in enumerate(names, start=1)
    )
    workstreams = world.make(
        _workstream(
            world,
            programmes[index % len(programmes)],
            names[index % len(programmes)][2],
            index // len(programmes),
        )
        for index in range(left - len(programmes))
    )
    world.initiatives = [*portfolios, *programmes, *workstreams]
    _give_roles(world)


def _workstream(world: World, programme: Initiative, names: tuple[str, ...], number: int) -> Initiative:
    """The ``number``-th workstream of a programme; where the names run out, one for each locality."""
    rounds, index = divmod(number, len(names))
    name = f"{names[index]}: locality {rounds + 1}" if rounds else names[index]
    return _node(world, InitiativeKind.WORKSTREAM, name, programme, number + 1, programme.category)


def _node(
    world: World,
    kind: InitiativeKind,
    name: str,
    parent: Initiative | None,
    position: int,
    category: str,
    short_name: str = "",
) -> Initiative:
    return Initiative(
        footprint=world.footprint,
        kind=kind,
        category=category,
        parent=parent,
        # A programme may be called as its portfolio is, so the kind is part of the slug below the top.
        slug=slugify(name if parent is None else f"{name} {kind}"),
        name=name,
        short_name=short_name,
        position=position,
        started_on=world.months[0].first_day,
    )


def _give_roles(world: World) -> None:
    chance = world.chance("roles")
    roles = (InitiativeRole.SRO, InitiativeRole.LEAD, InitiativeRole.MANAGER)
    world.make(
        RoleAssignment(
            footprint=world.footprint,
            initiative=initiative,
            role=role,
            person=person,
            valid_from=world.months[0].first_day,
        )
        for initiative in world.initiatives
        for role, person in zip(roles, sample(world.people, len(roles), chance), strict=True)
    )
