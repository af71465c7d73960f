#include "sim/real/real_machine.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "sim/core/harness_error.h"
#include "sim/real/guest_files.h"

namespace greenroom::real {
namespace {

using Descriptor =
    boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type>;
constexpr std::size_t k_sockets_low = 4;
constexpr int k_answer_milliseconds_max = 10'000;

std::pair<int, int> make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    throw HarnessError(std::string("cannot make a pipe: ") + std::strerror(errno));
  }
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return {ends[0], ends[1]};
}

}  // namespace

struct RealMachine::Io {
  Descriptor control;
};

struct RealMachine::Process {
  Signal changed{"a process to end"};
  Ticket ticket;
  pid_t pid = 0;  // inside the machine
  ProcessStatus status;
  bool finished = false;   // given to the settlement
  bool delivered = false;  // the simulation has been told that it is done
  std::unique_ptr<Descriptor> output[2];
};

struct RealMachine::Request {
  Slot<std::string> answer{"an answer from a machine"};
  Ticket ticket;
};

RealMachine::RealMachine(Kernel& kernel, Settlement& settlement, SandboxPlan plan)
    : kernel_(kernel),
      settlement_(settlement),
      name_(plan.instance_id.empty() ? plan.host_name : plan.instance_id),
      sandbox_(std::make_unique<Sandbox>(std::move(plan), kernel.limits())),
      watch_(std::make_unique<ProcessWatch>(sandbox_->proc_directory())),
      keeper_(std::make_unique<TimeKeeper>(kernel, sandbox_->take_listener(), name_,
                                           sandbox_->init(), sandbox_->proc_directory())),
      io_(new Io{Descriptor(settlement.io(), dup(sandbox_->control()))}) {
  settlement_.add(this);
  watch_control();
}

RealMachine::~RealMachine() {
  power_off();
  for (auto& [id, process] : processes_) {
    settlement_.abandon(process->ticket);
  }
}

void RealMachine::power_off() {
  if (!sandbox_) {
    return;
  }
  settlement_.forget(this);
  for (const std::function<void()>& call : at_power_off_) {
    call();
  }
  io_.reset();
  watch_.reset();
  sandbox_.reset();
  keeper_.reset();
  for (const int descriptor : sockets_) {
    close(descriptor);
  }
  sockets_.clear();
  for (auto& [id, process] : processes_) {
    process->output[0].reset();
    process->output[1].reset();
    if (!process->status.ended) {
      process->status.ended = true;
      process->status.signal = SIGKILL;
    }
    process->status.stdout_closed = true;
    process->status.stderr_closed = true;
    finish_if_done(id);
  }
  PayloadWriter answer;
  answer.text("MachineGone").text("the machine was switched off");
  const std::string gone = answer.take();
  for (auto& [id, request] : std::exchange(requests_, {})) {
    const std::shared_ptr<Request> waiting = request;
    settlement_.finish(waiting->ticket, [waiting, gone] { waiting->answer.set(gone); });
  }
}

void RealMachine::watch_control() {
  io_->control.async_wait(Descriptor::wait_read, [this](boost::system::error_code error) {
    if (!error) {
      drain_control();
      watch_control();
    }
  });
}

void RealMachine::drain_control() {
  for (;;) {
    Message message;
    switch (receive_message(sandbox_->control(), message)) {
      case Received::NothingYet:
        return;
      case Received::Closed:
        throw HarnessError("the init process of machine " + name_ +
                           " ended unexpectedly; something in it may have killed process 1");
      case Received::Message:
        handle(message);
    }
  }
}

void RealMachine::handle(Message& message) {
  settlement_.progressed();
  if (message.kind == MessageKind::Dispensed) {
    sockets_.insert(sockets_.end(), message.descriptors.begin(), message.descriptors.end());
    sockets_asked_ = false;
  } else if (message.kind == MessageKind::Reply) {
    const auto found = requests_.find(message.id);
    if (found != requests_.end()) {
      settlement_.finish(found->second->ticket,
                         [request = found->second, answer = std::move(message.payload)] {
                           request->answer.set(answer);
                         });
      requests_.erase(found);
    }
  } else if (message.kind == MessageKind::Started) {
    on_started(*processes_.at(message.id), message.payload);
    finish_if_done(message.id);
  } else if (message.kind == MessageKind::Ended) {
    PayloadReader in(message.payload);
    const int raw = static_cast<int>(in.number());
    ProcessStatus& status = processes_.at(message.id)->status;
    status.ended = true;
    status.signal = WIFSIGNALED(raw) ? WTERMSIG(raw) : 0;
    status.exit_code = WIFEXITED(raw) ? WEXITSTATUS(raw) : 0;
    finish_if_done(message.id);
  }
}

void RealMachine::on_started(Process& process, const std::string& payload) {
  PayloadReader in(payload);
  process.status.start_error = in.text();
  process.pid = static_cast<pid_t>(in.number());
  if (!process.status.start_error.empty()) {
    process.status.ended = true;
  }
}

void RealMachine::finish_if_done(std::uint32_t id) {
  Process& process = *processes_.at(id);
  if (process.status.done() && !process.finished) {
    process.finished = true;
    settlement_.finish(process.ticket, [this, id] {
      Process& done = *processes_.at(id);
      done.delivered = true;
      done.changed.notify();
    });
  }
}

ProcessId RealMachine::start(Context cx, Command command) {
  const std::uint32_t id = next_id_++;
  command.environment.insert(environment_.begin(), environment_.end());
  if (keeper_ && command.environment.count(k_time_variable) > 0) {
    keeper_->expect_real_time();
  }
  auto process = std::make_unique<Process>();
  process->ticket = settlement_.begin(cx.actor(), this);
  Message message{MessageKind::Start, id, encode_command(command), {}};
  for (const bool is_stderr : {false, true}) {
    if (is_stderr && command.merge_output) {
      process->status.stderr_closed = true;
      continue;
    }
    const auto [ours, theirs] = make_pipe();
    message.descriptors.push_back(theirs);
    process->output[is_stderr ? 1 : 0] = std::make_unique<Descriptor>(settlement_.io(), ours);
  }
  processes_[id] = std::move(process);
  const bool sent = sandbox_ && send_message(sandbox_->control(), message);
  for (const int descriptor : message.descriptors) {
    close(descriptor);
  }
  if (!sent) {
    throw HarnessError("machine " + name_ + " is gone; cannot start a process in it");
  }
  watch_output(id, false);
  if (!command.merge_output) {
    watch_output(id, true);
  }
  return ProcessId{id};
}

void RealMachine::watch_output(std::uint32_t id, bool is_stderr) {
  processes_.at(id)->output[is_stderr ? 1 : 0]->async_wait(
      Descriptor::wait_read, [this, id, is_stderr](boost::system::error_code error) {
        if (!error) {
          read_output(id, is_stderr);
        }
      });
}

void RealMachine::read_output(std::uint32_t id, bool is_stderr) {
  Process& process = *processes_.at(id);
  Descriptor& output = *process.output[is_stderr ? 1 : 0];
  std::string& text = is_stderr ? process.status.stderr_text : process.status.stdout_text;
  std::array<char, 16384> buffer{};
  for (;;) {
    const ssize_t got = read(output.native_handle(), buffer.data(), buffer.size());
    if (got > 0) {
      settlement_.progressed();
      text.append(buffer.data(), static_cast<std::size_t>(got));
      if (text.size() > kernel_.limits().process_output_bytes_max) {
        throw HarnessError("limit process_output_bytes_max: a command on machine " + name_ +
                           " printed more than " +
                           std::to_string(kernel_.limits().process_output_bytes_max) + " bytes");
      }
    } else if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
      watch_output(id, is_stderr);
      return;
    } else {
      break;
    }
  }
  (is_stderr ? process.status.stderr_closed : process.status.stdout_closed) = true;
  boost::system::error_code ignored;
  output.close(ignored);
  finish_if_done(id);
}

Task<ProcessStatus> RealMachine::wait(Context cx, ProcessId process, Instant deadline) {
  Process& watched = *processes_.at(process.index);  // stays until the machine goes
  while (!watched.delivered) {
    const bool changed = co_await watched.changed.wait_until(cx, deadline);
    if (!changed) {
      break;
    }
  }
  co_return watched.status;
}

void RealMachine::signal_group(ProcessId process, int signal_number) {
  if (!sandbox_) {
    return;
  }
  PayloadWriter out;
  out.number(static_cast<std::uint64_t>(processes_.at(process.index)->pid));
  out.number(static_cast<std::uint64_t>(signal_number));
  send_message(sandbox_->control(), {MessageKind::SignalGroup, process.index, out.take(), {}});
  settlement_.touch(this);
}

Task<std::string> RealMachine::ask(Context cx, MessageKind kind, std::string payload) {
  const std::uint32_t id = next_id_++;
  auto request = std::make_shared<Request>();
  request->ticket = settlement_.begin(cx.actor(), this);
  requests_[id] = request;
  if (!sandbox_ || !send_message(sandbox_->control(), {kind, id, std::move(payload), {}})) {
    throw HarnessError("machine " + name_ + " is gone; cannot work on its files");
  }
  std::optional<std::string> answer = co_await request->answer.take(cx);
  co_return std::move(*answer);
}

Task<Status> RealMachine::unpack(Context cx, std::string archive, ArchiveFormat format,
                                 std::string directory) {
  std::string payload = encode_unpack(archive, format, directory);
  const std::string answer = co_await ask(cx, MessageKind::Unpack, std::move(payload));
  co_return decode_status(answer);
}

Task<Result<std::vector<FileEntry>>> RealMachine::list(Context cx, std::string directory) {
  const std::string answer = co_await ask(cx, MessageKind::List, std::move(directory));
  Result<std::string> bytes = decode_bytes(answer);
  if (!bytes.ok()) {
    co_return bytes.failure();
  }
  co_return decode_entries(bytes.value());
}

Task<std::vector<FileKind>> RealMachine::probe(Context cx, std::vector<std::string> paths) {
  std::string payload = encode_texts(paths);
  const std::size_t count = paths.size();
  const std::string answer = co_await ask(cx, MessageKind::Probe, std::move(payload));
  std::vector<FileKind> kinds;
  const Result<std::string> bytes = decode_bytes(answer);
  if (!bytes.ok()) {
    co_return std::vector<FileKind>(count, FileKind::Missing);  // the machine is gone
  }
  for (const char kind : bytes.value()) {
    kinds.push_back(static_cast<FileKind>(kind - '0'));
  }
  co_return kinds;
}

Task<Result<std::string>> RealMachine::read_file(Context cx, std::string path) {
  const std::string answer = co_await ask(cx, MessageKind::ReadFile, std::move(path));
  co_return decode_bytes(answer);
}

Task<Status> RealMachine::apply(Context cx, std::vector<FileChange> changes) {
  std::string payload = encode_changes(changes);
  const std::string answer = co_await ask(cx, MessageKind::Apply, std::move(payload));
  co_return decode_status(answer);
}

Task<Result<std::string>> RealMachine::pack(Context cx, PackRequest request) {
  std::string payload = encode_pack(request, unix_seconds(cx.epoch(), request.at));
  const std::string answer = co_await ask(cx, MessageKind::Pack, std::move(payload));
  co_return decode_bytes(answer);
}

bool RealMachine::processes_waited_for(std::set<pid_t>& roots) const {
  for (const auto& [id, process] : processes_) {
    if (!process->status.ended) {
      roots.insert(process->pid);
    }
  }
  return !roots.empty();
}

void RealMachine::notice_population() {
  if (watch_->population_changes() == population_seen_) {
    return;
  }
  population_seen_ = watch_->population_changes();
  settlement_.progressed();
  keeper_->forget_gone(watch_->thread_numbers());
  if (watch_->threads() > kernel_.limits().processes_per_machine_max) {
    throw HarnessError("limit processes_per_machine_max: more than " +
                       std::to_string(kernel_.limits().processes_per_machine_max) +
                       " processes and threads on machine " + name_ + "; a fork bomb?");
  }
}

void RealMachine::note_escapes() {
  for (const std::string& who : watch_->timed_waits(keeper_->on_real_time())) {
    settlement_.note_escape(who + " on machine " + name_ + ", on real time");
  }
  for (const std::string& who : keeper_->take_escapes()) {
    settlement_.note_escape(who + " on machine " + name_);
  }
}

// A file request or a connection waits for an answer whoever gives it; a command waits only for its
// own processes: a daemon that sleeps and wakes by itself does not hold time still.
Watched::State RealMachine::look(bool tickets_open) {
  const TimeKeeper::Served served = keeper_->serve();
  if (known_quiet_ && served == TimeKeeper::Served::Nothing) {
    return State::Quiescent;
  }
  known_quiet_ = false;
  if (served == TimeKeeper::Served::Answered) {
    return State::Busy;
  }
  const auto still_held = [this](pid_t tid) { return keeper_->still_waits(tid); };
  const bool asleep = (!disturbed_ && keeper_->all_came_back() &&
                       watch_->still_asleep_but_for_held(still_held, keeper_->only_one_let_go())) ||
                      watch_->all_asleep(still_held);
  notice_population();
  if (!asleep || sandbox_->tcp_under_way() || (tickets_open && !requests_.empty())) {
    return State::Busy;
  }
  // A call that was held while we looked has arrived by now: its thread only seemed to wait.
  if (keeper_->serve() != TimeKeeper::Served::Nothing) {
    return State::Busy;
  }
  note_escapes();
  std::set<pid_t> roots;
  const bool commands_run = tickets_open && processes_waited_for(roots);
  if (tickets_open && watch_->in_timed_wait(roots, !commands_run)) {
    return State::Busy;
  }
  if (keeper_->let_ready_go(disturbed_, watch_->changed_since_quiet())) {
    return State::Busy;
  }
  disturbed_ = false;
  // Who waits on real time may wake at any moment.
  known_quiet_ = !watch_->in_timed_wait({}, true) && keeper_->on_real_time().empty();
  watch_->mark_quiet();
  keeper_->mark_quiet(watch_->sleepers());
  return State::Quiescent;
}

void RealMachine::disturb() {
  disturbed_ = true;
  known_quiet_ = false;
}

Instant RealMachine::next_deadline() const {
  return keeper_ ? keeper_->next_deadline() : k_never;
}

bool RealMachine::let_due_go() {
  known_quiet_ = false;
  return keeper_->let_due_go();
}

bool RealMachine::just_let_go() {
  return keeper_ && keeper_->take_let_go();
}

void RealMachine::time_moved() {
  if (keeper_) {
    keeper_->time_moved(watch_->processes());
  }
}

std::array<int, 2> RealMachine::wake_descriptors() const {
  return keeper_ ? std::array{keeper_->listener(), sandbox_->control()} : std::array{-1, -1};
}

std::string RealMachine::describe_busy() {
  const std::string who = watch_->describe();
  return who.empty() ? "" : "machine " + name_ + ":\n" + who;
}

int RealMachine::take_tcp_socket() {
  SIM_ASSERT(sandbox_ != nullptr, "only a machine that is on hands out sockets");
  if (sockets_.size() <= k_sockets_low && !sockets_asked_) {
    sockets_asked_ = true;
    send_message(sandbox_->control(), {MessageKind::Sockets, 0, "", {}});
    settlement_.touch(this);
  }
  while (sockets_.empty()) {
    pollfd watched{sandbox_->control(), POLLIN, 0};
    if (poll(&watched, 1, k_answer_milliseconds_max) != 1) {
      throw HarnessError("machine " + name_ + " does not hand out sockets");
    }
    drain_control();
  }
  const int descriptor = sockets_.front();
  sockets_.pop_front();
  return descriptor;
}

}  // namespace greenroom::real
