#include "sim/real/relay_socket.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace greenroom::real {

RelaySocket::RelaySocket(int descriptor)
    : descriptor_(descriptor), buffer_(new char[k_buffer_bytes]) {}

RelaySocket::~RelaySocket() {
  close();
}

void RelaySocket::close() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
    descriptor_ = -1;
  }
}

void RelaySocket::use(std::size_t bytes) {
  begin_ += bytes;
  if (begin_ == end_) {
    begin_ = end_ = 0;
  }
}

// A read that does not fill the room has emptied the socket; epoll tells when more comes
// (edge-triggered), so the call that would say EAGAIN is saved.
RelaySocket::Read RelaySocket::receive() {
  if (end_ == k_buffer_bytes && begin_ > 0) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  const std::size_t room = k_buffer_bytes - end_;
  if (!may_read_ || room == 0) {
    return Read::Nothing;
  }
  ssize_t got = 0;
  do {
    got = recv(descriptor_, buffer_.get() + end_, room, 0);
  } while (got < 0 && errno == EINTR);
  if (got == 0) {
    return Read::End;
  }
  if (got < 0) {
    may_read_ = false;
    return errno == EAGAIN || errno == EWOULDBLOCK ? Read::Nothing : Read::Failed;
  }
  end_ += static_cast<std::size_t>(got);
  may_read_ = hung_up_ || static_cast<std::size_t>(got) == room;
  return Read::Some;
}

bool RelaySocket::send(std::string_view head, std::string_view body) {
  if (!kept_.empty()) {
    kept_.append(head).append(body);
    return flush();
  }
  iovec parts[2] = {{const_cast<char*>(head.data()), head.size()},
                    {const_cast<char*>(body.data()), body.size()}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = body.empty() ? 1 : 2;
  ssize_t sent = 0;
  do {
    sent = sendmsg(descriptor_, &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
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
