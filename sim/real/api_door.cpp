#include "sim/real/api_door.h"

#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <optional>
#include <utility>

#include "sim/core/harness_error.h"
#include "sim/real/http_wire.h"

namespace greenroom::real {

namespace {

// For a client who is still sending when it is hung up on.
constexpr std::chrono::seconds k_farewell{5};

}  // namespace

using Timer = boost::asio::basic_waitable_timer<
    std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

struct ApiDoor::Parts {
  explicit Parts(boost::asio::io_context& io)
      : acceptor(io), reminder(io), signals(io, SIGINT, SIGTERM) {}
  TcpAcceptor acceptor;
  Timer reminder;
  boost::asio::signal_set signals;
};

struct ApiDoor::Session {
  Session(TcpSocket accepted, std::shared_ptr<std::size_t> all)
      : socket(std::move(accepted)), timer(socket.get_executor()), connections(std::move(all)) {
    ++*connections;
  }
  ~Session() { --*connections; }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Hangs up when nothing has come by then.
  void watch(std::chrono::seconds longest, const std::shared_ptr<Session>& self) {
    timer.expires_after(longest);
    timer.async_wait([weak = std::weak_ptr<Session>(self)](boost::system::error_code error) {
      const SessionPointer session = weak.lock();
      if (!error && session) {
        boost::system::error_code ignored;
        session->socket.close(ignored);
      }
    });
  }

  TcpSocket socket;
  Timer timer;
  boost::beast::flat_buffer buffer;
  std::optional<RequestParser> parser;
  std::optional<WireResponse> response;
  unsigned version = 11;
  bool keep_alive = true;
  bool head_only = false;
  std::shared_ptr<std::size_t> connections;
};

ApiDoor::ApiDoor(Settlement& settlement, const std::string& address, int port,
                 const DoorLimits& limits, Arrived arrived)
    : limits_(limits),
      arrived_(std::move(arrived)),
      parts_(std::make_unique<Parts>(settlement.io())) {
  boost::system::error_code error;
  const auto ip = boost::asio::ip::make_address(address, error);
  if (error) {
    throw HarnessError("'" + address + "' is no IP address to listen on, such as 127.0.0.1");
  }
  const boost::asio::ip::tcp::endpoint endpoint(ip, static_cast<unsigned short>(port));
  TcpAcceptor& acceptor = parts_->acceptor;
  acceptor.open(endpoint.protocol(), error);
  if (!error) {
    acceptor.set_option(boost::asio::socket_base::reuse_address(true), error);
    acceptor.bind(endpoint, error);
  }
  if (!error) {
    acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
  }
  if (error) {
    throw HarnessError("cannot listen on " + address + ":" + std::to_string(port) + " (" +
                       error.message() +
                       "). Next step: stop the program that uses that port, or choose another with "
                       "--port (0: any free one).");
  }
  port_ = acceptor.local_endpoint().port();
  accept();
}

ApiDoor::ApiDoor(Settlement& settlement, DoorOfTheNextWorld from_before, const DoorLimits& limits,
                 Arrived arrived)
    : limits_(limits),
      arrived_(std::move(arrived)),
      parts_(std::make_unique<Parts>(settlement.io())) {
  sockaddr_storage bound{};
  socklen_t length = sizeof bound;
  getsockname(from_before.listener, reinterpret_cast<sockaddr*>(&bound), &length);
  const auto protocol =
      bound.ss_family == AF_INET6 ? boost::asio::ip::tcp::v6() : boost::asio::ip::tcp::v4();
  parts_->acceptor.assign(protocol, from_before.listener);
  port_ = parts_->acceptor.local_endpoint().port();
  if (from_before.client >= 0) {
    TcpSocket socket(settlement.io());
    socket.assign(protocol, from_before.client);
    owed_[next_number_++] = std::make_shared<Session>(std::move(socket), connections_);
  }
  accept();
}

ApiDoor::~ApiDoor() = default;

DoorOfTheNextWorld ApiDoor::take_out(std::uint64_t number) {
  DoorOfTheNextWorld next;
  next.listener = parts_->acceptor.release();
  const auto owed = owed_.find(number);
  if (owed != owed_.end()) {
    next.client = owed->second->socket.release();
  }
  owed_.clear();
  return next;
}

void ApiDoor::accept() {
  parts_->acceptor.async_accept([this](boost::system::error_code error, TcpSocket socket) {
    if (error == boost::asio::error::operation_aborted) {
      return;
    }
    if (!error) {
      boost::system::error_code ignored;
      socket.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
      const auto session = std::make_shared<Session>(std::move(socket), connections_);
      if (*connections_ > limits_.connections_max) {
        session->keep_alive = false;
        refuse(session, 503, "too many connections");
      } else {
        read_head(session);
      }
    }
    accept();
  });
}

void ApiDoor::read_head(const SessionPointer& session) {
  session->parser.emplace();
  session->parser->header_limit(static_cast<std::uint32_t>(limits_.header_bytes_max));
  session->parser->body_limit(limits_.body_bytes_max);
  session->watch(limits_.idle_max, session);
  beast_http::async_read_header(
      session->socket, session->buffer, *session->parser,
      [this, session](boost::system::error_code error, std::size_t) {
        if (error == beast_http::error::end_of_stream || (error && !session->parser->got_some())) {
          return;  // it has left
        }
        if (error == beast_http::error::header_limit) {
          refuse(session, 431, "the request's header is too long");
        } else if (error == beast_http::error::body_limit) {
          refuse(session, 413, "the request's body is too long");
        } else if (error) {
          refuse(session, 400, "this is no HTTP request");
        } else {
          read_body(session);
        }
      });
}

// Whoever expects "100 Continue" gets it: a length that is too long is known by then.
void ApiDoor::read_body(const SessionPointer& session) {
  const auto rest = [this, session] {
    session->watch(limits_.request_max, session);
    beast_http::async_read(session->socket, session->buffer, *session->parser,
                           [this, session](boost::system::error_code error, std::size_t) {
                             if (error == beast_http::error::body_limit) {
                               refuse(session, 413, "the request's body is too long");
                             } else if (error == beast_http::error::end_of_stream ||
                                        error == beast_http::error::partial_message) {
                               return;  // it has left
                             } else if (error) {
                               refuse(session, 400, "the request's body cannot be read");
                             } else {
                               arrived(session);
                             }
                           });
  };
  const auto& message = session->parser->get();
  if (session->parser->is_done()) {
    arrived(session);
  } else if (boost::beast::iequals(message[beast_http::field::expect], "100-continue")) {
    static constexpr std::string_view k_continue = "HTTP/1.1 100 Continue\r\n\r\n";
    boost::asio::async_write(session->socket,
                             boost::asio::buffer(k_continue.data(), k_continue.size()),
                             [rest](boost::system::error_code error, std::size_t) {
                               if (!error) {
                                 rest();
                               }
                             });
  } else {
    rest();
  }
}

void ApiDoor::arrived(const SessionPointer& session) {
  session->timer.cancel();
  WireRequest message = session->parser->release();
  session->version = message.version();
  session->keep_alive = message.keep_alive();
  session->head_only = message.method() == beast_http::verb::head;
  const std::uint64_t number = next_number_++;
  owed_[number] = session;
  arrived_(number, from_wire(std::move(message)));
}

void ApiDoor::refuse(const SessionPointer& session, int status, const std::string& why) {
  HttpResponse response;
  response.status = status;
  response.reason = std::string(
      beast_http::obsolete_reason(beast_http::int_to_status(static_cast<unsigned>(status))));
  response.headers = {{"Content-Type", "text/plain"}};
  response.body = "greenroom: " + why + "\n";
  session->keep_alive = false;
  write(session, response);
}

void ApiDoor::reply(std::uint64_t number, const HttpResponse& response) {
  const auto owed = owed_.find(number);
  if (owed == owed_.end()) {
    return;
  }
  const SessionPointer session = std::move(owed->second);
  owed_.erase(owed);
  write(session, response);
}

void ApiDoor::write(const SessionPointer& session, const HttpResponse& response) {
  session->response.emplace(
      to_wire(response, session->version, session->keep_alive, session->head_only));
  session->watch(limits_.request_max, session);
  beast_http::async_write(session->socket, *session->response,
                          [this, session](boost::system::error_code error, std::size_t) {
                            if (!error && session->keep_alive) {
                              session->timer.cancel();
                              read_head(session);
                            } else if (!error) {
                              session->socket.shutdown(TcpSocket::shutdown_send, error);
                              session->watch(k_farewell, session);
                              hang_up(session);
                            }
                          });
}

// A socket that is closed while the client still sends would take the answer with it: what comes
// is read and thrown away, until the client closes or its time is over.
void ApiDoor::hang_up(const SessionPointer& session) {
  session->buffer.clear();
  session->socket.async_read_some(session->buffer.prepare(k_buffer_bytes),
                                  [this, session](boost::system::error_code error, std::size_t) {
                                    if (!error) {
                                      hang_up(session);
                                    }
                                  });
}

void ApiDoor::remind(std::chrono::milliseconds after, std::function<void()> what) {
  parts_->reminder.expires_after(after);
  parts_->reminder.async_wait([what = std::move(what)](boost::system::error_code error) {
    if (!error) {
      what();
    }
  });
}

void ApiDoor::on_interrupt(std::function<void()> what) {
  parts_->signals.async_wait([what = std::move(what)](boost::system::error_code error, int) {
    if (!error) {
      what();
    }
  });
}

}  // namespace greenroom::real
