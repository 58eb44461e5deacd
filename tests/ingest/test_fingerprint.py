import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fingerprint import fingerprint, mask

STACK = "TypeError: Cannot read properties of null\n at handleClick (app.js:142:18)\n at onClick (react-dom.js:3905:14)"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Order 1234 not found", "Order 98 not found"),
        ("Took 1.25 s", "Took 17.5 s"),
        ("No user c432182a-1e58-4d8b-ad81-d1035ac8192a", "No user 42e0ec27-ad6c-486e-9375-f9fb15d30da2"),
        ("Product prod_8x92k is gone", "Product prod_1a77z is gone"),
        ("Chunk 5f3a9c1e failed", "Chunk deadbee7 failed"),
        ("Failed to fetch https://a.example/x?y=1", "Failed to fetch https://b.example/"),
        ("Cannot load blob:https://a.example/8d-1", "Cannot load blob:https://a.example/77-2"),
        ("TypeError: x is null", "Uncaught TypeError: x is null"),
        ("TypeError: x is null", "Uncaught (in promise) TypeError: x is null"),
        ("x  is\nnull", "x is null"),
    ],
)
def test_what_changes_from_visitor_to_visitor_does_not_part_a_group(one: str, other: str) -> None:
    assert fingerprint(one, STACK) == fingerprint(other, STACK)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x is null", "y is null"),
        ("TypeError: x", "RangeError: x"),
        ("sha256 is not defined", "sha512 is not defined"),
        ("h1 is not defined", "h2 is not defined"),
        ("gtag is not defined", "fbq is not defined"),
    ],
)
def test_another_fault_is_another_group(one: str, other: str) -> None:
    assert fingerprint(one) != fingerprint(other)


def test_a_release_that_moves_lines_and_renames_files_by_their_hash_keeps_the_group() -> None:
    before = "TypeError: x\n at save (https://a.example/assets/app.3fa91c77.js?v=1:10:5)"
    after = "TypeError: x\n at save (https://cdn.example/app.b81f0a2e.js:912:1)"
    assert fingerprint("TypeError: x", before) == fingerprint("TypeError: x", after)


def test_the_top_frame_parts_faults_of_one_wording() -> None:
    assert fingerprint("x", "x\n at save (a.js:1:1)") != fingerprint("x", "x\n at load (a.js:1:1)")
    assert fingerprint("x", "x\n at save (a.js:1:1)") != fingerprint("x", "x\n at save (b.js:1:1)")
    assert fingerprint("x", filename="https://a.example/a.js") != fingerprint("x", filename="https://a.example/b.js")


def test_each_browser_writes_the_same_frame_its_own_way() -> None:
    chrome = "TypeError: x\n    at save (https://a.example/app.js:1:2)\n    at https://a.example/app.js:9:9"
    assert fingerprint("TypeError: x", chrome) == fingerprint(
        "TypeError: x", "save@https://a.example/app.js:1:2\n@x:1:1"
    )
    assert fingerprint("TypeError: x", chrome) == fingerprint(
        "TypeError: x", "async\nsave@https://b.example/app.js:7:2"
    )


def test_the_type_may_stand_in_the_stack_alone() -> None:
    assert fingerprint("x is null", "TypeError: x is null\n at a (b.js:1:1)") != fingerprint(
        "x is null", "RangeError: x is null\n at a (b.js:1:1)"
    )


def test_a_mask_says_what_stood_there() -> None:
    text = "GET https://a.example/x 404 for user_8x92k after 1.5 s"
    assert mask(text) == "GET <url> <n> for <id> after <n> s"


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=60))
def test_any_text_has_a_group_that_the_warehouse_holds(message: str, stack: str, filename: str) -> None:
    assert 0 < fingerprint(message, stack, filename) < 2**64


@pytest.mark.parametrize("piece", ["a1", "at ", "x@", "1.", "://", "-1", "a:1:1", "(", " at a (a"])
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    """Doubling a quadratic text would show at this length: the suite's time limit is the judge."""
    assert fingerprint(piece * 20_000, "\n".join([piece * 20_000] * 12), piece * 20_000)
