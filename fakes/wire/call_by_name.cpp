#include "fakes/wire/call_by_name.h"

#include <algorithm>
#include <utility>

#include "fakes/wire/check_input.h"
#include "fakes/wire/query.h"

namespace greenroom::wire {
namespace {

// The member of a structure that travels as the body; nullptr when there is none.
const Member* payload_of(const Model& model, const std::string& shape) {
  for (const Member& member : model.shape(shape).members) {
    if (member.travels == Travels::Payload && model.shape(member).kind == ShapeKind::Blob) {
      return &member;
    }
  }
  return nullptr;
}

// Takes the member out of an object; "" when it is not there.
std::string take_text(aws::Json& object, const std::string& name) {
  const auto found = std::find_if(object.members.begin(), object.members.end(),
                                  [&](const aws::JsonMember& each) { return each.name == name; });
  if (found == object.members.end()) {
    return "";
  }
  std::string text = std::move(found->value.text);
  object.members.erase(found);
  return text;
}

Failure not_here(const std::string& what) {
  return {"NotImplemented", what + " is not served here; fakes/wire/README.md says what is"};
}

}  // namespace

Result<NamedOutput> call_by_name(Context cx, const std::vector<Service*>& services,
                                 NamedCall call) {
  const auto found = std::find_if(services.begin(), services.end(), [&](const Service* each) {
    return each->names().service == call.service || signing_name(each->names()) == call.service;
  });
  if (found == services.end()) {
    return not_here("a service of the name '" + call.service + "'");
  }
  const Model& model = (*found)->model();
  const auto known = model.operations.find(call.operation);
  if (known == model.operations.end()) {
    return not_here(model.service + ":" + call.operation);
  }
  if (!call.payload.empty()) {
    const Member* body = payload_of(model, known->second.input);
    if (body == nullptr) {
      return Failure{"SerializationException", call.operation + " takes no body"};
    }
    call.input.members.push_back(
        {body->name, {aws::JsonKind::String, std::move(call.payload), {}, {}}});
  }
  const Result<aws::Json> checked = check_input(model, known->second.input, std::move(call.input));
  if (!checked) {
    return checked.failure();
  }
  Result<aws::Json> output = (*found)->call(cx, call.operation, checked.value());
  if (!output) {
    return output.failure();
  }
  NamedOutput outcome{std::move(output).value(), ""};
  if (const Member* body = payload_of(model, known->second.output)) {
    outcome.payload = take_text(outcome.output, body->name);
  }
  return outcome;
}

}  // namespace greenroom::wire
