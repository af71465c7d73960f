// The TCP connections of one machine's network, looked at from outside.
#pragma once

namespace greenroom::real {

class TcpTable {
 public:
  TcpTable() = default;
  ~TcpTable();
  TcpTable(const TcpTable&) = delete;
  TcpTable& operator=(const TcpTable&) = delete;

  // `proc_directory` stays the caller's. `diagnosis` is a socket for the kernel's socket diagnosis,
  // made inside the network and owned from now on; -1 when it could not be made. Throws
  // HarnessError when the network cannot be looked at either way.
  void open(int proc_directory, int diagnosis);
  // Whether a connection has a handshake, or bytes not yet acknowledged, under way. Whoever they
  // are for is about to be woken by them. Bytes for whose receiver the buffer is full are not.
  [[nodiscard]] bool has_bytes_under_way();

 private:
  // One question to the kernel; it skips listening sockets, which in /proc/net/tcp cost a walk over
  // the whole computer's table. Empty when the kernel does not answer such questions.
  enum class Answer { Yes, No, Unsupported };
  [[nodiscard]] Answer ask() const;

  int diagnosis_ = -1;
  int tables_[2] = {-1, -1};  // /proc/net/tcp and tcp6: the slower way
};

}  // namespace greenroom::real
