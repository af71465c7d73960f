#include "fakes/s3/checksums.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "fakes/wire/base64.h"
#include "fakes/wire/values.h"
#include "sim/core/assert.h"

namespace greenroom::s3 {
namespace {

// The first eight of these bytes as a number, whose lowest byte is the first.
std::uint64_t word_at(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);  // of eight shifted bytes GCC 12 makes eight reads
  return std::endian::native == std::endian::big ? __builtin_bswap64(word) : word;
}

// A CRC with reflected bits, all ones before and inverted after, sixteen bytes at a time: all three
// of S3's are such. Narrower ones leave the upper half of the register zero.
class Crc {
 public:
  Crc(std::uint64_t polynomial, int bits) : bits_(bits), ones_(~std::uint64_t{0} >> (64 - bits)) {
    for (std::uint64_t byte = 0; byte < 256; ++byte) {
      std::uint64_t rest = byte;
      for (int bit = 0; bit < 8; ++bit) {
        rest = (rest >> 1) ^ ((rest & 1) != 0 ? polynomial : 0);
      }
      tables_[0][byte] = rest;
    }
    for (std::size_t table = 1; table < tables_.size(); ++table) {
      for (std::size_t byte = 0; byte < 256; ++byte) {
        const std::uint64_t before = tables_[table - 1][byte];
        tables_[table][byte] = (before >> 8) ^ tables_[0][before & 0xFF];
      }
    }
  }

  // Big-endian bytes, as S3 encodes them.
  [[nodiscard]] std::string of(std::string_view bytes) const {
    std::uint64_t rest = ones_;
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    for (; end - at >= k_step; at += k_step) {
      const std::uint64_t first = word_at(at) ^ rest;
      const std::uint64_t second = word_at(at + 8);
      rest = of_word<8>(first) ^ of_word<0>(second);
    }
    for (; at < end; ++at) {
      rest = (rest >> 8) ^ tables_[0][(rest ^ static_cast<unsigned char>(*at)) & 0xFF];
    }
    rest ^= ones_;
    std::string result;
    for (int shift = bits_ - 8; shift >= 0; shift -= 8) {
      result += static_cast<char>(rest >> shift & 0xFF);
    }
    return result;
  }

 private:
  static constexpr std::ptrdiff_t k_step = 16;

  // What these eight bytes add when `after` bytes of the step come after them. In full: a loop
  // would stay one, and take twice the time.
  template <std::size_t after>
  [[nodiscard]] std::uint64_t of_word(std::uint64_t word) const {
    return tables_[after + 7][word & 0xFF] ^ tables_[after + 6][word >> 8 & 0xFF] ^
           tables_[after + 5][word >> 16 & 0xFF] ^ tables_[after + 4][word >> 24 & 0xFF] ^
           tables_[after + 3][word >> 32 & 0xFF] ^ tables_[after + 2][word >> 40 & 0xFF] ^
           tables_[after + 1][word >> 48 & 0xFF] ^ tables_[after][word >> 56];
  }

  int bits_;
  std::uint64_t ones_;
  std::array<std::array<std::uint64_t, 256>, k_step> tables_{};
};

std::string raw_value(ChecksumAlgorithm algorithm, std::string_view bytes, const Digests& digests) {
  switch (algorithm) {  // each has its tables when it is first asked for
    case ChecksumAlgorithm::CRC32: {
      static const Crc crc32(0xEDB88320, 32);
      return crc32.of(bytes);
    }
    case ChecksumAlgorithm::CRC32C: {
      static const Crc crc32c(0x82F63B78, 32);
      return crc32c.of(bytes);
    }
    case ChecksumAlgorithm::CRC64NVME: {
      static const Crc crc64nvme(0x9A6C9329AC4BC9B5, 64);
      return crc64nvme.of(bytes);
    }
    case ChecksumAlgorithm::SHA1:
      return bytes_of_hex(digests.sha1_hex(bytes));
    case ChecksumAlgorithm::SHA256:
      return bytes_of_hex(digests.sha256_hex(bytes));
    case ChecksumAlgorithm::None:
      break;
  }
  SIM_ASSERT(false, "there is no checksum without an algorithm");
  return {};
}

}  // namespace

const std::vector<ChecksumAlgorithm>& checksum_algorithms() {
  static const std::vector<ChecksumAlgorithm> all = {
      ChecksumAlgorithm::CRC32, ChecksumAlgorithm::CRC32C, ChecksumAlgorithm::CRC64NVME,
      ChecksumAlgorithm::SHA1, ChecksumAlgorithm::SHA256};
  return all;
}

const char* name_of(ChecksumType type) {
  return type == ChecksumType::FULL_OBJECT ? "FULL_OBJECT" : "COMPOSITE";
}

const char* name_of(ChecksumAlgorithm algorithm) {
  switch (algorithm) {
    case ChecksumAlgorithm::CRC32:
      return "CRC32";
    case ChecksumAlgorithm::CRC32C:
      return "CRC32C";
    case ChecksumAlgorithm::CRC64NVME:
      return "CRC64NVME";
    case ChecksumAlgorithm::SHA1:
      return "SHA1";
    case ChecksumAlgorithm::SHA256:
      return "SHA256";
    case ChecksumAlgorithm::None:
      break;
  }
  return "";
}

std::optional<ChecksumAlgorithm> checksum_algorithm_named(std::string_view name) {
  for (const ChecksumAlgorithm algorithm : checksum_algorithms()) {
    if (name == name_of(algorithm)) {
      return algorithm;
    }
  }
  return std::nullopt;
}

bool is_crc(ChecksumAlgorithm algorithm) {
  return algorithm == ChecksumAlgorithm::CRC32 || algorithm == ChecksumAlgorithm::CRC32C ||
         algorithm == ChecksumAlgorithm::CRC64NVME;
}

std::string checksum_value(ChecksumAlgorithm algorithm, std::string_view bytes,
                           const Digests& digests) {
  return wire::base64(raw_value(algorithm, bytes, digests));
}

std::string composite_value(ChecksumAlgorithm algorithm, const std::vector<std::string>& values,
                            const Digests& digests) {
  std::string joined;
  for (const std::string& value : values) {
    joined += wire::bytes_of_base64(value).value_or("");
  }
  return checksum_value(algorithm, joined, digests) + "-" + std::to_string(values.size());
}

std::string bytes_of_hex(std::string_view hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes += static_cast<char>(digit(hex[at]) * 16 + digit(hex[at + 1]));
  }
  return bytes;
}

}  // namespace greenroom::s3
