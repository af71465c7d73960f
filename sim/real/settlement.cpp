#include "sim/real/settlement.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <chrono>
#include <optional>

#include "sim/core/assert.h"
#include "sim/core/harness_error.h"
#include "sim/real/proc_text.h"

namespace greenroom::real {
namespace {

using RealClock = std::chrono::steady_clock;

// Real waits between two looks at a busy machine. Waiting longer than needed never changes a
// result.
constexpr std::chrono::microseconds k_first_pause{30};
// A client that was answered mostly asks again at once, and to wake a processor that sleeps takes
// longer than to answer it: one client at a time is served twice as fast like this.
constexpr std::chrono::microseconds k_awake{100};
constexpr std::chrono::microseconds k_longest_pause{1000};

std::chrono::microseconds real(Duration length) {
  return std::chrono::microseconds(length.microseconds);
}

std::set<int> epoll_descriptors() {
  std::set<int> found;
  const int directory = open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  for (const pid_t number : numbered_entries(directory)) {
    std::array<char, 64> target{};
    const std::string name = std::to_string(number);
    const ssize_t length = readlinkat(directory, name.c_str(), target.data(), target.size());
    if (length > 0 && std::string_view(target.data(), static_cast<std::size_t>(length)) ==
                          "anon_inode:[eventpoll]") {
      found.insert(number);
    }
  }
  close(directory);
  return found;
}

}  // namespace

struct Settlement::Loop {
  // The loop makes its epoll descriptor with the first object that needs it, and has no public way
  // to it.
  Loop() {
    const std::set<int> before = epoll_descriptors();
    const boost::asio::posix::stream_descriptor needs_it(io);
    for (const int one : epoll_descriptors()) {
      descriptor = before.count(one) > 0 ? descriptor : one;
    }
  }

  boost::asio::io_context io{1};
  // What the loop itself waits with, so that it can be waited for together with others; -1:
  // unknown.
  int descriptor = -1;

  // Runs what is ready; whether anything was.
  bool poll() {
    io.restart();
    return io.poll() > 0;
  }
};

// Without it the kernel may make each of our short pauses 50 microseconds longer.
Settlement::Settlement(Kernel& kernel) : kernel_(kernel), loop_(std::make_unique<Loop>()) {
  prctl(PR_SET_TIMERSLACK, 1);
}

Settlement::~Settlement() = default;

boost::asio::io_context& Settlement::io() {
  return loop_->io;
}

Ticket Settlement::begin(ActorId actor, Watched* machine) {
  const Ticket ticket{next_ticket_++};
  operations_[ticket.id] = {actor, kernel_.next_sequence(actor), machine, {}};
  touch(machine);
  return ticket;
}

void Settlement::finish(Ticket ticket, std::function<void()> deliver) {
  const auto found = operations_.find(ticket.id);
  if (found == operations_.end()) {
    return;  // abandoned meanwhile
  }
  SIM_ASSERT(!found->second.deliver, "an operation ends once");
  found->second.deliver = std::move(deliver);
  ++progress_;
}

void Settlement::abandon(Ticket ticket) {
  operations_.erase(ticket.id);
}

void Settlement::touch(Watched* machine) {
  if (machine != nullptr) {
    machine->disturb();
    watch(machine);
  }
}

void Settlement::watch(Watched* machine) {
  if (std::find(touched_.begin(), touched_.end(), machine) == touched_.end()) {
    touched_.push_back(machine);
  }
}

bool Settlement::run_handlers() {
  return after_handlers(loop_->poll());
}

// A handler may have sent something to any machine that is being watched.
bool Settlement::after_handlers(bool ran) {
  for (Watched* machine : touched_) {
    if (ran) {
      machine->disturb();
    }
  }
  return ran;
}

void Settlement::time_moved(Instant) {
  instant_began_ = RealClock::now();
  for (Watched* machine : machines_) {
    machine->time_moved();
  }
}

void Settlement::forget(Watched* machine) {
  std::erase(machines_, machine);
  std::erase(touched_, machine);
  for (auto& [id, operation] : operations_) {
    if (operation.machine == machine) {
      operation.machine = nullptr;
    }
  }
}

bool Settlement::has_open_ticket(const Watched* machine) const {
  return std::any_of(operations_.begin(), operations_.end(), [&](const auto& entry) {
    return entry.second.machine == machine && !entry.second.deliver;
  });
}

bool Settlement::machines_quiescent() {
  for (const auto& [id, operation] : operations_) {
    if (!operation.deliver && operation.machine != nullptr) {
      watch(operation.machine);
    }
  }
  return std::all_of(touched_.begin(), touched_.end(), [&](Watched* machine) {
    return machine->look(has_open_ticket(machine)) == Watched::State::Quiescent;
  });
}

Instant Settlement::next_deadline() const {
  Instant next = k_never;
  for (const Watched* machine : machines_) {
    next = std::min(next, machine->next_deadline());
  }
  return next;
}

// One of each machine: machines are apart from each other, so these may run at the same time.
bool Settlement::let_due_go() {
  bool any = false;
  for (Watched* machine : machines_) {
    if (machine->next_deadline() <= kernel_.now() && machine->let_due_go()) {
      watch(machine);
      any = true;
    }
  }
  return any;
}

// A short real wait, ended at once by a machine or a socket with something to say.
void Settlement::pause_for(std::int64_t microseconds) const {
  std::vector<pollfd> watched{{loop_->descriptor, POLLIN, 0}};
  for (const Watched* machine : touched_) {
    for (const int descriptor : machine->wake_descriptors()) {
      watched.push_back({descriptor, POLLIN, 0});
    }
  }
  const timespec wait{0, microseconds * 1000};
  ppoll(watched.data(), watched.size(), &wait, nullptr);
}

// In the loop itself: to wait for its descriptor first would be another system call.
void Settlement::wait_for_arrivals(std::chrono::milliseconds longest) {
  loop_->io.restart();
  const RealClock::time_point until = RealClock::now() + k_awake;
  bool any = loop_->io.poll_one() > 0;
  while (!any && RealClock::now() < until) {
    sched_yield();
    any = loop_->io.poll_one() > 0;
  }
  after_handlers(any || loop_->io.run_one_for(longest) > 0);
}

bool Settlement::settle() {
  if (operations_.empty() && touched_.empty() && inside_ == 0 && next_deadline() > kernel_.now()) {
    return false;
  }
  std::chrono::microseconds pause = k_first_pause;
  std::uint64_t seen_progress = progress_;
  std::optional<RealClock::time_point> stuck_since;
  for (;;) {
    if (run_handlers()) {
      pause = k_first_pause;
      continue;
    }
    // Who was let go runs now, and mostly asks for something again at once: no use to look before.
    const auto runs = [](Watched* machine) { return machine->just_let_go(); };
    if (std::count_if(touched_.begin(), touched_.end(), runs) > 0) {
      pause_for(k_first_pause.count());
      continue;
    }
    // Only an idle loop may look at the machines, and only an idle loop after it believes the look:
    // what a process did before it fell asleep has then reached us.
    if (inside_ == 0 && machines_quiescent() && !run_handlers()) {
      if (!let_due_go()) {
        break;
      }
      pause = k_first_pause;
      continue;
    }
    const RealClock::time_point now = RealClock::now();
    if (progress_ != seen_progress || !stuck_since) {
      seen_progress = progress_;
      stuck_since = now;
    } else if (now - *stuck_since > real(kernel_.limits().watchdog_real)) {
      watchdog_bites();
    }
    if (now - instant_began_ > real(kernel_.limits().instant_real_max)) {
      instant_takes_too_long();
    }
    pause_for(pause.count());
    pause = std::min(pause * 2, k_longest_pause);
  }
  touched_.clear();
  return hand_over();
}

bool Settlement::hand_over() {
  std::vector<Operation> finished;
  for (auto entry = operations_.begin(); entry != operations_.end();) {
    if (entry->second.deliver) {
      finished.push_back(std::move(entry->second));
      entry = operations_.erase(entry);
    } else {
      ++entry;
    }
  }
  std::sort(finished.begin(), finished.end(), [](const Operation& a, const Operation& b) {
    return std::pair(a.actor, a.sequence) < std::pair(b.actor, b.sequence);
  });
  for (const Operation& operation : finished) {
    operation.deliver();
  }
  return !finished.empty();
}

std::string Settlement::who_is_busy() {
  std::string busy;
  for (Watched* machine : touched_) {
    busy += machine->describe_busy();
  }
  return busy;
}

void Settlement::watchdog_bites() {
  throw HarnessError(
      "the watchdog ended the run: a real process kept virtual time from moving for " +
      human(kernel_.limits().watchdog_real) + " of real time without any progress.\n" +
      who_is_busy() +
      "Next step: look for an endless loop or a long real wait in that program. What "
      "lives on real time (`time: real`) may need more: limits: { watchdog: 5m }.");
}

void Settlement::instant_takes_too_long() {
  throw HarnessError(
      "limit instant_real_max: real processes kept busy for " +
      human(kernel_.limits().instant_real_max) +
      " of real time without waiting for anything, so virtual time never moved.\n" + who_is_busy() +
      "Next step: look for a loop that starts programs again and again without a sleep. A "
      "build that really computes that long may have more: limits: { instant: 1h }.");
}

}  // namespace greenroom::real
