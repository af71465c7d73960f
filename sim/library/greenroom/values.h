// What a World (world.h) takes and gives: plain values that print well in a failed assertion.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace greenroom {

// The computer cannot do it, or something greenroom runs on failed. Never what AWS would report.
class WorldTrouble : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The test asks for what there cannot be: an unknown fault site, JSON that is none, a scenario with
// mistakes. The text names what was expected.
class WorldMisuse : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

// What an operation of AWS has answered. In a condition: whether it did what it was asked for.
struct Answer {
  std::string code;  // AWS's error code, "DeploymentDoesNotExistException"; empty when all is well
  std::string message;  // AWS's text of the error
  std::string json;     // the output's members; of an error empty
  std::string payload;  // of an output with a body (GetObject of s3) its bytes

  [[nodiscard]] bool ok() const { return code.empty(); }
  explicit operator bool() const { return ok(); }
  // What stands in `json` at a place: members by name, items of lists by number from 0, with dots
  // between: "deploymentInfo.status", "targets.0.ec2Target.status". Numbers and true or false as
  // they are written; lists and objects as JSON. "" when nothing is there (see has()).
  [[nodiscard]] std::string text(const std::string& place) const;
  [[nodiscard]] bool has(const std::string& place) const;
  // How many items the list, or members the object, at that place has; 0 when nothing is there.
  [[nodiscard]] std::size_t size(const std::string& place) const;
};

// One request through the load balancer.
struct UserRequest {
  std::string path = "/";  // with its query
  std::string method = "GET";
  std::vector<std::pair<std::string, std::string>> headers;  // Host has a default
  std::string body;
  int listener_port = 80;
  // Of virtual time. Longer than the load balancer's idle time-out, so that its answer comes first.
  std::chrono::microseconds timeout = std::chrono::seconds(120);
};

struct UserAnswer {
  int status = 0;  // HTTP's; 0: no answer
  std::string
      problem;  // without an answer: refused, unreachable, closed early, malformed, timed out
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  // The first of that name, upper and lower case aside; "" when there is none.
  [[nodiscard]] std::string header(const std::string& name) const;
};

// People who go on asking.
struct Users {
  std::string name = "users";
  std::string path = "/";
  std::chrono::microseconds interval = std::chrono::milliseconds(250);
  std::chrono::microseconds timeout = std::chrono::seconds(120);
  int listener_port = 80;
};

// One request of such users, and what became of it.
struct UserRecord {
  std::int64_t number = 0;  // from 1
  std::chrono::microseconds sent{0};
  std::chrono::microseconds ended{0};
  std::string outcome;   // "200", "503", "no answer"
  std::string version;   // the answer's X-App-Version; "" when it does not say
  std::string instance;  // the answer's X-Instance-Id; "" when it does not say

  // A server error or no answer at all; 4xx is the user's own doing.
  [[nodiscard]] bool failed() const;
};

// A line of the trace.
struct Line {
  std::int64_t number = 0;
  std::chrono::microseconds time{0};
  std::string actor;                          // "codedeploy", "ec2/i-..."
  std::string event;                          // "codedeploy.deployment"
  std::map<std::string, std::string> fields;  // texts as they are, all else as JSON

  // "" when there is no such field.
  [[nodiscard]] std::string field(const std::string& name) const;
};

// For failed assertions; one line each.
std::ostream& operator<<(std::ostream& out, const Answer& answer);
std::ostream& operator<<(std::ostream& out, const UserAnswer& answer);
std::ostream& operator<<(std::ostream& out, const UserRecord& record);
std::ostream& operator<<(std::ostream& out, const Line& line);

}  // namespace greenroom
