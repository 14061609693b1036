"""Functions of a PDF, evaluated (ISO 32000-2 §7.10)."""

from __future__ import annotations

import pytest

from banmian.pictures.drawings.drawing import DrawingError
from banmian.pictures.recolour.functions import Function, function
from banmian.pictures.values import Stream, Value


def made(value: Value) -> Function:
    return function(value, lambda item: item, lambda stream: stream.data)


def calculator(code: str, inputs: int, outputs: int) -> Function:
    entries: dict[str, Value] = {"FunctionType": 4, "Domain": [-100, 100] * inputs, "Range": [-1000, 1000] * outputs}
    return made(Stream(entries, code.encode()))


def test_exponential() -> None:
    found = made({"FunctionType": 2, "C0": [0, 1], "C1": [1, 0], "N": 2, "Domain": [0, 1]})
    assert found([0.5]) == (0.25, 0.75)
    assert found([7]) == (1, 0)


def test_stitched() -> None:
    parts: list[Value] = [{"FunctionType": 2, "N": 1}, {"FunctionType": 2, "C0": [5], "C1": [9], "N": 1}]
    found = made({"FunctionType": 3, "Domain": [0, 1], "Functions": parts, "Bounds": [0.25], "Encode": [0, 1, 1, 0]})
    assert found([0.125]) == (0.5,)
    assert found([0.25]) == (9,)
    assert found([1]) == (5,)


@pytest.mark.parametrize(
    ("bits", "data"), [(8, bytes([0, 255, 255, 0])), (16, b"\0\0\xff\xff\xff\xff\0\0"), (4, b"\x0f\xf0"), (1, b"\x60")]
)
def test_sampled(bits: int, data: bytes) -> None:
    """Two inputs: the first runs fastest."""
    entries: dict[str, Value] = {"FunctionType": 0, "Domain": [0, 1, 0, 1], "Range": [0, 1], "Size": [2, 2], "BitsPerSample": bits}
    found = made(Stream(entries, data))
    assert [found(place)[0] for place in ([0, 0], [1, 0], [0, 1], [1, 1])] == [0, 1, 1, 0]
    assert found([0.5, 0])[0] == pytest.approx(0.5)
    assert found([0.5, 0.5])[0] == pytest.approx(0.5)


def test_sampled_encodes_and_decodes() -> None:
    entries: dict[str, Value] = {
        "FunctionType": 0, "Domain": [0, 10], "Range": [0, 100], "Size": [3], "BitsPerSample": 8, "Encode": [2, 0], "Decode": [0, 50],
    }  # fmt: skip
    assert [round(made(Stream(entries, bytes([0, 51, 255])))([x])[0], 6) for x in (0, 5, 10)] == [50, 10, 0]


@pytest.mark.parametrize(
    ("code", "given", "wanted"),
    [
        ("{ 1 exch sub }", [0.25], (0.75,)),
        ("{ add }", [1, 2], (3,)),
        ("{ dup mul }", [3], (9,)),
        ("{ 2 copy add }", [1, 2], (1, 2, 3)),
        ("{ 1 index }", [5, 6], (5, 6, 5)),
        ("{ 3 1 roll }", [1, 2, 3], (3, 1, 2)),
        ("{ 3 -1 roll }", [1, 2, 3], (2, 3, 1)),
        ("{ pop pop }", [1, 2, 3], (1,)),
        ("{ 2 gt { 10 } { 20 } ifelse }", [3], (10,)),
        ("{ dup 2 lt { pop 7 } if }", [1], (7,)),
        ("{ 7 2 idiv exch pop }", [0], (3,)),
        ("{ neg abs sqrt }", [9], (3,)),
        ("{ 90 sin exch pop }", [0], (1,)),
        ("{ 1 0 atan exch pop }", [0], (90,)),
        ("{ -3.7 truncate exch pop }", [0], (-3,)),
        ("{ 2 exch exp }", [3], (8,)),
        ("{ pop true false or { 1 } { 2 } ifelse }", [0], (1,)),
        ("{ pop 1 3 bitshift }", [0], (8,)),
    ],
)
def test_calculators(code: str, given: list[float], wanted: tuple[float, ...]) -> None:
    assert calculator(code, len(given), len(wanted))(given) == pytest.approx(wanted)


def test_results_keep_to_their_range() -> None:
    entries: dict[str, Value] = {"FunctionType": 4, "Domain": [0, 1], "Range": [0, 1]}
    assert made(Stream(entries, b"{ 5 mul }"))([0.5]) == (1,)


def test_several_functions_give_a_part_each() -> None:
    assert made([{"FunctionType": 2, "N": 1}, {"FunctionType": 2, "C0": [1], "C1": [0], "N": 1}])([0.25]) == (0.25, 0.75)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"FunctionType": 9},
        {"FunctionType": 2},
        Stream({"FunctionType": 0, "Domain": [0, 1], "Range": [0, 1], "Size": [900000000], "BitsPerSample": 8}, b"1"),
        Stream({"FunctionType": 4, "Domain": [0, 1], "Range": [0, 1]}, b"{ 1 "),
        Stream({"FunctionType": 4, "Domain": [0, 1], "Range": [0, 1]}, b"{" * 500 + b"}" * 500),
        {"FunctionType": 3, "Domain": [0, 1], "Functions": [], "Bounds": [], "Encode": []},
    ],
)
def test_what_is_no_function_is_a_clear_error(value: Value) -> None:
    with pytest.raises(DrawingError, match="function"):
        made(value)([0.5])
