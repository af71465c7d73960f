// The way from an instance to its metadata service.
//
// The service is a socket in the instance's own network. It cannot listen where clients look for it
// (169.254.169.254:80): no program of the instance could listen on port 80 of all addresses then,
// as on AWS it can. So it listens at another port of that address, and connect() leads there.
#pragma once

#include <optional>

#include "sim/real/held_call.h"

namespace greenroom::real {

inline constexpr int k_metadata_listener_port = 1;

// The answer to a held connect() to the metadata service: that of a connect() to where it listens,
// done here on the borrowed socket, so that the address in the program's memory stays as it is.
// Nothing for a connect() to anywhere else. `process_handle`: a pidfd of the caller's process.
[[nodiscard]] std::optional<Answer> connect_to_metadata(const HeldCall& call, int process_handle);

}  // namespace greenroom::real
