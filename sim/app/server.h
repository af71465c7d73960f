// A cloud behind a door that clients of AWS knock at: what `greenroom serve` runs.
//
// Whoever asks /_greenroom/... speaks to greenroom itself (control.h), whoever asks for the lab's
// Git repository to that (git_door.h), everybody else to AWS (fakes/wire). A request to AWS waits
// until time rests (pace.h) and is then carried out at once; one that waits for a message which is
// not there yet is carried out again when there may be one (long_polls.h).
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/balancer_door.h"
#include "sim/app/git_door.h"
#include "sim/app/open_cloud.h"
#include "sim/app/pace.h"
#include "sim/app/past.h"
#include "sim/core/exit_code.h"
#include "sim/core/kernel.h"
#include "sim/real/api_door.h"

namespace greenroom::app {

struct ServeOptions {
  std::string address = "127.0.0.1";
  int port = 4566;
  Speed speed;
  std::uint64_t seed = 1;
  std::optional<scenario::Scenario> environment;  // furnishes the cloud; steps are not taken
  std::string environment_digest;                 // of its text, a line for people; "" without one
  std::string npm_packages;
  int load_balancer_port = 0;  // of the first listener; 0: any free one
  std::string data;            // the folder that keeps everything; "": memory only
  // Of the past that `data` keeps: they run again, instead of being replayed.
  bool builds_run_again = false;
  Authentication authentication = Authentication::Open;
  // Told a line for people: where a listener can be reached.
  std::function<void(const std::string&)> tell;
};

struct ServeCounts {
  std::uint64_t requests = 0;                     // to AWS
  std::map<std::string, std::uint64_t> not_here;  // answered 501, by what was asked for
};

// Where a listener can be reached on this computer.
struct ListenerAddress {
  std::string load_balancer;  // its name
  std::string listener_arn;
  int port = 0;  // as AWS knows it
  std::string url;
};

class Server final : public TraceObserver {
 public:
  // `from_before`: the door of the world that was there before a reset.
  explicit Server(ServeOptions options,
                  std::optional<real::DoorOfTheNextWorld> from_before = std::nullopt);
  ~Server() override;
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The port it listens on.
  [[nodiscard]] int port() const { return door_->port(); }
  // Until it is asked to end (SIGINT, SIGTERM), or to begin anew: then it gives the door of the
  // next world. Throws HarnessError; ReplayBroken when it has to be started anew with
  // `builds_run_again`.
  std::optional<real::DoorOfTheNextWorld> run();
  [[nodiscard]] std::vector<ListenerAddress> listeners();
  [[nodiscard]] const ServeCounts& counts() const { return counts_; }
  // Of the student, who may do everything.
  [[nodiscard]] sts::Credentials keys() {
    return cloud().callers.keys_of_student(kernel_.seed()).credentials;
  }
  // After run().
  [[nodiscard]] WorldProblems problems() { return open_.problems(); }

  void on_line(const TraceLine& line) override;

 private:
  friend class Control;
  struct Held {
    std::uint64_t number = 0;
    HttpRequest request;
    Instant asked_at;
  };
  void arrived(std::uint64_t number, HttpRequest request);
  void hold(Held held);
  void let_in();
  // Of one that was let in: whether it waits for more than it can be told now (long_polls.h).
  [[nodiscard]] bool is_to_wait(const Held& held);
  // Those who wait are let in once more.
  void look_again();
  // A user of an app, who does not wait until time rests. Whether it was one.
  bool pass_to_balancer(std::uint64_t number, const HttpRequest& request);
  Task<void> ask_balancer(Context cx, std::uint64_t number, BalancerCall call);
  [[nodiscard]] HttpResponse carry_out(const HttpRequest& request);
  // Of greenroom itself.
  void answer_control(std::uint64_t number, const HttpRequest& request);
  // Whether time does not go on by itself because the past is carried out again first.
  [[nodiscard]] Pace::Turn repeat_past();
  [[nodiscard]] bool is_restoring() const { return past_ && !past_->is_over(); }
  void count(const HttpRequest& request, const HttpResponse& response);
  // What follows from operations of one service elsewhere; new listeners are told.
  void join(Context cx);
  // For people: where it can be reached.
  void tell_listener(const Door& door);
  [[nodiscard]] Cloud& cloud() { return open_.cloud(); }
  Task<void> furnish(Context cx);

  ServeOptions options_;
  OpenCloud open_;
  Kernel& kernel_ = open_.kernel();
  real::Settlement& settlement_ = open_.settlement();
  std::unique_ptr<GitDoor> git_;
  std::unique_ptr<Pace> pace_;
  std::unique_ptr<real::ApiDoor> door_;
  std::unique_ptr<Past> past_;  // with --data
  std::deque<Held> held_;
  std::deque<Held> waiting_;   // for what is not there yet
  int owed_by_balancers_ = 0;  // answers
  bool furnished_ = false;
  bool asked_to_end_ = false;
  std::optional<std::uint64_t> reset_by_;  // the client's request
  ServeCounts counts_;
  // A client that wants to know when a line like this is told, and its time limit.
  struct Wish {
    std::uint64_t number = 0;
    scenario::Wants wants;
    Instant deadline;
    bool was_paused = false;
  };
  std::optional<Wish> wish_;
};

}  // namespace greenroom::app
