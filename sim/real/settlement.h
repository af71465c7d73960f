// Settlement: where virtual time meets the real world. Implements the kernel's Outside.
//
// Real work (a hook script, a request to a real server) is begun at a virtual instant with a ticket
// and, in real time, ends whenever it ends. Its result is kept back until every ticket has either
// ended or is parked (its machine is quiescent: nothing in it can go on before virtual time does);
// only then are results handed over, ordered by (actor, sequence) of the tickets. So the simulation
// never sees who was faster.
//
// How to write an operation:
//   const Ticket ticket = settlement.begin(cx.actor(), machine);     // in a task, in event order
//   ... start Asio work; in its handler: settlement.finish(ticket, [op] { op->slot.set(...); });
//   auto result = co_await op->slot.take_until(cx, deadline);        // virtual deadline
//   if (!result) { cancel the Asio work; settlement.abandon(ticket); }
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/core/event_queue.h"
#include "sim/core/kernel.h"
#include "sim/core/outside.h"

namespace boost::asio {
class io_context;
}

namespace greenroom::real {

// A set of real processes whose activity can be watched: one sandboxed machine.
class Watched {
 public:
  virtual ~Watched() = default;
  enum class State { Quiescent, Busy };
  // One look, as deep as the double-collect recipe asks. `tickets_open`: whether an operation on
  // this machine waits for a result (then un-virtualised timed waits count as busy).
  virtual State look(bool tickets_open) = 0;
  // The earliest virtual instant at which one of its processes wants to wake; k_never when none.
  [[nodiscard]] virtual Instant next_deadline() const { return k_never; }
  // Lets one of them wake that is due now; whether there was one. Only while it is quiescent.
  virtual bool let_due_go() { return false; }
  // Whether a process of it was let go since the last time this was asked.
  virtual bool just_let_go() { return false; }
  // Virtual time has moved. Only while it is quiescent.
  virtual void time_moved() {}
  // Something from outside reached it since it was found quiescent.
  virtual void disturb() {}
  // Readable when the machine has something to say at once; -1: nothing to be watched.
  [[nodiscard]] virtual std::array<int, 2> wake_descriptors() const { return {-1, -1}; }
  // Who is busy, for the watchdog's report: program, pid inside the machine, state, system call.
  [[nodiscard]] virtual std::string describe_busy() = 0;
};

struct Ticket {
  std::uint64_t id = 0;
};

class Settlement final : public Outside {
 public:
  explicit Settlement(Kernel& kernel);
  ~Settlement() override;

  // The one event loop of all real I/O. Handlers only store results and call finish().
  [[nodiscard]] boost::asio::io_context& io();

  // Begins an operation of `actor`. `machine` is the machine that has to do something, or nullptr
  // for one that completes inside this process.
  Ticket begin(ActorId actor, Watched* machine);
  // The operation has ended; `deliver` is run by settle(), in ticket order. Once per ticket.
  void finish(Ticket ticket, std::function<void()> deliver);
  // Nobody waits for it any more. Safe for unknown or finished tickets.
  void abandon(Ticket ticket);
  // Something was sent to `machine`: it must be found quiescent before virtual time moves again.
  void touch(Watched* machine);
  // A machine begins and ends. Machines are let go in the order in which they began.
  void add(Watched* machine) { machines_.push_back(machine); }
  void forget(Watched* machine);

  // Something in a machine waits on real time: what it does next has no fixed place in virtual
  // time. `what` names program and call. Such a run is reported as not deterministic.
  void note_escape(const std::string& what) { escapes_.insert(what); }
  [[nodiscard]] const std::set<std::string>& escapes() const { return escapes_; }

  // Something real moved (output, a process started or ended): the watchdog starts anew.
  void progressed() { ++progress_; }

  // An operation without a machine never keeps settle() waiting: it is parked until somebody in
  // this process finishes it. Bytes on their way to it are counted here instead.
  //
  // Bytes under way between two sockets of this very process (user -> load balancer and back):
  // settle() does not end while the count is not zero.
  void sent_inside() { ++inside_; }
  void received_inside() { --inside_; }

  // Takes in what has arrived on sockets by now, without waiting and without moving time: for
  // whoever writes to them from outside of the simulation.
  void take_in() { run_handlers(); }

  // Waits in real time until something has arrived on a socket or a timer of io() is due, and takes
  // that in, but not longer than that. Only while everything is settled.
  void wait_for_arrivals(std::chrono::milliseconds longest);

  bool settle() override;
  [[nodiscard]] Instant next_deadline() const override;
  [[nodiscard]] Instant now() const { return kernel_.now(); }
  void time_moved(Instant now) override;  // settle() lets go what is due

 private:
  struct Operation {
    ActorId actor;
    std::uint64_t sequence = 0;
    Watched* machine = nullptr;
    std::function<void()> deliver;  // empty while it runs
  };
  struct Loop;

  [[nodiscard]] bool has_open_ticket(const Watched* machine) const;
  void watch(Watched* machine);
  bool run_handlers();
  bool after_handlers(bool ran);
  bool machines_quiescent();
  bool let_due_go();
  void pause_for(std::int64_t microseconds) const;
  bool hand_over();
  [[noreturn]] void watchdog_bites();
  [[noreturn]] void instant_takes_too_long();
  [[nodiscard]] std::string who_is_busy();

  Kernel& kernel_;
  std::unique_ptr<Loop> loop_;
  std::uint64_t next_ticket_ = 1;
  std::map<std::uint64_t, Operation> operations_;
  std::vector<Watched*> machines_;
  std::vector<Watched*> touched_;
  std::set<std::string> escapes_;
  int inside_ = 0;
  std::uint64_t progress_ = 0;
  std::chrono::steady_clock::time_point instant_began_ = std::chrono::steady_clock::now();
};

}  // namespace greenroom::real
