"""The resources: one file a module, one migration a change."""

from models.annotations import Annotation
from models.error_tracking import ErrorGroup
from models.funnels import Funnel
from models.goals import Goal
from models.projects import ApiKey, DeletedProject, ModuleSetting, Project, Revision
from models.segments import Segment

__models__ = [Annotation, ApiKey, DeletedProject, ErrorGroup, Funnel, Goal, ModuleSetting, Project, Revision, Segment]
__all__ = [
    "Annotation",
    "ApiKey",
    "DeletedProject",
    "ErrorGroup",
    "Funnel",
    "Goal",
    "ModuleSetting",
    "Project",
    "Revision",
    "Segment",
]
