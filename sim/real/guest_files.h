// File operations inside a machine, done by its init process in the machine's own file system.
#pragma once

#include <string>

#include "sim/core/limits.h"
#include "sim/real/guest_protocol.h"

namespace greenroom::real {

// Answers Unpack, List, Probe, ReadFile, Apply or Pack with a Reply. What goes wrong inside the
// machine (missing file, disk full) is part of the answer, as the machine's operating system says
// it.
[[nodiscard]] std::string answer_file_request(MessageKind kind, const std::string& payload,
                                              const Limits& limits);

// Request payloads and the reading of replies, for the other side.
[[nodiscard]] std::string encode_unpack(const std::string& archive, ArchiveFormat format,
                                        const std::string& directory);
[[nodiscard]] std::string encode_pack(const PackRequest& request, std::int64_t unix_seconds);
[[nodiscard]] Status decode_status(const std::string& reply);
[[nodiscard]] Result<std::string> decode_bytes(const std::string& reply);

}  // namespace greenroom::real
