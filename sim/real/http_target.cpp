#include "sim/real/http_target.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/beast/core/buffers_to_string.hpp>
#include <optional>
#include <utility>

#include "sim/core/harness_error.h"
#include "sim/real/http_wire.h"
#include "sim/real/sandbox_root.h"
#include "sim/real/socket_stream.h"

namespace greenroom::real {

struct HttpTarget::Connection {
  explicit Connection(boost::asio::io_context& io) : socket(io) { buffer.reserve(k_buffer_bytes); }
  TcpSocket socket;
  boost::beast::flat_buffer buffer;

  // Shared with the handler that watches the socket while it is idle: that may run after the end.
  std::shared_ptr<elb::PooledConnection> pooled;
};

struct HttpTarget::Exchange {
  Slot<HttpResult> answer{"a target to answer"};
  Ticket ticket;
  elb::TargetEndpoint target;
  std::string key;
  Kernel* kernel = nullptr;
  bool keep_alive = false;
  bool lost = false;       // in the keep-alive race
  bool connected = false;  // a connection was opened for it
  Limits limits;
  WireRequest request;
  std::optional<ResponseParser> parser;
  std::unique_ptr<Connection> connection;
  SocketStream* stream = nullptr;  // what it has become
};

namespace {

// Acknowledges at once what was received. Otherwise the answer's bytes count as under way until the
// kernel's delayed acknowledgement, 40 ms later.
void acknowledge(TcpSocket& socket) {
  const int on = 1;
  setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

}  // namespace

// Whoever stops waiting (deadline, or the task is destroyed) cuts the connection.
class HttpTarget::Guard {
 public:
  Guard(HttpTarget& owner, std::shared_ptr<Exchange> exchange)
      : owner_(owner), exchange_(std::move(exchange)) {
    owner_.under_way_[exchange_->key].push_back(exchange_.get());
  }
  ~Guard() {
    std::erase(owner_.under_way_[exchange_->key], exchange_.get());
    owner_.settlement_.abandon(exchange_->ticket);
    owner_.leave_line(*exchange_);
    if (exchange_->connection) {
      boost::system::error_code ignored;
      exchange_->connection->socket.close(ignored);
    }
  }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

 private:
  HttpTarget& owner_;
  std::shared_ptr<Exchange> exchange_;
};

// The end of an idle connection is something that happens at a virtual instant without any event of
// the simulation, as what a machine does: so it is told to the settlement as a machine's deadline.
class HttpTarget::Closer final : public Watched {
 public:
  Closer(HttpTarget& owner, Settlement& settlement) : owner_(owner), settlement_(settlement) {
    settlement_.add(this);
  }
  ~Closer() override { settlement_.forget(this); }
  Closer(const Closer&) = delete;
  Closer& operator=(const Closer&) = delete;

  State look(bool) override { return State::Quiescent; }
  [[nodiscard]] Instant next_deadline() const override { return owner_.next_idle_end(); }
  bool let_due_go() override {
    owner_.close_next_idle();
    return true;
  }
  [[nodiscard]] std::string describe_busy() override { return ""; }

 private:
  HttpTarget& owner_;
  Settlement& settlement_;
};

HttpTarget::HttpTarget(Settlement& settlement, InstanceSockets& sockets,
                       elb::ConnectionTiming timing)
    : settlement_(settlement),
      sockets_(sockets),
      timing_(timing),
      closer_(std::make_unique<Closer>(*this, settlement)) {}

HttpTarget::~HttpTarget() = default;

// The first of each deque is the one that has been idle for longest.
Instant HttpTarget::next_idle_end() const {
  Instant next = k_never;
  for (const auto& [key, connections] : idle_) {
    if (!connections.empty()) {
      next = std::min(next, connections.front()->pooled->idle_since + timing_.idle_timeout);
    }
  }
  return next;
}

void HttpTarget::close_next_idle() {
  const Instant due = next_idle_end();
  for (auto& [key, connections] : idle_) {
    while (!connections.empty() &&
           connections.front()->pooled->idle_since + timing_.idle_timeout <= due) {
      connections.pop_front();
      settlement_.touch(sockets_.watched(key.substr(0, key.rfind(':'))));
    }
  }
}

std::unique_ptr<HttpTarget::Connection> HttpTarget::take_idle(Exchange& exchange) {
  std::deque<std::unique_ptr<Connection>>& idle = idle_[exchange.key];
  while (!idle.empty()) {
    std::unique_ptr<Connection> connection = std::move(idle.front());
    idle.pop_front();
    boost::system::error_code ignored;
    connection->socket.cancel(ignored);
    switch (elb::reuse_of(*connection->pooled, exchange.kernel->now(), timing_)) {
      case elb::Reuse::Take:
        return connection;
      case elb::Reuse::Lose:
        exchange.lost = true;
        return nullptr;
      case elb::Reuse::Drop:
        break;
    }
  }
  return nullptr;
}

// A readable idle connection is one that the target has closed (or that cannot be trusted any
// more). The handler runs while virtual time stands at the instant at which that happened.
void HttpTarget::keep_idle(const std::shared_ptr<Exchange>& exchange) {
  Connection& connection = *exchange->connection;
  connection.pooled = std::make_shared<elb::PooledConnection>();
  connection.pooled->idle_since = exchange->kernel->now();
  connection.socket.async_wait(
      TcpSocket::wait_read,
      [pooled = connection.pooled, kernel = exchange->kernel](boost::system::error_code error) {
        if (!error) {
          pooled->closed_at = kernel->now();
        }
      });
  idle_[exchange->key].push_back(std::move(exchange->connection));
}

Task<HttpResult> HttpTarget::send(Context cx, elb::TargetEndpoint target, HttpRequest request,
                                  elb::ConnectionUse use, Instant deadline) {
  HttpResult unreachable;
  unreachable.end = HttpEnd::Unreachable;
  Watched* machine = sockets_.watched(target.InstanceId);
  if (machine == nullptr) {
    co_return unreachable;
  }
  auto exchange = std::make_shared<Exchange>();
  exchange->kernel = &cx.kernel();
  exchange->keep_alive = use == elb::ConnectionUse::Pooled;
  exchange->limits = cx.limits();
  exchange->key = target.InstanceId + ":" + std::to_string(target.Port);
  exchange->target = std::move(target);
  exchange->request = to_wire(request, exchange->keep_alive);
  exchange->ticket = settlement_.begin(cx.actor(), machine);
  const Guard guard(*this, exchange);
  start(exchange);
  std::optional<HttpResult> result = co_await exchange->answer.take_until(cx, deadline);
  if (!result) {
    if (exchange->stream != nullptr) {
      exchange->stream->close();
    }
    HttpResult late;
    late.end = HttpEnd::DeadlineReached;
    co_return late;
  }
  co_return std::move(*result);
}

void HttpTarget::start(const std::shared_ptr<Exchange>& exchange) {
  std::deque<std::shared_ptr<Exchange>>& line = lines_[exchange->target.InstanceId];
  line.push_back(exchange);
  if (line.size() == 1) {
    begin(exchange);
  }
}

// Its request is on its way, or never will be: the next one's turn, when it was the first.
void HttpTarget::leave_line(const Exchange& exchange) {
  std::deque<std::shared_ptr<Exchange>>& line = lines_[exchange.target.InstanceId];
  const bool was_first = !line.empty() && line.front().get() == &exchange;
  std::erase_if(line, [&](const std::shared_ptr<Exchange>& one) { return one.get() == &exchange; });
  if (was_first && !line.empty()) {
    begin(std::shared_ptr<Exchange>(line.front()));
  }
}

void HttpTarget::begin(const std::shared_ptr<Exchange>& exchange) {
  exchange->connection = exchange->keep_alive ? take_idle(*exchange) : nullptr;
  if (exchange->lost) {
    finish(exchange, {HttpEnd::ClosedEarly, {}});
  } else if (exchange->connection) {
    write(exchange);
  } else {
    connect(exchange);
  }
}

void HttpTarget::connect(const std::shared_ptr<Exchange>& exchange) {
  exchange->connection = std::make_unique<Connection>(settlement_.io());
  TcpSocket& socket = exchange->connection->socket;
  const int descriptor = sockets_.open_tcp_socket(exchange->target.InstanceId);
  if (descriptor < 0) {
    finish(exchange, {HttpEnd::Unreachable, {}});
    return;
  }
  socket.assign(boost::asio::ip::tcp::v4(), descriptor);
  boost::system::error_code ignored;
  socket.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
  // The target sees the load balancer's address as its peer.
  socket.bind({boost::asio::ip::make_address(k_load_balancer_ip), 0}, ignored);
  const boost::asio::ip::tcp::endpoint endpoint(boost::asio::ip::make_address(exchange->target.ip),
                                                static_cast<unsigned short>(exchange->target.Port));
  socket.async_connect(endpoint, [this, exchange](boost::system::error_code error) {
    if (error) {
      finish(exchange, {end_of(error, true), {}});
    } else {
      exchange->connected = true;
      write(exchange);
    }
  });
}

void HttpTarget::write(const std::shared_ptr<Exchange>& exchange) {
  beast_http::async_write(exchange->connection->socket, exchange->request,
                          [this, exchange](boost::system::error_code error, std::size_t) {
                            if (error) {
                              finish(exchange, {end_of(error, false), {}});
                            } else {
                              read(exchange);
                            }
                          });
  leave_line(*exchange);  // what fits into the socket, mostly all of it, has been sent
}

void HttpTarget::read(const std::shared_ptr<Exchange>& exchange) {
  exchange->parser.emplace();
  exchange->parser->body_limit(exchange->limits.http_body_bytes_max);
  // 32 K for all response headers, else 502 (reference alb-ec2-asg 1.11).
  exchange->parser->header_limit(32u << 10);
  exchange->parser->skip(exchange->request.method() == beast_http::verb::head);
  beast_http::async_read(
      exchange->connection->socket, exchange->connection->buffer, *exchange->parser,
      [this, exchange](boost::system::error_code error, std::size_t) {
        if (error) {
          finish(exchange, {end_of(error, false), {}});
          return;
        }
        acknowledge(exchange->connection->socket);
        const bool keep = exchange->keep_alive && exchange->parser->get().keep_alive() &&
                          exchange->connection->buffer.size() == 0;
        const bool to_head = exchange->request.method() == beast_http::verb::head;
        HttpResult result{HttpEnd::Answered, from_wire(exchange->parser->release(), to_head)};
        if (result.response.status == 101) {
          result.stream = stream_of(*exchange);
        } else if (keep) {
          keep_idle(exchange);
        }
        finish(exchange, std::move(result));
      });
}

SocketStream* HttpTarget::stream_of(Exchange& exchange) {
  const std::unique_ptr<Connection> connection = std::move(exchange.connection);
  SocketStream::Surroundings around;
  around.machine = [this, instance = exchange.target.InstanceId] {
    return sockets_.watched(instance);
  };
  around.bytes_max = exchange.limits.http_body_bytes_max;
  std::vector<std::unique_ptr<SocketStream>>& streams = streams_[exchange.key];
  std::erase_if(streams, [](const auto& one) { return one->is_closed(); });
  streams.push_back(std::make_unique<SocketStream>(
      settlement_, std::move(connection->socket),
      boost::beast::buffers_to_string(connection->buffer.data()), std::move(around)));
  exchange.stream = streams.back().get();
  return exchange.stream;
}

void HttpTarget::finish(const std::shared_ptr<Exchange>& exchange, HttpResult result) {
  leave_line(*exchange);
  result.new_connection = exchange->connected;
  if (exchange->connection) {
    boost::system::error_code ignored;
    exchange->connection->socket.close(ignored);
  }
  settlement_.finish(exchange->ticket,
                     [exchange, result = std::move(result)] { exchange->answer.set(result); });
}

void HttpTarget::drop_connections(const elb::TargetEndpoint& target) {
  idle_.erase(target.InstanceId + ":" + std::to_string(target.Port));
  settlement_.touch(sockets_.watched(target.InstanceId));
}

// The waiting tasks are told here, by the event that cuts; what the target still sends is nobody's.
void HttpTarget::cut_exchanges(const elb::TargetEndpoint& target) {
  for (const std::unique_ptr<SocketStream>& stream :
       streams_[target.InstanceId + ":" + std::to_string(target.Port)]) {
    stream->end();
  }
  const auto found = under_way_.find(target.InstanceId + ":" + std::to_string(target.Port));
  if (found == under_way_.end()) {
    return;
  }
  for (Exchange* exchange : found->second) {
    settlement_.abandon(exchange->ticket);
    if (!exchange->answer.has_value()) {
      exchange->answer.set({HttpEnd::ClosedEarly, {}});
    }
  }
  settlement_.touch(sockets_.watched(target.InstanceId));
}

}  // namespace greenroom::real
