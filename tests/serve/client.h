// A client of `greenroom serve` that knows at each moment what it has sent and what was answered.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

namespace greenroom::test {

// "http://127.0.0.1:40123" -> a connected socket.
inline int connect_to(const std::string& url) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port =
      htons(static_cast<unsigned short>(std::atoi(url.c_str() + url.rfind(':') + 1)));
  inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  REQUIRE(connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  return fd;
}

class Client {
 public:
  explicit Client(const std::string& url) : fd_(connect_to(url)) {}
  ~Client() { close(fd_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Whether the server took all of it; it may be gone.
  bool send(const std::string& method, const std::string& target, const std::string& body,
            const std::string& headers = "") {
    const std::string request = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" +
                                headers + "Content-Length: " + std::to_string(body.size()) +
                                "\r\n\r\n" + body;
    return send_text(request);
  }
  // Just that, whatever it is.
  bool send_text(const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
      const ssize_t sent = ::send(fd_, text.data() + at, text.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) {
        return false;
      }
      at += static_cast<std::size_t>(sent);
    }
    return true;
  }
  // The status of the next answer, whose body is then in body(); 0: the server is gone.
  int status() {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!more()) {
        return 0;
      }
    }
    const std::size_t length_at = buffer_.find("Content-Length: ");
    const std::size_t length =
        length_at < end ? std::strtoul(buffer_.c_str() + length_at + 16, nullptr, 10) : 0;
    while (buffer_.size() < end + 4 + length) {
      if (!more()) {
        return 0;
      }
    }
    const int status = std::atoi(buffer_.c_str() + 9);
    body_ = buffer_.substr(end + 4, length);
    buffer_.erase(0, end + 4 + length);
    return status;
  }
  [[nodiscard]] const std::string& body() const { return body_; }

 private:
  bool more() {
    char bytes[65536];
    const ssize_t got = recv(fd_, bytes, sizeof bytes, 0);
    buffer_.append(bytes, got > 0 ? static_cast<std::size_t>(got) : 0);
    return got > 0;
  }
  int fd_;
  std::string buffer_;
  std::string body_;
};

}  // namespace greenroom::test
