"""Surveys: their answers are kept with the surveys; here lie the events that told of them."""

from warehouse.client import Warehouse
from warehouse.statement import SQL, Binds, Statement


async def erase_responses(warehouse: Warehouse, project: str, survey: str) -> None:
    """Delete the events that told of a survey's answers.

    Raises:
        PulseError: 503 where the store does not answer; doing it again finishes it.

    """
    binds = Binds()
    own = f"project = {binds.text(project)} AND type = 'survey_response' AND name = {binds.text(survey)}"
    await warehouse.execute(Statement(SQL(f"DELETE FROM events WHERE {own}"), binds.values))
