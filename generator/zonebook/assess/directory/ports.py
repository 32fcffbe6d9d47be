"""Ports against ports: `tcp/443`, `tcp/49152-65535`, `icmp`, and `any`, which is all of them."""


def covers(opened: str, port: str) -> bool:
    """Say whether what is opened lets the port or range through; `any` lets everything through."""
    if opened in {port, "any"}:
        return True
    transport, low, high = _parts(opened)
    wanted, first, last = _parts(port)
    return bool(high and last) and transport == wanted and low <= first and last <= high


def meets(port: str, other: str) -> bool:
    """Say whether two ports have a number in common, whatever the transport; `any` meets everything."""
    if "any" in {port, other}:
        return True
    _, low, high = _parts(port)
    _, first, last = _parts(other)
    return bool(high and last) and low <= last and first <= high


def _parts(port: str) -> tuple[str, int, int]:
    """Give transport, lowest and highest number; zeros where there are no numbers."""
    transport, _, numbers = port.partition("/")
    low, _, high = numbers.partition("-")
    return (transport, int(low), int(high or low)) if low else (transport, 0, 0)
