"""The resources: one file a module, one migration a change."""

from models.projects import ApiKey, DeletedProject, ModuleSetting, Project, Revision

__models__ = [ApiKey, DeletedProject, ModuleSetting, Project, Revision]
__all__ = ["ApiKey", "DeletedProject", "ModuleSetting", "Project", "Revision"]
