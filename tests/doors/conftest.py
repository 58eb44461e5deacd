"""One village for all doors. What the second neighbour sees is written down before and after the first moves in."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

sys.path.insert(0, str(Path(__file__).parent))

from village import KEEPERS, MAKERS, WORDS, Story, Village, open_village, settle

from models.store import Store
from warehouse.client import Warehouse

UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest_asyncio.fixture(scope="session")
async def story(warehouse: Warehouse, store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Story]:
    from test_graphql_doors import everything  # noqa: PLC0415 - the tests know what to ask
    from test_resolver_doors import all_reads  # noqa: PLC0415 - the tests know how to call a resolver

    async with open_village(warehouse, store, tmp_path_factory.mktemp("doors")) as village:
        unknown = dict.fromkeys(("project_id", "key_id", "delivery_id", *MAKERS, *KEEPERS), UNKNOWN)
        before = await all_reads(village, unknown | WORDS), await everything(village, unknown)
        await settle(village)
        after = await all_reads(village, village.ids | WORDS), await everything(village, village.ids)
        yield Story(village, before[0], after[0], before[1], after[1])


@pytest.fixture
def village(story: Story) -> Village:
    return story.village
