#include "tests/fuzz/wire_support.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "fakes/autoscaling/wire.h"
#include "fakes/cloudwatch/wire.h"
#include "fakes/codebuild/wire.h"
#include "fakes/codedeploy/wire.h"
#include "fakes/codepipeline/wire.h"
#include "fakes/ec2/wire.h"
#include "fakes/elb/wire.h"
#include "fakes/events/wire.h"
#include "fakes/iam/wire.h"
#include "fakes/logs/wire.h"
#include "fakes/s3/wire.h"
#include "fakes/secretsmanager/wire.h"
#include "fakes/sns/wire.h"
#include "fakes/sqs/wire.h"
#include "fakes/ssm/wire.h"
#include "fakes/sts/wire.h"
#include "fakes/wire/base64.h"
#include "fakes/wire/check_input.h"
#include "tests/fuzz/targets.h"

namespace greenroom::fuzz {
namespace {

// Shapes of all kinds, which no single service has.
constexpr std::string_view k_everything = R"(
service everything json-1.0 Everything 2026-01-01
operation Take Everything Everything
structure Everything Text:Text! Blob:Blob Integer:Integer Long:Long Double:Double Boolean:Boolean
 Timestamp:Timestamp Enum:Enum List:List Flat:Flat Map:Map Inner:Inner
structure Inner Name:Name@xml=name Inners:Inners
structure Innermost Values:List Maps:Map
string Text 1..200
string Name 0..20 ~[a-z][a-z0-9-]*
enum Enum Red Green Blue
integer Integer 0..1000
long Long
double Double
boolean Boolean
timestamp Timestamp
blob Blob
list List Text 0..5
list Flat Integer flat
list Inners Innermost element=inner
map Map Name Text key=Name value=Value
)";

const std::map<std::string, wire::Table, std::less<>>& all_tables() {
  static const auto all = [] {
    std::map<std::string, wire::Table, std::less<>> tables;
    for (const wire::Table& table :
         {autoscaling::wire_table(), cloudwatch::wire_table(), codebuild::wire_table(),
          codedeploy::wire_table(), codepipeline::wire_table(), ec2::wire_table(),
          elb::wire_table(), events::wire_table(), iam::wire_table(), logs::wire_table(),
          s3::wire_table(), secretsmanager::wire_table(), sns::wire_table(), sqs::wire_table(),
          ssm::wire_table(), sts::wire_table(), wire::Table(k_everything)}) {
      tables.emplace(table.names().service, table);
    }
    return tables;
  }();
  return all;
}

std::size_t depth_of(const aws::Json& value) {
  std::size_t depth = 0;
  for (const aws::Json& item : value.items) {
    depth = std::max(depth, depth_of(item));
  }
  for (const aws::JsonMember& member : value.members) {
    depth = std::max(depth, depth_of(member.value));
  }
  return depth + 1;
}

// Its numbers are JSON's: whoever writes them on writes JSON.
void require_numbers(const aws::Json& value) {
  if (value.kind == aws::JsonKind::Number) {
    const Result<aws::Json> again = aws::parse_json(value.text);
    require(again.ok() && same(again.value(), value), "a number that was read is a number");
  }
  std::set<std::string_view> names;
  for (const aws::JsonMember& member : value.members) {
    require(names.insert(member.name).second, "an object has a member once");
    require_numbers(member.value);
  }
  for (const aws::Json& item : value.items) {
    require_numbers(item);
  }
}

void require_size(const wire::Shape& shape, std::int64_t size) {
  require((!shape.min || size >= *shape.min) && (!shape.max || size <= *shape.max),
          "what was checked keeps the limits of its table");
}

// What a service may rely on.
void require_fits(const wire::Model& model, const std::string& shape_name, const aws::Json& value) {
  const wire::Shape& shape = model.shape(shape_name);
  for (const aws::JsonMember& member : value.members) {
    const bool known =
        shape.kind == wire::ShapeKind::Map ||
        std::any_of(shape.members.begin(), shape.members.end(),
                    [&](const wire::Member& each) { return each.name == member.name; });
    require(known, "what was checked has no members but its table's");
  }
  for (const wire::Member& member : shape.members) {
    const aws::Json* found = value.find(member.name);
    require(found != nullptr || !member.required, "what was checked has what is required");
    if (found != nullptr) {
      require_fits(model, member.shape, *found);
    }
  }
  if (shape.kind == wire::ShapeKind::List) {
    require_size(shape, static_cast<std::int64_t>(value.items.size()));
    for (const aws::Json& item : value.items) {
      require_fits(model, shape.item, item);
    }
  } else if (shape.kind == wire::ShapeKind::Map) {
    for (const aws::JsonMember& entry : value.members) {
      require_fits(model, shape.item, entry.value);
    }
  } else if (shape.kind == wire::ShapeKind::Integer || shape.kind == wire::ShapeKind::Long) {
    std::int64_t number = 0;
    const auto [end, error] =
        std::from_chars(value.text.data(), value.text.data() + value.text.size(), number);
    require(error == std::errc() && end == value.text.data() + value.text.size(),
            "a whole number that was checked is one");
    require_size(shape, number);
  } else if (shape.kind == wire::ShapeKind::Enum) {
    require(std::find(shape.values.begin(), shape.values.end(), value.text) != shape.values.end(),
            "a value that was checked is one of its table's");
  }
}

// "-12.5": at most twelve digits before the point and six after it, as our services have numbers.
bool is_plain_number(const std::string& text) {
  const std::size_t begin = !text.empty() && text[0] == '-' ? 1 : 0;
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string whole = text.substr(begin, point - std::min(begin, point));
  const std::string fraction = text.substr(std::min(point + 1, text.size()));
  return !whole.empty() && whole.size() <= 12 && fraction.size() <= 6 &&
         (whole + fraction).find_first_not_of("0123456789") == std::string::npos;
}

// "&amp;", "&#13;".
bool is_reference(std::string_view text) {
  for (const std::string_view known : {"&amp;", "&lt;", "&gt;", "&quot;", "&#13;"}) {
    if (text.rfind(known, 0) == 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

const wire::Table* find_table(std::string_view service) {
  const auto found = all_tables().find(service);
  return found == all_tables().end() ? nullptr : &found->second;
}

const wire::Model* find_model(std::string_view service) {
  const wire::Table* table = find_table(service);
  return table == nullptr ? nullptr : &table->model();
}

const wire::Model* find_echo(std::string_view service) {
  static const std::map<std::string, wire::Model, std::less<>> models = [] {
    std::map<std::string, wire::Model, std::less<>> all;
    for (const auto& [name, table] : all_tables()) {
      wire::Model& model = all.emplace(name, table.model()).first->second;
      for (auto& [operation, meant] : model.operations) {
        meant.output = meant.input;
        meant.output_number = meant.input_number;
      }
    }
    return all;
  }();
  const auto found = models.find(service);
  return found == models.end() ? nullptr : &found->second;
}

WireCall wire_call_of(const std::string& input) {
  const std::size_t end = std::min(input.find('\n'), input.size());
  const std::size_t space = std::min(input.find(' '), end);
  WireCall call;
  call.model = find_model(input.substr(0, space));
  call.operation = input.substr(std::min(space + 1, end), end - std::min(space + 1, end));
  call.body = input.substr(std::min(end + 1, input.size()));
  return call;
}

bool same(const aws::Json& a, const aws::Json& b) {
  const auto same_items = [](const aws::Json& x, const aws::Json& y) { return same(x, y); };
  const auto same_members = [](const aws::JsonMember& x, const aws::JsonMember& y) {
    return x.name == y.name && same(x.value, y.value);
  };
  return a.kind == b.kind && a.text == b.text &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_items) &&
         std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                    same_members);
}

bool same(const Result<aws::Json>& a, const Result<aws::Json>& b) {
  if (!a || !b) {
    return a.ok() == b.ok() && a.failure() == b.failure();
  }
  return same(a.value(), b.value());
}

void require_read(const aws::Json& value, std::size_t input_bytes) {
  require(depth_of(value) <= 66, "what was read is not deeper than AWS's protocols go");
  require(aws::to_text(value).size() <= most_bytes(input_bytes),
          "what was read is not much larger than what came in");
  require_numbers(value);
}

void require_refusal(const Failure& failure, std::size_t input_bytes) {
  const auto is_code = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
  };
  require(!failure.code.empty() && std::all_of(failure.code.begin(), failure.code.end(), is_code),
          "refused with a code");
  require(!failure.message.empty(), "refused with a text");
  require(failure.message.size() <= most_bytes(input_bytes),
          "the text of a refusal is not much larger than what came in");
}

std::optional<aws::Json> require_check(const wire::Model& model, const std::string& shape,
                                       const aws::Json& input, std::size_t input_bytes) {
  const Result<aws::Json> checked = wire::check_input(model, shape, input);
  require(same(checked, wire::check_input(model, shape, input)), "the same input, the same check");
  if (!checked) {
    require_refusal(checked.failure(), input_bytes);
    return std::nullopt;
  }
  require_fits(model, shape, checked.value());
  require(same(checked, wire::check_input(model, shape, checked.value())),
          "what was checked passes the check");
  return checked.value();
}

aws::Json as_output(const wire::Model& model, const std::string& shape_name, aws::Json input) {
  const wire::Shape& shape = model.shape(shape_name);
  const bool is_number =
      shape.kind == wire::ShapeKind::Double || shape.kind == wire::ShapeKind::Timestamp;
  if (is_number && (!is_plain_number(input.text) ||
                    (shape.kind == wire::ShapeKind::Timestamp && input.text[0] == '-'))) {
    input.text = "1767225600.250";
  }
  if (shape.kind == wire::ShapeKind::Timestamp) {
    const std::size_t point = input.text.find('.');
    input.text.resize(std::min(point, input.text.size()));  // milliseconds have three digits
    input.text += ".250";
  }
  if (shape.kind == wire::ShapeKind::Blob && !wire::bytes_of_base64(input.text)) {
    input.text = "AAECAw==";
  }
  for (aws::Json& item : input.items) {
    item = as_output(model, shape.item, std::move(item));
  }
  for (aws::JsonMember& member : input.members) {
    const auto found =
        std::find_if(shape.members.begin(), shape.members.end(),
                     [&](const wire::Member& each) { return each.name == member.name; });
    const std::string inner = found == shape.members.end() ? shape.item : found->shape;
    member.value = as_output(model, inner, std::move(member.value));
  }
  return input;
}

void require_xml(std::string_view document) {
  constexpr std::string_view k_declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  require(document.rfind(k_declaration, 0) == 0, "XML begins with its declaration");
  document.remove_prefix(k_declaration.size());
  std::vector<std::string_view> open;
  for (std::size_t at = 0; at < document.size(); ++at) {
    const char c = document[at];
    require(at == 0 || !open.empty(), "XML is one element");
    require(static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n',
            "XML has no control characters");
    require(c != '&' || is_reference(document.substr(at)), "XML has references that are known");
    if (c != '<') {
      require(!open.empty(), "XML begins with an element");
      continue;
    }
    const std::size_t close = document.find('>', at);
    require(close != document.npos, "a tag of XML ends");
    const std::string_view tag = document.substr(at + 1, close - at - 1);
    if (tag[0] == '/') {
      require(!open.empty() && open.back() == tag.substr(1), "XML's elements end as they began");
      open.pop_back();
    } else {
      open.push_back(tag.substr(0, tag.find(' ')));
    }
    at = close;
  }
  require(open.empty() && !document.empty(), "XML's elements end");
}

}  // namespace greenroom::fuzz
