#include "sim/real/api_door.h"

#include <algorithm>
#include <array>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "sim/core/harness_error.h"
#include "sim/real/http_wire.h"

namespace greenroom::real {

namespace {

// For a client who is still sending when it is hung up on.
constexpr std::chrono::seconds k_farewell{5};
// How often it is looked for clients whose time is over: one timer for all, because one for each
// client costs more than all else that a small request does to the event loop.
constexpr std::chrono::seconds k_sweep{1};
// Room for an ordinary head, and a small body with it, in one read.
constexpr std::size_t k_head_bytes = 16u << 10;
// A body grows with what has come, whatever length is claimed.
constexpr std::size_t k_body_step = 1u << 20;

}  // namespace

using RealClock = std::chrono::steady_clock;
using Timer = boost::asio::basic_waitable_timer<
    std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

struct ApiDoor::Parts {
  explicit Parts(boost::asio::io_context& io)
      : acceptor(io), reminder(io), sweeper(io), signals(io, SIGINT, SIGTERM) {}
  TcpAcceptor acceptor;
  Timer reminder;
  RealClock::time_point reminder_due;
  bool reminder_is_set = false;
  Timer sweeper;
  bool sweeper_is_set = false;
  boost::asio::signal_set signals;
};

struct ApiDoor::Session {
  Session(TcpSocket accepted, std::shared_ptr<Sessions> everybody)
      : socket(std::move(accepted)),
        all(std::move(everybody)),
        place(all->insert(all->end(), this)) {
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
  }
  ~Session() { all->erase(place); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Hangs up when nothing has come by then.
  void watch(std::chrono::seconds longest) { deadline = RealClock::now() + longest; }
  void watch_no_more() { deadline = RealClock::time_point::max(); }

  TcpSocket socket;
  RealClock::time_point deadline = RealClock::time_point::max();
  boost::beast::flat_buffer buffer;
  std::optional<RequestParser> parser;
  WireRequest request;
  std::size_t body_length = 0;  // of `request`, when it is whole; of chunks unknown
  std::size_t body_come = 0;    // so far
  std::string head;             // of the answer
  std::string body;
  unsigned version = 11;
  bool keep_alive = true;
  bool head_only = false;
  std::shared_ptr<Sessions> all;
  Sessions::iterator place;
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
    owed_[next_number_++] = std::make_shared<Session>(std::move(socket), sessions_);
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
      const auto session = std::make_shared<Session>(std::move(socket), sessions_);
      if (sessions_->size() > limits_.connections_max) {
        session->keep_alive = false;
        refuse(session, 503, "too many connections");
      } else {
        read_head(session);
      }
      sweep();
    }
    accept();
  });
}

void ApiDoor::sweep() {
  if (parts_->sweeper_is_set || sessions_->empty()) {
    return;
  }
  parts_->sweeper_is_set = true;
  parts_->sweeper.expires_after(k_sweep);
  parts_->sweeper.async_wait([this](boost::system::error_code error) {
    if (error) {
      return;
    }
    parts_->sweeper_is_set = false;
    for (Session* session : *sessions_) {
      if (session->deadline <= RealClock::now()) {
        boost::system::error_code ignored;
        session->socket.close(ignored);  // its handlers, which keep it, come later
      }
    }
    sweep();
  });
}

void ApiDoor::read_head(const SessionPointer& session) {
  session->parser.emplace();
  session->parser->header_limit(static_cast<std::uint32_t>(limits_.header_bytes_max));
  session->parser->body_limit(limits_.body_bytes_max);
  session->buffer.reserve(k_head_bytes);
  session->watch(limits_.idle_max);
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
  const auto& message = session->parser->get();
  if (session->parser->is_done()) {
    session->request = session->parser->release();
    arrived(session);
  } else if (boost::beast::iequals(message[beast_http::field::expect], "100-continue")) {
    static constexpr std::string_view k_continue = "HTTP/1.1 100 Continue\r\n\r\n";
    boost::asio::async_write(session->socket,
                             boost::asio::buffer(k_continue.data(), k_continue.size()),
                             [this, session](boost::system::error_code error, std::size_t) {
                               if (!error) {
                                 read_rest(session);
                               }
                             });
  } else {
    read_rest(session);
  }
}

void ApiDoor::read_rest(const SessionPointer& session) {
  session->watch(limits_.request_max);
  const auto length = session->parser->content_length();
  if (!length) {
    read_chunks(session);
    return;
  }
  session->request = session->parser->release();
  session->body_length = static_cast<std::size_t>(*length);
  session->body_come = std::min(session->body_length, session->buffer.size());
  session->request.body().assign(static_cast<const char*>(session->buffer.data().data()),
                                 session->body_come);
  session->buffer.consume(session->body_come);
  read_more(session);
}

// Straight to where it stays: a body may be large, and the parser would copy it.
void ApiDoor::read_more(const SessionPointer& session) {
  std::string& body = session->request.body();
  if (session->body_come == session->body_length) {
    arrived(session);
    return;
  }
  if (session->body_come == body.size()) {
    body.resize(std::min(session->body_length, body.size() + std::max(body.size(), k_body_step)));
  }
  session->socket.async_read_some(
      boost::asio::buffer(body.data() + session->body_come, body.size() - session->body_come),
      [this, session](boost::system::error_code error, std::size_t come) {
        if (!error) {
          session->body_come += come;
          read_more(session);
        }  // otherwise it has left
      });
}

void ApiDoor::read_chunks(const SessionPointer& session) {
  session->buffer.reserve(k_buffer_bytes);
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
                             session->request = session->parser->release();
                             arrived(session);
                           }
                         });
}

void ApiDoor::arrived(const SessionPointer& session) {
  session->watch_no_more();
  WireRequest& message = session->request;
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
  write(session, std::move(response));
}

void ApiDoor::reply(std::uint64_t number, HttpResponse response) {
  const auto owed = owed_.find(number);
  if (owed == owed_.end()) {
    return;
  }
  const SessionPointer session = std::move(owed->second);
  owed_.erase(owed);
  write(session, std::move(response));
}

bool ApiDoor::is_awaited(std::uint64_t number) {
  const auto owed = owed_.find(number);
  if (owed == owed_.end() || !has_hung_up(owed->second->socket)) {
    return owed != owed_.end();
  }
  owed_.erase(owed);
  return false;
}

// What the socket takes at once, which mostly is all, needs no turn of the event loop.
void ApiDoor::write(const SessionPointer& session, HttpResponse response) {
  session->head = head_of(response, session->version, session->keep_alive);
  session->body = session->head_only ? std::string() : std::move(response.body);
  session->watch(limits_.request_max);
  const std::array<boost::asio::const_buffer, 2> whole = {boost::asio::buffer(session->head),
                                                          boost::asio::buffer(session->body)};
  boost::system::error_code error;
  const std::size_t done = session->socket.write_some(whole, error);
  if (done == session->head.size() + session->body.size()) {
    written(session);
    return;
  }
  if (error && error != boost::asio::error::would_block) {
    return;  // it has left
  }
  const std::size_t of_head = std::min(done, session->head.size());
  const std::array<boost::asio::const_buffer, 2> rest = {whole[0] + of_head,
                                                         whole[1] + (done - of_head)};
  boost::asio::async_write(session->socket, rest,
                           [this, session](boost::system::error_code failed, std::size_t) {
                             if (!failed) {
                               written(session);
                             }
                           });
}

void ApiDoor::written(const SessionPointer& session) {
  session->body = {};
  if (session->keep_alive) {
    read_head(session);
    return;
  }
  boost::system::error_code ignored;
  session->socket.shutdown(TcpSocket::shutdown_send, ignored);
  session->watch(k_farewell);
  hang_up(session);
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

// The timer is left as it is where it comes early enough, and looks then how long is left: setting
// it for each request would cost a system call.
void ApiDoor::remind(std::chrono::milliseconds after, std::function<void()> what) {
  parts_->reminder_due = RealClock::now() + after;
  what_is_reminded_ = std::move(what);
  if (!parts_->reminder_is_set || parts_->reminder_due < parts_->reminder.expiry()) {
    set_reminder();
  }
}

void ApiDoor::set_reminder() {
  parts_->reminder_is_set = true;
  parts_->reminder.expires_at(parts_->reminder_due);
  parts_->reminder.async_wait([this](boost::system::error_code error) {
    if (error) {
      return;
    }
    parts_->reminder_is_set = false;
    if (RealClock::now() < parts_->reminder_due) {
      set_reminder();
    } else {
      what_is_reminded_();
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
