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
protocol = metadata["protocol"]
if "json" in metadata.get("protocols", []):
    protocol = "json"  # CloudWatch: CBOR, which our tables do not tell from JSON 1.0
is_rest = protocol == "rest-xml"
if is_rest:
    print("service", sys.argv[1], "rest-xml", metadata["serviceId"])
elif protocol == "json":
    also_query = "query" in metadata.get("protocols", []) and (metadata["apiVersion"],)
    print("service", sys.argv[1], "json-" + metadata["jsonVersion"], metadata["targetPrefix"],
          *(also_query or ()))
else:
    print("service", sys.argv[1], protocol, metadata["apiVersion"])


def travels(structure, name, member):
    """Where a member of rest-xml travels, as "@header=ETag"."""
    if not is_rest:
        return f"@xml={member.get('locationName', name)}" if protocol in ("query", "ec2") else ""
    if structure.get("payload") == name:
        return "@payload"
    where = {"uri": "uri", "querystring": "query", "header": "header", "headers": "headers"}
    how = where.get(member.get("location"), "xml")
    return f"@{how}={member.get('locationName', name)}"


def wrapper(operation):
    """What is around the result of a query operation."""
    if protocol not in ("query", "ec2"):
        return ()
    name = operation.get("output", {}).get("resultWrapper")
    return (f"wrapper={name}",) if name else ()


print("structure Unit")
for name, operation in model["operations"].items():
    shapes = (operation.get(side, {"shape": "Unit"})["shape"] for side in ("input", "output"))
    http = operation["http"]
    how = (http["method"], http["requestUri"]) if is_rest else wrapper(operation)
    print("operation", name, *shapes, *how)
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
        named = (f"{part}={shape[part]['locationName']}" for part in ("key", "value")
                 if protocol in ("query", "ec2") and "locationName" in shape[part])
        print("map", name, shape["key"]["shape"], shape["value"]["shape"], *named)
    elif "enum" in shape:
        print("enum", name, *(value for value in shape["enum"] if " " not in value))
    else:
        print(kind, name)
