// Runs the built program as a user would, and tells how it ended.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace greenroom::test {

struct Ended {
  int exit_code = -1;
  int signal = 0;
  std::string out;
  std::string err;
};

inline std::string program_path() {
  return std::string(GREENROOM_BINARY_DIR) + "/greenroom";
}
inline std::string source_path(const std::string& relative) {
  return std::string(GREENROOM_SOURCE_DIR) + "/" + relative;
}

// A directory of its own for one test, removed at the end.
class Folder {
 public:
  Folder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "greenroom-test-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  // Not inlined: GCC 12 warns wrongly about string concatenation when it is.
  [[nodiscard, gnu::noinline]] std::string operator/(const std::string& name) const {
    return path_ + "/" + name;
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline void write_text(const std::string& path, const std::string& text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// Starts a program in a process group of its own. `environment` is added to this process's.
inline pid_t start_command(const std::string& program, const std::vector<std::string>& arguments,
                           int out, int err, const std::vector<std::string>& environment = {}) {
  const pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    dup2(out, 1);
    dup2(err, 2);
    for (const std::string& setting : environment) {
      putenv(const_cast<char*>(setting.c_str()));
    }
    std::vector<std::string> all;
    all.push_back(program);
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<char*> raw;
    for (std::string& argument : all) {
      raw.push_back(argument.data());
    }
    raw.push_back(nullptr);
    execv(raw[0], raw.data());
    _exit(127);
  }
  return child;
}

inline pid_t start_program(const std::vector<std::string>& arguments, int out, int err,
                           const std::vector<std::string>& environment = {}) {
  return start_command(program_path(), arguments, out, err, environment);
}

inline Ended run_command(const std::string& program, const std::vector<std::string>& arguments,
                         const std::vector<std::string>& environment = {}) {
  int out[2];
  int err[2];
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) {
    return {};
  }
  const pid_t child = start_command(program, arguments, out[1], err[1], environment);
  close(out[1]);
  close(err[1]);
  Ended ended;
  std::array<pollfd, 2> open{pollfd{out[0], POLLIN, 0}, pollfd{err[0], POLLIN, 0}};
  std::array<char, 65536> buffer{};
  while (open[0].fd >= 0 || open[1].fd >= 0) {
    poll(open.data(), open.size(), -1);
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (open[i].fd < 0 || open[i].revents == 0) {
        continue;
      }
      const ssize_t got = read(open[i].fd, buffer.data(), buffer.size());
      if (got <= 0) {
        close(open[i].fd);
        open[i].fd = -1;
      } else {
        (i == 0 ? ended.out : ended.err).append(buffer.data(), static_cast<std::size_t>(got));
      }
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  ended.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  ended.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return ended;
}

inline Ended run_program(const std::vector<std::string>& arguments,
                         const std::vector<std::string>& environment = {}) {
  return run_command(program_path(), arguments, environment);
}

}  // namespace greenroom::test
