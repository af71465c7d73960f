#include "sim/real/large_bodies.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "sim/core/assert.h"
#include "sim/core/harness_error.h"

namespace greenroom::real {

LargeBodiesOnDisk::LargeBodiesOnDisk() {
  const char* const wanted = std::getenv("TMPDIR");
  folder_ = wanted != nullptr && *wanted != '\0' ? wanted : "/var/tmp";
}

LargeBodiesOnDisk::~LargeBodiesOnDisk() {
  if (file_ >= 0) {
    close(file_);
  }
}

void LargeBodiesOnDisk::fail(const char* what) const {
  throw HarnessError(std::string("cannot ") + what + " large objects of S3 in " + folder_ + " (" +
                     std::strerror(errno) +
                     "). Next step: make room there, or name another folder with TMPDIR.");
}

std::uint64_t LargeBodiesOnDisk::keep(const std::string& bytes) {
  if (file_ < 0) {
    file_ = open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  }
  if (file_ < 0) {
    fail("keep");
  }
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t written =
        pwrite(file_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(end_ + done));
    if (written < 0 && errno != EINTR) {
      fail("keep");
    }
    done += written > 0 ? static_cast<std::size_t>(written) : 0;
  }
  places_[next_] = {end_, bytes.size()};
  end_ += bytes.size();
  return next_++;
}

std::string LargeBodiesOnDisk::read(std::uint64_t kept, std::size_t first, std::size_t size) const {
  const Place& place = places_.at(kept);
  SIM_ASSERT(first <= place.size && size <= place.size - first, "what is read was kept");
  std::string bytes(size, '\0');
  for (std::size_t done = 0; done < size;) {
    const ssize_t got = pread(file_, bytes.data() + done, size - done,
                              static_cast<off_t>(place.begin + first + done));
    if (got == 0 || (got < 0 && errno != EINTR)) {
      fail("read");
    }
    done += got > 0 ? static_cast<std::size_t>(got) : 0;
  }
  return bytes;
}

void LargeBodiesOnDisk::forget(std::uint64_t kept) {
  const auto place = places_.find(kept);
  SIM_ASSERT(place != places_.end(), "what is forgotten was kept");
  // Where a file system cannot, the room is free when the process ends.
  const int freed =
      fallocate(file_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                static_cast<off_t>(place->second.begin), static_cast<off_t>(place->second.size));
  static_cast<void>(freed);
  places_.erase(place);
}

std::size_t LargeBodiesOnDisk::bytes_kept() const {
  std::size_t all = 0;
  for (const auto& [kept, place] : places_) {
    all += place.size;
  }
  return all;
}

}  // namespace greenroom::real
