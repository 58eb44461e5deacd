"""The resources: one file a module, one migration a change."""

from models.ab_testing import Experiment
from models.alerts import Alert, AlertFiring
from models.annotations import Annotation
from models.audit import AuditEntry
from models.deliveries import Channel, Delivery, DeliveryStatus
from models.error_tracking import ErrorGroup
from models.funnels import Funnel
from models.goals import Goal
from models.jobs import JobState
from models.projects import ApiKey, DeletedProject, ModuleSetting, Project, Revision
from models.segments import Segment
from models.sharing import Share
from models.subscribers import Frequency, Subscriber
from models.surveys import Survey, SurveyResponse
from models.webhooks import Webhook

__models__ = [
    Alert,
    AlertFiring,
    Annotation,
    ApiKey,
    AuditEntry,
    DeletedProject,
    Delivery,
    ErrorGroup,
    Experiment,
    Funnel,
    Goal,
    JobState,
    ModuleSetting,
    Project,
    Revision,
    Segment,
    Survey,
    SurveyResponse,
    Share,
    Subscriber,
    Webhook,
]
__all__ = [
    "Alert",
    "AlertFiring",
    "Annotation",
    "ApiKey",
    "AuditEntry",
    "Channel",
    "DeletedProject",
    "Delivery",
    "DeliveryStatus",
    "ErrorGroup",
    "Experiment",
    "Frequency",
    "Funnel",
    "Goal",
    "JobState",
    "ModuleSetting",
    "Project",
    "Revision",
    "Segment",
    "Share",
    "Subscriber",
    "Survey",
    "SurveyResponse",
    "Webhook",
]
