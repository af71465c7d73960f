#include "sim/scenario/traffic.h"

#include <algorithm>
#include <utility>

#include "sim/core/random.h"

namespace greenroom::scenario {
namespace {

constexpr Duration k_calm = seconds(2);  // without a failure: then a streak of them is over

using Counts = std::map<std::string, std::int64_t>;

RawJson counted(const Counts& counts) {
  return json_counts({counts.begin(), counts.end()});
}

std::string hex(std::uint64_t value) {
  constexpr std::string_view k_hex = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) {
    text += k_hex[value >> shift & 15u];
  }
  return text;
}

}  // namespace

TrafficGenerator::TrafficGenerator(UserAgent& agent, Traffic settings)
    : agent_(agent), settings_(std::move(settings)) {}

void TrafficGenerator::begin_window(Instant from) {
  window_ = {};
  window_.from = from;
}

Task<void> TrafficGenerator::run(Context cx) {
  if (settings_.websocket) {
    co_await run_websockets(cx);
  }
  begin_window(cx.now());
  Instant next = cx.now();
  for (std::int64_t number = 1;; ++number) {
    if (next - window_.from >= k_window) {
      close_window(cx);
      begin_window(next);
    }
    // The lowest free slot: its actor keeps one connection to the load balancer alive.
    std::int64_t slot = slots_;
    if (free_slots_.empty()) {
      ++slots_;
    } else {
      slot = *free_slots_.begin();
      free_slots_.erase(free_slots_.begin());
    }
    const Context user = cx.as("traffic/" + settings_.name + "/" + std::to_string(slot));
    user.spawn("request", send_one(user, number, slot));
    next = next + settings_.interval;
    co_await cx.sleep_until(next);
  }
}

Task<void> TrafficGenerator::send_one(Context cx, std::int64_t number, std::int64_t slot) {
  HttpRequest request;
  request.target = settings_.path;
  request.headers = {{"Host", "lab-app-alb.us-east-1.elb.amazonaws.com"},
                     {"User-Agent", "greenroom-user"},
                     {"Accept", "*/*"}};
  show_cookies(slot, request);
  RequestRecord one;
  one.users = settings_.name;
  one.number = number;
  one.sent = cx.now();
  const Instant deadline = cx.now() + settings_.timeout;
  const HttpResult result = co_await agent_.get(cx, std::move(request), deadline);
  if (settings_.cookies) {
    keep_cookies(slot, result.response);
  }
  free_slots_.insert(slot);
  record_answer(cx.as("traffic/" + settings_.name), std::move(one), result);
}

void TrafficGenerator::show_cookies(std::int64_t slot, HttpRequest& request) const {
  const auto own = cookies_.find(slot);
  std::string all;
  if (own != cookies_.end()) {
    for (const auto& [name, value] : own->second) {
      all += (all.empty() ? "" : "; ") + name + "=" + value;
    }
  }
  if (!all.empty()) {
    request.headers.emplace_back("Cookie", all);
  }
}

// Simplified: cookies do not expire, and are for every path.
void TrafficGenerator::keep_cookies(std::int64_t slot, const HttpResponse& response) {
  for (const auto& [field, value] : response.headers) {
    const std::size_t equals = value.find('=');
    const std::size_t end = std::min(value.find(';'), value.size());
    if (same_header_name(field, "Set-Cookie") && equals < end) {
      cookies_[slot][value.substr(0, equals)] = value.substr(equals + 1, end - equals - 1);
    }
  }
}

void TrafficGenerator::record_answer(Context cx, RequestRecord one, const HttpResult& result) {
  one.ended = cx.now();
  one.outcome = result.end == HttpEnd::Answered ? std::to_string(result.response.status)
                                                : std::string("no answer");
  one.version = std::string(find_header(result.response.headers, settings_.version_header));
  one.instance = std::string(find_header(result.response.headers, settings_.instance_header));
  record(cx, std::move(one));
}

void TrafficGenerator::record(Context cx, RequestRecord one) {
  ++window_.requests;
  ++window_.outcomes[one.outcome];
  if (!one.version.empty()) {
    ++window_.versions[one.version];
  }
  if (!one.instance.empty()) {
    ++window_.instances[one.instance];
  }
  const std::string flat = std::to_string(one.number) + " " +
                           std::to_string(one.sent.microseconds) + " " +
                           std::to_string(one.ended.microseconds) + " " + one.outcome + " " +
                           one.version + " " + one.instance;
  window_.digest = mix(window_.digest ^ hash_text(flat));
  trace_streak(cx, one);
  if (!one.failed() && !one.version.empty() &&
      seen_.insert(one.version + " " + one.instance).second) {
    cx.trace("traffic.version",
             {{"request", one.number}, {"version", one.version}, {"instance", one.instance}});
  }
  requests_.push_back(std::move(one));
}

// Failures that come and go (every other request, while the load balancer fails open) are one
// streak: it is told by its first failure and, once none has come for a while, by its end.
void TrafficGenerator::trace_streak(Context cx, const RequestRecord& one) {
  const bool goes_on = one.failed() && one.outcome == streak_.status;
  const bool over = !goes_on && !streak_.status.empty() &&
                    (one.failed() || one.ended - streak_.last_failure >= k_calm);
  if (!one.failed() && !streak_.status.empty() && streak_.first_good == 0) {
    streak_.first_good = one.number;
  }
  if (over) {
    cx.trace("traffic.streak_over",
             {{"request", streak_.first_good == 0 ? one.number : streak_.first_good},
              {"status", streak_.status},
              {"failures", streak_.failures}});
    streak_ = {};
  }
  if (!one.failed()) {
    return;
  }
  if (streak_.status.empty()) {
    streak_.status = one.outcome;
    cx.trace("traffic.failed", {{"request", one.number}, {"status", one.outcome}});
  }
  ++streak_.failures;
  streak_.last_failure = one.ended;
  streak_.first_good = 0;
}

void TrafficGenerator::close_window(Context cx) {
  if (window_.requests == 0) {
    return;
  }
  cx.as("traffic/" + settings_.name)
      .trace("traffic.window", {{"from", window_.from.microseconds},
                                {"requests", window_.requests},
                                {"status", counted(window_.outcomes)},
                                {"versions", counted(window_.versions)},
                                {"instances", counted(window_.instances)},
                                {"digest", hex(window_.digest)}});
}

}  // namespace greenroom::scenario
