#include "sim/real/relay_socket.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace greenroom::real {
namespace {

constexpr std::size_t k_small_message = 4096;

ssize_t send_one(int descriptor, std::string_view bytes) {
  ssize_t sent = 0;
  do {
    sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent;
}

}  // namespace

RelaySocket::RelaySocket(int descriptor, ReadingRoom& room)
    : descriptor_(descriptor), room_(room) {}

RelaySocket::~RelaySocket() {
  close();
}

void RelaySocket::close() {
  leave_room();
  if (descriptor_ >= 0) {
    ::close(descriptor_);
    descriptor_ = -1;
  }
}

void RelaySocket::leave_room() {
  if (is_in_room()) {
    room_.user = nullptr;
  }
  begin_ = end_ = ReadingRoom::k_front;
}

// Whoever is in the room takes along what it has not used; what this socket has comes in.
void RelaySocket::enter_room() {
  if (is_in_room()) {
    return;
  }
  if (room_.user != nullptr) {
    room_.user->move_out();
  }
  room_.user = this;
  // A long head that has come in pieces may need the room in front too.
  begin_ = own_.size() <= ReadingRoom::k_bytes / 2 ? ReadingRoom::k_front : 0;
  end_ = begin_ + own_.size();
  std::copy(own_.begin(), own_.end(), room_.bytes.get() + begin_);
  own_.clear();
}

void RelaySocket::move_out() {
  own_.assign(room_.bytes.get() + begin_, end_ - begin_);
  leave_room();
}

std::string_view RelaySocket::received() const {
  return is_in_room() ? std::string_view(room_.bytes.get() + begin_, end_ - begin_) : own_;
}

void RelaySocket::use(std::size_t bytes) {
  if (!is_in_room()) {
    own_.erase(0, bytes);
    return;
  }
  begin_ += bytes;
  if (begin_ == end_) {
    leave_room();
  }
}

std::string_view RelaySocket::received_behind(std::string_view head, std::size_t bytes) {
  if (!is_in_room() || head.size() > begin_) {
    return {};
  }
  char* const begin = room_.bytes.get() + begin_ - head.size();
  std::copy(head.begin(), head.end(), begin);
  return {begin, head.size() + bytes};
}

// A read that does not fill the room has emptied the socket; epoll tells when more comes
// (edge-triggered), so the call that would say EAGAIN is saved.
RelaySocket::Read RelaySocket::receive() {
  if (!may_read_) {
    return Read::Nothing;
  }
  enter_room();
  char* const bytes = room_.bytes.get();
  if (end_ == ReadingRoom::k_bytes && begin_ > 0) {
    std::memmove(bytes, bytes + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  const std::size_t left = ReadingRoom::k_bytes - end_;
  if (left == 0) {
    return Read::Nothing;
  }
  ssize_t got = 0;
  do {
    got = recv(descriptor_, bytes + end_, left, 0);
  } while (got < 0 && errno == EINTR);
  if (got == 0) {
    return Read::End;
  }
  if (got < 0) {
    may_read_ = false;
    return errno == EAGAIN || errno == EWOULDBLOCK ? Read::Nothing : Read::Failed;
  }
  end_ += static_cast<std::size_t>(got);
  may_read_ = hung_up_ || static_cast<std::size_t>(got) == left;
  return Read::Some;
}

// A short body is copied behind its head: plain send() costs the kernel less than sendmsg().
ssize_t RelaySocket::send_joined(std::string_view head, std::string_view body) {
  std::array<char, k_small_message> both;
  std::copy(body.begin(), body.end(), std::copy(head.begin(), head.end(), both.begin()));
  return send_one(descriptor_, {both.data(), head.size() + body.size()});
}

ssize_t RelaySocket::send_both(std::string_view head, std::string_view body) {
  iovec parts[2] = {{const_cast<char*>(head.data()), head.size()},
                    {const_cast<char*>(body.data()), body.size()}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  ssize_t sent = 0;
  do {
    sent = sendmsg(descriptor_, &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent;
}

bool RelaySocket::send(std::string_view head, std::string_view body) {
  if (!kept_.empty()) {
    kept_.append(head).append(body);
    return flush();
  }
  const ssize_t sent = body.empty()                                   ? send_one(descriptor_, head)
                       : head.size() + body.size() <= k_small_message ? send_joined(head, body)
                                                                      : send_both(head, body);
  if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK) {
    return false;
  }
  const std::size_t gone = sent < 0 ? 0 : static_cast<std::size_t>(sent);
  kept_.append(head.substr(std::min(gone, head.size())));
  kept_.append(body.substr(gone > head.size() ? gone - head.size() : 0));
  return true;
}

bool RelaySocket::flush() {
  if (kept_.empty()) {
    return true;
  }
  const std::string bytes = std::exchange(kept_, {});
  return send(bytes, {});
}

}  // namespace greenroom::real
