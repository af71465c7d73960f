#include "sim/real/http_guest.h"

#include <netinet/in.h>
#include <netinet/ip.h>
#include <sys/socket.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "sim/core/harness_error.h"
#include "sim/real/http_wire.h"

namespace greenroom::real {
struct GuestFront::Listener {
  explicit Listener(boost::asio::io_context& io) : acceptor(io) {}
  TcpAcceptor acceptor;
  std::function<void()> when_asked;
  Watched* watched = nullptr;
};

struct GuestFront::Session {
  Session(std::string of, TcpSocket accepted)
      : machine(std::move(of)), socket(std::move(accepted)) {}
  std::string machine;
  TcpSocket socket;
  boost::beast::flat_buffer buffer;
  std::optional<RequestParser> parser;
  HttpRequest request;
  unsigned version = 11;
  bool keep_alive = true;
  bool head_only = false;
  Instant asked_at;
  std::optional<WireResponse> response;
};

GuestFront::GuestFront(const Limits& limits, Settlement& settlement, GuestService service,
                       GuestHandler handler, HopLimit hop_limit)
    : limits_(limits),
      settlement_(settlement),
      service_(std::move(service)),
      handler_(std::move(handler)),
      hop_limit_(std::move(hop_limit)) {}

GuestFront::~GuestFront() = default;

void GuestFront::open(const std::string& machine, int tcp_socket, std::function<void()> when_asked,
                      Watched* watched) {
  auto listener = std::make_unique<Listener>(settlement_.io());
  listener->when_asked = std::move(when_asked);
  listener->watched = watched;
  TcpAcceptor& acceptor = listener->acceptor;
  boost::system::error_code error;
  acceptor.assign(boost::asio::ip::tcp::v4(), tcp_socket, error);
  if (!error) {
    acceptor.bind(
        {boost::asio::ip::make_address_v4(service_.ip), static_cast<unsigned short>(service_.port)},
        error);
  }
  if (!error) {
    acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
  }
  if (error) {
    throw HarnessError("cannot serve " + service_.what + " " + machine + " at " + service_.ip +
                       ": " + error.message());
  }
  listeners_[machine] = std::move(listener);
  accept(machine);
}

void GuestFront::close(const std::string& machine) {
  listeners_.erase(machine);
}

void GuestFront::accept(const std::string& machine) {
  listeners_.at(machine)->acceptor.async_accept(
      [this, machine](boost::system::error_code error, TcpSocket socket) {
        if (error) {
          return;  // switched off
        }
        read(std::make_shared<Session>(machine, std::move(socket)));
        accept(machine);
      });
}

void GuestFront::read(const std::shared_ptr<Session>& session) {
  session->parser.emplace();
  session->parser->header_limit(static_cast<std::uint32_t>(limits_.http_header_bytes_max));
  session->parser->body_limit(limits_.http_body_bytes_max);
  beast_http::async_read(session->socket, session->buffer, *session->parser,
                         [this, session](boost::system::error_code error, std::size_t) {
                           if (!error) {
                             asked(session);
                           }  // else it hung up, or sent no HTTP: the connection closes
                         });
}

void GuestFront::asked(const std::shared_ptr<Session>& session) {
  settlement_.progressed();
  WireRequest message = session->parser->release();
  session->version = message.version();
  session->keep_alive = message.keep_alive();
  session->head_only = message.method() == beast_http::verb::head;
  session->request = from_wire(std::move(message));
  session->asked_at = settlement_.now();
  if (!service_.in_order) {
    // At once, so that the machine never rests while an answer is owed.
    answer(session);
    return;
  }
  answer_soon(session);
}

void GuestFront::answer_soon(const std::shared_ptr<Session>& session) {
  waiting_.push_back(session);
  if (waiting_.size() == 1) {
    settlement_.finish(settlement_.begin(*service_.in_order, nullptr),
                       [this] { answer_in_order(); });
  }
}

void GuestFront::look_again() {
  for (const std::shared_ptr<Session>& session : std::exchange(kept_, {})) {
    if (!has_hung_up(session->socket)) {
      answer_soon(session);
    }
  }
}

void GuestFront::answer_in_order() {
  std::vector<std::shared_ptr<Session>> all = std::exchange(waiting_, {});
  const auto key = [](const std::shared_ptr<Session>& session) {
    const HttpRequest& request = session->request;
    return std::tie(session->machine, request.target, request.method, request.body,
                    request.headers);
  };
  std::sort(all.begin(), all.end(),
            [&](const auto& one, const auto& other) { return key(one) < key(other); });
  for (const std::shared_ptr<Session>& session : all) {
    const auto listener = listeners_.find(session->machine);
    if (listener != listeners_.end()) {  // else its power was cut
      answer(session);
      settlement_.touch(listener->second->watched);
    }
  }
}

// What does not fit into the socket follows when the machine has read: its TCP table tells whether
// bytes are under way.
void GuestFront::answer(const std::shared_ptr<Session>& session) {
  const HttpRequest& request = session->request;
  if (hop_limit_ && request.method == "PUT") {
    const int hops = hop_limit_(session->machine);
    setsockopt(session->socket.native_handle(), IPPROTO_IP, IP_TTL, &hops, sizeof hops);
  }
  const auto listener = listeners_.find(session->machine);
  if (listener != listeners_.end() && listener->second->when_asked) {
    listener->second->when_asked();
  }
  const std::optional<HttpResponse> response =
      handler_(session->machine, request, session->asked_at);
  if (!response) {
    kept_.push_back(session);
    return;
  }
  if (response->status == 0) {
    boost::system::error_code ignored;
    session->socket.close(ignored);
    return;
  }
  session->response.emplace(
      to_wire(*response, session->version, session->keep_alive, session->head_only));
  beast_http::async_write(session->socket, *session->response,
                          [this, session](boost::system::error_code error, std::size_t) {
                            settlement_.progressed();
                            if (!error && session->keep_alive) {
                              read(session);
                              return;
                            }
                            session->socket.shutdown(TcpSocket::shutdown_both, error);
                          });
}

}  // namespace greenroom::real
