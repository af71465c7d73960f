#include "fakes/sqs/attributes.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace greenroom::sqs {
namespace {

struct NumberAttribute {
  const char* name;
  std::int64_t least;
  std::int64_t most;
  const char* usual;
};
constexpr NumberAttribute k_numbers[] = {
    {"DelaySeconds", 0, k_delay_seconds_max, "0"},
    {"MaximumMessageSize", 1'024, 1'048'576, "1048576"},
    {"MessageRetentionPeriod", 60, 1'209'600, "345600"},
    {"ReceiveMessageWaitTimeSeconds", 0, k_wait_seconds_max, "0"},
    {"VisibilityTimeout", 0, k_visibility_seconds_max, "30"}};

std::optional<std::int64_t> whole(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                  : std::nullopt;
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

Failure invalid(const std::string& message) {
  return {"InvalidParameterValue", message};
}

void append_block(std::string& out, const std::string& bytes) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out += static_cast<char>(bytes.size() >> shift & 255u);
  }
  out += bytes;
}

// "Number" of "Number.float".
std::string base_type(const MessageAttributeValue& value) {
  return value.DataType.substr(0, value.DataType.find('.'));
}

Status validate_message_attribute(const std::string& name, const MessageAttributeValue& value) {
  const std::string base = base_type(value);
  const bool good_name = !name.empty() && name.size() <= 256 &&
                         std::all_of(name.begin(), name.end(),
                                     [](char c) { return is_name_character(c) || c == '.'; });
  if (!good_name || (base != "String" && base != "Number" && base != "Binary")) {
    return invalid("The message attribute '" + name + "' has an invalid name or type ('" +
                   value.DataType + "').");  // UNVERIFIED text
  }
  return value.Value.empty()
             ? Status(invalid("The message attribute '" + name +
                              "' must contain a non-empty message attribute value."))
             : success();
}

}  // namespace

Attributes default_attributes() {
  Attributes attributes = {{"SqsManagedSseEnabled", "true"}};
  for (const NumberAttribute& number : k_numbers) {
    attributes[number.name] = number.usual;
  }
  return attributes;
}

Status validate_attributes(const Attributes& attributes) {
  for (const auto& [name, value] : attributes) {
    const auto number =
        std::find_if(std::begin(k_numbers), std::end(k_numbers),
                     [&given = name](const auto& known) { return given == known.name; });
    if (number != std::end(k_numbers)) {
      const std::optional<std::int64_t> given = whole(value);
      if (!given || *given < number->least || *given > number->most) {
        return Failure{"InvalidAttributeValue", "Invalid value for the parameter " + name + "."};
      }
    } else if (name == "SqsManagedSseEnabled") {
      if (value != "true" && value != "false") {
        return Failure{"InvalidAttributeValue", "Invalid value for the parameter " + name + "."};
      }
    } else if (name != "Policy") {
      return Failure{"InvalidAttributeName", "Unknown Attribute " + name + "."};
    }
  }
  return success();
}

Status validate_queue_name(const std::string& name) {
  const bool good = !name.empty() && name.size() <= k_queue_name_characters_max &&
                    std::all_of(name.begin(), name.end(), is_name_character);
  return good ? success()
              : Status(invalid("Can only include alphanumeric characters, hyphens, or underscores. "
                               "1 to 80 in length"));
}

std::int64_t number_of(const Attributes& attributes, const std::string& name) {
  return *whole(attributes.at(name));
}

Status validate_message(const SendMessageRequest& request, const Attributes& attributes) {
  if (request.MessageBody.empty()) {
    return Failure{"MissingParameter", "The request must contain the parameter MessageBody."};
  }
  const bool readable =
      std::all_of(request.MessageBody.begin(), request.MessageBody.end(), [](char c) {
        return static_cast<unsigned char>(c) >= ' ' || c == '\t' || c == '\n' || c == '\r';
      });
  if (!readable) {
    return Failure{"InvalidMessageContents",
                   "Message contains characters that are not in the allowed set."};
  }
  std::size_t bytes = request.MessageBody.size();
  for (const auto& [name, value] : request.MessageAttributes) {
    if (const Status good = validate_message_attribute(name, value); !good) {
      return good;
    }
    bytes += name.size() + value.DataType.size() + value.Value.size();
  }
  if (request.MessageAttributes.size() > k_message_attributes_max) {
    return invalid("Number of message attributes [" +
                   std::to_string(request.MessageAttributes.size()) +
                   "] exceeds the allowed maximum [10].");
  }
  if (const std::int64_t most = number_of(attributes, "MaximumMessageSize");
      bytes > static_cast<std::size_t>(most)) {
    return invalid("One or more parameters are invalid. Reason: Message must be shorter than " +
                   std::to_string(most) + " bytes.");
  }
  return validate_range("DelaySeconds", request.DelaySeconds.value_or(0), 0, k_delay_seconds_max);
}

Status validate_range(const char* parameter, std::int64_t value, std::int64_t least,
                      std::int64_t most) {
  if (value >= least && value <= most) {
    return success();
  }
  return invalid("Value " + std::to_string(value) + " for parameter " + parameter +
                 " is invalid. Reason: Must be between " + std::to_string(least) + " and " +
                 std::to_string(most) + ", if provided.");
}

bool is_binary(const MessageAttributeValue& value) {
  return base_type(value) == "Binary";
}

// Of each attribute, by name: name, type, a byte for the kind of value, value; each text after its
// length in four bytes.
std::string bytes_of(const MessageAttributes& attributes) {
  std::string bytes;
  for (const auto& [name, value] : attributes) {
    append_block(bytes, name);
    append_block(bytes, value.DataType);
    bytes += is_binary(value) ? '\2' : '\1';
    append_block(bytes, value.Value);
  }
  return bytes;
}

Failure no_such_queue() {
  return {"QueueDoesNotExist", "The specified queue does not exist."};
}

}  // namespace greenroom::sqs
