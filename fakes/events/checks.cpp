#include "fakes/events/checks.h"

namespace greenroom::events {
namespace {

constexpr std::int64_t k_over = -1;

std::string delivery_of(const TraceLine& line) {
  return "event " + line.text("eventId") + " of rule " + line.text("rule") + " to target " +
         line.text("target");
}

}  // namespace

void DeliveredOnce::on_line(const TraceLine& line) {
  if (line.event != "eventbridge.delivery" || line.text("status") != "Delivered") {
    return;
  }
  const auto [first, is_new] = delivered_.emplace(delivery_of(line), line.n);
  if (!is_new) {
    broken(first->first + " was delivered before, in line " + std::to_string(first->second),
           line.n);
  }
}

void AttemptsCounted::on_line(const TraceLine& line) {
  if (line.event != "eventbridge.delivery") {
    return;
  }
  std::int64_t& so_far = attempts_[delivery_of(line)];
  if (so_far == k_over) {
    broken(delivery_of(line) + " was over before this attempt", line.n);
  } else if (line.number("attempt") != so_far + 1) {
    broken(delivery_of(line) + " has attempt " + std::to_string(line.number("attempt")) +
               " after attempt " + std::to_string(so_far),
           line.n);
  }
  so_far = line.text("status") == "Failed" ? line.number("attempt") : k_over;
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<DeliveredOnce>());
  all.push_back(std::make_unique<AttemptsCounted>());
  return all;
}

}  // namespace greenroom::events
