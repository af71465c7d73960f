#include "fakes/sqs/state.h"

#include <algorithm>
#include <utility>

#include "fakes/sqs/attributes.h"

namespace greenroom::sqs {

Queue::Queue(std::string the_name, std::string the_arn, std::string the_url,
             Attributes the_attributes, Instant now)
    : name(std::move(the_name)),
      arn(std::move(the_arn)),
      url(std::move(the_url)),
      attributes(std::move(the_attributes)),
      created(now),
      modified(now) {}

void Queue::put(Message message, Duration delay, Instant now) {
  message.SentTimestamp = now;
  messages_.push_back({std::move(message), now + delay});
}

Result<std::string> Queue::id_of(const std::string& receipt_handle) const {
  const auto given = handles_.find(receipt_handle);
  if (given == handles_.end()) {
    return Failure{"ReceiptHandleIsInvalid", "The input receipt handle \"" + receipt_handle +
                                                 "\" is not a valid receipt handle."};
  }
  const bool is_newest = std::any_of(
      messages_.begin(), messages_.end(),
      [&](const StoredMessage& stored) { return stored.message.ReceiptHandle == receipt_handle; });
  return is_newest ? given->second : "";
}

void Queue::remove(const std::string& message_id) {
  std::erase_if(messages_, [&](const StoredMessage& stored) {
    return stored.message.MessageId == message_id;
  });
}

Status Queue::hide(const std::string& message_id, Duration hidden, Instant now) {
  for (StoredMessage& stored : messages_) {
    if (stored.message.MessageId == message_id && stored.visible_from > now) {
      stored.visible_from = now + hidden;
      return success();
    }
  }
  return Failure{"MessageNotInflight", "The message referred to isn't in flight."};
}

Instant Queue::next_visible(Instant now) const {
  Instant next = k_never;
  for (const StoredMessage& stored : messages_) {
    next = stored.visible_from > now ? std::min(next, stored.visible_from) : next;
  }
  return next;
}

void Queue::forget_old(Instant now) {
  const Duration kept = seconds(number_of(attributes, "MessageRetentionPeriod"));
  std::erase_if(messages_, [&](const StoredMessage& stored) {
    return now - stored.message.SentTimestamp > kept;
  });
}

QueueCounts Queue::counts(Instant now) const {
  QueueCounts counts;
  for (const StoredMessage& stored : messages_) {
    ++(stored.visible_from <= now                   ? counts.visible
       : stored.message.ApproximateReceiveCount > 0 ? counts.hidden
                                                    : counts.delayed);
  }
  return counts;
}

Queue* State::find(const std::string& url_or_name) {
  const auto found = queues_.find(url_or_name.substr(url_or_name.rfind('/') + 1));
  return found == queues_.end() ? nullptr : &found->second;
}

Queue* State::find_arn(const std::string& arn) {
  for (auto& [name, queue] : queues_) {
    if (queue.arn == arn) {
      return &queue;
    }
  }
  return nullptr;
}

Queue& State::add(Queue queue) {
  const std::string name = queue.name;
  return queues_.emplace(name, std::move(queue)).first->second;
}

void State::remove(const std::string& name, Instant now) {
  deleted_[name] = now;
  queues_.erase(name);
}

std::optional<Instant> State::deleted(const std::string& name) const {
  const auto found = deleted_.find(name);
  return found == deleted_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace greenroom::sqs
