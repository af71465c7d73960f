#include "fakes/wire/cbor.h"

#include <utility>

#include "fakes/aws/json_members.h"
#include "fakes/wire/values.h"

namespace greenroom::wire {
namespace {

enum class Major { Unsigned, Negative, Bytes, Text, Array, Map, Tag, Simple };
constexpr int k_depth_most = 64;
constexpr unsigned k_indefinite = 31;
constexpr char k_break = '\xff';

class CborReader {
 public:
  explicit CborReader(std::string_view bytes) : rest_(bytes) {}

  aws::Json item(int depth) {
    const unsigned first = byte();
    const auto major = static_cast<Major>(first >> 5);
    const unsigned info = first & 31;
    if (depth > k_depth_most) {
      return fail("items are nested too deeply");
    }
    switch (major) {
      case Major::Unsigned:
        return {aws::JsonKind::Number, std::to_string(argument(info)), {}, {}};
      case Major::Negative:
        return negative(argument(info));
      case Major::Bytes:
        return text(base64(string_of(major, info)));
      case Major::Text:
        return text(string_of(major, info));
      case Major::Array:
        return array(info, depth);
      case Major::Map:
        return map(info, depth);
      case Major::Tag:
        return tagged(argument(info), depth);
      case Major::Simple:
        return simple(info);
    }
    return {};
  }

  [[nodiscard]] bool is_done() const { return rest_.empty(); }
  [[nodiscard]] const std::string& failure() const { return failure_; }

 private:
  // Nothing is read any more after a failure.
  aws::Json fail(const char* what) {
    if (failure_.empty()) {
      failure_ = what;
    }
    rest_ = {};
    return {};
  }
  std::string_view take(std::uint64_t size) {
    if (size > rest_.size()) {
      fail("an item ends too early");
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  unsigned byte() {
    const std::string_view taken = take(1);
    return taken.empty() ? 0 : static_cast<unsigned char>(taken[0]);
  }
  std::uint64_t number(unsigned size) {
    std::uint64_t value = 0;
    for (unsigned at = 0; at < size; ++at) {
      value = value << 8 | byte();
    }
    return value;
  }
  std::uint64_t argument(unsigned info) {
    if (info > 27) {
      fail("an item's length or number is none");
      return 0;
    }
    return info < 24 ? info : number(1u << (info - 24));
  }
  bool takes_break() {
    const bool ends = !rest_.empty() && rest_[0] == k_break;
    rest_.remove_prefix(ends ? 1 : 0);
    return ends || !failure_.empty();
  }

  aws::Json negative(std::uint64_t number) {
    if (number >> 63 != 0) {
      return fail("a negative number is too large");
    }
    return {aws::JsonKind::Number, std::to_string(-1 - static_cast<std::int64_t>(number)), {}, {}};
  }

  std::string string_of(Major major, unsigned info) {
    if (info != k_indefinite) {
      return std::string(take(argument(info)));
    }
    std::string whole;
    while (!takes_break()) {
      const unsigned first = byte();
      if (static_cast<Major>(first >> 5) != major || (first & 31) == k_indefinite) {
        fail("a piece of a text or of bytes is none");
        return "";
      }
      whole += take(argument(first & 31));
    }
    return whole;
  }

  // `each` reads one, as often as there are some.
  template <typename Each>
  void items(unsigned info, Each each) {
    if (info == k_indefinite) {
      while (!takes_break()) {
        each();
      }
      return;
    }
    const std::uint64_t count = argument(info);
    for (std::uint64_t at = 0; at < count && failure_.empty(); ++at) {
      each();
    }
  }

  aws::Json array(unsigned info, int depth) {
    aws::Json all{aws::JsonKind::Array, {}, {}, {}};
    items(info, [&] { all.items.push_back(item(depth + 1)); });
    return all;
  }

  aws::Json map(unsigned info, int depth) {
    Object all;
    items(info, [&] {
      aws::Json key = item(depth + 1);
      if (key.kind != aws::JsonKind::String) {
        fail("a map's key is no text");
        return;
      }
      all.add(std::move(key.text), item(depth + 1));
    });
    aws::Json taken = all.take();
    aws::keep_last_of_each_name(taken.members);
    return taken;
  }

  // 1: seconds since 1970.
  aws::Json tagged(std::uint64_t tag, int depth) {
    if (tag != 1) {
      return fail("a tag is unknown");
    }
    aws::Json seconds = item(depth + 1);
    return seconds.kind == aws::JsonKind::Number ? seconds : fail("a time is no number");
  }

  aws::Json simple(unsigned info) {
    const auto ieee = [&](unsigned size, int exponent_bits, int fraction_bits) {
      std::optional<std::string> decimal =
          decimal_of_ieee(number(size), exponent_bits, fraction_bits);
      return decimal ? aws::Json{aws::JsonKind::Number, *std::move(decimal), {}, {}}
                     : fail("a number is none, or too large");
    };
    switch (info) {
      case 20:
      case 21:
        return {info == 21 ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}};
      case 22:
      case 23:
        return {};
      case 25:
        return ieee(2, 5, 10);
      case 26:
        return ieee(4, 8, 23);
      case 27:
        return ieee(8, 11, 52);
      default:
        return fail("a simple value is unknown");
    }
  }

  std::string_view rest_;
  std::string failure_;
};

}  // namespace

std::optional<CborCall> read_cbor_call(const HttpRequest& request) {
  constexpr std::string_view k_service = "/service/";
  constexpr std::string_view k_operation = "/operation/";
  const std::string path = request.target.substr(0, request.target.find('?'));
  const std::size_t operation = path.find(k_operation);
  if (find_header(request.headers, "smithy-protocol") != "rpc-v2-cbor" ||
      request.method != "POST" || path.rfind(k_service, 0) != 0 || operation == path.npos) {
    return std::nullopt;
  }
  return CborCall{path.substr(k_service.size(), operation - k_service.size()),
                  path.substr(operation + k_operation.size())};
}

Result<aws::Json> parse_cbor(std::string_view bytes) {
  if (bytes.empty()) {
    return Object().take();
  }
  CborReader reader(bytes);
  aws::Json item = reader.item(0);
  if (!reader.failure().empty()) {
    return Failure{"SerializationException", "no CBOR: " + reader.failure()};
  }
  if (!reader.is_done()) {
    return Failure{"SerializationException", "no CBOR: something follows the item"};
  }
  return item;
}

}  // namespace greenroom::wire
