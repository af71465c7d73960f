#include "sim/real/http_front.h"

#include <optional>
#include <utility>

#include "sim/core/harness_error.h"
#include "sim/real/http_wire.h"

namespace greenroom::real {
namespace {

constexpr const char* k_stranger_actor = "alb/strangers";

// What the load balancer answers to bytes that are no request it understands (reference alb-ec2-asg
// 1.13).
int status_of_unreadable(boost::system::error_code error) {
  return error == beast_http::error::bad_version ? 505 : 400;
}

}  // namespace

struct HttpFront::Listener {
  explicit Listener(boost::asio::io_context& io) : acceptor(io) {}
  TcpAcceptor acceptor;
};

struct HttpFront::Session final : elb::ClientConnection {
  explicit Session(TcpSocket accepted) : socket(std::move(accepted)) {
    buffer.reserve(k_buffer_bytes);
  }
  TcpSocket socket;
  boost::beast::flat_buffer buffer;
  std::optional<RequestParser> parser;
  WireResponse response;
  int client_port = 0;
  unsigned version = 11;
  bool keep_alive = true;
  bool head_only = false;
  std::optional<Instant> left;

  [[nodiscard]] std::optional<Instant> left_at() const override { return left; }
};

HttpFront::HttpFront(Kernel& kernel, Settlement& settlement, int host_port, RequestHandler handler)
    : kernel_(kernel),
      settlement_(settlement),
      handler_(std::move(handler)),
      listener_(std::make_unique<Listener>(settlement.io())) {
  const boost::asio::ip::tcp::endpoint endpoint(boost::asio::ip::address_v4::loopback(),
                                                static_cast<unsigned short>(host_port));
  TcpAcceptor& acceptor = listener_->acceptor;
  boost::system::error_code error;
  acceptor.open(endpoint.protocol(), error);
  acceptor.set_option(boost::asio::socket_base::reuse_address(true), error);
  acceptor.bind(endpoint, error);
  if (!error) {
    acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
  }
  if (error) {
    throw HarnessError("cannot listen on 127.0.0.1:" + std::to_string(host_port) + " (" +
                       error.message() +
                       "): another program uses that port. Stop it, or set "
                       "`load_balancer: { host_port: 0 }` in the scenario to take any free port.");
  }
  port_ = acceptor.local_endpoint().port();
  accept();
}

HttpFront::~HttpFront() = default;

void HttpFront::accept() {
  listener_->acceptor.async_accept([this](boost::system::error_code error, TcpSocket socket) {
    if (error) {
      return;
    }
    auto session = std::make_shared<Session>(std::move(socket));
    boost::system::error_code ignored;
    session->socket.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    session->client_port = session->socket.remote_endpoint(ignored).port();
    read(session);
    accept();
  });
}

void HttpFront::read(const std::shared_ptr<Session>& session) {
  session->parser.emplace();
  session->parser->header_limit(static_cast<std::uint32_t>(kernel_.limits().http_header_bytes_max));
  session->parser->body_limit(kernel_.limits().http_body_bytes_max);
  beast_http::async_read(
      session->socket, session->buffer, *session->parser,
      [this, session](boost::system::error_code error, std::size_t) {
        if (!error) {
          arrived(session, 0);
        } else if (error != beast_http::error::end_of_stream &&
                   error.category() ==
                       beast_http::make_error_code(beast_http::error::bad_version).category()) {
          arrived(session, status_of_unreadable(error));
        }
      });
}

void HttpFront::forget(int client_port) {
  senders_.erase(client_port);
  const auto found = serving_.find(client_port);
  const std::shared_ptr<Session> session = found == serving_.end() ? nullptr : found->second.lock();
  if (session) {
    session->left = kernel_.now();
  }
}

void HttpFront::arrived(const std::shared_ptr<Session>& session, int unreadable) {
  const auto sender = senders_.find(session->client_port);
  const bool known = sender != senders_.end();  // one of our own users: its bytes are counted
  const ActorId actor = known ? sender->second.actor : kernel_.actor(k_stranger_actor);
  const std::string ip = known ? sender->second.ip : "127.0.0.1";
  HttpRequest request;
  if (unreadable == 0) {
    WireRequest message = session->parser->release();
    session->version = message.version();
    session->keep_alive = message.keep_alive();
    session->head_only = message.method() == beast_http::verb::head;
    request = from_wire(std::move(message));
  }
  const Ticket ticket = settlement_.begin(actor, nullptr);
  settlement_.finish(ticket, [this, session, actor, request = std::move(request), ip, unreadable] {
    const Context cx(kernel_, kernel_.actor("alb/" + kernel_.actor_name(actor)));
    cx.spawn("request", serve(cx, session, request, ip, unreadable));
  });
  if (known) {
    settlement_.received_inside();
  }
}

Task<void> HttpFront::serve(Context cx, std::shared_ptr<Session> session, HttpRequest request,
                            std::string ip, int unreadable) {
  elb::Client client;
  client.ip = std::move(ip);
  client.unreadable = unreadable;
  client.connection = session.get();
  serving_[session->client_port] = session;
  const HttpResponse response = co_await handler_(cx, std::move(request), std::move(client));
  serving_.erase(session->client_port);
  if (senders_.count(session->client_port) > 0) {  // it may have given up meanwhile
    settlement_.sent_inside();
  }
  if (find_header(response.headers, "Connection") == "close") {
    session->keep_alive = false;
  }
  reply(session, response);
}

void HttpFront::reply(const std::shared_ptr<Session>& session, const HttpResponse& response) {
  session->response = to_wire(response, session->version, session->keep_alive, session->head_only);
  beast_http::async_write(session->socket, session->response,
                          [this, session](boost::system::error_code error, std::size_t) {
                            if (error || !session->keep_alive) {
                              boost::system::error_code ignored;
                              session->socket.shutdown(TcpSocket::shutdown_both, ignored);
                              session->socket.close(ignored);
                            } else {
                              read(session);
                            }
                          });
}

}  // namespace greenroom::real
