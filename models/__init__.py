"""The resources: one file a module, one migration a change."""

from models.projects import ApiKey, ModuleSetting, Project, Revision

__models__ = [ApiKey, ModuleSetting, Project, Revision]
__all__ = ["ApiKey", "ModuleSetting", "Project", "Revision"]
