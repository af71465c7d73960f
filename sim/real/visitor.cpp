#include "sim/real/visitor.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "sim/core/harness_error.h"
#include "sim/core/waiting.h"

namespace greenroom::real {
namespace {

using Descriptor =
    boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type>;

constexpr std::size_t k_told_bytes_max = 2000;  // of its output, in the failure
constexpr int k_exit_no_shell = 127;

[[noreturn]] void become(const Visit& visit, int output) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setpgid(0, 0);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  for (const auto& [name, value] : visit.environment) {
    setenv(name.c_str(), value.c_str(), 1);
  }
  if (visit.working_directory.empty() || chdir(visit.working_directory.c_str()) == 0) {
    execl("/bin/sh", "sh", "-c", visit.command.c_str(), static_cast<char*>(nullptr));
  }
  _exit(k_exit_no_shell);
}

class Visitor final : public Watched {
 public:
  Visitor(Settlement& settlement, const Visit& visit, std::function<bool()> is_owed_an_answer)
      : settlement_(settlement),
        is_owed_an_answer_(std::move(is_owed_an_answer)),
        output_(settlement.io()),
        ended_(settlement.io()) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
      throw HarnessError(std::string("cannot make a pipe: ") + std::strerror(errno));
    }
    process_ = fork();
    if (process_ == 0) {
      become(visit, ends[1]);
    }
    close(ends[1]);
    if (process_ < 0) {
      close(ends[0]);
      throw HarnessError(std::string("cannot start a program: ") + std::strerror(errno));
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    output_.assign(ends[0]);
    ended_.assign(static_cast<int>(syscall(SYS_pidfd_open, process_, 0)));
    settlement_.add(this);
  }
  ~Visitor() override {
    settlement_.forget(this);
    settlement_.abandon(ticket_);
    if (process_ > 0) {
      kill(-process_, SIGKILL);
      waitpid(process_, nullptr, 0);
    }
  }
  Visitor(const Visitor&) = delete;
  Visitor& operator=(const Visitor&) = delete;

  Task<Status> stay(Context cx) {
    ticket_ = settlement_.begin(cx.actor(), this);
    read_on();
    ended_.async_wait(Descriptor::wait_read, [this](boost::system::error_code error) {
      if (!error) {
        end();
      }
    });
    const std::optional<int> status = co_await over_.take(cx);
    if (WIFEXITED(*status) && WEXITSTATUS(*status) == 0) {
      co_return success();
    }
    const std::string how = WIFSIGNALED(*status)
                                ? "ended by signal " + std::to_string(WTERMSIG(*status))
                                : "exit code " + std::to_string(WEXITSTATUS(*status));
    const std::size_t begin =
        told_.size() > k_told_bytes_max ? told_.size() - k_told_bytes_max : std::size_t{0};
    co_return Failure{"VisitFailed", how + "; it said: " + told_.substr(begin)};
  }

  State look(bool) override {
    return process_ > 0 && !is_owed_an_answer_() ? State::Busy : State::Quiescent;
  }
  std::string describe_busy() override { return "the visitor from outside still runs\n"; }

 private:
  void read_on() {
    output_.async_read_some(boost::asio::buffer(buffer_),
                            [this](boost::system::error_code error, std::size_t got) {
                              if (error == boost::asio::error::operation_aborted) {
                                return;  // the visitor is gone
                              }
                              settlement_.progressed();
                              told_.append(buffer_.data(), got);
                              if (!error) {
                                read_on();
                              }
                            });
  }

  // What it has started ends with it, as nobody could tell how long it would go on.
  void end() {
    int status = 0;
    kill(-process_, SIGKILL);
    waitpid(std::exchange(process_, -1), &status, 0);
    for (ssize_t got = 0;
         (got = read(output_.native_handle(), buffer_.data(), buffer_.size())) > 0;) {
      told_.append(buffer_.data(), static_cast<std::size_t>(got));
    }
    settlement_.finish(ticket_, [this, status] { over_.set(status); });
  }

  Settlement& settlement_;
  std::function<bool()> is_owed_an_answer_;
  Descriptor output_;
  Descriptor ended_;  // readable when the process has ended
  pid_t process_ = -1;
  Ticket ticket_;
  std::array<char, 4096> buffer_{};
  std::string told_;
  Slot<int> over_{"a visitor to leave"};
};

}  // namespace

Task<Status> pay_visit(Context cx, Settlement& settlement, Visit visit,
                       std::function<bool()> is_owed_an_answer) {
  const auto visitor = std::make_unique<Visitor>(settlement, visit, std::move(is_owed_an_answer));
  Status status = co_await visitor->stay(cx);
  co_return status;
}

}  // namespace greenroom::real
