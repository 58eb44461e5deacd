"""What a document may ask for: each limit, tested by lowering it."""

import time
from typing import Any

import pytest
from graphql import get_introspection_query
from graphql_clients import Tenant, app_with, ask, client_of

from access.services import Services

HOSTILE = {
    "a long list of equal fields": "{" + " __typename" * 2_000 + "}",
    "equal fields under each other": "{" + "modules {" + " name" * 19 + "} " * 1 + "} " * 1,
    "fragments that multiply": "".join(
        f"fragment F{n} on Query {{ a{n}: __typename ...F{n + 1} ...F{n + 1} }} " for n in range(200)
    )
    + "fragment F200 on Query { __typename } { ...F0 }",
    "fragments in fields that multiply": "".join(
        f"fragment F{n} on Project {{ a: analytics {{ __typename }} ...F{n + 1} b: id ...F{n + 1} }} "
        for n in range(60)
    )
    + "fragment F60 on Project { id } { project { ...F0 } }",
    "deep selections": "{ project" * 300 + "}" * 300,
    "deep inline fragments": "{" + "... {" * 390 + "__typename" + "}" * 391,
    "deep lists": "{ project(id: " + "[" * 900 + "]" * 900 + ") { id } }",
    "deep objects": "{ project(id: " + "{a: " * 500 + "1" + "}" * 500 + ") { id } }",
    "many operations": " ".join(f"query Q{n} {{ __typename }}" for n in range(600)),
    "many directives": "{ __typename " + "@include(if: true) " * 600 + "}",
    "many variables": "query (" + " ".join(f"$v{n}: Int" for n in range(900)) + ") { __typename }",
    "comments": "# x\n" * 20_000 + "{ __typename }",
    "a cycle of fragments": "fragment A on Query { ...B } fragment B on Query { ...A } { ...A }",
    "a cycle through fields": "fragment A on Project { modules { name } keys { nodes { ...A } } } { project { ...A } }",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_documents_are_refused_quickly(services: Services, tenant: Tenant, text: str) -> None:
    async with client_of(app_with(services)) as http:
        started = time.process_time()
        answer = await ask(http, text, tenant.query)
        spent = time.process_time() - started
    assert "errors" in answer or "data" in answer
    assert spent < 5, "an attack that is not stopped takes minutes"


LIMITS = {
    "depth": (
        {"graphql_max_depth": 3},
        "{ project { modules { name } } }",
        "{ __schema { types { fields { name } } } }",
        "3 levels",
    ),
    "aliases": (
        {"graphql_max_aliases": 2},
        "{ a: __typename b: __typename }",
        "{ a: __typename b: __typename c: __typename }",
        "2 aliases",
    ),
    "tokens": (
        {"graphql_max_tokens": 10},
        "{ project { id name } }",
        "{ project { id name domain currency timezone createdAt } }",
        "10 tokens",
    ),
    "cost": (
        {"graphql_max_cost": 2},
        "{ project { id modules { name } } }",
        "{ project { id modules { name } keys { totalCount } } }",
        "costs 3",
    ),
}


@pytest.mark.parametrize(("setting", "allowed", "refused", "says"), LIMITS.values(), ids=LIMITS)
async def test_each_limit(
    services: Services, tenant: Tenant, setting: dict[str, int], allowed: str, refused: str, says: str
) -> None:
    async with client_of(app_with(services, **setting)) as http:
        assert "errors" not in await ask(http, allowed, tenant.query)
        answer = await ask(http, refused, tenant.query)
    assert list(answer) == ["errors"]
    assert says in answer["errors"][0]["message"]
    assert answer["errors"][0]["extensions"] == {"code": "TOO_COMPLEX", "status": 400}


async def test_aliases_in_fragments_count(services: Services, tenant: Tenant) -> None:
    async with client_of(app_with(services, graphql_max_aliases=2)) as http:
        text = "{ ...A } fragment A on Query { a: __typename b: __typename c: __typename }"
        assert "2 aliases" in (await ask(http, text, tenant.query))["errors"][0]["message"]


async def test_depth_in_fragments_counts(services: Services, tenant: Tenant) -> None:
    async with client_of(app_with(services, graphql_max_depth=2)) as http:
        text = "{ ...A } fragment A on Query { project { ...B } } fragment B on Project { modules { name } }"
        assert "2 levels" in (await ask(http, text, tenant.query))["errors"][0]["message"]


@pytest.mark.parametrize(
    ("text", "variables", "cost"),
    [
        ("{ projects(first: 5) { nodes { modules { name } } } }", {}, 6),
        ("{ projects { nodes { modules { name } } } }", {}, 11),
        ("query ($n: Int!) { projects(first: $n) { nodes { modules { name } } } }", {"n": 7}, 8),
        ("{ projects(first: 5) { ...P } } fragment P on ProjectConnection { nodes { modules { name } } }", {}, 6),
        ("{ a: project { id } ... { b: project { id } } }", {}, 2),
        ("{ __schema { types { name } } modules { name } }", {}, 1),
    ],
)
async def test_what_a_list_costs_is_multiplied(
    services: Services, tenant: Tenant, text: str, variables: dict[str, Any], cost: int
) -> None:
    for most, fits in ((cost, True), (cost - 1, False)):
        async with client_of(app_with(services, graphql_max_cost=most)) as http:
            answer = await ask(http, text, tenant.admin, variables=variables)
        assert ("errors" not in answer) is fits, answer


async def test_introspection_fits_into_the_default_limits(services: Services) -> None:
    async with client_of(app_with(services)) as http:
        everything = get_introspection_query(input_value_deprecation=True, specified_by_url=True, one_of=True)
        answer = await ask(http, everything)
    assert "errors" not in answer
    names = {kind["name"] for kind in answer["data"]["__schema"]["types"]}
    assert {"Query", "Mutation", "Subscription", "Project"} <= names
