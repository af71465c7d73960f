// The bytes of an object or a part: in memory, or, when there are many, where LargeBodies has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace greenroom::s3 {

// From this size on bytes are given to LargeBodies, where there are any.
inline constexpr std::size_t k_body_in_memory_max = 1u << 20;

// A place for bytes outside of memory. sim/real implements it (a file that ends with the process).
class LargeBodies {
 public:
  virtual ~LargeBodies() = default;
  // What stands for the bytes, until forget(). Never 0.
  virtual std::uint64_t keep(const std::string& bytes) = 0;
  // `size` bytes of them from `first` on; both lie inside.
  [[nodiscard]] virtual std::string read(std::uint64_t kept, std::size_t first,
                                         std::size_t size) const = 0;
  virtual void forget(std::uint64_t kept) = 0;
};

class Body {
 public:
  Body() = default;
  // `large` may be nullptr: then they stay in memory.
  Body(std::string bytes, LargeBodies* large);
  ~Body() { forget(); }
  Body(Body&& other) noexcept;
  Body& operator=(Body&& other) noexcept;
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::string bytes() const { return bytes(0, size_); }
  [[nodiscard]] std::string bytes(std::size_t first, std::size_t size) const;

 private:
  void forget();

  std::string bytes_;
  std::size_t size_ = 0;
  LargeBodies* large_ = nullptr;
  std::uint64_t kept_ = 0;  // 0: in bytes_
};

}  // namespace greenroom::s3
