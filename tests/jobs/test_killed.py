"""Real processes: one is killed in the middle of a delivery, and the next delivers; two at one database take turns."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from postgres import Postgres
from receiver import receiving

from jobs.leader import JOBS_LOCK
from models.advisory import AdvisoryLock
from running import Server

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-of-the-tests"
PATIENCE = 30


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    settings = {"PULSE_ADMIN_TOKEN": TOKEN, "PULSE_OUTBOUND_ALLOW": "127.0.0.1"}
    made = Server(tmp_path / "data", settings)
    yield made
    made.kill()


async def call(server: Server, method: str, path: str, body: Any = None) -> Any:
    async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE) as client:
        answer = await client.request(method, path, json=body, headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.is_success, answer.text
    return answer.json()


async def graphql(server: Server, query: str) -> Any:
    answer = await call(server, "POST", "/graphql", {"query": query})
    assert "errors" not in answer, answer
    return answer["data"]


async def test_a_delivery_survives_the_process_that_was_at_it(server: Server) -> None:
    await asyncio.to_thread(server.start)
    project = server.keys["project"]
    async with receiving() as receiver:
        path = f"/api/admin/projects/{project}/webhooks"
        hook = await call(server, "POST", path, {"url": receiver.url, "events": ["daily_summary"]})
        await call(server, "POST", f"{path}/{hook['id']}/test")
        asked = f'{{ project(id: "{project}") {{ deliveries {{ nodes {{ id status attempts {{ status }} }} }} }} }}'
        (sent,) = (await graphql(server, asked))["project"]["deliveries"]["nodes"]
        receiver.hold.clear()
        await graphql(server, f'mutation {{ resendDelivery(id: "{sent["id"]}", project: "{project}") {{ id }} }}')
        while len(receiver.got) < 2:  # noqa: ASYNC110 - another process is waited for
            await asyncio.sleep(0.02)
        await asyncio.to_thread(server.kill)  # it has sent, and waits for the answer
        receiver.hold.set()
        await asyncio.to_thread(server.start)
        while len(receiver.got) < 3:  # noqa: ASYNC110 - another process is waited for
            await asyncio.sleep(0.02)
        while True:
            (now,) = (await graphql(server, asked))["project"]["deliveries"]["nodes"]
            if len(now["attempts"]) == 2:
                break
            await asyncio.sleep(0.1)
    assert now == {"id": sent["id"], "status": "DELIVERED", "attempts": [{"status": 200}, {"status": 200}]}
    assert {got.id for got in receiver.got} == {sent["id"]}, "the receiver can tell that it had it"


HOLD = """
import asyncio, sys
from models.advisory import AdvisoryLock

async def main():
    lock = AdvisoryLock(sys.argv[1], int(sys.argv[2]))
    print(await lock.take(), flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_a_killed_leader_of_a_cluster_leaves_the_lock(postgres: Postgres) -> None:
    url = postgres.database()
    command = (sys.executable, "-c", HOLD, url, str(JOBS_LOCK))
    holder = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"True\n"
    lock = AdvisoryLock(url, JOBS_LOCK)
    assert not await lock.take()
    assert not await lock.held(), "a connection alone is no lock"
    os.kill(holder.pid, signal.SIGKILL)
    await holder.wait()
    async with asyncio.timeout(5):
        while not await lock.take():  # noqa: ASYNC110 - a lock elsewhere has no event to wait on
            await asyncio.sleep(0.05)
    assert await lock.held()
    other = AdvisoryLock(url, JOBS_LOCK)
    assert not await other.take()
    assert lock._connection is not None
    lock._connection.terminate()  # what a broken network does
    assert not await lock.held()
    async with asyncio.timeout(5):
        while not await other.take():  # noqa: ASYNC110 - a lock elsewhere has no event to wait on
            await asyncio.sleep(0.05)
    await other.release()
    await lock.release()


async def test_a_database_that_does_not_answer_makes_nobody_leader() -> None:
    lock = AdvisoryLock("postgres://nobody@127.0.0.1:1/none", JOBS_LOCK)
    assert not await lock.take()
    assert not await lock.held()
