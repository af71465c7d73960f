#include "sim/real/machine_answers.h"

#include "sim/real/guest_protocol.h"

namespace greenroom::real {
namespace {

// A failure's code and message, or an empty code and the value.
std::string encode(const Failure* failure, const std::string& value) {
  PayloadWriter out;
  out.number(failure == nullptr ? 0 : 1);
  out.text(failure == nullptr ? "" : failure->code);
  out.text(failure == nullptr ? value : failure->message);
  return out.take();
}

}  // namespace

std::string encode_answer(const Status& answer) {
  return encode(answer.ok() ? nullptr : &answer.failure(), "");
}

std::string encode_answer(const Result<std::string>& answer) {
  return answer.ok() ? encode(nullptr, answer.value()) : encode(&answer.failure(), "");
}

std::string encode_answer(const Result<std::vector<FileEntry>>& answer) {
  return answer.ok() ? encode(nullptr, encode_entries(answer.value()))
                     : encode(&answer.failure(), "");
}

std::string encode_answer(const std::vector<FileKind>& answer) {
  PayloadWriter out;
  out.number(answer.size());
  for (const FileKind kind : answer) {
    out.number(static_cast<std::uint64_t>(kind));
  }
  return out.take();
}

std::string encode_answer(const ProcessStatus& answer, Duration after) {
  PayloadWriter out;
  out.number(static_cast<std::uint64_t>(after.microseconds)).text(answer.start_error);
  out.number(static_cast<std::uint64_t>(answer.exit_code));
  out.number(static_cast<std::uint64_t>(answer.signal));
  out.text(answer.stdout_text).text(answer.stderr_text);
  return out.take();
}

Result<std::string> decode_bytes_answer(const std::string& bytes) {
  PayloadReader in(bytes);
  const bool failed = in.number() != 0;
  std::string code = in.text();
  std::string rest = in.text();
  if (failed) {
    return Failure{std::move(code), std::move(rest)};
  }
  return rest;
}

Status decode_status_answer(const std::string& bytes) {
  const Result<std::string> answer = decode_bytes_answer(bytes);
  return answer.ok() ? success() : Status(answer.failure());
}

Result<std::vector<FileEntry>> decode_entries_answer(const std::string& bytes) {
  const Result<std::string> answer = decode_bytes_answer(bytes);
  if (!answer.ok()) {
    return answer.failure();
  }
  return decode_entries(answer.value());
}

std::vector<FileKind> decode_kinds_answer(const std::string& bytes) {
  PayloadReader in(bytes);
  std::vector<FileKind> kinds(in.number());
  for (FileKind& kind : kinds) {
    kind = static_cast<FileKind>(in.number());
  }
  return kinds;
}

ProcessStatus decode_process_answer(const std::string& bytes, Duration& after) {
  PayloadReader in(bytes);
  ProcessStatus status;
  after = Duration{static_cast<std::int64_t>(in.number())};
  status.start_error = in.text();
  status.exit_code = static_cast<int>(in.number());
  status.signal = static_cast<int>(in.number());
  status.stdout_text = in.text();
  status.stderr_text = in.text();
  status.ended = true;
  status.stdout_closed = true;
  status.stderr_closed = true;
  return status;
}

}  // namespace greenroom::real
