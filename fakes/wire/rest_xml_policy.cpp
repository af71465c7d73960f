#include "fakes/wire/rest_xml_policy.h"

#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "fakes/aws/json.h"
#include "fakes/wire/base64.h"
#include "fakes/wire/query.h"
#include "fakes/wire/values.h"

namespace greenroom::wire {
namespace {

Failure denied(const std::string& why) {
  return {"AccessDenied", "Invalid according to Policy: " + why};
}

Failure no_policy(const std::string& why) {
  return {"InvalidPolicyDocument", "Invalid Policy: " + why};
}

// A number is written as one, or as text.
std::uint64_t number_in(const aws::Json& json) {
  std::uint64_t number = 0;
  std::from_chars(json.text.data(), json.text.data() + json.text.size(), number);
  return number;
}

class Conditions {
 public:
  Conditions(const std::map<std::string, std::string>& fields, std::uint64_t size)
      : fields_(fields), size_(size) {}

  Status check(const aws::Json& condition) {
    if (condition.kind == aws::JsonKind::Object) {
      for (const aws::JsonMember& member : condition.members) {
        if (const Status held = equals(member.name, member.value.text, condition); !held) {
          return held;
        }
      }
      return success();
    }
    if (condition.kind != aws::JsonKind::Array || condition.items.size() != 3) {
      return no_policy("Invalid condition: " + aws::to_text(condition));
    }
    const std::string how = lower(condition.items[0].text);
    if (how == "content-length-range") {
      return in_range(number_in(condition.items[1]), number_in(condition.items[2]));
    }
    std::string name = condition.items[1].text;
    if (name.empty() || name[0] != '$' || (how != "eq" && how != "starts-with")) {
      return no_policy("Invalid condition: " + aws::to_text(condition));
    }
    name.erase(0, 1);
    if (how == "eq") {
      return equals(name, condition.items[2].text, condition);
    }
    const bool held = value_of(name).rfind(condition.items[2].text, 0) == 0;
    return held ? success() : Status(broken(condition));
  }

  // A field that no condition is about.
  [[nodiscard]] std::optional<std::string> unmentioned() const {
    static const std::set<std::string> free = {"x-amz-signature", "file",      "policy",
                                               "awsaccesskeyid",  "signature", "bucket"};
    for (const auto& [name, value] : fields_) {
      if (free.count(name) == 0 && mentioned_.count(name) == 0 && name.rfind("x-ignore-", 0) != 0) {
        return name;
      }
    }
    return std::nullopt;
  }

 private:
  std::string value_of(const std::string& name) {
    mentioned_.insert(lower(name));
    const auto found = fields_.find(lower(name));
    return found == fields_.end() ? "" : found->second;
  }

  Status equals(const std::string& name, const std::string& value, const aws::Json& condition) {
    return value_of(name) == value ? success() : Status(broken(condition));
  }

  [[nodiscard]] Status in_range(std::uint64_t least, std::uint64_t most) const {
    if (size_ > most) {
      return Failure{"EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"};
    }
    if (size_ < least) {
      return Failure{"EntityTooSmall",
                     "Your proposed upload is smaller than the minimum allowed size"};
    }
    return success();
  }

  static Failure broken(const aws::Json& condition) {
    return denied("Policy Condition failed: " + aws::to_text(condition));
  }

  const std::map<std::string, std::string>& fields_;
  std::uint64_t size_;
  std::set<std::string> mentioned_;
};

}  // namespace

Status check_post_policy(Context cx, const std::string& policy,
                         const std::map<std::string, std::string>& fields, std::uint64_t size) {
  const std::optional<std::string> bytes = bytes_of_base64(policy);
  const Result<aws::Json> document =
      bytes ? aws::parse_json(*bytes) : Result<aws::Json>(no_policy("Invalid JSON."));
  if (!document) {
    return no_policy("Invalid JSON.");
  }
  const std::optional<std::string> expiration =
      seconds_of_iso8601(text_of(document.value(), "expiration"));
  if (!expiration) {
    return no_policy("Policy missing expiration.");
  }
  std::int64_t ends = 0;
  std::from_chars(expiration->data(), expiration->data() + expiration->size(), ends);
  if (unix_seconds(cx.epoch(), cx.now()) >= ends) {
    return denied("Policy expired.");
  }
  const aws::Json* conditions = document.value().find("conditions");
  if (conditions == nullptr) {
    return no_policy("Policy missing conditions.");
  }
  Conditions all(fields, size);
  for (const aws::Json& condition : conditions->items) {
    if (const Status held = all.check(condition); !held) {
      return held;
    }
  }
  if (const std::optional<std::string> name = all.unmentioned()) {
    return denied("Extra input fields: " + *name);
  }
  return success();
}

}  // namespace greenroom::wire
