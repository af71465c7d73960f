#include "fakes/sqs/wire.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "fakes/sqs/attributes.h"
#include "fakes/sqs/wire_values.h"
#include "fakes/wire/convert.h"
#include "sim/core/assert.h"

namespace greenroom::sqs {
namespace {

using Answer = Result<aws::Json>;

constexpr std::string_view k_of_aws = ".amazonaws.com";  // hosts end so
constexpr std::int64_t k_page = 1'000;
constexpr std::size_t k_batch_max = 10;

Answer answer_of(const Status& done) {
  return done ? Answer(wire::Object().take()) : Answer(done.failure());
}

std::string url_of(const aws::Json& input) {
  return wire::text_of(input, "QueueUrl");
}

Answer url_answer(const Result<std::string>& url) {
  return url ? Answer(wire::Object().add("QueueUrl", wire::text(url.value())).take())
             : Answer(url.failure());
}

Answer create_queue(Sqs& sqs, Context cx, const aws::Json& input) {
  return url_answer(sqs.CreateQueue(cx, wire::text_of(input, "QueueName"),
                                    wire::map_of_texts(input, "Attributes"),
                                    wire::map_of_texts(input, "tags")));
}

// There is one account: the queue of another is not there.
Answer get_queue_url(Sqs& sqs, Context, const aws::Json& input) {
  const std::string owner = wire::text_of(input, "QueueOwnerAWSAccountId");
  const Result<std::string> url = sqs.GetQueueUrl(wire::text_of(input, "QueueName"));
  const bool is_anothers =
      url && !owner.empty() && url.value().find("/" + owner + "/") == std::string::npos;
  return is_anothers ? Answer(no_such_queue()) : url_answer(url);
}

Answer list_queues(Sqs& sqs, Context, const aws::Json& input) {
  const std::vector<std::string> urls = sqs.ListQueues(wire::text_of(input, "QueueNamePrefix"));
  const std::int64_t most = wire::number_of(input, "MaxResults", k_page);
  const auto range = wire::page_range(urls.size(), wire::text_of(input, "NextToken"),
                                      std::clamp<std::int64_t>(most, 1, k_page));
  if (!range || most < 1 || most > k_page) {
    return Failure{"InvalidParameterValue", range ? "MaxResults must be between 1 and 1000."
                                                  : "Invalid or expired next token."};
  }
  aws::Json page = wire::texts({urls.begin() + static_cast<std::ptrdiff_t>(range->begin),
                                urls.begin() + static_cast<std::ptrdiff_t>(range->end)});
  // AWS tells of more only who asked for pages.
  const bool tells = input.find("MaxResults") != nullptr;
  return wire::Object()
      .add("QueueUrls", std::move(page))
      .add_unless_empty("NextToken", tells ? range->next_token : "")
      .take();
}

Answer get_queue_attributes(Sqs& sqs, Context cx, const aws::Json& input) {
  const Result<Attributes> all = sqs.GetQueueAttributes(cx, url_of(input));
  if (!all) {
    return all.failure();
  }
  const std::vector<std::string> names = wire::texts_of(input, "AttributeNames");
  Attributes wanted;
  for (const auto& [name, value] : all.value()) {
    const bool named = std::any_of(
        names.begin(), names.end(),
        [&known = name](const std::string& each) { return each == "All" || each == known; });
    if (named) {
      wanted[name] = value;
    }
  }
  return wire::Object().add("Attributes", wire::map_of(wanted)).take();
}

Answer set_queue_attributes(Sqs& sqs, Context cx, const aws::Json& input) {
  return answer_of(
      sqs.SetQueueAttributes(cx, url_of(input), wire::map_of_texts(input, "Attributes")));
}

Answer send_message(Sqs& sqs, Context cx, const aws::Json& input) {
  Result<SendMessageRequest> request = read_message(url_of(input), input);
  const Result<SendMessageResult> sent = request ? sqs.SendMessage(cx, std::move(request.value()))
                                                 : Result<SendMessageResult>(request.failure());
  return sent ? Answer(sent_of(sent.value())) : Answer(sent.failure());
}

Answer receive_message(Sqs& sqs, Context cx, const aws::Json& input) {
  ReceiveMessageRequest request;
  request.QueueUrl = url_of(input);
  request.MaxNumberOfMessages = wire::number_of(input, "MaxNumberOfMessages", 1);
  if (input.find("VisibilityTimeout") != nullptr) {
    request.VisibilityTimeout = wire::number_of(input, "VisibilityTimeout", 0);
  }
  if (input.find("WaitTimeSeconds") != nullptr) {
    request.WaitTimeSeconds = wire::number_of(input, "WaitTimeSeconds", 0);
  }
  const Result<std::vector<Message>> messages = sqs.ReceiveMessage(cx, request);
  if (!messages) {
    return messages.failure();
  }
  WantedAttributes wanted;
  wanted.of_message = wire::texts_of(input, "MessageAttributeNames");
  wanted.of_system = wire::texts_of(input, "MessageSystemAttributeNames");
  for (std::string& name : wire::texts_of(input, "AttributeNames")) {  // as it was called before
    wanted.of_system.push_back(std::move(name));
  }
  wire::Object output;
  if (!messages.value().empty()) {  // AWS leaves an empty list out
    output.add("Messages", wire::list_of(messages.value(), [&](const Message& message) {
                 return message_of(cx, message, sqs.account_id(), wanted);
               }));
  }
  return output.take();
}

Answer delete_message(Sqs& sqs, Context cx, const aws::Json& input) {
  return answer_of(sqs.DeleteMessage(cx, url_of(input), wire::text_of(input, "ReceiptHandle")));
}

Answer change_message_visibility(Sqs& sqs, Context cx, const aws::Json& input) {
  return answer_of(sqs.ChangeMessageVisibility(cx, url_of(input),
                                               wire::text_of(input, "ReceiptHandle"),
                                               wire::number_of(input, "VisibilityTimeout", 0)));
}

Answer purge_queue(Sqs& sqs, Context cx, const aws::Json& input) {
  return answer_of(sqs.PurgeQueue(cx, url_of(input)));
}

Answer delete_queue(Sqs& sqs, Context cx, const aws::Json& input) {
  return answer_of(sqs.DeleteQueue(cx, url_of(input)));
}

Status check_batch(const std::vector<aws::Json>& entries) {
  std::set<std::string> ids;
  for (const aws::Json& entry : entries) {
    ids.insert(wire::text_of(entry, "Id"));
  }
  if (entries.empty()) {
    return Failure{"EmptyBatchRequest", "There should be at least one entry in the request."};
  }
  if (entries.size() > k_batch_max) {
    return Failure{"TooManyEntriesInBatchRequest",
                   "Maximum number of entries per request are 10. You have sent " +
                       std::to_string(entries.size()) + "."};
  }
  return ids.size() == entries.size()
             ? success()
             : Status(Failure{"BatchEntryIdsNotDistinct", "Id of an entry is repeated."});
}

// Does `one` with each entry, by itself.
template <typename One>
Answer batch(Sqs& sqs, const aws::Json& input, One one) {
  const std::vector<aws::Json>& entries = input.find("Entries")->items;
  if (const Result<std::string> url =
          sqs.GetQueueUrl(url_of(input).substr(url_of(input).rfind('/') + 1));
      !url) {
    return url.failure();
  }
  if (const Status good = check_batch(entries); !good) {
    return good.failure();
  }
  aws::Json successful{aws::JsonKind::Array, {}, {}, {}};
  aws::Json failed{aws::JsonKind::Array, {}, {}, {}};
  for (const aws::Json& entry : entries) {
    Answer done = one(entry);
    wire::Object row;
    row.add("Id", wire::text(wire::text_of(entry, "Id")));
    if (done) {
      aws::Json whole = row.take();
      for (aws::JsonMember& member : done.value().members) {
        whole.members.push_back(std::move(member));
      }
      successful.items.push_back(std::move(whole));
    } else {
      failed.items.push_back(row.add("SenderFault", {aws::JsonKind::True, {}, {}, {}})
                                 .add("Code", wire::text(done.failure().code))
                                 .add("Message", wire::text(done.failure().message))
                                 .take());
    }
  }
  return wire::Object()
      .add("Successful", std::move(successful))
      .add("Failed", std::move(failed))
      .take();
}

Answer send_message_batch(Sqs& sqs, Context cx, const aws::Json& input) {
  return batch(sqs, input, [&](const aws::Json& entry) -> Answer {
    Result<SendMessageRequest> request = read_message(url_of(input), entry);
    const Result<SendMessageResult> sent = request ? sqs.SendMessage(cx, std::move(request.value()))
                                                   : Result<SendMessageResult>(request.failure());
    return sent ? Answer(sent_of(sent.value())) : Answer(sent.failure());
  });
}

Answer delete_message_batch(Sqs& sqs, Context cx, const aws::Json& input) {
  return batch(sqs, input, [&](const aws::Json& entry) -> Answer {
    return answer_of(sqs.DeleteMessage(cx, url_of(input), wire::text_of(entry, "ReceiptHandle")));
  });
}

Answer tag_queue(Sqs& sqs, Context, const aws::Json& input) {
  return answer_of(sqs.TagQueue(url_of(input), wire::map_of_texts(input, "Tags")));
}

Answer untag_queue(Sqs& sqs, Context, const aws::Json& input) {
  return answer_of(sqs.UntagQueue(url_of(input), wire::texts_of(input, "TagKeys")));
}

Answer list_queue_tags(Sqs& sqs, Context, const aws::Json& input) {
  const Result<Tags> tags = sqs.ListQueueTags(url_of(input));
  return tags ? Answer(wire::Object().add("Tags", wire::map_of(tags.value())).take())
              : Answer(tags.failure());
}

}  // namespace

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  using Handler = Answer (*)(Sqs&, Context, const aws::Json&);
  static const std::map<std::string_view, Handler> handlers = {
      {"CreateQueue", create_queue},
      {"GetQueueUrl", get_queue_url},
      {"ListQueues", list_queues},
      {"GetQueueAttributes", get_queue_attributes},
      {"SetQueueAttributes", set_queue_attributes},
      {"SendMessage", send_message},
      {"SendMessageBatch", send_message_batch},
      {"ReceiveMessage", receive_message},
      {"DeleteMessage", delete_message},
      {"DeleteMessageBatch", delete_message_batch},
      {"ChangeMessageVisibility", change_message_visibility},
      {"PurgeQueue", purge_queue},
      {"DeleteQueue", delete_queue},
      {"TagQueue", tag_queue},
      {"UntagQueue", untag_queue},
      {"ListQueueTags", list_queue_tags},
  };
  const auto handler = handlers.find(operation);
  SIM_ASSERT(handler != handlers.end(), "the table has no other operation: " + operation);
  return handler->second(sqs_, cx, input);
}

aws::Json Wire::told_at(const std::string& host, aws::Json output) const {
  if (host.empty() || host.find(k_of_aws) != std::string::npos) {
    return output;
  }
  const auto lead_there = [&host](aws::Json& url) {
    const std::size_t path = url.text.find(k_of_aws);
    if (path != std::string::npos) {
      url.text = "http://" + host + url.text.substr(path + k_of_aws.size());
    }
  };
  for (aws::JsonMember& member : output.members) {
    if (member.name == "QueueUrl") {
      lead_there(member.value);
    } else if (member.name == "QueueUrls") {
      std::for_each(member.value.items.begin(), member.value.items.end(), lead_there);
    }
  }
  return output;
}

}  // namespace greenroom::sqs
