#include "fakes/iam/wire.h"

#include <algorithm>
#include <utility>

#include "fakes/iam/wire_handlers.h"
#include "fakes/wire/address.h"
#include "sim/core/assert.h"

namespace greenroom::iam {

constexpr std::int64_t k_items_per_page = 100;

aws::Json flag(bool value) {
  return {value ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}};
}

Result<aws::Json> done(const Status& status) {
  return status ? Result<aws::Json>(wire::Object().take()) : status.failure();
}

aws::Json document(const std::string& text) {
  std::string encoded;
  for (const char c : wire::percent_encoded(text)) {
    encoded += c == '/' ? "%2F" : std::string(1, c);
  }
  return wire::text(std::move(encoded));
}

aws::Json role_of(Context cx, const Role& role) {
  wire::Object told;
  told.add("Path", wire::text(role.Path))
      .add("RoleName", wire::text(role.RoleName))
      .add("RoleId", wire::text(role.RoleId))
      .add("Arn", wire::text(role.Arn))
      .add("CreateDate", wire::timestamp(cx.epoch(), role.CreateDate))
      .add("AssumeRolePolicyDocument", document(role.AssumeRolePolicyDocument))
      .add_unless_empty("Description", role.Description)
      .add("MaxSessionDuration", wire::number(role.MaxSessionDuration));
  if (!role.tags.empty()) {
    told.add("Tags", wire::tags_of(role.tags));
  }
  return told.take();
}

Result<aws::Json> page(const aws::Json& input, const std::string& member, const aws::Json& all) {
  const auto range = wire::page_range(all.items.size(), wire::text_of(input, "Marker"),
                                      wire::number_of(input, "MaxItems", k_items_per_page));
  if (!range) {
    return Failure{"ValidationError", "Invalid Marker: " + wire::text_of(input, "Marker")};
  }
  const auto at = [&](std::size_t place) {
    return all.items.begin() + static_cast<std::ptrdiff_t>(place);
  };
  aws::Json part{aws::JsonKind::Array, {}, {at(range->begin), at(range->end)}, {}};
  return wire::Object()
      .add(member, std::move(part))
      .add("IsTruncated", flag(!range->next_token.empty()))
      .add_unless_empty("Marker", range->next_token)
      .take();
}

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  for (const Handlers* handlers :
       {&role_handlers(), &role_policy_handlers(), &policy_handlers(), &profile_handlers()}) {
    const auto found = handlers->find(operation);
    if (found != handlers->end()) {
      return found->second(iam_, cx, input);
    }
  }
  SIM_ASSERT(false, "the table has an operation without a handler: " + operation);
}

int Wire::status_of_error(const std::string& code) const {
  static const std::map<std::string_view, int> others = {
      {"NoSuchEntity", 404},  {"EntityAlreadyExists", 409}, {"DeleteConflict", 409},
      {"LimitExceeded", 409}, {"AccessDenied", 403},        {"EntityTemporarilyUnmodifiable", 409}};
  const auto found = others.find(code);
  return found == others.end() ? 400 : found->second;
}

}  // namespace greenroom::iam
