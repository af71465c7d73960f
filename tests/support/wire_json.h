// Reading what a wire answers, in tests.
#pragma once

#include <algorithm>
#include <string>

#include "fakes/aws/json.h"
#include "fakes/wire/model.h"

namespace greenroom::test {

// The first member of `json` that its shape does not have; "" when it knows all.
inline std::string stranger(const wire::Model& model, const std::string& name,
                            const aws::Json& json) {
  const wire::Shape& shape = model.shape(name);
  for (const aws::Json& item : json.items) {
    if (const std::string found = stranger(model, shape.item, item); !found.empty()) {
      return found;
    }
  }
  for (const aws::JsonMember& member : json.members) {
    std::string below = shape.item;  // of a map
    for (const wire::Member& known : shape.members) {
      below = known.name == member.name ? known.shape : below;
    }
    const std::string found =
        below.empty() ? name + "." + member.name : stranger(model, below, member.value);
    if (!found.empty()) {
      return found;
    }
  }
  return "";
}

// The text at members and numbers of items: "projects.0.name"; "" when there is none.
inline std::string at(const aws::Json& json, const std::string& path) {
  const aws::Json* here = &json;
  for (std::size_t from = 0; here != nullptr && from <= path.size();) {
    const std::size_t dot = std::min(path.find('.', from), path.size());
    const std::string step = path.substr(from, dot - from);
    if (here->kind == aws::JsonKind::Array) {
      const std::size_t index = std::stoul(step);
      here = index < here->items.size() ? &here->items[index] : nullptr;
    } else {
      here = here->find(step);
    }
    from = dot + 1;
  }
  return here == nullptr                       ? ""
         : here->kind == aws::JsonKind::True   ? "true"
         : here->kind == aws::JsonKind::False  ? "false"
         : here->kind == aws::JsonKind::Array  ? std::to_string(here->items.size()) + " items"
         : here->kind == aws::JsonKind::Object ? aws::to_text(*here)
                                               : here->text;
}

}  // namespace greenroom::test
