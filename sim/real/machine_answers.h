// What a Machine answers, as bytes and back, for the build cache. Bytes of another make have been
// turned away before (build_cache.h).
#pragma once

#include <string>
#include <vector>

#include "sim/core/machine.h"

namespace greenroom::real {

[[nodiscard]] std::string encode_answer(const Status& answer);
[[nodiscard]] std::string encode_answer(const Result<std::string>& answer);
[[nodiscard]] std::string encode_answer(const Result<std::vector<FileEntry>>& answer);
[[nodiscard]] std::string encode_answer(const std::vector<FileKind>& answer);
[[nodiscard]] std::string encode_answer(const ProcessStatus& answer, Duration after);

[[nodiscard]] Status decode_status_answer(const std::string& bytes);
[[nodiscard]] Result<std::string> decode_bytes_answer(const std::string& bytes);
[[nodiscard]] Result<std::vector<FileEntry>> decode_entries_answer(const std::string& bytes);
[[nodiscard]] std::vector<FileKind> decode_kinds_answer(const std::string& bytes);
// `after`: how long after its start a process was done.
[[nodiscard]] ProcessStatus decode_process_answer(const std::string& bytes, Duration& after);

}  // namespace greenroom::real
