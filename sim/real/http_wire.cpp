#include "sim/real/http_wire.h"

#include <sys/socket.h>

#include <string>
#include <utility>

namespace greenroom::real {

WireRequest to_wire(const HttpRequest& request, bool keep_alive) {
  WireRequest message;
  message.version(11);
  message.method_string(request.method);
  message.target(request.target);
  for (const auto& [name, value] : request.headers) {
    message.insert(name, value);
  }
  message.body() = request.body;
  if (!request.body.empty()) {
    message.prepare_payload();
  }
  message.keep_alive(keep_alive);
  return message;
}

WireResponse to_wire(const HttpResponse& response, unsigned version, bool keep_alive,
                     bool head_only) {
  WireResponse message;
  message.version(version);
  message.result(static_cast<unsigned>(response.status));
  message.reason(response.reason);
  for (const auto& [name, value] : response.headers) {
    message.insert(name, value);
  }
  message.keep_alive(keep_alive);
  if (response.status < 200) {
    return message;  // has no body, nor says how long it is
  }
  if (!head_only) {
    message.body() = response.body;
    message.prepare_payload();
  } else if (message.find(beast_http::field::content_length) == message.end()) {
    message.content_length(response.body.size());
  }
  return message;
}

std::string head_of(const HttpResponse& response, unsigned version, bool keep_alive) {
  const auto status = beast_http::int_to_status(static_cast<unsigned>(response.status));
  std::string head = version < 11 ? "HTTP/1.0 " : "HTTP/1.1 ";
  head.reserve(512);
  head += std::to_string(response.status) + ' ';
  head += response.reason.empty() ? std::string_view(beast_http::obsolete_reason(status))
                                  : std::string_view(response.reason);
  const auto field = [&head](std::string_view name, std::string_view value) {
    head.append("\r\n").append(name).append(": ").append(value);
  };
  for (const auto& [name, value] : response.headers) {
    field(name, value);
  }
  if (keep_alive != (version >= 11)) {
    field("Connection", keep_alive ? "keep-alive" : "close");
  }
  if (response.status >= 200 && find_header(response.headers, "Content-Length").empty()) {
    field("Content-Length", std::to_string(response.body.size()));
  }
  return head.append("\r\n\r\n");
}

HttpRequest from_wire(WireRequest message) {
  HttpRequest request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.version = static_cast<int>(message.version());
  for (const auto& field : message) {
    request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  request.body = std::move(message.body());
  return request;
}

HttpResponse from_wire(WireResponse message, bool to_head) {
  HttpResponse response;
  response.status = static_cast<int>(message.result_int());
  response.reason = std::string(message.reason());
  for (const auto& field : message) {
    if ((to_head || field.name() != beast_http::field::content_length) &&
        field.name() != beast_http::field::transfer_encoding) {
      response.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    }
  }
  response.body = std::move(message.body());
  return response;
}

bool has_hung_up(TcpSocket& socket) {
  char byte = 0;
  return recv(socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

HttpEnd end_of(boost::system::error_code error, bool connecting) {
  namespace asio_error = boost::asio::error;
  if (error == asio_error::connection_refused) {
    return HttpEnd::Refused;
  }
  if (error == asio_error::host_unreachable || error == asio_error::network_unreachable ||
      error == asio_error::timed_out) {
    return HttpEnd::Unreachable;
  }
  if (connecting) {
    return HttpEnd::Refused;
  }
  if (error == asio_error::eof || error == asio_error::connection_reset ||
      error == asio_error::broken_pipe || error == beast_http::error::end_of_stream ||
      error == beast_http::error::partial_message) {
    return HttpEnd::ClosedEarly;
  }
  return HttpEnd::Malformed;
}

}  // namespace greenroom::real
