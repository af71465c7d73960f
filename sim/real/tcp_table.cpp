#include "sim/real/tcp_table.h"

#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "sim/core/harness_error.h"

namespace greenroom::real {
namespace {

// The whole text of an open /proc file, made anew by reading from offset 0.
std::string_view read_table(int file, std::string& text) {
  text.resize(16u << 10);
  std::size_t size = 0;
  for (;;) {
    const ssize_t got =
        pread(file, text.data() + size, text.size() - size, static_cast<off_t>(size));
    if (got <= 0) {
      return std::string_view(text).substr(0, size);
    }
    size += static_cast<std::size_t>(got);
    if (size == text.size()) {
      text.resize(text.size() * 2);
    }
  }
}

// Columns of /proc/net/tcp: "sl: local:port remote:port st tx_queue:rx_queue ...", all hexadecimal.
// A handshake, or bytes sent but not yet acknowledged, are under way; "tr" is the timer.
bool shows_bytes_under_way(std::string_view table) {
  constexpr std::string_view k_syn_sent = "02";
  constexpr std::string_view k_syn_received = "03";
  constexpr std::string_view k_listening = "0A";
  constexpr std::string_view k_probes_window = "04";
  std::size_t end = table.find('\n');  // of the heading
  while (end != std::string_view::npos && end + 1 < table.size()) {
    const std::size_t begin = end + 1;
    end = table.find('\n', begin);
    const std::string_view row = table.substr(begin, end - begin);
    std::size_t colon = row.find(':');                             // after sl
    colon = colon == row.npos ? colon : row.find(':', colon + 1);  // in local
    colon = colon == row.npos ? colon : row.find(':', colon + 1);  // in remote
    if (colon == row.npos || row.size() < colon + 29) {
      continue;
    }
    const std::string_view state = row.substr(colon + 6, 2);
    const std::string_view unsent = row.substr(colon + 9, 8);
    const std::string_view timer = row.substr(colon + 27, 2);
    if (state == k_syn_sent || state == k_syn_received ||
        (state != k_listening && unsent != "00000000" && timer != k_probes_window)) {
      return true;
    }
  }
  return false;
}

struct Question {
  nlmsghdr header;
  inet_diag_req request;  // the old form: both address families in one answer
};

Question make_question() {
  Question question{};
  question.header.nlmsg_len = sizeof question;
  question.header.nlmsg_type = TCPDIAG_GETSOCK;
  question.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  // Of all states, 1 to 12 (a new handshake), those in which nothing can be under way are left out.
  // Asking for higher ones, "bound, not connected", would walk a table of the whole computer.
  constexpr std::uint32_t k_all = (1u << 13) - 2;
  constexpr std::uint32_t k_idle = 1u << TCP_LISTEN | 1u << TCP_TIME_WAIT | 1u << TCP_CLOSE;
  question.request.idiag_family = AF_INET;
  question.request.idiag_states = k_all & ~k_idle;
  return question;
}

// Bytes that only wait for the receiver to make room (the timer probes its window, and nothing is
// in flight) move when it reads, which may be after a long sleep: they are not under way.
bool is_under_way(const inet_diag_msg& connection) {
  constexpr int k_probes_window = 4;
  return connection.idiag_state == TCP_SYN_SENT || connection.idiag_state == TCP_SYN_RECV ||
         (connection.idiag_wqueue != 0 && connection.idiag_timer != k_probes_window);
}

}  // namespace

TcpTable::~TcpTable() {
  for (const int descriptor : {diagnosis_, tables_[0], tables_[1]}) {
    if (descriptor >= 0) {
      close(descriptor);
    }
  }
}

void TcpTable::open(int proc_directory, int diagnosis) {
  diagnosis_ = diagnosis;
  if (diagnosis_ >= 0 && ask() != Answer::Unsupported) {
    return;
  }
  if (diagnosis_ >= 0) {
    close(diagnosis_);
    diagnosis_ = -1;
  }
  tables_[0] = openat(proc_directory, "1/net/tcp", O_RDONLY | O_CLOEXEC);
  tables_[1] = openat(proc_directory, "1/net/tcp6", O_RDONLY | O_CLOEXEC);  // absent without IPv6
  if (tables_[0] < 0) {
    throw HarnessError(std::string("cannot look into a machine's network: ") +
                       std::strerror(errno));
  }
}

TcpTable::Answer TcpTable::ask() const {
  static const Question k_question = make_question();
  if (send(diagnosis_, &k_question, sizeof k_question, 0) != sizeof k_question) {
    return Answer::Unsupported;
  }
  bool under_way = false;
  alignas(nlmsghdr) std::array<char, 32768> buffer;
  for (;;) {
    const ssize_t got = recv(diagnosis_, buffer.data(), buffer.size(), 0);
    if (got <= 0) {
      return Answer::Unsupported;
    }
    auto left = static_cast<std::uint32_t>(got);
    for (auto* header = reinterpret_cast<nlmsghdr*>(buffer.data()); NLMSG_OK(header, left);
         header = NLMSG_NEXT(header, left)) {
      if (header->nlmsg_type == NLMSG_DONE) {
        return under_way ? Answer::Yes : Answer::No;
      }
      if (header->nlmsg_type == NLMSG_ERROR) {
        return Answer::Unsupported;
      }
      under_way = under_way || is_under_way(*static_cast<inet_diag_msg*>(NLMSG_DATA(header)));
    }
  }
}

bool TcpTable::has_bytes_under_way() {
  if (diagnosis_ >= 0) {
    const Answer answer = ask();
    if (answer == Answer::Unsupported) {
      throw HarnessError("the kernel stopped answering questions about a machine's connections");
    }
    return answer == Answer::Yes;
  }
  std::string text;
  for (const int table : tables_) {
    if (table >= 0 && shows_bytes_under_way(read_table(table, text))) {
      return true;
    }
  }
  return false;
}

}  // namespace greenroom::real
