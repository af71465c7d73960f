// The network inside a machine.
#include "sim/real/sandbox_network.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/real/real_lab.h"

using namespace greenroom;
using namespace greenroom::real;

namespace {

sockaddr_in address_of(const char* ip, int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  inet_pton(AF_INET, ip, &address.sin_addr);
  return address;
}

// Two connected sockets inside a machine, blocking.
struct Connection {
  Connection(RealLab& lab, const char* instance, const char* ip) {
    const int listener = lab.hardware.open_tcp_socket(instance);
    from = lab.hardware.open_tcp_socket(instance);
    REQUIRE(fcntl(from, F_SETFL, 0) == 0);
    REQUIRE(fcntl(listener, F_SETFL, 0) == 0);
    const sockaddr_in address = address_of(ip, 8080);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    REQUIRE(bind(listener, generic, sizeof address) == 0);
    REQUIRE(listen(listener, 1) == 0);
    REQUIRE(connect(from, generic, sizeof address) == 0);
    to = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    REQUIRE(to >= 0);
    close(listener);
  }
  ~Connection() {
    close(from);
    close(to);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  int from = -1;
  int to = -1;
};

void pass(int sender, int receiver) {
  char byte = 'x';
  REQUIRE(send(sender, &byte, 1, MSG_NOSIGNAL) == 1);
  REQUIRE(recv(receiver, &byte, 1, 0) == 1);
}

std::uint32_t segments_sent(int socket) {
  tcp_info info{};
  socklen_t size = sizeof info;
  REQUIRE(getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0);
  return info.tcpi_segs_out;
}

}  // namespace

// A request to a real app took 27 ms of real time: its answer was acknowledged 40 ms late at worst,
// and bytes that are not acknowledged hold virtual time.
TEST_CASE("what is received in a machine is acknowledged at once") {
  const char* ip = GENERATE("10.0.1.10", "127.0.0.1");
  RealLab lab;
  const Context cx = lab.context("story");
  std::uint32_t acknowledgements = 0;
  const auto story = [&]() -> Task<void> {
    co_await lab.boot(cx, "i-1", "10.0.1.10");
    const Connection connection(lab, "i-1", ip);
    // A conversation: from now on the kernel expects an answer to go along with.
    for (int exchange = 0; exchange < 20; ++exchange) {
      pass(connection.from, connection.to);
      pass(connection.to, connection.from);
    }
    const std::uint32_t before = segments_sent(connection.from);
    pass(connection.to, connection.from);
    acknowledgements = segments_sent(connection.from) - before;
  };
  lab.run(story());
  CHECK(acknowledgements == 1);
}
