// One non-blocking socket of the relay: a fixed buffer for what comes in, gathered writes out.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace greenroom::real {

class RelaySocket {
 public:
  static constexpr std::size_t k_buffer_bytes = 96u << 10;  // more than the longest head

  // Owns the descriptor.
  explicit RelaySocket(int descriptor);
  ~RelaySocket();
  RelaySocket(const RelaySocket&) = delete;
  RelaySocket& operator=(const RelaySocket&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  void close();

  // What has come and was not used yet.
  [[nodiscard]] std::string_view received() const {
    return {buffer_.get() + begin_, end_ - begin_};
  }
  void use(std::size_t bytes);
  enum class Read { Some, Nothing, End, Failed };
  // One call of recv, unless it is known that there is nothing, or the buffer is full (Nothing).
  Read receive();
  // The kernel says that there may be something again.
  void may_read() { may_read_ = true; }
  // The same, and that the other side has closed: its end comes behind what is still to be read,
  // and no further word of it.
  void hung_up() { may_read_ = hung_up_ = true; }

  // Writes both in one call; what the kernel does not take is kept and goes out with flush().
  // False: the connection is broken.
  bool send(std::string_view head, std::string_view body);
  // Keeps it to be sent with the next: a socket that is still connecting.
  void keep(std::string_view bytes) { kept_.append(bytes); }
  bool flush();
  [[nodiscard]] bool flushed() const { return kept_.empty(); }

 private:
  int descriptor_;
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool may_read_ = true;
  bool hung_up_ = false;
  std::string kept_;
};

}  // namespace greenroom::real
