#include "sim/real/cached_machine.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/core/waiting.h"
#include "sim/real/guest_files.h"
#include "sim/real/guest_protocol.h"
#include "sim/real/machine_answers.h"
#include "sim/real/tool_versions.h"

namespace greenroom::real {
namespace {

std::string call(std::string_view name, std::string_view arguments) {
  return std::string(name) + "\n" + std::string(arguments);
}

// The programs it may find are part of what a command says.
std::string call_of(const Command& command) {
  const auto path = command.environment.find("PATH");
  return call("start",
              encode_command(command) +
                  (path == command.environment.end() ? std::string() : programs_in(path->second)));
}

}  // namespace

struct CachedMachine::Process {
  ProcessId real;  // of the real machine, when there is one
  std::string key;
  Instant started;
  // Of a replayed one.
  Signal changed{"a process to end"};
  Ticket ticket;
  ProcessStatus status;
  Instant due = k_never;   // when it is done; k_never: told already
  bool delivered = false;  // the simulation has been told
};

CachedMachine::CachedMachine(Kernel& kernel, Settlement& settlement, BuildCache& cache,
                             BuildCacheUse use, std::string first_key, MakeMachine real_one)
    : kernel_(kernel),
      settlement_(settlement),
      cache_(cache),
      use_(use),
      key_(std::move(first_key)),
      real_one_(std::move(real_one)),
      worth_keeping_(use != BuildCacheUse::Off) {
  settlement_.add(this);
}

CachedMachine::~CachedMachine() {
  settlement_.forget(this);
  for (auto& [id, process] : processes_) {
    settlement_.abandon(process->ticket);
    worth_keeping_ = worth_keeping_ && process->delivered;
  }
  if (real_ && worth_keeping_ && settlement_.escapes().empty()) {
    cache_.keep(answers_);
  }
}

// When something is asked matters: programs of the machine may have gone on meanwhile.
bool CachedMachine::replays(std::string_view told) {
  key_ = next_key(key_, std::to_string(kernel_.now().microseconds) + " " + std::string(told));
  if (!decided_) {
    if (use_ == BuildCacheUse::Use && cache_.find(key_)) {
      decided_ = true;
      cache_.count_replayed();
    } else {
      make_real();
    }
  }
  return real_ == nullptr;
}

void CachedMachine::make_real() {
  decided_ = true;
  real_ = real_one_();
}

void CachedMachine::open_to_others() {
  if (!decided_) {
    make_real();
  }
  if (!real_) {
    throw ReplayBroken("others have to do with a machine from the cache");
  }
  worth_keeping_ = false;
}

std::string CachedMachine::known_answer() const {
  std::optional<std::string> answer = cache_.find(key_);
  if (!answer) {
    throw ReplayBroken("the build cache does not know how this build goes on");
  }
  return std::move(*answer);
}

// Hands over when a real machine would.
template <typename Answer>
Task<Answer> CachedMachine::replayed(Context cx, Answer answer) {
  auto done = std::make_shared<Slot<Answer>>("an answer from a machine");
  const Ticket ticket = settlement_.begin(cx.actor(), this);
  settlement_.finish(ticket, [done, answer = std::move(answer)] { done->set(answer); });
  std::optional<Answer> handed_over = co_await done->take(cx);
  co_return std::move(*handed_over);
}

template <typename Answer>
Task<Answer> CachedMachine::remembered(Task<Answer> asked) {
  std::string key = key_;
  Answer answer = co_await std::move(asked);
  answers_.push_back({std::move(key), encode_answer(answer)});
  co_return answer;
}

ProcessId CachedMachine::start(Context cx, Command command) {
  const std::uint32_t id = static_cast<std::uint32_t>(processes_.size()) + 1;
  auto process = std::make_unique<Process>();
  process->started = cx.now();
  worth_keeping_ = worth_keeping_ && command.environment.count(k_time_variable) == 0;
  if (replays(call_of(command))) {
    Duration after;
    process->status = decode_process_answer(known_answer(), after);
    process->due = cx.now() + after;
    process->ticket = settlement_.begin(cx.actor(), this);
    if (after.microseconds == 0) {
      finish(*process);
    }
  } else {
    process->real = real_->start(cx, std::move(command));
  }
  process->key = key_;
  processes_[id] = std::move(process);
  return ProcessId{id};
}

void CachedMachine::finish(Process& process) {
  process.due = k_never;
  settlement_.finish(process.ticket, [&process] {  // abandoned before the process goes
    process.delivered = true;
    process.changed.notify();
  });
}

Task<ProcessStatus> CachedMachine::wait(Context cx, ProcessId id, Instant deadline) {
  Process& process = *processes_.at(id.index);
  if (real_) {
    ProcessStatus status = co_await real_->wait(cx, process.real, deadline);
    if (status.done() && !process.delivered) {
      process.delivered = true;
      answers_.push_back({process.key, encode_answer(status, cx.now() - process.started)});
    }
    co_return status;
  }
  while (!process.delivered) {
    const bool changed = co_await process.changed.wait_until(cx, deadline);
    if (!changed) {
      throw ReplayBroken("a build from the cache is given up before it is over");
    }
  }
  co_return process.status;
}

void CachedMachine::signal_group(ProcessId id, int signal_number) {
  Process& process = *processes_.at(id.index);
  worth_keeping_ = false;
  if (real_) {
    real_->signal_group(process.real, signal_number);
  } else if (!process.delivered) {
    throw ReplayBroken("a build from the cache is stopped");
  }
}

Instant CachedMachine::next_deadline() const {
  Instant next = k_never;
  for (const auto& [id, process] : processes_) {
    next = std::min(next, process->due);
  }
  return next;
}

bool CachedMachine::let_due_go() {
  bool any = false;
  for (auto& [id, process] : processes_) {
    if (process->due <= kernel_.now()) {
      finish(*process);
      any = true;
    }
  }
  return any;
}

Task<Status> CachedMachine::unpack(Context cx, std::string archive, ArchiveFormat format,
                                   std::string directory) {
  if (replays(call("unpack", encode_unpack(archive, format, directory)))) {
    return replayed(cx, decode_status_answer(known_answer()));
  }
  return remembered(real_->unpack(cx, std::move(archive), format, std::move(directory)));
}

Task<Result<std::vector<FileEntry>>> CachedMachine::list(Context cx, std::string directory) {
  if (replays(call("list", directory))) {
    return replayed(cx, decode_entries_answer(known_answer()));
  }
  return remembered(real_->list(cx, std::move(directory)));
}

Task<std::vector<FileKind>> CachedMachine::probe(Context cx, std::vector<std::string> paths) {
  if (replays(call("probe", encode_texts(paths)))) {
    return replayed(cx, decode_kinds_answer(known_answer()));
  }
  return remembered(real_->probe(cx, std::move(paths)));
}

Task<Result<std::string>> CachedMachine::read_file(Context cx, std::string path) {
  if (replays(call("read_file", path))) {
    return replayed(cx, decode_bytes_answer(known_answer()));
  }
  return remembered(real_->read_file(cx, std::move(path)));
}

Task<Status> CachedMachine::apply(Context cx, std::vector<FileChange> changes) {
  if (replays(call("apply", encode_changes(changes)))) {
    return replayed(cx, decode_status_answer(known_answer()));
  }
  return remembered(real_->apply(cx, std::move(changes)));
}

Task<Result<std::string>> CachedMachine::pack(Context cx, PackRequest request) {
  const std::int64_t at = unix_seconds(cx.epoch(), request.at);
  if (replays(call("pack", encode_pack(request, at)))) {
    return replayed(cx, decode_bytes_answer(known_answer()));
  }
  return remembered(real_->pack(cx, std::move(request)));
}

}  // namespace greenroom::real
