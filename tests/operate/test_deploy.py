"""What ``deploy/`` says, held against what is there: files, settings, metrics, commands; no container engine needed."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from typer.main import get_command

from app.cli import cli
from app.server import configuration, create_app
from pulse.settings import ROWS, Settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SETTINGS = {row.env for row in ROWS}
NOT_OURS = {"PATH", "PYTHONDONTWRITEBYTECODE", "PIP_DISABLE_PIP_VERSION_CHECK", "PIP_NO_CACHE_DIR"}
COMPOSE = ["compose.yaml", "compose.nodes.yaml"]
OFFICIAL = re.compile(r"(clickhouse|nginx|node|postgres|python|redis)(:[\w.-]+)?")
load = yaml.safe_load


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, continued lines put together."""
    text = re.sub(r"^\s*#.*\n", "", (DEPLOY / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = re.sub(r"\\\n", " ", text).splitlines()
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines if line.strip())]


def given(name: str) -> list[str]:
    return [rest for instruction, rest in instructions() if instruction == name]


def environment(text: str) -> set[str]:
    return set(re.findall(r"([A-Z][A-Z_]+)=", text))


def test_the_image_is_made_of_official_images_in_stages() -> None:
    stages: set[str] = set()
    for base in given("FROM"):
        image, _, stage = base.partition(" AS ")
        assert OFFICIAL.fullmatch(image), image
        stages.add(stage)
    assert len(stages) == 3
    used = {match[1] for rest in given("COPY") if (match := re.match(r"--from=(\w+) ", rest))}
    assert used == stages - {""}


def test_the_image_holds_every_package_and_file_that_it_names() -> None:
    copied = {part for rest in given("COPY") if "--from" not in rest for part in rest.split()[:-1]}
    assert [part for part in copied if not (ROOT / part).exists()] == []
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages <= copied
    let_in = {
        line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines() if line.startswith("!")
    }
    assert {part.split("/")[0] for part in copied} <= let_in


def test_what_the_image_leaves_out_is_not_asked_for(tmp_path: Path) -> None:
    """The engine stores and answers where the packages that the image uninstalls cannot be imported."""
    (without,) = [rest.partition("--yes ")[2].split() for rest in given("RUN") if "pip uninstall" in rest]
    script = f"""
import asyncio, sys
sys.modules.update(dict.fromkeys({without!r}))
from warehouse.client import Warehouse
from warehouse.statement import SQL, Statement
async def work():
    warehouse = await Warehouse.open("chdb://{tmp_path}")
    await warehouse.migrate()
    await warehouse.insert("drops", b'{{"project":"p","day":"2026-01-01","reason":"bot","dropped":3}}', "t")
    print(await warehouse.fetch(Statement(SQL("SELECT sum(dropped) FROM drops"))))
    print(len([part async for part in warehouse.stream(Statement(SQL("SELECT * FROM drops")), "Parquet")]))
    await warehouse.close()
asyncio.run(work())
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert done.stdout == "[[3]]\n1\n", done.stderr


def test_the_image_runs_as_nobody_special_and_says_how_it_is() -> None:
    known = [name for name, _ in instructions()]
    assert {"FROM", "USER", "HEALTHCHECK", "ENTRYPOINT", "CMD", "STOPSIGNAL", "VOLUME"} <= set(known)
    assert int(given("USER")[-1]) > 0
    assert known.index("USER") < known.index("ENTRYPOINT")
    assert "/ready?for=collect" in given("HEALTHCHECK")[0]
    assert set().union(*map(environment, given("ENV"))) <= SETTINGS | NOT_OURS


def test_what_is_started_are_commands_of_ours() -> None:
    commands: Any = get_command(cli)
    started = [json.loads(given("CMD")[0])]
    started += [line.split()[1:] for path in DEPLOY.glob("systemd/*.service") for line in _lines(path, "ExecStart")]
    for name, *options in started:
        known = {option for parameter in commands.commands[name].params for option in parameter.opts}
        assert {option for option in options if option.startswith("--")} <= known


def _lines(path: Path, key: str) -> list[str]:
    return [line.partition("=")[2] for line in path.read_text().splitlines() if line.startswith(f"{key}=")]


@pytest.mark.parametrize("name", COMPOSE)
def test_compose_names_settings_images_and_volumes_that_exist(name: str) -> None:
    found = load((DEPLOY / name).read_text())
    services = found["services"]
    ours = {key: service for key, service in services.items() if "build" in service}
    assert ours
    for service in ours.values():
        assert set(service["environment"]) <= SETTINGS
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).exists()
    for service in services.values():
        assert "build" in service or OFFICIAL.fullmatch(service["image"]), service["image"]
        assert set(service.get("depends_on", ())) <= set(services)
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in found["volumes"] or (DEPLOY / source).exists(), source


def test_each_node_has_a_volume_of_its_own_and_stands_behind_the_proxy() -> None:
    services = load((DEPLOY / "compose.nodes.yaml").read_text())["services"]
    nodes = [name for name, service in services.items() if "build" in service]
    assert len({volume for node in nodes for volume in services[node]["volumes"]}) == len(nodes) > 1
    proxy = (DEPLOY / "nginx.conf").read_text()
    assert re.findall(r"server ([\w-]+):8000", proxy) == nodes
    assert "hash $remote_addr consistent;" in proxy
    assert proxy.count("{") == proxy.count("}")


def test_the_proxy_neither_repeats_an_event_elsewhere_nor_uses_a_connection_that_a_node_closes() -> None:
    proxy = (DEPLOY / "nginx.conf").read_text()
    assert re.findall(r"^ *proxy_next_upstream (.*);", proxy, re.MULTILINE) == ["error timeout"]
    (kept,) = re.findall(r"^ *keepalive_timeout (\d+)s;", proxy, re.MULTILINE)
    assert int(kept) < configuration(create_app(Settings())).timeout_keep_alive


def test_every_secret_of_the_nodes_is_in_the_example() -> None:
    text = (DEPLOY / "compose.nodes.yaml").read_text()
    assert set(re.findall(r"\$\{(\w+)", text)) == environment((DEPLOY / "nodes.env.example").read_text())


def documents(folder: str) -> list[dict[str, Any]]:
    base = DEPLOY / "kustomize" / folder
    named = load((base / "kustomization.yaml").read_text())["resources"]
    files = [base / name for name in named if name.endswith(".yaml")]
    assert {path.name for path in base.glob("*.yaml")} == {path.name for path in files} | {"kustomization.yaml"}
    return [found for path in files for found in yaml.safe_load_all(path.read_text())]


def test_the_pods_are_held_tight_and_probed_where_something_answers() -> None:
    found = {one["kind"]: one for one in documents("one")}
    spec = found["StatefulSet"]["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["capabilities"]["drop"] == ["ALL"]
    assert spec["securityContext"]["runAsUser"] == int(given("USER")[-1])
    probes = {container[name]["httpGet"]["path"] for name in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert probes == {"/health", "/ready?for=collect"}
    ports = {port["name"] for port in container["ports"]}
    wanted = {
        port["targetPort"] for one in documents("one") if one["kind"] == "Service" for port in one["spec"]["ports"]
    }
    assert wanted == ports
    services = {one["metadata"]["name"] for one in documents("one") if one["kind"] == "Service"}
    assert found["StatefulSet"]["spec"]["serviceName"] in services
    (ingress,) = [one for one in documents("several") if one["kind"] == "Ingress"]
    backend = ingress["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend["name"] in services


@pytest.mark.parametrize("folder", ["one", "several"])
def test_kustomizations_give_settings_that_exist(folder: str) -> None:
    text = (DEPLOY / "kustomize" / folder / "kustomization.yaml").read_text()
    literals = load(text)["configMapGenerator"][0]["literals"]
    assert {line.split("=")[0] for line in literals} <= SETTINGS


def test_the_service_is_held_tight() -> None:
    text = (DEPLOY / "systemd" / "pulse.service").read_text()
    for line in (
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=",
        "User=pulse",
        "TimeoutStopSec=60",
    ):
        assert f"\n{line}\n" in text
    named = {name for line in _lines(DEPLOY / "systemd" / "pulse.service", "Environment") for name in environment(line)}
    assert named <= SETTINGS | NOT_OURS


async def test_dashboard_and_alerts_ask_for_metrics_that_exist(
    client: httpx.AsyncClient, token: dict[str, str]
) -> None:
    text = (await client.get("/metrics", headers=token)).text
    there: set[str] = {"up"}
    for family in text_string_to_metric_families(text):
        there.add(family.name + ("_total" if family.type == "counter" else ""))
        if family.type == "histogram":
            there |= {family.name + end for end in ("_bucket", "_count", "_sum")}
    alerts = load((DEPLOY / "monitoring" / "alerts.yaml").read_text())
    rules = [rule for group in alerts["groups"] for rule in group["rules"]]
    panels = json.loads((DEPLOY / "monitoring" / "grafana.json").read_text())["panels"]
    asked = [rule["expr"] for rule in rules] + [target["expr"] for panel in panels for target in panel["targets"]]
    used = {name for text in asked for name in re.findall(r"\b(?:pulse|process)_\w+\b|\bup\b", text)}
    assert len(used) > 15
    assert used - there == set()
    assert all(text.count("(") == text.count(")") and text.count("{") == text.count("}") for text in asked)
    assert all({"summary", "action"} <= rule["annotations"].keys() for rule in rules)


def test_panels_lie_beside_each_other() -> None:
    panels = json.loads((DEPLOY / "monitoring" / "grafana.json").read_text())["panels"]
    taken = [
        (column, line)
        for panel in panels
        for column in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for line in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(taken) == len(set(taken))
    assert max(column for column, _ in taken) < 24
    assert len({panel["id"] for panel in panels}) == len(panels)
