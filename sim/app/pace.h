// How virtual time goes on while clients from outside may come at any moment (`greenroom serve`).
//
// At `max` it runs ahead as long as something is under way, and rests otherwise: whoever asks then
// sees how everything ended. Requests enter at rest, so that a script of clients that ask one after
// another gives the same trace every time. At `60x` a minute passes in a second, and requests enter
// whenever they come.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "sim/core/kernel.h"
#include "sim/core/outside.h"
#include "sim/core/time.h"
#include "sim/real/settlement.h"

namespace greenroom::app {

// 0: as fast as this computer can. Otherwise so many virtual seconds in a real one.
struct Speed {
  std::int64_t times = 0;
};
// "max", "1x", "60x"; nothing for anything else.
[[nodiscard]] std::optional<Speed> parse_speed(const std::string& text);
[[nodiscard]] std::string to_string(Speed speed);

// Time may rest when nothing was told in the trace for this long and no deployment, build or
// pipeline is under way. Longer than what happens in between silently: boots, health checks,
// polling, draining.
inline constexpr Duration k_quiet = minutes(10);
// But it does not run ahead for ever without a client: a schedule has always something to do.
inline constexpr Duration k_run_ahead_max = hours(24);
// What happens then never happens: an event at this instant keeps a cloud in which nothing is going
// on from looking like a deadlock.
inline constexpr Instant k_end_of_time = k_start + hours(24 * 365 * 99);
// How long a client waits in real time for the world to come to rest, and is answered then.
inline constexpr std::chrono::milliseconds k_held_max{20'000};
inline constexpr std::chrono::milliseconds k_held_at_real_speed_max{200};

// What the decision depends on.
struct PaceSituation {
  Speed speed;
  bool paused = false;
  Instant now;
  Instant next;            // when the next thing happens; k_never: nothing will
  Instant run_until;       // a client wants time to get there
  bool under_way = false;  // a deployment, a build or a pipeline that waits for nobody
  Instant last_activity;   // of the trace, or of a client that has changed something
  Instant last_request;
  // Of other speeds than max: virtual time as real time has it.
  Instant paced_now;
};
enum class Move { Advance, Rest, Wait };
// Wait: until `next` is due in real time.
[[nodiscard]] Move next_move(const PaceSituation& situation);

class Pace final : public Outside {
 public:
  // Of what a server did before it was started anew: it comes first, at its own instants.
  enum class Turn { Over, TimeGoesOn, Repeated };
  // What the pace asks of the rest of the server.
  struct Asks {
    std::function<bool()> under_way;
    std::function<bool()> somebody_waits;  // a client's request is held
    std::function<void()> let_in;          // answer those now
    std::function<bool()> is_asked_to_end;
    std::function<Turn()> repeat_past;
  };
  Pace(Kernel& kernel, real::Settlement& settlement, Speed speed, Asks asks);

  bool settle() override;
  [[nodiscard]] Instant next_deadline() const override { return settlement_.next_deadline(); }
  void time_moved(Instant now) override { settlement_.time_moved(now); }

  void note_activity() { last_activity_ = kernel_.now(); }
  void note_request() { last_request_ = kernel_.now(); }
  [[nodiscard]] Speed speed() const { return speed_; }
  void set_speed(Speed speed);
  [[nodiscard]] bool paused() const { return paused_; }
  void set_paused(bool paused);
  // Time goes on to there, at the speed that is set, also while it is paused.
  void run_until(Instant instant) { run_until_ = instant; }
  [[nodiscard]] bool is_running_to_somewhere() const { return run_until_ > kernel_.now(); }
  // Whether time would rest now if nobody came.
  [[nodiscard]] bool at_rest() const { return next_move(situation()) == Move::Rest; }

 private:
  using RealClock = std::chrono::steady_clock;
  [[nodiscard]] PaceSituation situation() const;
  [[nodiscard]] Instant paced_now() const;
  // At other speeds than max time stands at the last event: moves it to where the clock is.
  bool catch_up();
  void anchor();

  Kernel& kernel_;
  real::Settlement& settlement_;
  Speed speed_;
  Asks asks_;
  bool paused_ = false;
  Instant run_until_;
  Instant last_activity_;
  Instant last_request_;
  Instant anchor_;
  RealClock::time_point anchor_real_;
};

}  // namespace greenroom::app
