// A group "/app" with the streams "a" and "b", and JSON over Boost.JSON.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "fakes/logs/service.h"
#include "tests/support/fake_world.h"

namespace greenroom::test {

class BoostJson final : public logs::Json {
 public:
  [[nodiscard]] std::optional<std::string> value_at(
      const std::string& document, const std::vector<std::string>& path) const override {
    boost::system::error_code error;
    const boost::json::value root = boost::json::parse(document, error);
    const boost::json::value* value = error ? nullptr : &root;
    for (const std::string& name : path) {
      const boost::json::object* object = value == nullptr ? nullptr : value->if_object();
      value = object == nullptr ? nullptr : object->if_contains(name);
    }
    if (value == nullptr || value->is_structured()) {
      return std::nullopt;
    }
    return value->is_string() ? std::string(value->get_string()) : serialize(*value);
  }
};

struct LogsLab {
  LogsLab() {
    const bool made = logs.CreateLogGroup(cx(), "/app").ok() &&
                      logs.CreateLogStream(cx(), "/app", "a").ok() &&
                      logs.CreateLogStream(cx(), "/app", "b").ok();
    SIM_ASSERT(made, "the lab's group and streams");
  }
  Result<logs::PutLogEventsOutput> put(const std::string& stream,
                                       std::vector<logs::InputLogEvent> events) {
    return logs.PutLogEvents(cx(), {"/app", stream, std::move(events), ""});
  }
  // One event at each second of [from, to), its message the second.
  void count(const std::string& stream, std::int64_t from, std::int64_t to) {
    std::vector<logs::InputLogEvent> events;
    for (std::int64_t second = from; second < to; ++second) {
      events.push_back({k_start + seconds(second), std::to_string(second)});
    }
    SIM_ASSERT(put(stream, std::move(events)).ok(), "the lab's events");
  }
  [[nodiscard]] Context cx() { return world.as("logs"); }

  BoostJson json;
  FakeWorld world;
  logs::Logs logs{aws::Account{}, json};
};

template <typename Event>
Lines messages_of(const std::vector<Event>& events) {
  Lines messages;
  for (const Event& event : events) {
    messages.push_back(event.message);
  }
  return messages;
}

}  // namespace greenroom::test
