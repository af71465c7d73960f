// The protocol rpc-v2-cbor: JSON's values in bytes (RFC 8949), an operation in the address.
//
// AWS: reference codebuild-codepipeline-s3 0.1; botocore's serialize.py and parsers.py.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fakes/aws/json.h"
#include "fakes/wire/model.h"
#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::wire {

struct CborCall {
  std::string target_prefix;  // "GraniteServiceVersion20100801"
  std::string operation;
};
// Nothing when the request is in another protocol.
[[nodiscard]] std::optional<CborCall> read_cbor_call(const HttpRequest& request);

// What one item says: bytes as base64, timestamps as seconds, numbers as decimals of at most 20
// digits; of two entries with one key the last, as in JSON (UNVERIFIED). No bytes at all are {}.
// SerializationException: what is no CBOR, has something after it,
// is nested deeper than 64, or holds a number that is none or beyond 2^360 (which CloudWatch
// refuses).
[[nodiscard]] Result<aws::Json> parse_cbor(std::string_view bytes);

// By the shape: numbers, timestamps and blobs become those of CBOR.
[[nodiscard]] std::string write_cbor(const Model& model, const std::string& shape,
                                     const aws::Json& value);

[[nodiscard]] HttpResponse cbor_answer(int status, std::string body);
// With its code once more, for clients of services that spoke query once.
[[nodiscard]] HttpResponse cbor_refused(int status, const Failure& failure);

// cbor_number.cpp, in integers. An IEEE number of `exponent_bits` and `fraction_bits` (11 and 52: 8
// bytes) as a decimal; nothing for infinities, what is no number, and beyond 2^360.
[[nodiscard]] std::optional<std::string> decimal_of_ieee(std::uint64_t bits, int exponent_bits,
                                                         int fraction_bits);
// The IEEE number of 8 bytes that is nearest to a decimal like "-99.5". Its first 18 digits count;
// asserts that no more stand before the point, and that there is no exponent.
[[nodiscard]] std::uint64_t ieee_of_decimal(std::string_view decimal);

}  // namespace greenroom::wire
