#include "fakes/autoscaling/activity_text.h"

#include "fakes/aws/http_date.h"

namespace greenroom::autoscaling {
namespace {

std::string from_to(std::int64_t from, std::int64_t to) {
  return " from " + std::to_string(from) + " to " + std::to_string(to);
}

}  // namespace

std::string at(Epoch epoch, Instant now, const std::string& what) {
  return "At " + aws::whole_seconds(epoch, now) + " " + what + (what.ends_with('.') ? "" : ".");
}

std::string both(const std::string& first, const std::string& second) {
  return first.empty() || second.empty() ? first + second : first + "  " + second;
}

std::string created_text(std::int64_t desired) {
  return "a user request created an AutoScalingGroup changing the desired capacity" +
         from_to(0, desired);
}

std::string updated_text(std::int64_t min_size, std::int64_t max_size, std::int64_t desired,
                         std::int64_t before) {
  return "a user request update of AutoScalingGroup constraints to min: " +
         std::to_string(min_size) + ", max: " + std::to_string(max_size) +
         ", desired: " + std::to_string(desired) + " changing the desired capacity" +
         from_to(before, desired);
}

std::string set_desired_text(std::int64_t desired, std::int64_t before) {
  return "a user request explicitly set group desired capacity changing the desired capacity" +
         from_to(before, desired);
}

std::string started_text(std::int64_t from, std::int64_t to) {
  return "an instance was started in response to a difference between desired and actual "
         "capacity, increasing the capacity" +
         from_to(from, to);
}

std::string shrunk_text(std::int64_t from, std::int64_t to) {
  return "an instance was taken out of service in response to a difference between desired and "
         "actual capacity, shrinking the capacity" +
         from_to(from, to);
}

std::string replaced_text() {
  return "an instance was launched in response to an unhealthy instance needing to be replaced";
}

std::string selected_text(const std::string& instance_id) {
  return "instance " + instance_id + " was selected for termination";
}

std::string taken_out_text(const std::string& because) {
  return "an instance was taken out of service in response to " + because;
}

std::string user_request_text(const std::string& instance_id, const std::string& was,
                              std::int64_t from, std::int64_t to) {
  std::string text = "instance " + instance_id + " " + was + " in response to a user request";
  if (from != to) {
    text += to < from ? ", shrinking the capacity" : ", increasing the capacity";
    text += from_to(from, to);
  }
  return text;
}

std::string details_of(const std::string& subnet, const std::string& zone) {
  return R"({"Subnet ID":")" + subnet + R"(","Availability Zone":")" + zone + R"("})";
}

std::string abandoned_text(const std::string& token, bool timed_out) {
  return "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token " +
         token + " was abandoned: " +
         (timed_out ? "Heartbeat Timeout" : "Lifecycle Action Completed with ABANDON Result");
}

}  // namespace greenroom::autoscaling
