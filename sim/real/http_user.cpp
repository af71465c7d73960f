// Bytes between a user and the front stay inside this process; Settlement counts them, so that
// virtual time waits for them: +1 when a user starts to write, -1 when the front has the whole
// request; +1 when the front starts to answer, -1 when the user has the answer.
#include "sim/real/http_user.h"

#include <boost/beast/core/buffers_to_string.hpp>
#include <optional>
#include <utility>

#include "sim/core/harness_error.h"
#include "sim/real/http_wire.h"
#include "sim/real/socket_stream.h"

namespace greenroom::real {
namespace {

constexpr const char* k_user_ip = "203.0.113.10";  // TEST-NET-3: an address no network uses

}  // namespace

struct HttpUser::Connection {
  explicit Connection(boost::asio::io_context& io) : socket(io) { buffer.reserve(k_buffer_bytes); }
  TcpSocket socket;
  boost::beast::flat_buffer buffer;
  int local_port = 0;
  std::shared_ptr<InsideLink> link;
  Instant opened;
  Instant idle_since;
};

struct HttpUser::Exchange {
  Slot<HttpResult> answer{"the load balancer to answer"};
  Ticket ticket;
  ActorId actor;
  Limits limits;
  Kernel* kernel = nullptr;
  WireRequest request;
  std::optional<ResponseParser> parser;
  std::unique_ptr<Connection> connection;
  SocketStream* stream = nullptr;  // what it has become
};

class HttpUser::Guard {
 public:
  Guard(HttpUser& user, std::shared_ptr<Exchange> exchange)
      : user_(user), exchange_(std::move(exchange)) {}
  ~Guard() {
    user_.settlement_.abandon(exchange_->ticket);
    if (exchange_->connection) {
      user_.front_.forget(exchange_->connection->local_port);
      boost::system::error_code ignored;
      exchange_->connection->socket.close(ignored);
    }
  }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

 private:
  HttpUser& user_;
  std::shared_ptr<Exchange> exchange_;
};

HttpUser::HttpUser(Settlement& settlement, HttpFront& front)
    : settlement_(settlement), front_(front) {}

HttpUser::~HttpUser() = default;

Task<HttpResult> HttpUser::get(Context cx, HttpRequest request, Instant deadline) {
  auto exchange = std::make_shared<Exchange>();
  exchange->actor = cx.actor();
  exchange->limits = cx.limits();
  exchange->kernel = &cx.kernel();
  exchange->request = to_wire(request, true);
  exchange->ticket = settlement_.begin(cx.actor(), nullptr);
  const Guard guard(*this, exchange);
  connect(exchange);
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

// The actor's connection, unless the load balancer has closed it meanwhile. Simplified: the user
// has always noticed that in time.
std::unique_ptr<HttpUser::Connection> HttpUser::take_idle(const Exchange& exchange) {
  const auto idle = idle_.find(exchange.actor);
  if (idle == idle_.end()) {
    return nullptr;
  }
  std::unique_ptr<Connection> connection = std::move(idle->second);
  idle_.erase(idle);
  if (exchange.kernel->now() <
      elb::client_connection_ends(connection->opened, connection->idle_since, front_.timing())) {
    return connection;
  }
  front_.forget(connection->local_port);
  return nullptr;
}

// Connecting to our own listener on the loopback is immediate, so it is done blocking.
void HttpUser::connect(const std::shared_ptr<Exchange>& exchange) {
  exchange->connection = take_idle(*exchange);
  if (!exchange->connection) {
    exchange->connection = std::make_unique<Connection>(settlement_.io());
    TcpSocket& socket = exchange->connection->socket;
    boost::system::error_code error;
    socket.connect(
        {boost::asio::ip::address_v4::loopback(), static_cast<unsigned short>(front_.port())},
        error);
    if (error) {
      throw HarnessError("a user cannot connect to the load balancer on this computer: " +
                         error.message());
    }
    socket.set_option(boost::asio::ip::tcp::no_delay(true), error);
    exchange->connection->local_port = socket.local_endpoint().port();
    exchange->connection->opened = exchange->kernel->now();
    exchange->connection->link = std::make_shared<InsideLink>(settlement_);
    front_.announce(exchange->connection->local_port,
                    {exchange->actor, k_user_ip, exchange->connection->link});
  }
  write(exchange);
}

void HttpUser::write(const std::shared_ptr<Exchange>& exchange) {
  settlement_.sent_inside();
  beast_http::async_write(exchange->connection->socket, exchange->request,
                          [this, exchange](boost::system::error_code error, std::size_t) {
                            if (error) {
                              settlement_.received_inside();
                              finish(exchange, {HttpEnd::ClosedEarly, {}});
                            } else {
                              read(exchange);
                            }
                          });
}

void HttpUser::read(const std::shared_ptr<Exchange>& exchange) {
  exchange->parser.emplace();
  exchange->parser->body_limit(exchange->limits.http_body_bytes_max);
  exchange->parser->skip(exchange->request.method() == beast_http::verb::head);
  beast_http::async_read(
      exchange->connection->socket, exchange->connection->buffer, *exchange->parser,
      [this, exchange](boost::system::error_code error, std::size_t) {
        if (error == boost::asio::error::operation_aborted) {
          return;  // the user gave up; nobody waits
        }
        settlement_.received_inside();
        if (error) {
          finish(exchange, {end_of(error, false), {}});
          return;
        }
        const bool keep = exchange->parser->get().keep_alive();
        const bool to_head = exchange->request.method() == beast_http::verb::head;
        HttpResult result{HttpEnd::Answered, from_wire(exchange->parser->release(), to_head)};
        if (result.response.status == 101) {
          result.stream = stream_of(*exchange);
        } else if (keep) {
          exchange->connection->idle_since = exchange->kernel->now();
          idle_[exchange->actor] = std::move(exchange->connection);
        }
        finish(exchange, std::move(result));
      });
}

SocketStream* HttpUser::stream_of(Exchange& exchange) {
  const std::unique_ptr<Connection> connection = std::move(exchange.connection);
  SocketStream::Surroundings around;
  around.link = connection->link;
  around.in = &around.link->to_user;
  around.out = &around.link->to_front;
  around.closed = [this, port = connection->local_port] { front_.forget(port); };
  around.bytes_max = exchange.limits.http_body_bytes_max;
  std::erase_if(streams_, [](const auto& one) { return one->is_closed(); });
  streams_.push_back(std::make_unique<SocketStream>(
      settlement_, std::move(connection->socket),
      boost::beast::buffers_to_string(connection->buffer.data()), std::move(around)));
  exchange.stream = streams_.back().get();
  return exchange.stream;
}

void HttpUser::finish(const std::shared_ptr<Exchange>& exchange, HttpResult result) {
  settlement_.finish(exchange->ticket,
                     [exchange, result = std::move(result)] { exchange->answer.set(result); });
}

}  // namespace greenroom::real
