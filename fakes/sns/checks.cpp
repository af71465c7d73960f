#include "fakes/sns/checks.h"

namespace greenroom::sns {
namespace {

std::string subscription_of(const TraceLine& line) {
  return line.text("TopicArn") + " to " + line.text("Protocol") + " " + line.text("Endpoint");
}

bool is_delivered(const TraceLine& line) {
  return line.event == "sns.delivery" && line.text("status") == "Delivered";
}

}  // namespace

void ConfirmedFirst::on_line(const TraceLine& line) {
  if (line.event == "sns.subscription") {
    status_[subscription_of(line)] = line.text("status");
  } else if (is_delivered(line) && line.text("Type") == "Notification") {
    const std::string& status = status_[subscription_of(line)];
    // One that was deleted since may still get what was on its way.
    if (status.empty() || status == "PendingConfirmation") {
      broken(subscription_of(line) + " was told before it confirmed", line.n);
    }
  }
}

void DeliveredOnce::on_line(const TraceLine& line) {
  if (!is_delivered(line)) {
    return;
  }
  const std::string what = "message " + line.text("MessageId") + " of " + subscription_of(line);
  const auto [first, is_new] = delivered_.emplace(what, line.n);
  if (!is_new) {
    broken(what + " was delivered before, in line " + std::to_string(first->second), line.n);
  }
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<ConfirmedFirst>());
  all.push_back(std::make_unique<DeliveredOnce>());
  return all;
}

}  // namespace greenroom::sns
