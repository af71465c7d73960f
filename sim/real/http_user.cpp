// Bytes between a user and the front stay inside this process; Settlement counts them, so that
// virtual time waits for them: +1 when a user starts to write, -1 when the front has the whole
// request; +1 when the front starts to answer, -1 when the user has the answer.
#include "sim/real/http_user.h"

#include <optional>
#include <utility>

#include "sim/core/harness_error.h"
#include "sim/real/http_wire.h"

namespace greenroom::real {
namespace {

constexpr const char* k_user_ip = "203.0.113.10";  // TEST-NET-3: an address no network uses

}  // namespace

struct HttpUser::Connection {
  explicit Connection(boost::asio::io_context& io) : socket(io) { buffer.reserve(k_buffer_bytes); }
  TcpSocket socket;
  boost::beast::flat_buffer buffer;
  int local_port = 0;
};

struct HttpUser::Exchange {
  Slot<HttpResult> answer{"the load balancer to answer"};
  Ticket ticket;
  ActorId actor;
  Limits limits;
  WireRequest request;
  std::optional<ResponseParser> parser;
  std::unique_ptr<Connection> connection;
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
  exchange->request = to_wire(request, true);
  exchange->ticket = settlement_.begin(cx.actor(), nullptr);
  const Guard guard(*this, exchange);
  connect(exchange);
  std::optional<HttpResult> result = co_await exchange->answer.take_until(cx, deadline);
  if (!result) {
    HttpResult late;
    late.end = HttpEnd::DeadlineReached;
    co_return late;
  }
  co_return std::move(*result);
}

// Connecting to our own listener on the loopback is immediate, so it is done blocking.
void HttpUser::connect(const std::shared_ptr<Exchange>& exchange) {
  const auto idle = idle_.find(exchange->actor);
  if (idle != idle_.end()) {
    exchange->connection = std::move(idle->second);
    idle_.erase(idle);
  } else {
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
    front_.announce(exchange->connection->local_port, {exchange->actor, k_user_ip});
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
        HttpResult result{HttpEnd::Answered, from_wire(exchange->parser->release())};
        if (keep) {
          idle_[exchange->actor] = std::move(exchange->connection);
        }
        finish(exchange, std::move(result));
      });
}

void HttpUser::finish(const std::shared_ptr<Exchange>& exchange, HttpResult result) {
  settlement_.finish(exchange->ticket,
                     [exchange, result = std::move(result)] { exchange->answer.set(result); });
}

}  // namespace greenroom::real
