#include "sim/core/random.h"

#include <bit>

#include "sim/core/assert.h"

namespace greenroom {

std::uint64_t mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15u;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

std::uint64_t hash_text(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  }
  return mix(hash);
}

RandomStream::RandomStream(Seed seed, std::string_view name) {
  std::uint64_t word = mix(seed.value) ^ hash_text(name);
  for (std::uint64_t& part : state_) {
    word = mix(word);
    part = word;
  }
}

std::uint64_t RandomStream::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

// Rejection sampling: exactly uniform, and no division of a random number by a float.
std::uint64_t RandomStream::below(std::uint64_t bound) {
  SIM_ASSERT(bound > 0, "a random bound must be positive");
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  std::uint64_t draw = next();
  while (draw >= limit) {
    draw = next();
  }
  return draw % bound;
}

bool RandomStream::chance(Ratio ratio) {
  SIM_ASSERT(ratio.denominator > 0, "a ratio needs a positive denominator");
  return below(ratio.denominator) < ratio.numerator;
}

std::uint64_t keyed_draw(Seed seed, std::string_view site, std::string_view actor,
                         std::uint64_t visit) {
  return mix(mix(mix(seed.value ^ hash_text(site)) ^ hash_text(actor)) ^ visit);
}

}  // namespace greenroom
