// What the targets of fakes/wire have in common: the tables they read with, and what must hold for
// whatever was read, refused or written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fakes/aws/json.h"
#include "fakes/wire/model.h"
#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::fuzz {

// The table of "ec2", "s3", ..., as the service has it, or of "everything": one operation with
// members of all kinds. nullptr of another name.
[[nodiscard]] const wire::Table* find_table(std::string_view service);
[[nodiscard]] const wire::Model* find_model(std::string_view service);

// The same service, of which each operation gives back what it takes: whatever clients say is told
// to others.
[[nodiscard]] const wire::Model* find_echo(std::string_view service);

// "ec2 RunInstances", a line end, and what is sent.
struct WireCall {
  const wire::Model* model = nullptr;  // nullptr when the line names no service
  std::string operation;               // may be none of the model's
  std::string body;
};
[[nodiscard]] WireCall wire_call_of(const std::string& input);

// A request with its body, as `greenroom serve` takes it; what follows the body is not looked at.
// Nothing when it is no HTTP, or ends too early. A lone "\n" ends a line as well, for inputs that
// people write.
[[nodiscard]] std::optional<HttpRequest> http_request_of(const std::string& input);

// The same kinds, texts, items and members in the same order.
[[nodiscard]] bool same(const aws::Json& a, const aws::Json& b);
// A value or a failure, whichever it is, that is the same.
[[nodiscard]] bool same(const Result<aws::Json>& a, const Result<aws::Json>& b);

// What came in has been read to this: it is JSON, no deeper than AWS's protocols go, and not much
// larger than what came in.
void require_read(const aws::Json& value, std::size_t input_bytes);
// What came in has been refused so: with a code and a text, which is not much larger.
void require_refusal(const Failure& failure, std::size_t input_bytes);
// The check of an input gives what its table wants, and gives it again when asked again; nothing
// when it refuses the input.
[[nodiscard]] std::optional<aws::Json> require_check(const wire::Model& model,
                                                     const std::string& shape,
                                                     const aws::Json& input,
                                                     std::size_t input_bytes);

// The input as a service would answer with it: times and numbers as our services have them, which
// read them before; bytes are bytes.
[[nodiscard]] aws::Json as_output(const wire::Model& model, const std::string& shape,
                                  aws::Json input);

// One element, whole, whose text says everything by the five entities and references.
void require_xml(std::string_view document);

// What an answer may have at most: what tables and envelopes have, and some of it for each byte
// that came in.
[[nodiscard]] inline std::size_t most_bytes(std::size_t input_bytes) {
  return (std::size_t{128} << 10) + 32 * input_bytes;
}

}  // namespace greenroom::fuzz
