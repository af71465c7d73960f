// Between plain HTTP messages and Beast's. Only the http_*.cpp files include this header: Asio and
// Beast are heavy.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <cstddef>
#include <string>

#include "sim/core/http.h"
#include "sim/core/limits.h"

namespace greenroom::real {

namespace beast_http = boost::beast::http;
using Executor = boost::asio::io_context::executor_type;
// Not the polymorphic executor: it costs an indirection per operation.
using TcpSocket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using TcpAcceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;
using WireRequest = beast_http::request<beast_http::string_body>;
using WireResponse = beast_http::response<beast_http::string_body>;
using RequestParser = beast_http::request_parser<beast_http::string_body>;
using ResponseParser = beast_http::response_parser<beast_http::string_body>;

// Reading starts with room for a whole ordinary message: a growing buffer costs a system call each.
inline constexpr std::size_t k_buffer_bytes = 64u << 10;

[[nodiscard]] WireRequest to_wire(const HttpRequest& request, bool keep_alive);
[[nodiscard]] WireResponse to_wire(const HttpResponse& response, unsigned version, bool keep_alive,
                                   bool head_only);
// All before the body of such an answer, as Beast would write it.
[[nodiscard]] std::string head_of(const HttpResponse& response, unsigned version, bool keep_alive);
[[nodiscard]] HttpRequest from_wire(WireRequest message);
// `to_head`: it answers HEAD, so that its Content-Length stays.
[[nodiscard]] HttpResponse from_wire(WireResponse message, bool to_head);
// Whether the other side has closed the connection, of which nobody reads at the moment.
[[nodiscard]] bool has_hung_up(TcpSocket& socket);
// How a failed operation on a connection to a server ended, as far as AWS tells them apart.
[[nodiscard]] HttpEnd end_of(boost::system::error_code error, bool connecting);

}  // namespace greenroom::real
