// A kernel for tests of one fake: tells a story as one task, collects the trace.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fakes/aws/ids.h"
#include "sim/core/context.h"

namespace greenroom::test {

class FakeWorld {
 public:
  explicit FakeWorld(const Limits& limits = {}) : kernel({Seed{7}, Epoch{}, limits}), ids(Seed{7}) {
    kernel.trace().observe(lines_);
  }
  ~FakeWorld() { kernel.shutdown(); }
  FakeWorld(const FakeWorld&) = delete;
  FakeWorld& operator=(const FakeWorld&) = delete;

  [[nodiscard]] Context as(std::string_view actor) { return {kernel, kernel.actor(actor)}; }
  // Runs the story to its end; whether it got there.
  bool run(Task<void> story) {
    const Context cx = as("story");
    cx.spawn("story", then_stop(cx, std::move(story)));
    const RunEnd end = kernel.run(nullptr);
    kernel.shutdown();  // before what the tasks refer to goes
    return end.kind == RunEndKind::Stopped;
  }
  [[nodiscard]] Duration elapsed() const { return kernel.now() - k_start; }

  // "event field=value field=value" for every line of `event`, with the named fields only.
  [[nodiscard]] std::vector<std::string> told(const std::string& event,
                                              const std::vector<std::string>& fields) const {
    std::vector<std::string> result;
    for (const TraceLine& line : lines_.lines) {
      if (line.event == event) {
        std::string text;
        for (const std::string& field : fields) {
          text += (text.empty() ? "" : " ") + line.text(field);
        }
        result.push_back(text);
      }
    }
    return result;
  }

  Kernel kernel;
  aws::Ids ids;

 private:
  struct Lines final : TraceObserver {
    void on_line(const TraceLine& line) override { lines.push_back(line); }
    std::vector<TraceLine> lines;
  };
  static Task<void> then_stop(Context cx, Task<void> story) {
    co_await std::move(story);
    cx.kernel().stop();
  }
  Lines lines_;
};

using Lines = std::vector<std::string>;

}  // namespace greenroom::test
