#include "fakes/s3/body.h"

#include <utility>

#include "sim/core/assert.h"

namespace greenroom::s3 {

Body::Body(std::string bytes, LargeBodies* large) : size_(bytes.size()), large_(large) {
  if (large_ != nullptr && size_ > k_body_in_memory_max) {
    kept_ = large_->keep(bytes);
    SIM_ASSERT(kept_ != 0, "what is kept has a name");
  } else {
    bytes_ = std::move(bytes);
  }
}

Body::Body(Body&& other) noexcept
    : bytes_(std::move(other.bytes_)),
      size_(std::exchange(other.size_, 0)),
      large_(other.large_),
      kept_(std::exchange(other.kept_, 0)) {
  other.bytes_.clear();
}

Body& Body::operator=(Body&& other) noexcept {
  if (this != &other) {
    forget();
    bytes_ = std::exchange(other.bytes_, {});
    size_ = std::exchange(other.size_, 0);
    large_ = other.large_;
    kept_ = std::exchange(other.kept_, 0);
  }
  return *this;
}

std::string Body::bytes(std::size_t first, std::size_t size) const {
  SIM_ASSERT(first <= size_ && size <= size_ - first, "bytes that are there are asked for");
  return kept_ == 0 ? bytes_.substr(first, size) : large_->read(kept_, first, size);
}

void Body::forget() {
  if (kept_ != 0) {
    large_->forget(std::exchange(kept_, 0));
  }
}

}  // namespace greenroom::s3
