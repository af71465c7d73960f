#include "tests/real/virtual_time/rows/row_lab.h"

#include <cstdlib>
#include <sstream>

#include "tests/real/real_lab.h"

namespace greenroom::real {
namespace {

struct Scene {
  RealLab lab;
  std::vector<Ending> endings;
  std::size_t ended = 0;
  Signal row_ended{"a row to end"};
};

Command command_of(const Row& row) {
  Command command;
  command.argv = {"bash", "-c", row.script};
  command.environment = {{"PATH", "/usr/local/bin:/usr/bin:/bin"}, {"LANG", "C.UTF-8"}};
  return command;
}

Task<void> live(Scene& scene, const Row& row, std::size_t index, std::string instance) {
  const Context cx = scene.lab.context("row/" + std::to_string(index));
  Machine* machine = scene.lab.hardware.machine(instance);
  Ending& ending = scene.endings[index];
  const Instant begin = cx.now();
  const ProcessId process = machine->start(cx, command_of(row));
  const Instant deadline = begin + (row.end == RowEnd::Done ? hours(100) : row.takes);
  ending.status = co_await machine->wait(cx, process, deadline);
  ending.took = cx.now() - begin;
  cx.trace("row.ended", {{"row", row.name},
                         {"done", ending.status.done()},
                         {"exit", ending.status.exit_code},
                         {"signal", ending.status.signal},
                         {"stdout", ending.status.stdout_text},
                         {"stderr", ending.status.stderr_text}});
  ++scene.ended;
  scene.row_ended.notify();
}

Task<void> live_all(Scene& scene, const std::vector<Row>& rows,
                    const std::map<std::string, std::string>& files) {
  const Context cx = scene.lab.context("story");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string instance = "i-" + std::to_string(i + 1);
    co_await scene.lab.boot(cx, instance, "10.0.1." + std::to_string(10 + i));
    std::vector<FileChange> install;
    for (const auto& [path, content] : files) {
      install.push_back({FileChangeKind::WriteFile, path, "", content, 0755});
    }
    const Status installed =
        co_await scene.lab.hardware.machine(instance)->apply(cx, std::move(install));
    if (!installed.ok()) {
      throw HarnessError("cannot install the files of a group: " + installed.failure().message);
    }
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    scene.lab.context("row/" + std::to_string(i))
        .spawn("row", live(scene, rows[i], i, "i-" + std::to_string(i + 1)));
  }
  while (scene.ended < rows.size()) {
    const bool ended = co_await scene.row_ended.wait(cx);
    (void)ended;
  }
}

RowEnd end_of(const ProcessStatus& status) {
  if (!status.ended) {
    return RowEnd::StillRuns;
  }
  return status.done() ? RowEnd::Done : RowEnd::OutputHeld;
}

const char* text_of(RowEnd end) {
  switch (end) {
    case RowEnd::Done:
      return "done";
    case RowEnd::OutputHeld:
      return "ended, but its output is held";
    case RowEnd::StillRuns:
      break;
  }
  return "still runs";
}

}  // namespace

Played play(const std::vector<Row>& rows, const std::map<std::string, std::string>& files) {
  Scene scene;
  scene.endings.resize(rows.size());
  scene.lab.run(live_all(scene, rows, files));
  return {std::move(scene.endings), scene.lab.kernel.trace().text(),
          scene.lab.kernel.trace().chain(), scene.lab.settlement.escapes()};
}

std::string difference(const Row& row, const Ending& ending) {
  std::ostringstream out;
  const ProcessStatus& status = ending.status;
  if (ending.took != row.takes) {
    out << "took " << ending.took.microseconds << " us, not " << row.takes.microseconds << "; ";
  }
  if (end_of(status) != row.end) {
    out << text_of(end_of(status)) << ", not " << text_of(row.end) << "; ";
  }
  if (status.stdout_text != row.prints) {
    out << "printed [" << status.stdout_text << "], not [" << row.prints << "]; ";
  }
  if (status.exit_code != row.exit_code || status.signal != 0) {
    out << "exit code " << status.exit_code << " (signal " << status.signal << "), not "
        << row.exit_code << "; ";
  }
  const std::string found = out.str();
  return found.empty()
             ? ""
             : row.name + ": " + found + "stderr [" + status.stderr_text + status.start_error + "]";
}

std::string first_difference(const std::string& one, const std::string& other) {
  std::istringstream left(one);
  std::istringstream right(other);
  for (int line = 1;; ++line) {
    std::string a;
    std::string b;
    const bool more_left = static_cast<bool>(std::getline(left, a));
    const bool more_right = static_cast<bool>(std::getline(right, b));
    if (a != b) {
      return "line " + std::to_string(line) + ":\n" + a + "\n" + b;
    }
    if (!more_left && !more_right) {
      return "";
    }
  }
}

bool is_installed(const std::string& program) {
  return std::system(("command -v " + program + " > /dev/null 2>&1").c_str()) == 0;
}

}  // namespace greenroom::real
