// What is read from, and printed of, the values that a World gives.
#include "greenroom/values.h"

#include <algorithm>
#include <charconv>
#include <ostream>

#include "fakes/aws/json.h"
#include "sim/core/http.h"

namespace greenroom {
namespace {

// An item of a list by its number; nullptr when it has none such.
const aws::Json* item(const aws::Json& list, const std::string& number) {
  std::size_t at = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), at);
  const bool whole = error == std::errc() && end == number.data() + number.size();
  return whole && at < list.items.size() ? &list.items[at] : nullptr;
}

const aws::Json* at_place(const aws::Json& json, const std::string& place) {
  const aws::Json* here = &json;
  for (std::size_t begin = 0; here != nullptr && begin < place.size();) {
    const std::size_t end = std::min(place.find('.', begin), place.size());
    const std::string step = place.substr(begin, end - begin);
    here = here->kind == aws::JsonKind::Array ? item(*here, step) : here->find(step);
    begin = end + 1;
  }
  return here;
}

aws::Json parsed(const std::string& json) {
  auto read = aws::parse_json(json.empty() ? "{}" : json);
  return read ? std::move(read).value() : aws::Json{};
}

constexpr std::size_t k_shown_max = 300;  // bytes of a body

std::string shortened(const std::string& text) {
  return text.size() <= k_shown_max
             ? text
             : text.substr(0, k_shown_max) + "... (" + std::to_string(text.size()) + " bytes)";
}

std::string seconds_of(std::chrono::microseconds time) {
  const std::string thousandths = std::to_string(1000 + time.count() / 1000 % 1000).substr(1);
  return std::to_string(time.count() / 1'000'000) + "." + thousandths + "s";
}

}  // namespace

std::string Answer::text(const std::string& place) const {
  const aws::Json all = parsed(json);
  const aws::Json* found = at_place(all, place);
  if (found == nullptr) {
    return "";
  }
  const bool plain = found->kind == aws::JsonKind::String || found->kind == aws::JsonKind::Number;
  return plain ? found->text : aws::to_text(*found);
}

bool Answer::has(const std::string& place) const {
  const aws::Json all = parsed(json);
  return at_place(all, place) != nullptr;
}

std::size_t Answer::size(const std::string& place) const {
  const aws::Json all = parsed(json);
  const aws::Json* found = at_place(all, place);
  return found == nullptr ? 0 : found->items.size() + found->members.size();
}

std::string UserAnswer::header(const std::string& name) const {
  return std::string(find_header(headers, name));
}

// The rule of scenarios (`traffic: { failed: 0 }`).
bool UserRecord::failed() const {
  return outcome.empty() || outcome[0] < '1' || outcome[0] > '4';
}

std::string Line::field(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

std::ostream& operator<<(std::ostream& out, const Answer& answer) {
  if (!answer.ok()) {
    return out << "refused: " << answer.code << ": " << answer.message;
  }
  out << (answer.json.empty() ? "done" : answer.json);
  return answer.payload.empty() ? out
                                : out << " and a body of " << answer.payload.size() << " bytes";
}

std::ostream& operator<<(std::ostream& out, const UserAnswer& answer) {
  return answer.status == 0 ? out << "no answer: " << answer.problem
                            : out << "HTTP " << answer.status << " " << shortened(answer.body);
}

std::ostream& operator<<(std::ostream& out, const UserRecord& record) {
  out << "request " << record.number << " at " << seconds_of(record.sent) << ": " << record.outcome;
  if (!record.version.empty() || !record.instance.empty()) {
    out << " (" << record.version << " from " << record.instance << ")";
  }
  return out;
}

std::ostream& operator<<(std::ostream& out, const Line& line) {
  out << "line " << line.number << " at " << seconds_of(line.time) << " " << line.actor << " "
      << line.event;
  for (const auto& [name, value] : line.fields) {
    out << " " << name << "=" << shortened(value);
  }
  return out;
}

}  // namespace greenroom
