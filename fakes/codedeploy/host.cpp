#include "fakes/codedeploy/host.h"

#include <utility>

namespace greenroom::codedeploy {
namespace {

constexpr ProcessId k_never_started{0xffffffffu};

}  // namespace

Task<void> Host::must_live(Context cx) {
  while (!alive()) {
    co_await never_.wait(cx);
  }
}

ProcessId Host::start(Context cx, Command command) {
  return alive() ? machine_->start(cx, std::move(command)) : k_never_started;
}

Task<ProcessStatus> Host::wait(Context cx, ProcessId process, Instant deadline) {
  co_await must_live(cx);
  ProcessStatus status = co_await machine_->wait(cx, process, deadline);
  co_await must_live(cx);  // a process that ends because its machine is switched off is no news
  co_return status;
}

void Host::signal_group(ProcessId process, int signal_number) {
  if (alive()) {
    machine_->signal_group(process, signal_number);
  }
}

Task<Status> Host::unpack(Context cx, std::string archive, ArchiveFormat format,
                          std::string directory) {
  co_await must_live(cx);
  Status done = co_await machine_->unpack(cx, std::move(archive), format, std::move(directory));
  co_await must_live(cx);
  co_return done;
}

Task<Result<std::vector<FileEntry>>> Host::list(Context cx, std::string directory) {
  co_await must_live(cx);
  Result<std::vector<FileEntry>> entries = co_await machine_->list(cx, std::move(directory));
  co_await must_live(cx);
  co_return entries;
}

Task<std::vector<FileKind>> Host::probe(Context cx, std::vector<std::string> paths) {
  co_await must_live(cx);
  std::vector<FileKind> kinds = co_await machine_->probe(cx, std::move(paths));
  co_await must_live(cx);
  co_return kinds;
}

Task<Result<std::string>> Host::read_file(Context cx, std::string path) {
  co_await must_live(cx);
  Result<std::string> text = co_await machine_->read_file(cx, std::move(path));
  co_await must_live(cx);
  co_return text;
}

Task<Status> Host::apply(Context cx, std::vector<FileChange> changes) {
  co_await must_live(cx);
  Status done = co_await machine_->apply(cx, std::move(changes));
  co_await must_live(cx);
  co_return done;
}

Task<Result<std::string>> Host::pack(Context cx, PackRequest request) {
  co_await must_live(cx);
  Result<std::string> zip = co_await machine_->pack(cx, std::move(request));
  co_await must_live(cx);
  co_return zip;
}

}  // namespace greenroom::codedeploy
