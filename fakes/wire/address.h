// The address of a rest request, taken apart.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "fakes/wire/model.h"

namespace greenroom::wire {

struct Address {
  std::string path;  // as it was sent, percent-encoded: "/bucket/a%20key"
  std::map<std::string, std::string, std::less<>> query;  // decoded; "" without a value
};

// Nothing when the target is no path with a query, or has a wrong percent-encoding.
[[nodiscard]] std::optional<Address> read_address(std::string_view target);

// "%2F" is "/"; '+' stays. Nothing for a '%' without two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);
// All but A-Z a-z 0-9 - . _ ~ and '/'.
[[nodiscard]] std::string percent_encoded(std::string_view text);

// The values of the places in `path` ("/{Bucket}/{Key+}"), decoded; nothing when it does not fit.
[[nodiscard]] std::optional<std::map<std::string, std::string>> fit_path(const std::string& pattern,
                                                                         const std::string& path);

// "photos" of "photos.s3.us-east-1.amazonaws.com", "photos.localhost:4566", "photos.127.0.0.1"; ""
// of a host that names no bucket.
[[nodiscard]] std::string bucket_of_host(std::string_view host);

}  // namespace greenroom::wire
