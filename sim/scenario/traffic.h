// The users of a scenario: requests on the virtual clock, and what came back.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/core/context.h"
#include "sim/core/http.h"
#include "sim/core/task.h"
#include "sim/core/user_agent.h"
#include "sim/scenario/types.h"

namespace greenroom::scenario {

struct RequestRecord {
  std::string users;        // name of the traffic
  std::int64_t number = 0;  // from 1, per traffic
  Instant sent;
  Instant ended;
  std::string outcome;   // "200", "503", "no answer"
  std::string version;   // "" when the answer does not say
  std::string instance;  // "" when the answer does not say

  // A server error or no answer at all; 4xx is the user's own doing.
  [[nodiscard]] bool failed() const {
    return outcome.empty() || outcome[0] < '1' || outcome[0] > '4';
  }
};

class TrafficGenerator {
 public:
  TrafficGenerator(UserAgent& agent, Traffic settings);

  // Sends requests until the run ends. Each is a task of its own: an open loop.
  Task<void> run(Context cx);
  // Traces the window that is open; called once more at the end of a run.
  void close_window(Context cx);
  [[nodiscard]] const std::vector<RequestRecord>& requests() const { return requests_; }
  [[nodiscard]] const std::string& name() const { return settings_.name; }

 private:
  struct Window {
    Instant from;
    std::int64_t requests = 0;
    std::map<std::string, std::int64_t> outcomes;
    std::map<std::string, std::int64_t> versions;
    std::map<std::string, std::int64_t> instances;
    std::uint64_t digest = 0;
  };
  // Failures with one outcome, close together.
  struct Streak {
    std::string status;  // "" while requests succeed
    std::int64_t failures = 0;
    Instant last_failure;
    std::int64_t first_good = 0;  // the first request that succeeded after the last failure, or 0
  };
  static constexpr Duration k_window = seconds(10);
  void begin_window(Instant from);
  void show_cookies(std::int64_t slot, HttpRequest& request) const;
  void keep_cookies(std::int64_t slot, const HttpResponse& response);
  // What became of `one`, as the answer says it.
  void record_answer(Context cx, RequestRecord one, const HttpResult& result);
  // websocket_traffic.cpp
  Task<void> run_websockets(Context cx);
  Task<void> keep_websocket(Context cx, std::int64_t connection);
  Task<std::int64_t> talk(Context cx, ByteStream* stream);
  Task<void> send_one(Context cx, std::int64_t number, std::int64_t slot);
  void record(Context cx, RequestRecord request);
  void trace_streak(Context cx, const RequestRecord& one);

  UserAgent& agent_;
  Traffic settings_;
  Window window_;
  std::vector<RequestRecord> requests_;
  std::set<std::string> seen_;         // "version instance" pairs that have answered
  std::set<std::int64_t> free_slots_;  // connections not in use
  std::int64_t slots_ = 0;
  std::map<std::int64_t, std::map<std::string, std::string>> cookies_;  // by slot, by name
  std::int64_t websockets_ = 0;                                         // ever asked for
  Streak streak_;
};

}  // namespace greenroom::scenario
