"""Functions of a PDF, evaluated: sampled, exponential, stitched, calculators (ISO 32000-2 §7.10)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from banmian.pictures.drawings.drawing import DrawingError
from banmian.pictures.values import Stream, Value

Function = Callable[[Sequence[float]], tuple[float, ...]]
Resolve = Callable[[Value], Value]
Unpack = Callable[[Stream], bytes | None]

_MOST_SAMPLES = 4_000_000
_MOST_DEPTH = 16


def function(value: Value, resolve: Resolve, unpack: Unpack, depth: int = 0) -> Function:
    """The function that *value* says. Raises DrawingError where it says none."""
    value = resolve(value)
    if isinstance(value, list):
        parts = [function(item, resolve, unpack, depth + 1) for item in value]
        return lambda given: tuple(result for part in parts for result in part(given))
    entries = value.entries if isinstance(value, Stream) else value
    if not isinstance(entries, dict) or depth > _MOST_DEPTH:
        raise DrawingError("it holds a function of an unknown kind")
    told = {key: resolve(item) for key, item in entries.items()}
    kind = told.get("FunctionType")
    try:
        if kind == 2:
            return _exponential(told)
        if kind == 3:
            return _stitched(told, resolve, unpack, depth)
        if isinstance(value, Stream):
            data = unpack(value)
            if data is not None and kind == 0:
                return _sampled(told, data)
            if data is not None and kind == 4:
                return _calculator(told, data)
    except (ValueError, TypeError, IndexError, KeyError, ZeroDivisionError, OverflowError) as error:
        raise DrawingError(f"it holds a damaged function ({error})") from None
    raise DrawingError("it holds a function of an unknown kind")


def _numbers(value: Value) -> list[float]:
    if not isinstance(value, list):
        raise ValueError("numbers are missing")
    return [float(item) for item in value if isinstance(item, int | float)]


def _clipped(values: Sequence[float], limits: Sequence[float]) -> list[float]:
    return [min(max(value, limits[2 * at]), limits[2 * at + 1]) for at, value in enumerate(values)]


def _exponential(told: dict[str, Value]) -> Function:
    start = _numbers(told.get("C0", [0.0]))
    end = _numbers(told.get("C1", [1.0]))
    power = _numbers([told["N"]])[0]
    domain = _numbers(told.get("Domain", [0, 1]))

    def found(given: Sequence[float]) -> tuple[float, ...]:
        share = _clipped(given[:1], domain)[0] ** power
        return tuple(first + share * (last - first) for first, last in zip(start, end, strict=True))

    return found


def _stitched(told: dict[str, Value], resolve: Resolve, unpack: Unpack, depth: int) -> Function:
    parts = told["Functions"]
    if not isinstance(parts, list) or not parts:
        raise ValueError("it stitches nothing")
    functions = [function(part, resolve, unpack, depth + 1) for part in parts]
    domain, bounds, encode = _numbers(told["Domain"]), _numbers(told["Bounds"]), _numbers(told["Encode"])
    edges = [domain[0], *bounds, domain[1]]

    def found(given: Sequence[float]) -> tuple[float, ...]:
        at = _clipped(given[:1], domain)[0]
        part = sum(at >= bound for bound in bounds)
        low, high, first, last = edges[part], edges[part + 1], encode[2 * part], encode[2 * part + 1]
        return functions[part]([first if high == low else first + (at - low) * (last - first) / (high - low)])

    return found


def _sampled(told: dict[str, Value], data: bytes) -> Function:
    domain, span = _numbers(told["Domain"]), _numbers(told["Range"])
    sizes = [int(size) for size in _numbers(told["Size"])]
    bits = int(_numbers([told["BitsPerSample"]])[0])
    outputs = len(span) // 2
    count = math.prod(sizes) * outputs
    if not 0 < count <= _MOST_SAMPLES or count * bits > 8 * len(data) or bits not in (1, 2, 4, 8, 12, 16, 24, 32):
        raise ValueError("its samples are too few or too many")
    encode = _numbers(told.get("Encode") or [edge for size in sizes for edge in (0, size - 1)])
    decode = _numbers(told.get("Decode") or list[Value](span))
    whole = (1 << bits) - 1

    sample = _samples(data, bits)

    def found(given: Sequence[float]) -> tuple[float, ...]:
        places = []
        for at, value in enumerate(_clipped(given, domain)):
            low, high = domain[2 * at : 2 * at + 2]
            place = encode[2 * at] + (value - low) * (encode[2 * at + 1] - encode[2 * at]) / ((high - low) or 1)
            places.append(min(max(place, 0.0), sizes[at] - 1.0))
        sums = [0.0] * outputs
        for corner in product((0, 1), repeat=len(places)):
            weight, index, stride = 1.0, 0, 1
            for at, step in enumerate(corner):
                low = min(int(places[at]), max(sizes[at] - 2, 0))
                part = places[at] - low
                weight *= part if step else 1 - part
                index += min(low + step, sizes[at] - 1) * stride
                stride *= sizes[at]
            if weight:
                for at in range(outputs):
                    sums[at] += weight * sample(index * outputs + at)
        values = [decode[2 * at] + part / whole * (decode[2 * at + 1] - decode[2 * at]) for at, part in enumerate(sums)]
        return tuple(_clipped(values, span))

    return found


def _samples(data: bytes, bits: int) -> Callable[[int], int]:
    """Reads one sample after another of so many *bits*."""
    if bits == 8:
        return data.__getitem__
    if bits == 16:
        return lambda at: data[2 * at] << 8 | data[2 * at + 1]
    number, size, whole = int.from_bytes(data, "big"), 8 * len(data), (1 << bits) - 1
    return lambda at: number >> (size - bits * (at + 1)) & whole


_TOKENS = re.compile(rb"[{}]|[^\s{}]+")
_ONE: dict[str, Callable[[float], float]] = {
    "abs": abs, "neg": lambda a: -a, "ceiling": math.ceil, "floor": math.floor, "round": lambda a: math.floor(a + 0.5),
    "truncate": math.trunc, "sqrt": math.sqrt,
    "sin": lambda a: math.sin(math.radians(a)), "cos": lambda a: math.cos(math.radians(a)),
    "ln": math.log, "log": math.log10, "cvi": math.trunc, "cvr": float,
    "not": lambda a: (not a) if isinstance(a, bool) else ~int(a),
}  # fmt: skip
_TWO: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "div": lambda a, b: a / b,
    "idiv": lambda a, b: math.trunc(a / b), "mod": lambda a, b: math.fmod(a, b), "exp": lambda a, b: a**b,
    "atan": lambda a, b: math.degrees(math.atan2(a, b)) % 360,
    "eq": lambda a, b: a == b, "ne": lambda a, b: a != b, "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b,
    "lt": lambda a, b: a < b, "le": lambda a, b: a <= b,
    "and": lambda a, b: a & b, "or": lambda a, b: a | b, "xor": lambda a, b: a ^ b,
    "bitshift": lambda a, b: int(a) << int(b) if b >= 0 else int(a) >> -int(b),
}  # fmt: skip


def _calculator(told: dict[str, Value], data: bytes) -> Function:
    tokens = [token.decode("latin-1") for token in _TOKENS.findall(data)]
    body, rest = _block(tokens, 1, 0)
    if tokens[:1] != ["{"] or rest != len(tokens):
        raise ValueError("its braces do not match")
    domain, span = _numbers(told["Domain"]), _numbers(told["Range"])

    def found(given: Sequence[float]) -> tuple[float, ...]:
        stack: list[Any] = list(_clipped(given, domain))
        _run(body, stack)
        outputs = len(span) // 2
        return tuple(_clipped([float(value) for value in stack[-outputs:]], span))

    return found


def _block(tokens: list[str], at: int, depth: int) -> tuple[list[Any], int]:
    """The procedure that begins after a brace, and where it ends."""
    found: list[Any] = []
    if depth > _MOST_DEPTH:
        raise ValueError("its procedures lie in one another without end")
    while tokens[at] != "}":
        if tokens[at] == "{":
            inner, at = _block(tokens, at + 1, depth + 1)
            found.append(inner)
            continue
        token = tokens[at]
        found.append(token if token.isalpha() else float(token) if "." in token or "e" in token.lower() else int(token))
        at += 1
    return found, at + 1


def _run(body: list[Any], stack: list[Any]) -> None:
    for token in body:
        if not isinstance(token, str):
            stack.append(token)
        elif token in ("true", "false"):
            stack.append(token == "true")
        elif token in _ONE:
            stack.append(_ONE[token](stack.pop()))
        elif token in _TWO:
            last = stack.pop()
            stack.append(_TWO[token](stack.pop(), last))
        elif token == "if":
            then = stack.pop()
            if stack.pop():
                _run(then, stack)
        elif token == "ifelse":
            other, then = stack.pop(), stack.pop()
            _run(then if stack.pop() else other, stack)
        else:
            _move(token, stack)


def _move(token: str, stack: list[Any]) -> None:
    if token == "pop":
        stack.pop()
    elif token == "exch":
        stack[-2:] = stack[-1], stack[-2]
    elif token == "dup":
        stack.append(stack[-1])
    elif token == "copy":
        count = int(stack.pop())
        if not 0 <= count <= len(stack):
            raise ValueError("it copies what is not there")
        stack.extend(stack[len(stack) - count :])
    elif token == "index":
        at = int(stack.pop())
        if at < 0:
            raise ValueError("it looks for what is not there")
        stack.append(stack[-1 - at])
    elif token == "roll":
        turn, count = int(stack.pop()), int(stack.pop())
        if count > 0:
            turn %= count
            part = stack[-count:]
            stack[-count:] = part[count - turn :] + part[: count - turn]
    else:
        raise ValueError(f"it has the unknown operator {token}")
