// What clients send in CBOR: "cloudwatch PutMetricData", a line end, and the bytes.
#include "fakes/wire/cbor.h"

#include <algorithm>
#include <cstdint>

#include "tests/fuzz/targets.h"
#include "tests/fuzz/wire_support.h"

namespace greenroom::fuzz {
namespace {

// An item ends where it ends: neither less nor more of it is one.
void require_whole(const std::string& bytes) {
  if (bytes.size() > 1) {
    require(!wire::parse_cbor(std::string_view(bytes).substr(0, bytes.size() - 1)).ok(),
            "a part of an item is none");
  }
  require(!wire::parse_cbor(bytes + '\0').ok(), "nothing follows an item");
}

// Numbers of 8 bytes from one to 10^17, which 18 digits tell apart.
void require_numbers_keep(const std::string& bytes) {
  constexpr std::uint64_t k_one = 0x3ff0'0000'0000'0000;
  constexpr std::uint64_t k_most = 0x4376'3457'85d8'a000;  // 10^17
  std::uint64_t bits = 0;
  for (std::size_t at = 0; at < std::min<std::size_t>(bytes.size(), 24); ++at) {
    bits = bits << 8 | static_cast<unsigned char>(bytes[at]);
    const std::uint64_t number = k_one + (bits >> 1) % (k_most - k_one);
    const std::optional<std::string> decimal = wire::decimal_of_ieee(number, 11, 52);
    require(decimal && wire::ieee_of_decimal(*decimal) == number,
            "a number is written as it was read");
  }
}

}  // namespace

void wire_cbor(const std::string& input) {
  const WireCall call = wire_call_of(input);
  const Result<aws::Json> given = wire::parse_cbor(call.body);
  require(same(given, wire::parse_cbor(call.body)), "the same bytes, the same value");
  require_numbers_keep(call.body);
  if (!given) {
    require_refusal(given.failure(), call.body.size());
    require(given.failure().code == "SerializationException", "refused with AWS's code");
    return;
  }
  require_read(given.value(), call.body.size());
  if (!call.body.empty()) {
    require_whole(call.body);
  }
  if (call.model == nullptr || call.model->operations.count(call.operation) == 0) {
    return;
  }
  const std::string& shape = call.model->operations.at(call.operation).input;
  const auto checked = require_check(*call.model, shape, given.value(), call.body.size());
  if (!checked) {
    return;
  }
  const std::string written =
      wire::write_cbor(*call.model, shape, as_output(*call.model, shape, *checked));
  const Result<aws::Json> back = wire::parse_cbor(written);
  require(back.ok(), "what is written is CBOR");
  const auto next = require_check(*call.model, shape, back.value(), written.size());
  require(next.has_value(), "what is written passes the check of what was read");
  require(wire::write_cbor(*call.model, shape, as_output(*call.model, shape, *next)) == written,
          "what is written reads the same");
}

}  // namespace greenroom::fuzz
