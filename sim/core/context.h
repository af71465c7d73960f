// Context: the one seam. Everything a fake may touch is reached through it; nothing else exists.
// Small and copied freely; always the first parameter.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/kernel.h"
#include "sim/core/waiting.h"

namespace greenroom {

class Context {
 public:
  Context(Kernel& kernel, ActorId actor) : kernel_(&kernel), actor_(actor) {}

  [[nodiscard]] Kernel& kernel() const { return *kernel_; }
  [[nodiscard]] ActorId actor() const { return actor_; }
  // The same world, acting as somebody else, e.g. cx.as("codedeploy/d-XYZ").
  [[nodiscard]] Context as(std::string_view actor_name) const {
    return {*kernel_, kernel_->actor(actor_name)};
  }

  [[nodiscard]] Instant now() const { return kernel_->now(); }
  [[nodiscard]] Epoch epoch() const { return kernel_->epoch(); }
  [[nodiscard]] const Limits& limits() const { return kernel_->limits(); }

  Waiter sleep_for(Duration duration) const { return sleep_until(now() + duration); }
  Waiter sleep_until(Instant instant) const {
    return Waiter(*kernel_, actor_, "time to pass", nullptr, instant);
  }

  // Writes a trace line as this actor. Event names are AWS's words: "codedeploy.deployment".
  std::int64_t trace(std::string_view event, std::initializer_list<Field> fields) const {
    return kernel_->write_trace(actor_, event, {fields.begin(), fields.size()});
  }
  // The same for fields that are only known at run time (those a line leaves out when empty).
  std::int64_t trace(std::string_view event, const std::vector<Field>& fields) const {
    return kernel_->write_trace(actor_, event, fields);
  }
  // A random stream of its own for `purpose` of this actor.
  [[nodiscard]] RandomStream random(std::string_view purpose) const {
    return {kernel_->seed(), kernel_->actor_name(actor_) + "/" + std::string(purpose)};
  }
  [[nodiscard]] bool fault(const FaultSite& site) const { return kernel_->faults().fires(site); }

  // Starts `task` as a root task of this actor. `name` is a literal.
  void spawn(const char* name, Task<void> task) const {
    kernel_->spawn(actor_, name, std::move(task));
  }

 private:
  Kernel* kernel_;
  ActorId actor_;
};

}  // namespace greenroom
