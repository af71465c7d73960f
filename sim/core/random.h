// Deterministic randomness: one seed, split by name into independent streams, plus stateless keyed
// draws. Integer arithmetic only; no std distribution, whose results differ between libraries.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace greenroom {

// Mixes 64 bits (the finaliser of SplitMix64).
[[nodiscard]] std::uint64_t mix(std::uint64_t value);
// FNV-1a over bytes, then mixed. Stable across machines and builds.
[[nodiscard]] std::uint64_t hash_text(std::string_view text);

struct Seed {
  std::uint64_t value = 0;
};

// A probability as an exact fraction.
struct Ratio {
  std::uint64_t numerator = 0;
  std::uint64_t denominator = 1;
};

// One independent stream (xoshiro256**). A draw in one stream never shifts another.
class RandomStream {
 public:
  RandomStream(Seed seed, std::string_view name);
  [[nodiscard]] std::uint64_t next();
  // Uniform in [0, bound). `bound` must be positive.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);
  [[nodiscard]] bool chance(Ratio ratio);

 private:
  std::array<std::uint64_t, 4> state_{};
};

// A stateless draw: the same key gives the same value, whatever else was drawn. This is what lets
// one fault be removed from a plan without moving the others.
[[nodiscard]] std::uint64_t keyed_draw(Seed seed, std::string_view site, std::string_view actor,
                                       std::uint64_t visit);

}  // namespace greenroom
