// greenroom::World, as a test has it: asks the process in which the world lives.
#include "greenroom/world.h"

#include <utility>

#include "fakes/aws/json.h"
#include "sim/core/assert.h"
#include "sim/core/harness_error.h"
#include "sim/core/http.h"
#include "sim/library/protocol.h"
#include "sim/library/stage.h"
#include "sim/real/companion.h"

namespace greenroom {
namespace {

using library::number_of;
using real::Parts;

std::string text_of(std::chrono::microseconds length) {
  return std::to_string(length.count());
}

std::chrono::microseconds time_of(const std::string& text) {
  return std::chrono::microseconds(number_of(text));
}

// Fields as texts; what is no text as JSON.
Line line_of(const aws::Json& json) {
  Line line;
  for (const aws::JsonMember& member : json.members) {
    const bool plain =
        member.value.kind == aws::JsonKind::String || member.value.kind == aws::JsonKind::Number;
    std::string text = plain ? member.value.text : aws::to_text(member.value);
    if (member.name == "n") {
      line.number = number_of(text);
    } else if (member.name == "t") {
      line.time = time_of(text);
    } else if (member.name == "actor") {
      line.actor = std::move(text);
    } else if (member.name == "ev") {
      line.event = std::move(text);
    } else {
      line.fields[member.name] = std::move(text);
    }
  }
  return line;
}

}  // namespace

class World::Remote {
 public:
  Remote() : companion_(library::live_on_stage) {}
  // The answer's parts. Throws WorldTrouble, WorldMisuse.
  Parts ask(const Parts& question) {
    Parts answer;
    try {
      answer = companion_.ask(question);
    } catch (const HarnessError& error) {
      throw WorldTrouble(error.what());
    }
    if (answer.front() == library::k_misuse) {
      throw WorldMisuse(answer.at(1));
    }
    if (answer.front() == library::k_trouble) {
      throw WorldTrouble(answer.at(1));
    }
    answer.erase(answer.begin());
    return answer;
  }

 private:
  real::Companion companion_;
};

World::World(const WorldOptions& options) {
  try {
    remote_ = std::make_unique<Remote>();
  } catch (const HarnessError& error) {
    throw WorldTrouble(error.what());
  }
  remote_->ask({"open", options.scenario_file, options.app_folder, options.environment,
                options.seed ? std::to_string(*options.seed) : "", options.npm_packages});
}

World::~World() = default;
World::World(World&&) noexcept = default;
World& World::operator=(World&&) noexcept = default;

Answer World::call(const std::string& service, const std::string& operation,
                   const std::string& input, const std::string& payload) {
  Parts parts = remote_->ask({"call", service, operation, input, payload});
  return {std::move(parts[0]), std::move(parts[1]), std::move(parts[2]), std::move(parts[3])};
}

Answer World::push(const Push& push) {
  Parts question{"push", push.version, push.message};
  for (const auto& [path, content] : push.files) {
    question.push_back(path);
    question.push_back(content);
  }
  Parts parts = remote_->ask(question);
  return {std::move(parts[0]), std::move(parts[1]), "", ""};
}

UserAnswer World::request(const UserRequest& request) {
  Parts question{"request",
                 std::to_string(request.listener_port),
                 text_of(request.timeout),
                 request.method,
                 request.path,
                 request.body};
  bool has_host = false;
  for (const auto& [name, value] : request.headers) {
    has_host = has_host || same_header_name(name, "Host");
    question.push_back(name);
    question.push_back(value);
  }
  if (!has_host) {
    question.insert(question.end(), {"Host", "lab-app-alb.us-east-1.elb.amazonaws.com"});
  }
  const Parts parts = remote_->ask(question);
  UserAnswer answer;
  answer.status = static_cast<int>(number_of(parts[0]));
  answer.problem = parts[1];
  answer.body = parts[2];
  for (std::size_t at = 3; at + 1 < parts.size(); at += 2) {
    answer.headers.emplace_back(parts[at], parts[at + 1]);
  }
  return answer;
}

void World::start_users(const Users& users) {
  remote_->ask({"start_users", users.name, users.path, text_of(users.interval),
                text_of(users.timeout), std::to_string(users.listener_port)});
}

void World::inject(const std::string& fault_site) {
  remote_->ask({"inject", fault_site});
}

void World::advance(std::chrono::microseconds length) {
  remote_->ask({"advance", text_of(length)});
}

bool World::run_until(const std::string& event, const std::map<std::string, std::string>& fields,
                      std::chrono::microseconds within) {
  Parts question{"run_until", text_of(within), "event", event};
  for (const auto& [name, value] : fields) {
    question.push_back(name);
    question.push_back(value);
  }
  return remote_->ask(question).front() == "1";
}

void World::run_until_rest() {
  remote_->ask({"run_until_rest"});
}

std::chrono::microseconds World::now() {
  return time_of(remote_->ask({"now"}).front());
}

std::string World::trace_text() {
  return remote_->ask({"trace"}).front();
}

std::vector<Line> World::trace(const std::string& event) {
  const std::string text = trace_text();
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    const auto json = aws::parse_json(std::string_view(text).substr(begin, end - begin));
    SIM_ASSERT(json.ok(), "a line of a trace is JSON");
    Line line = line_of(json.value());
    if (event.empty() || line.event == event) {
      lines.push_back(std::move(line));
    }
    begin = end + 1;
  }
  return lines;
}

std::vector<std::string> World::logs(const std::string& group) {
  std::vector<std::string> messages;
  std::string name;
  aws::append_json_text(name, group);
  std::string token;
  do {
    const Answer page = call("logs", "FilterLogEvents",
                             "{\"logGroupName\":" + name +
                                 (token.empty() ? "" : ",\"nextToken\":\"" + token + "\"") + "}");
    const auto json = aws::parse_json(page ? page.json : "{}");
    SIM_ASSERT(json.ok(), "outputs are JSON");
    if (const aws::Json* events = json.value().find("events")) {
      for (const aws::Json& event : events->items) {
        const aws::Json* message = event.find("message");
        messages.push_back(message == nullptr ? "" : message->text);
      }
    }
    token = page ? page.text("nextToken") : "";
  } while (!token.empty());
  return messages;
}

std::vector<UserRecord> World::requests_of(const std::string& users) {
  const Parts parts = remote_->ask({"requests_of", users});
  std::vector<UserRecord> records;
  for (std::size_t at = 0; at + 5 < parts.size(); at += 6) {
    records.push_back({number_of(parts[at]), time_of(parts[at + 1]), time_of(parts[at + 2]),
                       parts[at + 3], parts[at + 4], parts[at + 5]});
  }
  return records;
}

std::map<std::string, std::string> World::fault_sites() {
  const Parts parts = remote_->ask({"fault_sites"});
  std::map<std::string, std::string> all;
  for (std::size_t at = 0; at + 1 < parts.size(); at += 2) {
    all[parts[at]] = parts[at + 1];
  }
  return all;
}

std::vector<std::string> World::problems() {
  return remote_->ask({"problems"});
}

}  // namespace greenroom
