"""Modules: the catalogue, and how a project has them set."""

from typing import Annotated

import strawberry

from pulse.modules import BY_NAME, MODULES, Access, Category
from resolvers import modules
from resolvers.modules import ModuleChange, ModuleDetails
from schema import enums as _enums  # noqa: F401 - the enums have to be known before the types that use them
from schema.expose import expose
from schema.fields import argument, field, mutation
from schema.info import Info, ProjectId, about_project

ModuleName = Annotated[str, argument(f"One of: {', '.join(BY_NAME)}.")]
expose(ModuleDetails, "Module")


@strawberry.input(name="ModuleInput", description="What to set of one module; what is not given stays.")
class ModuleInput:
    """What to set of one module; what is not given stays."""

    name: str = strawberry.field(description="Which module.")
    enabled: bool | None = strawberry.field(default=None, description="Whether it shall collect and answer.")
    access: Access | None = strawberry.field(default=None, description="Whether it may be read, written, or both.")


@strawberry.type(description="A module as such, apart from any project.")
class ModuleEntry:
    """A module as such, apart from any project."""

    name: str = strawberry.field(description="Its name in paths and settings.")
    category: Category = strawberry.field(description="How the documentation groups it.")
    description: str = strawberry.field(description="What it does.")
    core: bool = strawberry.field(description="Whether its reports are always available.")
    collects: list[str] = strawberry.field(description="The payload types that it has to be on for.")


_CATALOGUE = [
    ModuleEntry(
        name=module.name,
        category=module.category,
        description=module.description,
        core=module.core,
        collects=list(module.collects),
    )
    for module in MODULES
]


@strawberry.type
class ModuleQuery:
    """Questions about modules."""

    @field("Every module there is. Needs no key.")
    def modules(self) -> list[ModuleEntry]:
        """Every module there is."""
        return _CATALOGUE


@strawberry.type
class ModuleMutation:
    """Changes of modules."""

    @mutation(modules.set_modules)
    async def set_modules(
        self,
        info: Info,
        modules_: Annotated[list[ModuleInput], argument("The modules to set, all or none.", name="modules")],
        project: ProjectId = None,
    ) -> list[ModuleDetails]:
        """Set several modules."""
        changes = [ModuleChange(name=item.name, enabled=item.enabled, access=item.access) for item in modules_]
        return await modules.set_modules(await about_project(info, project), modules=changes)

    @mutation(modules.enable_module)
    async def enable_module(self, info: Info, name: ModuleName, project: ProjectId = None) -> ModuleDetails:
        """Switch a module on."""
        return await modules.enable_module(await about_project(info, project), name)

    @mutation(modules.disable_module)
    async def disable_module(self, info: Info, name: ModuleName, project: ProjectId = None) -> ModuleDetails:
        """Switch a module off."""
        return await modules.disable_module(await about_project(info, project), name)

    @mutation(modules.set_module_access)
    async def set_module_access(
        self,
        info: Info,
        name: ModuleName,
        access: Annotated[Access, argument("Whether it may be read, written, or both.")],
        project: ProjectId = None,
    ) -> ModuleDetails:
        """Set what may be done with a module."""
        return await modules.set_module_access(await about_project(info, project), name, access=access)
