"""The modules of a project: which are on, and what may be done with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from access.caller import Scope
from access.context import Context
from access.needs import needs
from models import ModuleSetting
from pulse.describe import Doc
from pulse.errors import not_found
from pulse.modules import BY_NAME, MODULES, Access, Category, ModuleState
from resolvers.inputs import known


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleDetails:
    """One of the modules, as a project has it set."""

    name: Annotated[str, Doc("Its name in paths and settings.")]
    enabled: Annotated[bool, Doc("Whether it collects and answers. Core modules answer even when they are off.")]
    access: Annotated[Access, Doc("Whether it may be read, written, or both.")]
    category: Annotated[Category, Doc("How the documentation groups it.")]
    description: Annotated[str, Doc("What it does.")]
    core: Annotated[bool, Doc("Whether its reports are always available.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleChange:
    """What to set of one module; what is not given stays."""

    name: Annotated[str, Doc("Which module.")]
    enabled: Annotated[bool | None, Doc("Whether it shall collect and answer.")] = None
    access: Annotated[Access | None, Doc("Whether it may be read, written, or both.")] = None


@needs(Scope.QUERY)
async def list_modules(ctx: Context) -> list[ModuleDetails]:
    """Every module, in the documentation's order."""
    with ctx.services.store.reading():
        return await _all(_project_id(ctx))


@needs(Scope.ADMIN, access=Access.WRITE)
async def set_modules(ctx: Context, *, modules: Sequence[ModuleChange]) -> list[ModuleDetails]:
    """Set several modules, all or none.

    Returns:
        Every module as it is now.

    Raises:
        PulseError: 400 where a name is no module's; the right ones are listed.

    """
    known((change.name for change in modules), BY_NAME, "module")
    async with ctx.services.store.change():
        for change in modules:
            await _set(_project_id(ctx), change)
        return await _all(_project_id(ctx))


@needs(Scope.ADMIN, access=Access.WRITE)
async def enable_module(ctx: Context, name: str) -> ModuleDetails:
    """Switch a module on.

    Raises:
        PulseError: 404 where there is no such module.

    """
    return await _change(ctx, ModuleChange(name=name, enabled=True))


@needs(Scope.ADMIN, access=Access.WRITE)
async def disable_module(ctx: Context, name: str) -> ModuleDetails:
    """Switch a module off. Its data stays.

    Raises:
        PulseError: 404 where there is no such module.

    """
    return await _change(ctx, ModuleChange(name=name, enabled=False))


@needs(Scope.ADMIN, access=Access.WRITE)
async def set_module_access(ctx: Context, name: str, *, access: Access) -> ModuleDetails:
    """Set what may be done with a module.

    Raises:
        PulseError: 404 where there is no such module.

    """
    return await _change(ctx, ModuleChange(name=name, access=access))


async def _change(ctx: Context, change: ModuleChange) -> ModuleDetails:
    if change.name not in BY_NAME:
        raise not_found("Module", change.name)
    async with ctx.services.store.change():
        row = await _set(_project_id(ctx), change)
    return _details(row.name, ModuleState(row.enabled, row.access))


async def _set(project_id: UUID, change: ModuleChange) -> ModuleSetting:
    row, _ = await ModuleSetting.get_or_create(project_id=project_id, name=change.name)
    row.enabled = row.enabled if change.enabled is None else change.enabled
    row.access = row.access if change.access is None else change.access
    await row.save()
    return row


async def _all(project_id: UUID) -> list[ModuleDetails]:
    rows = {row.name: ModuleState(row.enabled, row.access) for row in await ModuleSetting.filter(project_id=project_id)}
    return [_details(module.name, rows.get(module.name, ModuleState())) for module in MODULES]


def _details(name: str, state: ModuleState) -> ModuleDetails:
    module = BY_NAME[name]
    return ModuleDetails(
        name=name,
        enabled=state.enabled,
        access=state.access,
        category=module.category,
        description=module.description,
        core=module.core,
    )


def _project_id(ctx: Context) -> UUID:
    return UUID(ctx.require_project().id)
