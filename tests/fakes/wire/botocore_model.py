"""Prints the API of one service as the tables of fakes/wire have it, from an installed botocore.

Without botocore it prints nothing.
"""
import sys

try:
    from botocore.loaders import Loader
except ImportError:
    sys.exit(0)

model = Loader().load_service_model(sys.argv[1], "service-2")
metadata = model["metadata"]
is_rest = metadata["protocol"] == "rest-xml"
if is_rest:
    print("service", sys.argv[1], "rest-xml", metadata["serviceId"])
else:
    print("service", sys.argv[1], "json-1.1", metadata["targetPrefix"])


def travels(structure, name, member):
    """Where a member of rest-xml travels, as "@header=ETag"."""
    if not is_rest:
        return ""
    if structure.get("payload") == name:
        return "@payload"
    where = {"uri": "uri", "querystring": "query", "header": "header", "headers": "headers"}
    how = where.get(member.get("location"), "xml")
    return f"@{how}={member.get('locationName', name)}"


print("structure Unit")
for name, operation in model["operations"].items():
    shapes = (operation.get(side, {"shape": "Unit"})["shape"] for side in ("input", "output"))
    http = operation["http"]
    print("operation", name, *shapes, *((http["method"], http["requestUri"]) if is_rest else ()))
for name, shape in model["shapes"].items():
    kind = shape["type"]
    if kind == "structure":
        required = shape.get("required", [])
        members = (f"{m}:{s['shape']}{'!' if m in required else ''}{travels(shape, m, s)}"
                   for m, s in shape["members"].items())
        print("structure", name, *members)
    elif kind == "list":
        element = "flat" if shape.get("flattened") else (
            f"element={shape['member'].get('locationName', 'member')}")
        print("list", name, shape["member"]["shape"], element)
    elif kind == "map":
        print("map", name, shape["key"]["shape"], shape["value"]["shape"])
    elif "enum" in shape:
        print("enum", name, *(value for value in shape["enum"] if " " not in value))
    else:
        print({"double": "long", "float": "long"}.get(kind, kind), name)
