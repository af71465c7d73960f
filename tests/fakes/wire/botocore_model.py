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
shapes_of_all = model["shapes"]
protocol = metadata["protocol"]
if "json" in metadata.get("protocols", []):
    protocol = "json"  # CloudWatch: CBOR, which our tables do not tell from JSON 1.0
is_rest = protocol == "rest-xml"
if is_rest:
    print("service", sys.argv[1], "rest-xml", metadata["serviceId"])
elif protocol == "json":
    spoke_query = "query" in metadata.get("protocols", []) or "awsQueryCompatible" in metadata
    also_query = spoke_query and (metadata["apiVersion"],)
    print("service", sys.argv[1], "json-" + metadata["jsonVersion"], metadata["targetPrefix"],
          *(also_query or ()))
else:
    print("service", sys.argv[1], protocol, metadata["apiVersion"])


def travels(structure, name, member):
    """Where a member of rest-xml travels, as "@header=ETag"."""
    if protocol == "query":  # a shape may have a name for whoever has none
        of_shape = shapes_of_all[member["shape"]].get("locationName", name)
        return f"@xml={member.get('locationName', of_shape)}"
    if not is_rest:
        return f"@xml={member.get('locationName', name)}" if protocol == "ec2" else ""
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


def element(name, shape):
    """How the elements of a list stand in forms and XML."""
    named = shape["member"].get("locationName")
    if shape.get("flattened") or name in flat_by_reference:
        return f"flat={named}" if named and protocol == "query" else "flat"
    return f"element={named or 'member'}"


flat_by_reference = {member["shape"] for shape in shapes_of_all.values() if protocol == "query"
                     for member in shape.get("members", {}).values() if member.get("flattened")}
print("structure Unit")
for name, operation in model["operations"].items():
    shapes = (operation.get(side, {"shape": "Unit"})["shape"] for side in ("input", "output"))
    http = operation["http"]
    how = (http["method"], http["requestUri"]) if is_rest else wrapper(operation)
    print("operation", name, *shapes, *how)
for name, shape in model["shapes"].items():
    kind = shape["type"]
    if kind == "structure":
        if protocol == "query" and "error" in shape:
            error = shape["error"]
            print("error", name, error.get("code", name), error.get("httpStatusCode", 400))
        required = shape.get("required", [])
        members = (f"{m}:{s['shape']}{'!' if m in required else ''}{travels(shape, m, s)}"
                   for m, s in shape["members"].items())
        print("structure", name, *members)
    elif kind == "list":
        print("list", name, shape["member"]["shape"], element(name, shape))
    elif kind == "map":
        named = (f"{part}={shape[part]['locationName']}" for part in ("key", "value")
                 if protocol in ("query", "ec2") and "locationName" in shape[part])
        flat = ("flat",) if shape.get("flattened") and protocol == "query" else ()
        print("map", name, shape["key"]["shape"], shape["value"]["shape"], *flat, *named)
    elif "enum" in shape:
        print("enum", name, *(value for value in shape["enum"] if " " not in value))
    else:
        print(kind, name)
