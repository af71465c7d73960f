// One non-blocking socket of the relay: what comes in is read into a room that all share, gathered
// writes out.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <string_view>

namespace greenroom::real {

class RelaySocket;

// Where every socket reads: one place that stays in the processor's cache, rather than one for each
// of a thousand connections. Outlives the sockets.
struct ReadingRoom {
  static constexpr std::size_t k_front = 4u << 10;   // kept free for received_behind()
  static constexpr std::size_t k_bytes = 96u << 10;  // more than that and the longest head
  std::unique_ptr<char[]> bytes{new char[k_bytes]};
  RelaySocket* user = nullptr;  // whose bytes are in it
};

class RelaySocket {
 public:
  // Owns the descriptor.
  RelaySocket(int descriptor, ReadingRoom& room);
  ~RelaySocket();
  RelaySocket(const RelaySocket&) = delete;
  RelaySocket& operator=(const RelaySocket&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  void close();

  // What has come and was not used yet. Holds until this or another socket receives.
  [[nodiscard]] std::string_view received() const;
  void use(std::size_t bytes);
  // `head` and behind it the first `bytes` of what was received, in one piece, when there is room
  // for that in front of them; else nothing. Holds as long as received().
  [[nodiscard]] std::string_view received_behind(std::string_view head, std::size_t bytes);
  enum class Read { Some, Nothing, End, Failed };
  // One call of recv, unless it is known that there is nothing, or the room is full (Nothing).
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
  ssize_t send_joined(std::string_view head, std::string_view body);
  ssize_t send_both(std::string_view head, std::string_view body);
  [[nodiscard]] bool is_in_room() const { return room_.user == this; }
  void enter_room();
  void leave_room();
  void move_out();

  int descriptor_;
  ReadingRoom& room_;
  std::string own_;                           // what has come, while another is in the room
  std::size_t begin_ = ReadingRoom::k_front;  // of what has come, in the room
  std::size_t end_ = ReadingRoom::k_front;
  bool may_read_ = true;
  bool hung_up_ = false;
  std::string kept_;
};

}  // namespace greenroom::real
