// Checksums of objects and parts (reference codebuild-codepipeline-s3 3.4).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/s3/ports.h"
#include "fakes/s3/types.h"

namespace greenroom::s3 {

// Without None.
[[nodiscard]] const std::vector<ChecksumAlgorithm>& checksum_algorithms();
// "CRC32", as members and elements end ("ChecksumCRC32").
[[nodiscard]] const char* name_of(ChecksumAlgorithm algorithm);
[[nodiscard]] const char* name_of(ChecksumType type);
[[nodiscard]] std::optional<ChecksumAlgorithm> checksum_algorithm_named(std::string_view name);
// CRCs of parts can be joined to that of the whole.
[[nodiscard]] bool is_crc(ChecksumAlgorithm algorithm);

// In Base64.
[[nodiscard]] std::string checksum_value(ChecksumAlgorithm algorithm, std::string_view bytes,
                                         const Digests& digests);
// Of the checksums of all parts (in Base64): "<Base64>-<their number>".
[[nodiscard]] std::string composite_value(ChecksumAlgorithm algorithm,
                                          const std::vector<std::string>& values,
                                          const Digests& digests);

[[nodiscard]] std::string bytes_of_hex(std::string_view hex);

}  // namespace greenroom::s3
