"""Mistakes in the shape of a model: missing, moved, repeated, or of another type."""

from tests.support.corruptions.original import Original, Result, chosen, kind, other_value


@kind
def missing_word(original: Original) -> Result | None:
    needed = {"services": ("kind",), "flows": ("from", "to"), "trusts": ("from", "to")}
    routes = [
        route for route in original.document.keys if len(route) == 3 and route[2] in needed.get(str(route[0]), ())
    ]
    route = chosen(original, [each for each in routes if original.free(original.document.key_place(each).line)])
    if not route:
        return None
    number = original.document.key_place(route).line
    if not original.lines[number - 1].strip().startswith(f"{route[2]}:"):
        return None
    text, _ = original.changed(number, None)
    return text, original.on(original.document.key_place(route[:2]).line)


@kind
def list_for_a_word(original: Original) -> Result | None:
    return other_value(original, ("title", "summary", "kind", "from", "to"), lambda value: f"[{value}]")


@kind
def mapping_for_a_word(original: Original) -> Result | None:
    return other_value(original, ("kind", "zone", "owner", "from"), lambda value: f"{{{value}: true}}")


@kind
def word_for_a_mapping(original: Original) -> Result | None:
    routes = [route for route in original.document.keys if len(route) == 2 and isinstance(original.value(route), dict)]
    route = chosen(original, [each for each in routes if original.value(each)])
    if not route:
        return None
    number = original.document.key_place(route).line
    lines = list(original.lines)
    if not lines[number - 1].endswith(f"{route[1]}:"):
        return None
    end = number
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith("    ")):
        end += 1
    lines[number - 1 : end] = [lines[number - 1] + " yes"]
    return "\n".join(lines) + "\n", original.on(number)


@kind
def number_for_a_word(original: Original) -> Result | None:
    return other_value(original, ("title", "kind", "owner", "zone"), lambda _: "42")


@kind
def line_moved_left(original: Original) -> Result | None:
    found = chosen(original, [each for each in original.words() if len(each[1]["indent"]) == 4 and each[1]["value"]])
    return original.changed(found[0], original.lines[found[0] - 1][2:]) if found else None


@kind
def line_moved_a_little(original: Original) -> Result | None:
    found = chosen(original, [each for each in original.words() if len(each[1]["indent"]) == 4])
    if not found:
        return None
    number = found[0]
    return original.changed(number, original.lines[number - 1][1:])


@kind
def line_moved_right(original: Original) -> Result | None:
    found = chosen(original, [each for each in original.words() if each[1]["value"] and len(each[1]["indent"]) == 4])
    return original.changed(found[0], "  " + original.lines[found[0] - 1]) if found else None


@kind
def key_said_twice(original: Original) -> Result | None:
    found = chosen(original, [each for each in original.words() if each[1]["value"] and "- " not in each[1][0]])
    if not found:
        return None
    number, line = found[0], original.lines[found[0] - 1]
    text, _ = original.changed(number, f"{line}\n{line}")
    return text, original.on(number + 1)


@kind
def element_said_twice(original: Original) -> Result | None:
    routes = [route for route in original.document.keys if len(route) == 2]
    route = chosen(original, [each for each in routes if original.free(original.document.key_place(each).line)])
    if not route:
        return None
    number = original.document.key_place(route).line
    line = original.lines[number - 1]
    if not line.startswith(f"  {route[1]}:"):
        return None
    text, _ = original.changed(number, f"  {route[1]}: {{}}\n{line}")
    return text, original.on(number, number + 1)
