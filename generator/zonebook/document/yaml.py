"""Plain data as YAML text, for pages that show it and for importers that write it."""

import json


def yaml_text(data: object, depth: int = 0) -> str:
    """Return plain data as YAML in block style, as an author would write it."""
    indent = "  " * depth
    if isinstance(data, dict):
        lines = []
        for key, value in data.items():
            if isinstance(value, dict) and value:
                lines.append(f"{indent}{key}:\n{yaml_text(value, depth + 1)}")
            elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
                items = [f"{indent}  - {yaml_text(each, depth + 2).lstrip()}" for each in value]
                lines.append(f"{indent}{key}:\n" + "\n".join(items))
            else:
                lines.append(f"{indent}{key}: {_inline(value)}")
        return "\n".join(lines)
    return f"{indent}{_inline(data)}"


def _inline(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_inline(each) for each in value)}]"
    if isinstance(value, str):
        plain = value.replace("-", "").replace(" ", "").replace("/", "").replace(".", "").isalnum()
        return value if plain and not value[0].isdigit() else json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)
