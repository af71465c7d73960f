// `greenroom serve` as a user starts it, on a free port, and simple requests to it.
#pragma once

#include <signal.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/app/program.h"

namespace greenroom::test {

class Served {
 public:
  explicit Served(const std::vector<std::string>& more = {}) {
    int out[2];
    REQUIRE(pipe2(out, O_CLOEXEC) == 0);
    const std::string err = folder_ / "err";
    err_ = open(err.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    std::vector<std::string> arguments{"serve", "--port", "0"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    process_ = start_program(arguments, out[1], err_);
    close(out[1]);
    out_ = out[0];
    // "greenroom serves AWS at http://127.0.0.1:40123 (...)"
    const std::string first = line();
    const std::size_t begin = first.find("http://");
    INFO(first << read_text(err));
    REQUIRE(begin != std::string::npos);
    url_ = first.substr(begin, first.find(' ', begin) - begin);
  }
  ~Served() {
    if (process_ > 0) {
      kill(process_, SIGKILL);
      waitpid(process_, nullptr, 0);
    }
    close(out_);
    close(err_);
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  [[nodiscard]] const std::string& url() const { return url_; }

  // What curl gets; `words` come before the address.
  [[nodiscard]] Ended ask(const std::string& path, std::vector<std::string> words = {}) const {
    std::vector<std::string> all{"--silent", "--max-time", "60"};
    all.insert(all.end(), words.begin(), words.end());
    all.push_back(url_ + path);
    return run_command("/usr/bin/curl", all);
  }
  [[nodiscard]] std::string get(const std::string& path) const { return ask(path).out; }
  [[nodiscard]] std::string post(const std::string& path, const std::string& body) const {
    return ask(path, {"--data", body}).out;
  }
  // Of a JSON 1.1 operation.
  [[nodiscard]] std::string call(const std::string& target, const std::string& body) const {
    return ask("/", {"--data", body, "--header", "X-Amz-Target: " + target}).out;
  }
  [[nodiscard]] std::string status(const std::string& path,
                                   std::vector<std::string> words = {}) const {
    words.insert(words.end(), {"--output", "/dev/null", "--write-out", "%{http_code}"});
    return ask(path, words).out;
  }
  [[nodiscard]] bool runs() const { return waitpid(process_, nullptr, WNOHANG) == 0; }

  // As if the computer had failed.
  void kill_now() {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }

  // What it says until a line has `part`, which it has to say.
  [[nodiscard]] std::string told_until(const std::string& part) const {
    std::string told;
    while (told.find(part) == std::string::npos) {
      const std::string next = line();
      REQUIRE_FALSE(next.empty());
      told += next + "\n";
    }
    return told;
  }

  // Asked to end as Ctrl-C does; what it said last.
  [[nodiscard]] Ended end() {
    kill(process_, SIGINT);
    Ended ended;
    for (std::string next = line(); !next.empty(); next = line()) {
      ended.out += next + "\n";
    }
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = -1;
    ended.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    ended.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    ended.err = read_text(folder_ / "err");
    return ended;
  }

 private:
  // The next line of its output; "" at the end.
  std::string line() const {
    std::string text;
    char c = 0;
    while (read(out_, &c, 1) == 1 && c != '\n') {
      text += c;
    }
    return text;
  }

  Folder folder_;
  pid_t process_ = -1;
  int out_ = -1;
  int err_ = -1;
  std::string url_;
};

}  // namespace greenroom::test
