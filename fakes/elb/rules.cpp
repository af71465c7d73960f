#include "fakes/elb/rules.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "sim/core/assert.h"

namespace greenroom::elb {
namespace {

char folded(char c, LetterCase letters) {
  return letters == LetterCase::Insensitive && c >= 'A' && c <= 'Z'
             ? static_cast<char>(c - 'A' + 'a')
             : c;
}

// One element of a pattern: `*`, `?`, or a character, escaped or not.
struct Element {
  enum class Kind { Any, One, Character } kind = Kind::Character;
  char character = 0;
  std::size_t length = 1;  // in the pattern
};

Element element_at(std::string_view pattern, std::size_t at) {
  if (pattern[at] == '*') {
    return {Element::Kind::Any, '*', 1};
  }
  if (pattern[at] == '?') {
    return {Element::Kind::One, '?', 1};
  }
  const bool escaped = pattern[at] == '\\' && at + 1 < pattern.size() &&
                       (pattern[at + 1] == '*' || pattern[at + 1] == '?');
  return escaped ? Element{Element::Kind::Character, pattern[at + 1], 2}
                 : Element{Element::Kind::Character, pattern[at], 1};
}

// 16 bytes; IPv4 is told by `bits`.
struct Address {
  std::array<std::uint8_t, 16> bytes{};
  int bits = 0;  // 32 or 128
};

std::optional<unsigned> number_of(std::string_view text, unsigned base, unsigned most) {
  unsigned value = 0;
  if (text.empty() || text.size() > 4) {
    return std::nullopt;
  }
  for (const char c : text) {
    const char low = folded(c, LetterCase::Insensitive);
    const int digit = low >= '0' && low <= '9'   ? low - '0'
                      : low >= 'a' && low <= 'f' ? low - 'a' + 10
                                                 : 99;
    if (digit >= static_cast<int>(base)) {
      return std::nullopt;
    }
    value = value * base + static_cast<unsigned>(digit);
  }
  return value <= most ? std::optional(value) : std::nullopt;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::optional<Address> parse_ipv4(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '.');
  Address address;
  address.bits = 32;
  if (parts.size() != 4) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < 4; ++i) {
    const std::optional<unsigned> part = number_of(parts[i], 10, 255);
    if (!part) {
      return std::nullopt;
    }
    address.bytes.at(i) = static_cast<std::uint8_t>(*part);
  }
  return address;
}

// Groups of `text` from byte `at` on; how many bytes they take, or nothing when malformed.
std::optional<std::size_t> put_groups(std::string_view text, Address& address, std::size_t at) {
  if (text.empty()) {
    return 0;
  }
  const std::vector<std::string_view> groups = split(text, ':');
  if (at + groups.size() * 2 > address.bytes.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::optional<unsigned> group = number_of(groups[i], 16, 0xffff);
    if (!group) {
      return std::nullopt;
    }
    address.bytes.at(at + 2 * i) = static_cast<std::uint8_t>(*group >> 8);
    address.bytes.at(at + 2 * i + 1) = static_cast<std::uint8_t>(*group & 0xff);
  }
  return groups.size() * 2;
}

std::optional<Address> parse_ipv6(std::string_view text) {
  Address address;
  address.bits = 128;
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    return put_groups(text, address, 0) == std::optional<std::size_t>(16) ? std::optional(address)
                                                                          : std::nullopt;
  }
  Address tail;
  const std::optional<std::size_t> before = put_groups(text.substr(0, gap), address, 0);
  const std::optional<std::size_t> after = put_groups(text.substr(gap + 2), tail, 0);
  if (!before || !after || *before + *after > 14) {
    return std::nullopt;
  }
  std::copy(tail.bytes.begin(), tail.bytes.begin() + static_cast<std::ptrdiff_t>(*after),
            address.bytes.end() - static_cast<std::ptrdiff_t>(*after));
  return address;
}

std::optional<Address> parse_address(std::string_view text) {
  return text.find(':') == std::string_view::npos ? parse_ipv4(text) : parse_ipv6(text);
}

struct Block {
  Address address;
  int prefix = 0;
};

std::optional<Block> parse_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<Address> address = parse_address(text.substr(0, slash));
  if (slash == std::string_view::npos || !address) {
    return std::nullopt;
  }
  const auto most = static_cast<unsigned>(address->bits);
  const std::optional<unsigned> prefix = number_of(text.substr(slash + 1), 10, most);
  return prefix ? std::optional(Block{*address, static_cast<int>(*prefix)}) : std::nullopt;
}

// "key=value" against every parameter of the query; without a key any value may match. The key may
// have wildcards too.
bool query_matches(std::string_view value, std::string_view query) {
  const std::size_t equals = value.find('=');
  const bool any_key = equals == std::string_view::npos;
  const std::vector<std::string_view> parameters = split(query, '&');
  return std::any_of(parameters.begin(), parameters.end(), [&](std::string_view parameter) {
    if (parameter.empty()) {
      return false;
    }
    const std::size_t at = std::min(parameter.find('='), parameter.size());
    const std::string_view key = parameter.substr(0, at);
    const std::string_view rest = parameter.substr(std::min(at + 1, parameter.size()));
    return (any_key || matches_pattern(value.substr(0, equals), key, LetterCase::Insensitive)) &&
           matches_pattern(any_key ? value : value.substr(equals + 1), rest,
                           LetterCase::Insensitive);
  });
}

// Every field of that name is looked at.
bool header_matches(const RuleCondition& condition, std::string_view value,
                    const HttpHeaders& headers) {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& header) {
    return same_header_name(header.first, condition.HttpHeaderName) &&
           matches_pattern(value, header.second, LetterCase::Insensitive);
  });
}

bool value_matches(const RuleCondition& condition, std::string_view value,
                   const RequestFacts& request) {
  const std::string& what = condition.Field;
  if (what == field::k_host_header) {
    return matches_pattern(value, request.host, LetterCase::Insensitive);
  }
  if (what == field::k_path_pattern) {
    return matches_pattern(value, request.path, LetterCase::Sensitive);
  }
  if (what == field::k_http_header) {
    return header_matches(condition, value, *request.headers);
  }
  if (what == field::k_http_request_method) {
    return value == request.method;
  }
  if (what == field::k_query_string) {
    return query_matches(value, request.query);
  }
  return what == field::k_source_ip && in_cidr(value, request.source_ip);
}

std::string_view without_port(std::string_view authority) {
  const std::size_t bracket = authority.find(']');  // an IPv6 address has colons of its own
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return authority.substr(0, colon);
}

}  // namespace

RequestFacts facts_of(const HttpRequest& request, std::string_view source_ip) {
  RequestFacts facts;
  facts.method = request.method;
  facts.source_ip = source_ip;
  facts.headers = &request.headers;
  std::string_view rest = request.target;
  std::string_view authority = find_header(request.headers, "Host");
  const bool is_path = rest.substr(0, 1) == "/";
  if (const std::size_t scheme = is_path ? std::string_view::npos : rest.find("://");
      scheme != std::string_view::npos) {
    rest.remove_prefix(scheme + 3);
    const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
    authority = rest.substr(0, end);
    rest.remove_prefix(end);
  }
  facts.host = without_port(authority);
  const std::size_t question = rest.find('?');
  facts.path = rest.substr(0, question);
  if (facts.path.empty()) {
    facts.path = "/";
  }
  if (question != std::string_view::npos) {
    facts.query = rest.substr(question + 1);
  }
  return facts;
}

// Walks once; after a mismatch it goes on behind the last `*` with one more character given to it.
bool matches_pattern(std::string_view pattern, std::string_view text, LetterCase letters) {
  std::size_t at = 0;
  std::size_t seen = 0;
  std::optional<std::size_t> behind_star;
  std::size_t retry_from = 0;
  while (seen < text.size()) {
    if (at < pattern.size()) {
      const Element element = element_at(pattern, at);
      if (element.kind == Element::Kind::Any) {
        at += element.length;
        behind_star = at;
        retry_from = seen;
        continue;
      }
      if (element.kind == Element::Kind::One ||
          folded(element.character, letters) == folded(text[seen], letters)) {
        at += element.length;
        ++seen;
        continue;
      }
    }
    if (!behind_star) {
      return false;
    }
    at = *behind_star;
    seen = ++retry_from;
  }
  while (at < pattern.size() && pattern[at] == '*') {
    ++at;
  }
  return at == pattern.size();
}

bool is_cidr(std::string_view block) {
  return parse_cidr(block).has_value();
}

bool in_cidr(std::string_view block, std::string_view ip) {
  const std::optional<Block> wanted = parse_cidr(block);
  const std::optional<Address> given = parse_address(ip);
  if (!wanted || !given || wanted->address.bits != given->bits) {
    return false;
  }
  for (int bit = 0; bit < wanted->prefix; ++bit) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    const unsigned mask = 0x80u >> (bit % 8);
    if (((wanted->address.bytes.at(byte) ^ given->bytes.at(byte)) & mask) != 0) {
      return false;
    }
  }
  return true;
}

bool holds(const RuleCondition& condition, const RequestFacts& request) {
  return std::any_of(
      condition.Values.begin(), condition.Values.end(),
      [&](const std::string& value) { return value_matches(condition, value, request); });
}

const Rule& rule_for(const std::vector<Rule>& rules, const RequestFacts& request) {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) {
    return std::all_of(rule.Conditions.begin(), rule.Conditions.end(),
                       [&](const RuleCondition& condition) { return holds(condition, request); });
  });
  SIM_ASSERT(found != rules.end(), "the default rule has no conditions, so it always holds");
  return *found;
}

const Action& action_for(const std::vector<Rule>& rules, const RequestFacts& request) {
  return rule_for(rules, request).Actions.back();
}

}  // namespace greenroom::elb
