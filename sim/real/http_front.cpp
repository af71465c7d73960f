#include "sim/real/http_front.h"

#include <boost/beast/core/buffers_to_string.hpp>
#include <optional>
#include <utility>

#include "sim/core/harness_error.h"
#include "sim/real/http_wire.h"
#include "sim/real/socket_stream.h"

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
  Session(HttpFront& owner, TcpSocket accepted) : front(owner), socket(std::move(accepted)) {
    buffer.reserve(k_buffer_bytes);
    opened = idle_since = owner.kernel_.now();
  }
  HttpFront& front;
  TcpSocket socket;
  boost::beast::flat_buffer buffer;
  std::optional<RequestParser> parser;
  WireResponse response;
  int client_port = 0;
  unsigned version = 11;
  bool keep_alive = true;
  bool head_only = false;
  std::optional<Instant> left;
  std::unique_ptr<SocketStream> stream;  // what the socket has become
  Instant opened;
  Instant idle_since;
  bool idle = true;  // waits for a request
  bool is_strange_and_owed = false;
  int requests = 0;

  [[nodiscard]] std::optional<Instant> left_at() const override { return left; }
  ByteStream* upgrade(const HttpResponse& answer) override { return front.upgrade(*this, answer); }
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

void HttpFront::stop_listening() {
  boost::system::error_code ignored;
  listener_->acceptor.close(ignored);
}

void HttpFront::accept() {
  listener_->acceptor.async_accept([this](boost::system::error_code error, TcpSocket socket) {
    if (error) {
      return;
    }
    auto session = std::make_shared<Session>(*this, std::move(socket));
    boost::system::error_code ignored;
    session->socket.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    session->client_port = session->socket.remote_endpoint(ignored).port();
    read(session);
    watch_stranger(session);
    accept();
  });
}

// Our own users need no watching: they know by themselves what became of an idle connection.
void HttpFront::watch_stranger(const std::shared_ptr<Session>& session) {
  if (senders_.count(session->client_port) > 0) {
    return;
  }
  const ActorId actor = kernel_.actor(k_stranger_actor);
  settlement_.finish(settlement_.begin(actor, nullptr), [this, session, actor] {
    const Context cx(kernel_, actor);
    cx.spawn("idle time-out", end_when_idle(cx, session));
  });
}

// Simplified: half a request is as old as its beginning, whatever came of it since.
Task<void> HttpFront::end_when_idle(Context cx, std::weak_ptr<Session> watched) {
  for (;;) {
    Instant next = cx.now() + timing_.idle_timeout;
    if (const std::shared_ptr<Session> session = watched.lock()) {
      const Instant end =
          elb::client_connection_ends(session->opened, session->idle_since, timing_);
      if (session->idle && end <= cx.now()) {
        idle_for_too_long(cx, session);
        co_return;
      }
      next = session->idle ? end : next;
    } else {
      co_return;
    }
    co_await cx.sleep_until(next);
  }
}

// 408, unless it is between two requests (reference alb-ec2-asg 1.11).
void HttpFront::idle_for_too_long(Context cx, const std::shared_ptr<Session>& session) {
  const bool between = session->requests > 0 && session->buffer.size() == 0 &&
                       !(session->parser && session->parser->got_some());
  session->idle = false;
  boost::system::error_code ignored;
  session->socket.cancel(ignored);
  if (between) {
    session->socket.shutdown(TcpSocket::shutdown_both, ignored);
    session->socket.close(ignored);
  } else {
    session->keep_alive = false;
    cx.spawn("request", serve(cx, session, {}, "127.0.0.1", 408));
  }
}

void HttpFront::read(const std::shared_ptr<Session>& session) {
  session->idle = true;
  session->idle_since = kernel_.now();
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
  session->idle = false;
  ++session->requests;
  const auto sender = senders_.find(session->client_port);
  const bool known = sender != senders_.end();  // one of our own users: its bytes are counted
  const ActorId actor = known ? sender->second.actor : kernel_.actor(k_stranger_actor);
  const std::string ip = known ? sender->second.ip : "127.0.0.1";
  if (!known && !std::exchange(session->is_strange_and_owed, true)) {
    ++owed_to_strangers_;
  }
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
  client.new_connection = session->requests <= 1;
  serving_[session->client_port] = session;
  const HttpResponse response = co_await handler_(cx, std::move(request), std::move(client));
  serving_.erase(session->client_port);
  if (std::exchange(session->is_strange_and_owed, false)) {
    --owed_to_strangers_;
  }
  if (session->stream) {
    co_return;  // the answer has been sent, and a stream is over
  }
  if (senders_.count(session->client_port) > 0) {  // it may have given up meanwhile
    settlement_.sent_inside();
  }
  if (find_header(response.headers, "Connection") == "close") {
    session->keep_alive = false;
  }
  reply(session, response);
}

// Writing a few bytes into a fresh socket is immediate, so it is done blocking.
ByteStream* HttpFront::upgrade(Session& session, const HttpResponse& response) {
  if (session.left) {
    return nullptr;
  }
  const auto sender = senders_.find(session.client_port);
  SocketStream::Surroundings around;
  around.bytes_max = kernel_.limits().http_body_bytes_max;
  if (sender != senders_.end()) {
    settlement_.sent_inside();
    around.link = sender->second.link;
    around.in = &around.link->to_front;
    around.out = &around.link->to_user;
  }
  WireResponse message = to_wire(response, 11, true, false);
  boost::system::error_code ignored;  // it has left: reading tells
  beast_http::write(session.socket, message, ignored);
  session.stream = std::make_unique<SocketStream>(
      settlement_, std::move(session.socket),
      boost::beast::buffers_to_string(session.buffer.data()), std::move(around));
  return session.stream.get();
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
