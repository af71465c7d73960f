// The messages between greenroom and the init process of a machine, over one SOCK_SEQPACKET pair.
// A message is a header and a payload; a payload over k_inline_max travels in a memfd.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/machine.h"

namespace greenroom::real {

enum class MessageKind : std::uint32_t {
  // greenroom -> guest
  Start,        // payload: command; descriptors: stdout, stderr (one when merged)
  SignalGroup,  // payload: signal number; id names the process
  Unpack,
  List,
  Probe,
  ReadFile,
  Apply,
  Pack,
  Sockets,  // asks for a batch of TCP sockets of the machine's network
  // guest -> greenroom
  Ready,      // the machine is up
  Trouble,    // payload: what went wrong while setting up; a matter of this computer
  Started,    // payload: exec error text, empty when it runs; pid inside the machine
  Ended,      // payload: wait status
  Reply,      // payload: answer to a file request
  Dispensed,  // descriptors: k_socket_batch non-blocking IPv4 TCP sockets
};

// The load balancer reaches a machine through sockets made inside the machine's network and handed
// over, so no bridge, no firewall rule and no privilege outside is needed.
inline constexpr std::size_t k_socket_batch = 16;

struct Message {
  MessageKind kind = MessageKind::Ready;
  std::uint32_t id = 0;
  std::string payload;
  std::vector<int> descriptors;  // received ones belong to the receiver
};

// Sends one message; the descriptors stay open here. False when the other side is gone.
bool send_message(int socket, const Message& message);

enum class Received { Message, NothingYet, Closed };
// Receives one message. On a non-blocking socket NothingYet means "try later".
Received receive_message(int socket, Message& message);

// Flat encoding of a payload. Both sides are the same binary, so there is no versioning.
class PayloadWriter {
 public:
  PayloadWriter& number(std::uint64_t value);
  PayloadWriter& text(std::string_view value);
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class PayloadReader {
 public:
  explicit PayloadReader(std::string_view bytes) : rest_(bytes) {}
  std::uint64_t number();
  std::string text();

 private:
  std::string_view rest_;
};

[[nodiscard]] std::string encode_command(const Command& command);
[[nodiscard]] Command decode_command(std::string_view payload);
[[nodiscard]] std::string encode_changes(const std::vector<FileChange>& changes);
[[nodiscard]] std::vector<FileChange> decode_changes(std::string_view payload);
[[nodiscard]] std::string encode_entries(const std::vector<FileEntry>& entries);
[[nodiscard]] std::vector<FileEntry> decode_entries(std::string_view payload);
[[nodiscard]] std::string encode_texts(const std::vector<std::string>& texts);
[[nodiscard]] std::vector<std::string> decode_texts(std::string_view payload);

}  // namespace greenroom::real
