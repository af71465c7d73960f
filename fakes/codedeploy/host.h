// A host as its agent knows it: once the instance is gone, or the agent has been killed, nothing
// the agent waits for ever comes. So a dead agent reports nothing, as in the real world, and the
// service finds out by its own time limits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fakes/codedeploy/ports.h"
#include "sim/core/waiting.h"

namespace greenroom::codedeploy {

// The agent process of one host. It is killed and started from outside (faults, restarts).
struct AgentProcess {
  bool running = true;
  bool connected = true;         // to CodeDeploy
  std::uint64_t generation = 0;  // counts its lives
};

class Host final : public Machine {
 public:
  Host(Hosts& hosts, std::string instance_id, const AgentProcess& agent)
      : hosts_(hosts),
        instance_id_(std::move(instance_id)),
        machine_(hosts.machine(instance_id_)),
        agent_(agent),
        generation_(agent.generation) {}

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

 private:
  [[nodiscard]] bool alive() const {
    return machine_ != nullptr && hosts_.machine(instance_id_) == machine_ && agent_.running &&
           agent_.generation == generation_;
  }
  // Returns while the agent lives; never otherwise.
  Task<void> must_live(Context cx);

  Hosts& hosts_;
  std::string instance_id_;
  Machine* machine_;
  const AgentProcess& agent_;
  std::uint64_t generation_;
  Signal never_{"nothing: its host or its agent is gone"};
};

}  // namespace greenroom::codedeploy
