#include "fakes/ec2/user_data.h"

#include <utility>

namespace greenroom::ec2 {

UserDataKind kind_of_user_data(const std::string& user_data) {
  if (user_data.empty()) {
    return UserDataKind::None;
  }
  return user_data.rfind("#!", 0) == 0 ? UserDataKind::Script : UserDataKind::Unsupported;
}

namespace {

// The shell that adds to the log stands for cloud-init: what the script leaves running in the
// background keeps the log open, not a pipe of ours.
Command cloud_init() {
  Command command;
  command.argv = {"/bin/sh", "-c",
                  std::string("exec ") + k_user_data_script + " >>" + k_cloud_init_log + " 2>&1"};
  command.environment = {{"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
                         {"LANG", "C.UTF-8"},
                         {"HOME", "/root"},
                         {"USER", "root"}};
  return command;
}

}  // namespace

Task<std::string> run_user_data(Context cx, Machine* machine, std::string user_data) {
  std::vector<FileChange> changes;
  if (kind_of_user_data(user_data) == UserDataKind::Unsupported) {
    const std::string warning = "Unhandled non-multipart (text/x-not-multipart) userdata: '" +
                                user_data.substr(0, user_data.find('\n')) + "...'";
    changes.push_back(write_file(k_cloud_init_log, warning + "\n", 0644));
    const Status written = co_await machine->apply(cx, std::move(changes));
    co_return written.ok() ? warning : written.failure().message;
  }
  changes.push_back(write_file(k_user_data_script, std::move(user_data), 0700));
  const Status written = co_await machine->apply(cx, std::move(changes));
  if (!written.ok()) {
    co_return written.failure().message;
  }
  const ProcessId process = machine->start(cx, cloud_init());
  const ProcessStatus ended = co_await machine->wait(cx, process, k_never);
  const std::string failed = "Failed running " + std::string(k_user_data_script);
  if (!ended.start_error.empty()) {
    co_return failed + " [" + ended.start_error + "]";
  }
  if (ended.signal != 0) {
    co_return failed + " [-" + std::to_string(ended.signal) + "]";
  }
  co_return ended.exit_code == 0 ? "" : failed + " [" + std::to_string(ended.exit_code) + "]";
}

}  // namespace greenroom::ec2
