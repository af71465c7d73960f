// A Machine of real processes in a sandbox.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "sim/core/machine.h"
#include "sim/real/process_watch.h"
#include "sim/real/sandbox.h"
#include "sim/real/settlement.h"
#include "sim/real/time_keeper.h"

namespace greenroom::real {

class RealMachine final : public Machine, public Watched {
 public:
  RealMachine(Kernel& kernel, Settlement& settlement, SandboxPlan plan);
  ~RealMachine() override;

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

  State look(bool tickets_open) override;
  [[nodiscard]] std::string describe_busy() override;
  [[nodiscard]] Instant next_deadline() const override;
  bool let_due_go() override;
  bool just_let_go() override;
  void time_moved() override;
  void disturb() override;
  [[nodiscard]] std::array<int, 2> wake_descriptors() const override;

  // A socket of the machine's network; see InstanceSockets.
  int take_tcp_socket();

  // Every command that is started from now on has these, unless it brings its own.
  void set_environment(std::map<std::string, std::string> all) { environment_ = std::move(all); }
  // Called once when the power goes off, in whatever way.
  void at_power_off(std::function<void()> call) { at_power_off_.push_back(std::move(call)); }
  // Ends every process at once. Whoever waits for one of them is told it was killed; whoever waits
  // for a file operation is told that the machine is gone. The object stays usable for that.
  void power_off();

 private:
  struct Process;
  struct Request;
  struct Io;

  Task<std::string> ask(Context cx, MessageKind kind, std::string payload);
  void drain_control();
  void handle(Message& message);
  void on_started(Process& process, const std::string& payload);
  void finish_if_done(std::uint32_t id);
  void watch_control();
  void watch_output(std::uint32_t id, bool is_stderr);
  void read_output(std::uint32_t id, bool is_stderr);
  [[nodiscard]] bool processes_waited_for(std::set<pid_t>& roots) const;
  void notice_population();
  void note_escapes();

  Kernel& kernel_;
  Settlement& settlement_;
  std::string name_;
  std::unique_ptr<Sandbox> sandbox_;
  std::unique_ptr<ProcessWatch> watch_;
  std::unique_ptr<TimeKeeper> keeper_;
  std::unique_ptr<Io> io_;
  std::map<std::uint32_t, std::unique_ptr<Process>> processes_;
  std::map<std::uint32_t, std::shared_ptr<Request>> requests_;
  std::vector<std::function<void()>> at_power_off_;
  std::map<std::string, std::string> environment_;
  std::deque<int> sockets_;
  bool sockets_asked_ = false;
  std::uint32_t next_id_ = 1;
  std::uint64_t population_seen_ = 0;
  bool disturbed_ = true;
  bool known_quiet_ = false;  // found quiescent, and nothing has been done to it since
};

}  // namespace greenroom::real
