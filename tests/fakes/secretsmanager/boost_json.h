// The JSON port over Boost.JSON, as an application connects it.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>

#include "fakes/secretsmanager/ports.h"

namespace greenroom::test {

class BoostJson final : public secretsmanager::Json {
 public:
  [[nodiscard]] std::optional<std::string> member_text(const std::string& document,
                                                       const std::string& key) const override {
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse(document, error);
    const boost::json::object* object = error ? nullptr : value.if_object();
    const boost::json::value* member = object == nullptr ? nullptr : object->if_contains(key);
    if (member == nullptr) {
      return std::nullopt;
    }
    return member->is_string() ? std::string(member->get_string()) : serialize(*member);
  }
};

}  // namespace greenroom::test
