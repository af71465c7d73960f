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
print("service", sys.argv[1], "json-1.1", metadata["targetPrefix"])
empty = {"shape": "Unit"}
print("structure Unit")
for name, operation in model["operations"].items():
    shapes = (operation.get(side, empty)["shape"] for side in ("input", "output"))
    print("operation", name, *shapes)
for name, shape in model["shapes"].items():
    kind = shape["type"]
    if kind == "structure":
        required = shape.get("required", [])
        members = (f"{m}:{s['shape']}{'!' if m in required else ''}"
                   for m, s in shape["members"].items())
        print("structure", name, *members)
    elif kind == "list":
        print("list", name, shape["member"]["shape"])
    elif kind == "map":
        print("map", name, shape["key"]["shape"], shape["value"]["shape"])
    elif "enum" in shape:
        print("enum", name, *(value for value in shape["enum"] if " " not in value))
    else:
        print({"double": "long", "float": "long"}.get(kind, kind), name)
