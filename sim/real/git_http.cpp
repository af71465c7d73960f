#include "sim/real/git_http.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>
#include <vector>

#include "sim/core/harness_error.h"

namespace greenroom::real {
namespace {

// A file in memory that a program reads from, or writes to.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("git", MFD_CLOEXEC)) {
    if (descriptor_ < 0) {
      throw HarnessError(std::string("cannot make a file in memory: ") + std::strerror(errno));
    }
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }

  void fill(std::string_view content) const {
    while (!content.empty()) {
      const ssize_t written = write(descriptor_, content.data(), content.size());
      if (written <= 0) {
        throw HarnessError(std::string("cannot write a file in memory: ") + std::strerror(errno));
      }
      content.remove_prefix(static_cast<std::size_t>(written));
    }
    lseek(descriptor_, 0, SEEK_SET);
  }

  [[nodiscard]] std::string content() const {
    lseek(descriptor_, 0, SEEK_SET);
    std::string all;
    std::array<char, 65536> part{};
    for (ssize_t got = 0; (got = read(descriptor_, part.data(), part.size())) > 0;) {
      all.append(part.data(), static_cast<std::size_t>(got));
    }
    return all;
  }

 private:
  int descriptor_;
};

// RFC 3875. Nothing of this computer's Git configuration counts.
std::vector<std::string> environment_of(const GitService& service, const std::string& path,
                                        const HttpRequest& request) {
  const std::size_t question = std::min(request.target.find('?'), request.target.size());
  const std::string query =
      question < request.target.size() ? request.target.substr(question + 1) : "";
  const auto header = [&](const char* name) {
    return std::string(find_header(request.headers, name));
  };
  return {"PATH=/usr/local/bin:/usr/bin:/bin",
          "GIT_CONFIG_NOSYSTEM=1",
          "GIT_CONFIG_GLOBAL=/dev/null",
          "GIT_HTTP_EXPORT_ALL=1",
          "GIT_PROJECT_ROOT=" + service.root,
          "PATH_INFO=" + path,
          "QUERY_STRING=" + query,
          "REQUEST_METHOD=" + request.method,
          "CONTENT_TYPE=" + header("Content-Type"),
          "CONTENT_LENGTH=" + std::to_string(request.body.size()),
          "HTTP_CONTENT_ENCODING=" + header("Content-Encoding"),
          "GIT_PROTOCOL=" + header("Git-Protocol"),
          "REMOTE_USER=" + service.user,
          "REMOTE_ADDR=127.0.0.1"};
}

void run_backend(std::vector<std::string> environment, int input, int output) {
  std::array<std::string, 2> words{"git", "http-backend"};
  std::array<char*, 3> arguments{words[0].data(), words[1].data(), nullptr};
  std::vector<char*> settings;
  for (std::string& each : environment) {
    settings.push_back(each.data());
  }
  settings.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t process = -1;
  const int error =
      posix_spawnp(&process, "git", &actions, nullptr, arguments.data(), settings.data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw HarnessError(std::string("cannot run git http-backend: ") + std::strerror(error) +
                       ". Next step: install git");
  }
  while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
  }
}

// "Status: 404 Not Found", headers, an empty line, the body.
HttpResponse read_answer(const std::string& text) {
  HttpResponse response;
  response.status = 200;
  response.reason = "OK";
  std::size_t at = 0;
  for (;;) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string::npos) {
      response = {};
      response.status = 500;  // it ended before it had said anything
      response.reason = "Internal Server Error";
      return response;
    }
    const std::size_t length = end > at && text[end - 1] == '\r' ? end - 1 - at : end - at;
    const std::string line = text.substr(at, length);
    at = end + 1;
    if (line.empty()) {
      break;
    }
    const std::size_t colon = std::min(line.find(": "), line.size());
    const std::string value = line.substr(std::min(colon + 2, line.size()));
    if (line.substr(0, colon) == "Status") {
      std::from_chars(value.data(), value.data() + value.size(), response.status);
      response.reason = value.substr(std::min<std::size_t>(4, value.size()));
    } else {
      response.headers.emplace_back(line.substr(0, colon), value);
    }
  }
  response.body = text.substr(at);
  return response;
}

}  // namespace

HttpResponse answer_git(const GitService& service, const std::string& path,
                        const HttpRequest& request) {
  const MemoryFile input;
  const MemoryFile output;
  input.fill(request.body);
  run_backend(environment_of(service, path, request), input.descriptor(), output.descriptor());
  return read_answer(output.content());
}

}  // namespace greenroom::real
