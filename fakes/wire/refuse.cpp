#include "fakes/wire/refuse.h"

#include <string>

namespace greenroom::wire {
namespace {

bool asks_for_nothing(const aws::Json& value) {
  return value.kind != aws::JsonKind::True && value.text.empty() && value.items.empty() &&
         value.members.empty();
}

}  // namespace

Status refuse(const aws::Json& input, const char* code,
              std::initializer_list<const char*> members) {
  for (const char* member : members) {
    const aws::Json* found = input.find(member);
    if (found != nullptr && !asks_for_nothing(*found)) {
      return Failure{code, std::string(member) + " is not supported here"};
    }
  }
  return success();
}

}  // namespace greenroom::wire
