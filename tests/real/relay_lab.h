// The relay over real sockets of this computer's loopback: a client and a server of the test's own,
// and a clock that the test moves. The test waits for bytes, never for time.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/real/relay.h"
#include "sim/real/relay_message.h"
#include "tests/support/paper_targets.h"

namespace greenroom::real::relay_lab {

inline sockaddr_in loopback_address(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

inline int port_of(int descriptor) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

inline int listener_on_any_port() {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const sockaddr_in address = loopback_address(0);
  REQUIRE(bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(listen(descriptor, 16) == 0);
  return descriptor;
}

// Its targets are on the loopback, and healthy as soon as they are asked.
class Loopback final : public test::PaperTargets,
                       public elb::InstanceDirectory,
                       public InstanceSockets {
 public:
  void drop_connections(const elb::TargetEndpoint& target) override {
    if (relay != nullptr) {
      relay->drop_connections(target);
    }
  }
  void cut_exchanges(const elb::TargetEndpoint& target) override {
    if (relay != nullptr) {
      relay->cut_exchanges(target);
    }
  }
  [[nodiscard]] std::optional<elb::InstanceFacts> find(const std::string&) const override {
    return elb::InstanceFacts{"127.0.0.1", "running", ""};
  }
  int open_tcp_socket(const std::string&) override {
    return is_on ? socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0) : -1;
  }
  Watched* watched(const std::string&) override { return nullptr; }
  Relay* relay = nullptr;
  bool is_on = true;
};

class Records final : public elb::RequestObserver {
 public:
  void on_request(const elb::RequestRecord& record) override { all.push_back(record); }
  std::vector<elb::RequestRecord> all;
};

inline constexpr int k_turns_max = 2000;  // of at most 5 ms each: far more than anything here takes

// A relay before one server, of which the test plays the client and the server.
struct Lab {
  Lab()
      : server(listener_on_any_port()),
        kernel({Seed{7}, Epoch{}, {}}),
        ids(Seed{7}),
        elb(ids, {}, network, network, {}),
        cx(kernel, kernel.actor("test")) {
    elb.observe(records);
    const std::string balancer =
        elb.CreateLoadBalancer(cx, {"alb", "internet-facing", {}}).value().LoadBalancerArn;
    elb::TargetGroup wanted;
    wanted.TargetGroupName = "tg";
    wanted.Port = port_of(server);
    group = elb.CreateTargetGroup(cx, wanted).value().TargetGroupArn;
    elb::CreateListenerInput input;
    input.LoadBalancerArn = balancer;
    input.DefaultActions = {elb::forward_to(group)};
    const std::string arn = elb.CreateListener(cx, std::move(input)).value().ListenerArn;
    CHECK(elb.RegisterTargets(cx, group, {{"i-1", 0}}).ok());
    relay = std::make_unique<Relay>(kernel, elb, network,
                                    Relay::Options{arn, 0, [this] { return present; }});
    network.relay = relay.get();
  }
  ~Lab() {
    for (const int descriptor : {server, connection}) {
      if (descriptor >= 0) {
        close(descriptor);
      }
    }
    for (const int descriptor : clients) {
      close(descriptor);
    }
    network.relay = nullptr;
    kernel.shutdown();
  }
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  int connect_client() {
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback_address(relay->port());
    REQUIRE(connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    clients.push_back(descriptor);
    return descriptor;
  }

  static void say(int descriptor, const std::string& bytes) {
    REQUIRE(::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
  }
  // Lets the relay work until `descriptor` has brought text that ends so, or its end ("$").
  std::string hear(int descriptor, const std::string& ending) {
    std::string heard;
    for (int turn = 0; turn < k_turns_max; ++turn) {
      relay->turn(1);
      char bytes[65536];
      const ssize_t got = recv(descriptor, bytes, sizeof bytes, MSG_DONTWAIT);
      if (got > 0) {
        heard.append(bytes, static_cast<std::size_t>(got));
      } else if (got == 0 || errno != EAGAIN) {
        return heard + "$";
      }
      if (heard.size() >= ending.size() && !ending.empty() &&
          heard.compare(heard.size() - ending.size(), ending.size(), ending) == 0) {
        return heard;
      }
    }
    FAIL("heard only: " << heard);
    return heard;
  }
  // The server's side of the connection that the relay opens.
  int accept_connection() {
    for (int turn = 0; turn < k_turns_max; ++turn) {
      relay->turn(1);
      const int accepted = accept4(server, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted >= 0) {
        if (connection >= 0) {
          close(connection);
        }
        return connection = accepted;
      }
    }
    FAIL("no connection came to the server");
    return -1;
  }
  void until(const std::function<bool()>& holds) {
    for (int turn = 0; turn < k_turns_max; ++turn) {
      if (holds()) {
        return;
      }
      relay->turn(1);
    }
    FAIL("it never came to hold");
  }
  // One request of a fresh client, one answer of the server: what each of them saw.
  std::pair<std::string, std::string> exchange(const std::string& request,
                                               const std::string& request_end,
                                               const std::string& answer,
                                               const std::string& answer_end) {
    const int client = connect_client();
    say(client, request);
    accept_connection();
    const std::string seen = hear(connection, request_end);
    say(connection, answer);
    return {seen, hear(client, answer_end)};
  }

  Instant present = k_start;
  int server = -1;
  int connection = -1;  // the server's side of the newest one
  std::vector<int> clients;
  Loopback network;
  Kernel kernel;
  aws::Ids ids;
  Records records;
  elb::Elb elb;
  Context cx;
  std::string group;
  std::unique_ptr<Relay> relay;
};

inline const std::string k_get = "GET /a?b=c HTTP/1.1\r\nHost: Example.com\r\n\r\n";
inline const std::string k_ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace greenroom::real::relay_lab
