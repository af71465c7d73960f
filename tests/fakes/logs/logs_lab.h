// A group "/app" with the streams "a" and "b".
#pragma once

#include <string>
#include <vector>

#include "fakes/logs/service.h"
#include "tests/support/fake_world.h"

namespace greenroom::test {

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

  FakeWorld world;
  logs::Logs logs{aws::Account{}};
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
