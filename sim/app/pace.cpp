#include "sim/app/pace.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace greenroom::app {
namespace {

// Real waits end by themselves so that a request to end is seen soon.
constexpr std::chrono::milliseconds k_longest_wait{1000};
// Time that lags behind the clock by less is near enough for a client who asks.
constexpr Duration k_lag_max = milliseconds(5);

}  // namespace

std::optional<Speed> parse_speed(const std::string& text) {
  if (text == "max") {
    return Speed{};
  }
  Speed speed;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), speed.times);
  const bool good =
      error == std::errc() && std::string(end) == "x" && speed.times >= 1 && speed.times <= 100'000;
  return good ? std::optional(speed) : std::nullopt;
}

std::string to_string(Speed speed) {
  return speed.times == 0 ? "max" : std::to_string(speed.times) + "x";
}

Move next_move(const PaceSituation& situation) {
  const bool wanted = situation.run_until > situation.now;
  if (situation.next == k_never || (situation.paused && !wanted)) {
    return Move::Rest;
  }
  if (situation.speed.times != 0) {
    return situation.paced_now >= situation.next ? Move::Advance : Move::Wait;
  }
  const bool soon = situation.next - situation.last_activity <= k_quiet;
  const bool far_ahead = situation.next - situation.last_request > k_run_ahead_max;
  const bool busy = situation.under_way || (soon && !far_ahead);
  return wanted || busy ? Move::Advance : Move::Rest;
}

Pace::Pace(Kernel& kernel, real::Settlement& settlement, Speed speed, Asks asks)
    : kernel_(kernel), settlement_(settlement), speed_(speed), asks_(std::move(asks)) {
  last_activity_ = last_request_ = run_until_ = kernel_.now();
  // A world in which nothing has happened yet has no need to become quiet.
  last_activity_ = kernel_.now() + Duration{-k_quiet.microseconds};
  anchor();
}

void Pace::anchor() {
  anchor_ = kernel_.now();
  anchor_real_ = RealClock::now();
}

void Pace::set_speed(Speed speed) {
  speed_ = speed;
  anchor();
}

void Pace::set_paused(bool paused) {
  paused_ = paused;
  anchor();
}

Instant Pace::paced_now() const {
  const auto passed =
      std::chrono::duration_cast<std::chrono::microseconds>(RealClock::now() - anchor_real_);
  return anchor_ + microseconds(passed.count() * speed_.times);
}

PaceSituation Pace::situation() const {
  PaceSituation now;
  now.speed = speed_;
  now.paused = paused_;
  now.now = kernel_.now();
  now.next = std::min(kernel_.next_event_at(), settlement_.next_deadline());
  now.next = now.next >= k_end_of_time ? k_never : now.next;
  now.run_until = run_until_;
  now.under_way = speed_.times == 0 && asks_.under_way();
  now.last_activity = last_activity_;
  now.last_request = last_request_;
  now.paced_now = speed_.times == 0 ? now.now : paced_now();
  return now;
}

bool Pace::catch_up() {
  const Instant there = paced_now();
  if (speed_.times == 0 || paused_ || there - kernel_.now() < k_lag_max * speed_.times) {
    return false;
  }
  kernel_.schedule_call(there, Phase::Control, kernel_.actor("clock"), [] {});
  return true;
}

bool Pace::settle() {
  for (;;) {
    settlement_.take_in();
    if (asks_.is_asked_to_end()) {
      kernel_.stop();
      return true;
    }
    if (settlement_.settle()) {
      return true;
    }
    if (const Turn past = asks_.repeat_past(); past != Turn::Over) {
      return past == Turn::Repeated;
    }
    const PaceSituation here = situation();
    const Move move = next_move(here);
    if (asks_.somebody_waits() && move != Move::Advance) {
      if (catch_up()) {
        return false;
      }
      asks_.let_in();
      return true;
    }
    if (move == Move::Advance) {
      return false;
    }
    std::chrono::milliseconds longest = k_longest_wait;
    if (move == Move::Wait) {
      const Duration left = here.next - here.paced_now;
      const std::int64_t real_left = left.microseconds / speed_.times / 1000 + 1;
      longest = std::min(longest, std::chrono::milliseconds(real_left));
    }
    settlement_.wait_for_arrivals(longest);
  }
}

}  // namespace greenroom::app
