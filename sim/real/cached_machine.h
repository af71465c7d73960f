// A machine of workshop.h, such as a build container, that repeats what an earlier one has done, or
// remembers what this one does.
//
// The first call decides: when the cache has its answer, everything is replayed and no process ever
// runs; else a real container is made, and all its answers are kept once the build is over. What is
// replayed takes its place in virtual time exactly as it did then, so the trace is the same.
//
// Not kept: builds that were stopped or timed out (when they end depends on others), that live on
// real time, whose run is not deterministic, or with which others than the caller had to do.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/core/machine.h"
#include "sim/real/build_cache.h"
#include "sim/real/settlement.h"

namespace greenroom::real {

// A replayed build is asked for something that it never did. Nothing has been told wrongly, but the
// run cannot go on: it has to be played again with BuildCacheUse::Fill.
class ReplayBroken : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class BuildCacheUse {
  Off,
  Use,   // replay what is known, keep what is new
  Fill,  // run everything, keep it
};

class CachedMachine final : public Machine, public Watched {
 public:
  using MakeMachine = std::function<std::unique_ptr<Machine>()>;
  // `first_key` says what the machine is, but for the virtual time; `real_one` makes it.
  CachedMachine(Kernel& kernel, Settlement& settlement, BuildCache& cache, BuildCacheUse use,
                std::string first_key, MakeMachine real_one);
  ~CachedMachine() override;

  ProcessId start(Context cx, Command command) override;
  Task<ProcessStatus> wait(Context cx, ProcessId process, Instant deadline) override;
  void signal_group(ProcessId process, int signal_number) override;
  Task<Status> unpack(Context cx, std::string archive, ArchiveFormat format,
                      std::string directory) override;
  Task<Result<std::vector<FileEntry>>> list(Context cx, std::string directory) override;
  Task<std::vector<FileKind>> probe(Context cx, std::vector<std::string> paths) override;
  Task<Result<std::string>> read_file(Context cx, std::string path) override;
  Task<Status> apply(Context cx, std::vector<FileChange> changes) override;
  Task<Result<std::string>> pack(Context cx, PackRequest request) override;

  // Others than who calls the above have to do with the machine from now on: they ask it, or answer
  // it, or cut its power. Makes it real; one that is replayed is ReplayBroken.
  void open_to_others();

  State look(bool) override { return State::Quiescent; }
  [[nodiscard]] Instant next_deadline() const override;
  bool let_due_go() override;
  [[nodiscard]] std::string describe_busy() override { return ""; }

 private:
  struct Process;

  // Whether this call, and so all of them, are replayed. Moves on to the call's key.
  bool replays(std::string_view told);
  void make_real();
  [[nodiscard]] std::string known_answer() const;
  template <typename Answer>
  Task<Answer> replayed(Context cx, Answer answer);
  template <typename Answer>
  Task<Answer> remembered(Task<Answer> asked);
  void finish(Process& process);

  Kernel& kernel_;
  Settlement& settlement_;
  BuildCache& cache_;
  BuildCacheUse use_;
  std::string key_;
  MakeMachine real_one_;
  std::unique_ptr<Machine> real_;  // nullptr: replayed, or nothing was asked yet
  bool decided_ = false;
  bool worth_keeping_;
  std::vector<CachedAnswer> answers_;
  std::map<std::uint32_t, std::unique_ptr<Process>> processes_;  // by id
};

}  // namespace greenroom::real
