#include "sim/real/http_metadata.h"

#include <netinet/in.h>
#include <netinet/ip.h>
#include <sys/socket.h>

#include <optional>
#include <utility>

#include "fakes/ec2/metadata.h"
#include "sim/core/harness_error.h"
#include "sim/real/http_wire.h"
#include "sim/real/metadata_route.h"

namespace greenroom::real {
struct MetadataFront::Listener {
  explicit Listener(boost::asio::io_context& io) : acceptor(io) {}
  TcpAcceptor acceptor;
};

struct MetadataFront::Session {
  Session(std::string instance, TcpSocket accepted)
      : instance_id(std::move(instance)), socket(std::move(accepted)) {}
  std::string instance_id;
  TcpSocket socket;
  boost::beast::flat_buffer buffer;
  std::optional<RequestParser> parser;
};

MetadataFront::MetadataFront(Kernel& kernel, Settlement& settlement, MetadataHandler handler,
                             HopLimit hop_limit)
    : kernel_(kernel),
      settlement_(settlement),
      handler_(std::move(handler)),
      hop_limit_(std::move(hop_limit)) {}

MetadataFront::~MetadataFront() = default;

void MetadataFront::open(const std::string& instance_id, int tcp_socket) {
  auto listener = std::make_unique<Listener>(settlement_.io());
  TcpAcceptor& acceptor = listener->acceptor;
  boost::system::error_code error;
  acceptor.assign(boost::asio::ip::tcp::v4(), tcp_socket, error);
  if (!error) {
    acceptor.bind({boost::asio::ip::make_address_v4(ec2::k_metadata_ip),
                   static_cast<unsigned short>(k_metadata_listener_port)},
                  error);
  }
  if (!error) {
    acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
  }
  if (error) {
    throw HarnessError("cannot serve the metadata of instance " + instance_id + " at " +
                       ec2::k_metadata_ip + ": " + error.message());
  }
  listeners_[instance_id] = std::move(listener);
  accept(instance_id);
}

void MetadataFront::close(const std::string& instance_id) {
  listeners_.erase(instance_id);
}

void MetadataFront::accept(const std::string& instance_id) {
  listeners_.at(instance_id)
      ->acceptor.async_accept(
          [this, instance_id](boost::system::error_code error, TcpSocket socket) {
            if (error) {
              return;  // switched off
            }
            read(std::make_shared<Session>(instance_id, std::move(socket)));
            accept(instance_id);
          });
}

void MetadataFront::read(const std::shared_ptr<Session>& session) {
  session->parser.emplace();
  session->parser->header_limit(static_cast<std::uint32_t>(kernel_.limits().http_header_bytes_max));
  session->parser->body_limit(kernel_.limits().http_body_bytes_max);
  beast_http::async_read(session->socket, session->buffer, *session->parser,
                         [this, session](boost::system::error_code error, std::size_t) {
                           if (!error) {
                             answer(session);
                           }  // else it hung up, or sent no HTTP: the connection closes
                         });
}

// At once, so that the machine never rests while an answer is owed.
void MetadataFront::answer(const std::shared_ptr<Session>& session) {
  settlement_.progressed();
  WireRequest message = session->parser->release();
  const unsigned version = message.version();
  const bool keep_alive = message.keep_alive();
  const bool head_only = message.method() == beast_http::verb::head;
  const HttpRequest request = from_wire(std::move(message));
  const Context cx(kernel_, kernel_.actor("ec2/" + session->instance_id));
  if (request.method == "PUT") {
    const int hops = hop_limit_(session->instance_id);
    setsockopt(session->socket.native_handle(), IPPROTO_IP, IP_TTL, &hops, sizeof hops);
  }
  const HttpResponse response = handler_(cx, session->instance_id, request);
  boost::system::error_code error;
  beast_http::write(session->socket, to_wire(response, version, keep_alive, head_only), error);
  if (!error && keep_alive) {
    read(session);
    return;
  }
  session->socket.shutdown(TcpSocket::shutdown_both, error);
}

}  // namespace greenroom::real
