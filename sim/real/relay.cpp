#include "sim/real/relay.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "sim/core/harness_error.h"
#include "sim/real/relay_parts.h"

namespace greenroom::real {
namespace {

constexpr unsigned k_edges = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
constexpr Duration k_look_interval = seconds(1);

void send_at_once(int descriptor) {
  const int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

sockaddr_in address_of(const std::string& ip, int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  SIM_ASSERT(inet_pton(AF_INET, ip.c_str(), &address.sin_addr) == 1, "a target has an address");
  return address;
}

}  // namespace

Relay::Relay(Kernel& kernel, elb::Elb& elb, InstanceSockets& sockets, Options options)
    : kernel_(kernel),
      elb_(elb),
      sockets_(sockets),
      options_(std::move(options)),
      room_(std::make_unique<ReadingRoom>()),
      actor_(kernel.actor("alb/relay")) {
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (epoll_ < 0 || listener_ < 0) {
    throw HarnessError(std::string("cannot open sockets: ") + std::strerror(errno));
  }
  const int on = 1;
  setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address = address_of("127.0.0.1", options_.host_port);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      listen(listener_, SOMAXCONN) != 0) {
    const std::string reason = std::strerror(errno);
    ::close(listener_);
    ::close(epoll_);
    throw HarnessError("cannot listen on 127.0.0.1:" + std::to_string(options_.host_port) + " (" +
                       reason + "): another program uses that port. Stop it, or take another.");
  }
  getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = nullptr;
  epoll_ctl(epoll_, EPOLL_CTL_ADD, listener_, &event);
}

Relay::~Relay() {
  ::close(listener_);
  ::close(epoll_);
}

// Everything that is due by now happens, and the clock stands at the present.
void Relay::move_world() {
  const Instant present = options_.clock();
  if (present <= kernel_.now()) {
    return;
  }
  kernel_.schedule_call(present, Phase::Control, actor_, [this] { kernel_.stop(); });
  const RunEnd end = kernel_.run(nullptr);
  if (end.kind != RunEndKind::Stopped) {
    throw HarnessError(end.what + ". Next step: raise the limit.");
  }
}

void Relay::watch(End& end) {
  epoll_event event{};
  event.events = k_edges;
  event.data.ptr = &end;
  epoll_ctl(epoll_, EPOLL_CTL_ADD, end.socket.descriptor(), &event);
}

void Relay::accept_clients() {
  for (;;) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    const int descriptor = accept4(listener_, reinterpret_cast<sockaddr*>(&address), &size,
                                   SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) {
      return;
    }
    send_at_once(descriptor);
    std::array<char, INET_ADDRSTRLEN> text{};
    inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size());
    Client& client = *clients_.emplace_back(std::make_unique<Client>(descriptor, *room_));
    client.from.ip = text.data();
    client.from.port = ntohs(address.sin_port);
    client.active = kernel_.now();
    watch(client);
  }
}

void Relay::on_event(End& end, unsigned events) {
  if (!end.socket.is_open()) {
    return;  // closed earlier in this turn
  }
  if ((events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) {
    end.socket.hung_up();
  } else if ((events & EPOLLIN) != 0) {
    end.socket.may_read();
  }
  end.active = kernel_.now();
  if (end.is_client) {
    auto& client = static_cast<Client&>(end);
    if ((events & EPOLLOUT) != 0 && !client.socket.flushed()) {
      if (!client.socket.flush()) {
        leave(client);
        return;
      }
      if (client.socket.flushed() && client.closing) {
        close(client);
        return;
      }
      if (client.socket.flushed() && client.target != nullptr) {
        on_target(*client.target);  // it was held back
        return;
      }
    }
    on_client(client);
    return;
  }
  auto& target = static_cast<Target&>(end);
  if (target.connecting) {
    on_connected(target);
    return;
  }
  if (!target.socket.flush()) {
    fail(target, HttpEnd::ClosedEarly);
    return;
  }
  if (target.client != nullptr && target.socket.flushed() && !target.client->body.done()) {
    on_client(*target.client);  // it was held back
  }
  if (target.socket.is_open()) {
    on_target(target);
  }
}

void Relay::turn(int milliseconds) {
  std::array<epoll_event, 256> events{};
  const int count = epoll_wait(epoll_, events.data(), events.size(), milliseconds);
  if (count < 0 && errno != EINTR) {
    throw HarnessError(std::string("cannot wait for sockets: ") + std::strerror(errno));
  }
  move_world();
  // Answers first: they end requests that have waited longest, and the connections that they leave
  // idle serve the requests behind them.
  for (const bool answers : {true, false}) {
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = events.at(static_cast<std::size_t>(i));
      End* const end = static_cast<End*>(event.data.ptr);
      if (answers != (end != nullptr && !end->is_client)) {
        continue;
      }
      if (end == nullptr) {
        accept_clients();
      } else {
        on_event(*end, event.events);
      }
    }
  }
  if (kernel_.now() - looked_at_idle_ >= k_look_interval) {
    looked_at_idle_ = kernel_.now();
    look_at_idle();
  }
  if (std::exchange(some_closed_, false)) {
    std::erase_if(clients_, [](const auto& client) { return !client->socket.is_open(); });
    std::erase_if(targets_, [](const auto& target) { return !target->socket.is_open(); });
  }
}

// Nothing else keeps time here: no timer per request.
void Relay::look_at_idle() {
  const Instant now = kernel_.now();
  const Duration connect_timeout = elb_.timing().connect_timeout;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    Target& target = *targets_[i];
    if (!target.socket.is_open()) {
      continue;
    }
    const Duration idle = now - target.active;
    if (target.client == nullptr) {
      if (idle >= target.idle_timeout) {
        close(target);
      }
    } else if (target.connecting && idle >= connect_timeout) {
      fail(target, HttpEnd::Unreachable);
    } else if (idle >= target.idle_timeout && now - target.client->active >= target.idle_timeout) {
      fail(target, HttpEnd::DeadlineReached);
    }
  }
  for (std::size_t i = 0; i < clients_.size(); ++i) {
    Client& client = *clients_[i];
    if (!client.socket.is_open() || client.target != nullptr ||
        now - client.active < client.passage.idle_timeout()) {
      continue;
    }
    if (client.socket.received().empty() || client.closing) {
      close(client);
    } else {
      client.from.unreadable = 408;  // half a request
      client.head = {};
      client.head.keep_alive = false;
      start(client);
    }
  }
}

Relay::Pool& Relay::pool_of(const elb::TargetEndpoint& endpoint) {
  address_.assign(endpoint.ip).append(":").append(std::to_string(endpoint.Port));
  std::unique_ptr<Pool>& pool = pools_[address_];
  if (pool == nullptr) {
    pool = std::make_unique<Pool>();
  }
  return *pool;
}

Relay::Target* Relay::connection_to(const elb::TargetEndpoint& endpoint) {
  Pool& pool = pool_of(endpoint);
  if (!pool.idle.empty()) {
    Target* target = pool.idle.back();
    pool.idle.pop_back();
    return target;
  }
  const int descriptor = sockets_.open_tcp_socket(endpoint.InstanceId);
  if (descriptor < 0) {
    return nullptr;
  }
  send_at_once(descriptor);
  Target& target = *targets_.emplace_back(std::make_unique<Target>(descriptor, *room_));
  target.pool = &pool;
  const sockaddr_in address = address_of(endpoint.ip, endpoint.Port);
  const int done = connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  target.connecting = true;
  target.connect_error = done != 0 && errno != EINPROGRESS ? errno : 0;
  watch(target);
  return &target;
}

void Relay::on_connected(Target& target) {
  int error = target.connect_error;
  socklen_t size = sizeof error;
  if (error == 0) {
    getsockopt(target.socket.descriptor(), SOL_SOCKET, SO_ERROR, &error, &size);
  }
  if (error != 0) {
    const bool unreachable = error == EHOSTUNREACH || error == ENETUNREACH || error == ETIMEDOUT;
    fail(target, unreachable ? HttpEnd::Unreachable : HttpEnd::Refused);
    return;
  }
  target.connecting = false;
  if (!target.socket.flush()) {
    fail(target, HttpEnd::ClosedEarly);
    return;
  }
  if (target.client != nullptr) {
    on_client(*target.client);  // the rest of its body
  }
  if (target.socket.is_open()) {
    on_target(target);
  }
}

void Relay::close(Client& client) {
  client.socket.close();
  some_closed_ = true;
}

void Relay::close(Target& target) {
  std::erase(target.pool->idle, &target);
  target.client = nullptr;
  target.socket.close();
  some_closed_ = true;
}

void Relay::drop_connections(const elb::TargetEndpoint& endpoint) {
  for (Target* target : std::exchange(pool_of(endpoint).idle, {})) {
    close(*target);
  }
}

void Relay::cut_exchanges(const elb::TargetEndpoint& endpoint) {
  const Pool* const pool = &pool_of(endpoint);
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    Target& target = *targets_[i];
    if (target.socket.is_open() && target.pool == pool && target.client != nullptr) {
      fail(target, HttpEnd::ClosedEarly);
    }
  }
}

}  // namespace greenroom::real
