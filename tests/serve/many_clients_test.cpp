// Many clients at once. `make sanitize` lets them ask for half a minute
// (GREENROOM_CLIENTS_SECONDS).
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <thread>

#include "tests/serve/client.h"
#include "tests/serve/served.h"

using namespace greenroom::test;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int k_clients = 64;

Clock::duration how_long() {
  const char* const wanted = std::getenv("GREENROOM_CLIENTS_SECONDS");
  return std::chrono::seconds(wanted == nullptr ? 2 : std::atoi(wanted));
}

// What went wrong first; Catch's own macros are for one thread.
struct Told {
  int rounds = 0;
  std::string wrong;
};

// Objects of its own, parameters that all share, and requests that are refused.
class Asker {
 public:
  Asker(const std::string& url, int number) : client_(url), number_(number) {}

  void round(int count, Told& told) {
    const std::string key = "/shared/of-" + std::to_string(number_);
    const std::string body(count % 7 == 0 ? 150'000 : 300,
                           static_cast<char>('a' + (number_ + count) % 26));
    expect(told, "PUT", key, body, 200);
    expect(told, "GET", key, "", 200);
    if (client_.body() != body) {
      note(told, "GET " + key + " gave another body");
    }
    expect(told, "GET", "/shared?list-type=2&max-keys=5", "", 200);
    expect(told, "POST", "/",
           R"({"Name": "/all/level", "Type": "String", "Overwrite": true, "Value": "x"})", 200,
           "X-Amz-Target: AmazonSSM.PutParameter\r\n");
    expect(told, "POST", "/", "Action=DescribeInstances&Version=2016-11-15", 200,
           "Content-Type: application/x-www-form-urlencoded\r\n");
    expect(told, "GET", "/shared/nobody-put-this", "", 404);
    expect(told, "POST", "/", "{", 400, "X-Amz-Target: AmazonSSM.GetParameter\r\n");
    if (count % 5 == 0) {
      expect(told, "DELETE", key, "", 204);
      expect(told, "GET", key, "", 404);
    }
    ++told.rounds;
  }

 private:
  static void note(Told& told, const std::string& what) {
    told.wrong = told.wrong.empty() ? what : told.wrong;
  }
  void expect(Told& told, const std::string& method, const std::string& target,
              const std::string& body, int status, const std::string& headers = "") {
    const bool sent = client_.send(method, target, body, headers);
    const int got = sent ? client_.status() : 0;
    if (got != status) {
      note(told, method + " " + target + " gave " + std::to_string(got) + ": " + client_.body());
    }
  }
  Client client_;
  int number_;
};

}  // namespace

TEST_CASE("sixty-four clients at once are all answered rightly", "[clients]") {
  Served served;
  REQUIRE(served.status("/shared", {"--request", "PUT"}) == "200");
  std::vector<Told> told(k_clients);
  // Connected here: what fails in a thread of its own would end the program.
  std::vector<std::unique_ptr<Asker>> askers;
  for (int number = 0; number < k_clients; ++number) {
    askers.push_back(std::make_unique<Asker>(served.url(), number));
  }
  std::vector<std::thread> clients;
  const Clock::time_point end = Clock::now() + how_long();
  for (int number = 0; number < k_clients; ++number) {
    clients.emplace_back([&, number] {
      for (int count = 1; (count == 1 || Clock::now() < end) && told[number].wrong.empty();
           ++count) {
        askers[number]->round(count, told[number]);
      }
    });
  }
  for (std::thread& client : clients) {
    client.join();
  }
  for (const Told& each : told) {
    INFO(each.wrong);
    CHECK(each.wrong.empty());
    CHECK(each.rounds >= 1);
  }
  const Ended ended = served.end();
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 0);
}
