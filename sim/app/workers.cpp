#include "sim/app/workers.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

#include "sim/core/harness_error.h"
#include "sim/real/companion.h"

namespace greenroom::app {
namespace {

// How a worker ends whose replayed build led astray.
constexpr int k_exit_replay_broke = 75;

volatile std::sig_atomic_t g_interrupted = 0;

void on_interrupt(int) {
  g_interrupted = 1;
}

struct Worker {
  pid_t pid = -1;
  int pipe = -1;
  std::size_t job = 0;
  std::string received;
};

report::RunSummary summarise(const Job& job, PlayResult result, std::int64_t real_milliseconds) {
  report::RunSummary summary;
  summary.name = job.scenario.name;
  summary.file = job.scenario.file;
  summary.seed = job.options.seed.value_or(job.scenario.seed);
  summary.exit_code = result.exit_code;
  summary.problem = std::move(result.problem);
  summary.note = std::move(result.note);
  summary.trace = std::move(result.trace);
  summary.digest = std::move(result.digest);
  summary.log_text = std::move(result.log_text);
  summary.outcomes = std::move(result.outcomes);
  summary.violations = std::move(result.violations);
  summary.requests = result.requests;
  summary.virtual_microseconds = result.virtual_microseconds;
  summary.replayed_builds = result.replayed_builds;
  summary.real_milliseconds = real_milliseconds;
  return summary;
}

[[noreturn]] void work(const Job& job, int pipe, pid_t parent) {
  setpgid(0, 0);  // an interrupt at the terminal goes to the parent alone, which ends us
  real::forget_the_callers_world();
  if (getppid() != parent) {
    _exit(1);  // it died before the death signal was set
  }
  const auto begun = std::chrono::steady_clock::now();
  PlayResult result = play(job.scenario, job.options);
  if (result.replay_broke) {
    _exit(k_exit_replay_broke);
  }
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begun);
  const std::string text = report::to_json(summarise(job, std::move(result), took.count()));
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t wrote = write(pipe, text.data() + done, text.size() - done);
    if (wrote <= 0) {
      _exit(1);
    }
    done += static_cast<std::size_t>(wrote);
  }
  std::fflush(nullptr);
  _exit(0);
}

Worker start(const std::vector<Job>& jobs, std::size_t job) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    throw HarnessError(std::string("cannot make a pipe: ") + std::strerror(errno));
  }
  const pid_t parent = getpid();
  std::fflush(nullptr);
  const pid_t pid = fork();
  if (pid == 0) {
    close(ends[0]);
    work(jobs[job], ends[1], parent);
  }
  close(ends[1]);
  if (pid < 0) {
    close(ends[0]);
    throw HarnessError(std::string("cannot start a worker process: ") + std::strerror(errno));
  }
  return {pid, ends[0], job, ""};
}

// Nothing: to be played again.
std::optional<report::RunSummary> finish(const Job& job, Worker& worker) {
  close(worker.pipe);
  int status = 0;
  waitpid(worker.pid, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    return report::summary_from_json(worker.received);
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == k_exit_replay_broke) {
    return std::nullopt;
  }
  report::RunSummary crashed;
  crashed.name = job.scenario.name;
  crashed.file = job.scenario.file;
  crashed.seed = job.options.seed.value_or(job.scenario.seed);
  crashed.exit_code = ExitCode::InternalError;
  crashed.problem = WIFSIGNALED(status)
                        ? "the worker was ended by signal " + std::to_string(WTERMSIG(status))
                        : "the worker ended with code " + std::to_string(WEXITSTATUS(status)) +
                              "; its last words stand above";
  return crashed;
}

void end_all(std::vector<Worker>& workers) {
  for (Worker& worker : workers) {
    kill(worker.pid, SIGKILL);
    waitpid(worker.pid, nullptr, 0);
    close(worker.pipe);
  }
  workers.clear();
}

}  // namespace

std::vector<report::RunSummary> play_all(std::vector<Job> jobs, int parallel, bool& interrupted) {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::vector<report::RunSummary> summaries(jobs.size());
  std::vector<Worker> workers;
  std::size_t next = 0;
  while ((next < jobs.size() || !workers.empty()) && g_interrupted == 0) {
    while (next < jobs.size() && workers.size() < static_cast<std::size_t>(parallel)) {
      workers.push_back(start(jobs, next++));
    }
    std::vector<pollfd> watched;
    for (const Worker& worker : workers) {
      watched.push_back({worker.pipe, POLLIN, 0});
    }
    if (poll(watched.data(), watched.size(), -1) < 0) {
      continue;
    }
    for (std::size_t i = workers.size(); i > 0; --i) {
      Worker& worker = workers[i - 1];
      std::array<char, 65536> buffer{};
      if (watched[i - 1].revents == 0) {
        continue;
      }
      const ssize_t got = read(worker.pipe, buffer.data(), buffer.size());
      if (got > 0) {
        worker.received.append(buffer.data(), static_cast<std::size_t>(got));
      } else if (got == 0 || errno != EINTR) {
        const std::size_t job = worker.job;
        std::optional<report::RunSummary> summary = finish(jobs[job], worker);
        workers.erase(workers.begin() + static_cast<std::ptrdiff_t>(i - 1));
        if (summary) {
          summaries[job] = std::move(*summary);
        } else {
          jobs[job].options.build_cache_use = real::BuildCacheUse::Fill;
          workers.push_back(start(jobs, job));
        }
      }
    }
  }
  interrupted = g_interrupted != 0;
  end_all(workers);
  return summaries;
}

}  // namespace greenroom::app
