#include "sim/real/guest_protocol.h"

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "sim/core/assert.h"
#include "sim/core/harness_error.h"

namespace greenroom::real {
namespace {

constexpr std::size_t k_inline_max = 32u << 10;
constexpr std::size_t k_descriptors_max = k_socket_batch + 1;

struct Header {
  std::uint32_t kind = 0;
  std::uint32_t id = 0;
  std::uint64_t payload_bytes = 0;
  std::uint32_t in_memfd = 0;  // the last descriptor carries the payload
  std::uint32_t unused = 0;
};

int payload_in_memfd(std::string_view payload) {
  const int descriptor = memfd_create("greenroom-message", MFD_CLOEXEC);
  if (descriptor < 0) {
    throw HarnessError("cannot create a memory file: " + std::string(std::strerror(errno)));
  }
  std::size_t done = 0;
  while (done < payload.size()) {
    const ssize_t wrote = write(descriptor, payload.data() + done, payload.size() - done);
    if (wrote <= 0) {
      close(descriptor);
      throw HarnessError("cannot fill a memory file: " + std::string(std::strerror(errno)));
    }
    done += static_cast<std::size_t>(wrote);
  }
  return descriptor;
}

std::string read_memfd(int descriptor, std::size_t bytes) {
  std::string payload(bytes, '\0');
  std::size_t done = 0;
  while (done < bytes) {
    const ssize_t got =
        pread(descriptor, payload.data() + done, bytes - done, static_cast<off_t>(done));
    if (got <= 0) {
      break;
    }
    done += static_cast<std::size_t>(got);
  }
  SIM_ASSERT(done == bytes, "a message's memory file is complete");
  return payload;
}

std::vector<int> received_descriptors(msghdr& message) {
  std::vector<int> descriptors;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
       part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_RIGHTS) {
      const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
      std::vector<int> some(count);
      std::memcpy(some.data(), CMSG_DATA(part), count * sizeof(int));
      descriptors.insert(descriptors.end(), some.begin(), some.end());
    }
  }
  return descriptors;
}

}  // namespace

bool send_message(int socket, const Message& message) {
  Header header{static_cast<std::uint32_t>(message.kind), message.id, message.payload.size(), 0, 0};
  std::vector<int> descriptors = message.descriptors;
  int memfd = -1;
  std::string_view inlined = message.payload;
  if (message.payload.size() > k_inline_max) {
    memfd = payload_in_memfd(message.payload);
    descriptors.push_back(memfd);
    header.in_memfd = 1;
    inlined = {};
  }
  SIM_ASSERT(descriptors.size() <= k_descriptors_max, "too many descriptors for one message");
  std::array<iovec, 2> parts{};
  parts[0] = {&header, sizeof header};
  parts[1] = {const_cast<char*>(inlined.data()), inlined.size()};
  msghdr packet{};
  packet.msg_iov = parts.data();
  packet.msg_iovlen = parts.size();
  alignas(cmsghdr) std::array<char, CMSG_SPACE(k_descriptors_max * sizeof(int))> control{};
  if (!descriptors.empty()) {
    packet.msg_control = control.data();
    packet.msg_controllen = CMSG_SPACE(descriptors.size() * sizeof(int));
    cmsghdr* part = CMSG_FIRSTHDR(&packet);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
    std::memcpy(CMSG_DATA(part), descriptors.data(), descriptors.size() * sizeof(int));
  }
  ssize_t sent = 0;
  do {
    sent = sendmsg(socket, &packet, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  if (memfd >= 0) {
    close(memfd);
  }
  return sent >= 0;
}

Received receive_message(int socket, Message& message) {
  Header header;
  std::string inlined(k_inline_max, '\0');
  std::array<iovec, 2> parts{};
  parts[0] = {&header, sizeof header};
  parts[1] = {inlined.data(), inlined.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(k_descriptors_max * sizeof(int))> control{};
  msghdr packet{};
  packet.msg_iov = parts.data();
  packet.msg_iovlen = parts.size();
  packet.msg_control = control.data();
  packet.msg_controllen = control.size();
  const ssize_t got = recvmsg(socket, &packet, MSG_CMSG_CLOEXEC);
  if (got < 0) {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? Received::NothingYet
                                                                     : Received::Closed;
  }
  if (static_cast<std::size_t>(got) < sizeof header) {
    return Received::Closed;
  }
  message.kind = static_cast<MessageKind>(header.kind);
  message.id = header.id;
  message.descriptors = received_descriptors(packet);
  if (header.in_memfd != 0) {
    SIM_ASSERT(!message.descriptors.empty(), "a large payload comes with its memory file");
    const int memfd = message.descriptors.back();
    message.descriptors.pop_back();
    message.payload = read_memfd(memfd, header.payload_bytes);
    close(memfd);
  } else {
    inlined.resize(header.payload_bytes);
    message.payload = std::move(inlined);
  }
  return Received::Message;
}

PayloadWriter& PayloadWriter::number(std::uint64_t value) {
  std::array<char, sizeof value> raw{};
  std::memcpy(raw.data(), &value, sizeof value);
  bytes_.append(raw.data(), raw.size());
  return *this;
}

PayloadWriter& PayloadWriter::text(std::string_view value) {
  number(value.size());
  bytes_.append(value);
  return *this;
}

std::uint64_t PayloadReader::number() {
  std::uint64_t value = 0;
  SIM_ASSERT(rest_.size() >= sizeof value, "a payload ends too early");
  std::memcpy(&value, rest_.data(), sizeof value);
  rest_.remove_prefix(sizeof value);
  return value;
}

std::string PayloadReader::text() {
  const std::uint64_t size = number();
  SIM_ASSERT(rest_.size() >= size, "a payload ends too early");
  std::string value(rest_.substr(0, size));
  rest_.remove_prefix(size);
  return value;
}

std::string encode_command(const Command& command) {
  PayloadWriter out;
  out.text(encode_texts(command.argv)).number(command.environment.size());
  for (const auto& [name, value] : command.environment) {
    out.text(name).text(value);
  }
  out.text(command.working_directory).text(command.user).number(command.merge_output ? 1 : 0);
  return out.take();
}

Command decode_command(std::string_view payload) {
  PayloadReader in(payload);
  Command command;
  command.argv = decode_texts(in.text());
  for (std::uint64_t left = in.number(); left > 0; --left) {
    std::string name = in.text();
    command.environment[name] = in.text();
  }
  command.working_directory = in.text();
  command.user = in.text();
  command.merge_output = in.number() != 0;
  return command;
}

std::string encode_changes(const std::vector<FileChange>& changes) {
  PayloadWriter out;
  out.number(changes.size());
  for (const FileChange& change : changes) {
    out.number(static_cast<std::uint64_t>(change.kind)).text(change.path).text(change.from);
    out.text(change.content).number(change.mode);
  }
  return out.take();
}

std::vector<FileChange> decode_changes(std::string_view payload) {
  PayloadReader in(payload);
  std::vector<FileChange> changes(in.number());
  for (FileChange& change : changes) {
    change.kind = static_cast<FileChangeKind>(in.number());
    change.path = in.text();
    change.from = in.text();
    change.content = in.text();
    change.mode = static_cast<std::uint32_t>(in.number());
  }
  return changes;
}

std::string encode_entries(const std::vector<FileEntry>& entries) {
  PayloadWriter out;
  out.number(entries.size());
  for (const FileEntry& entry : entries) {
    out.text(entry.path).number(static_cast<std::uint64_t>(entry.kind)).number(entry.mode);
    out.number(entry.size).text(entry.link_target);
  }
  return out.take();
}

std::vector<FileEntry> decode_entries(std::string_view payload) {
  PayloadReader in(payload);
  std::vector<FileEntry> entries(in.number());
  for (FileEntry& entry : entries) {
    entry.path = in.text();
    entry.kind = static_cast<FileKind>(in.number());
    entry.mode = static_cast<std::uint32_t>(in.number());
    entry.size = in.number();
    entry.link_target = in.text();
  }
  return entries;
}

std::string encode_texts(const std::vector<std::string>& texts) {
  PayloadWriter out;
  out.number(texts.size());
  for (const std::string& text : texts) {
    out.text(text);
  }
  return out.take();
}

std::vector<std::string> decode_texts(std::string_view payload) {
  PayloadReader in(payload);
  std::vector<std::string> texts(in.number());
  for (std::string& text : texts) {
    text = in.text();
  }
  return texts;
}

}  // namespace greenroom::real
