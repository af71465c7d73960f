// The store of SQS: queues and their messages. Pure: no context, no trace.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/sqs/types.h"
#include "sim/core/result.h"

namespace greenroom::sqs {

struct StoredMessage {
  Message message;  // ReceiptHandle: the newest; "" before it is received
  Instant visible_from;
};

struct QueueCounts {
  std::int64_t visible = 0;
  std::int64_t hidden = 0;  // received and not deleted
  std::int64_t delayed = 0;
};

class Queue {
 public:
  Queue(std::string name, std::string arn, std::string url, Attributes attributes, Instant now);

  void put(Message message, Duration delay, Instant now);
  // The oldest visible ones. Each gets the handle that `make_handle` makes and is hidden.
  template <typename MakeHandle>
  std::vector<Message> receive(std::int64_t most, Duration hidden, Instant now,
                               MakeHandle make_handle);
  // The message's id; "" when the handle is not the newest of one that is still there.
  // ReceiptHandleIsInvalid for a handle that never was.
  [[nodiscard]] Result<std::string> id_of(const std::string& receipt_handle) const;
  void remove(const std::string& message_id);
  // MessageNotInflight when it is visible already.
  Status hide(const std::string& message_id, Duration hidden, Instant now);
  void clear() { messages_.clear(); }
  // What is older than the retention period goes.
  void forget_old(Instant now);
  [[nodiscard]] QueueCounts counts(Instant now) const;
  // When the first of those messages that are not visible now will be; k_never when all are.
  [[nodiscard]] Instant next_visible(Instant now) const;

  std::string name;
  std::string arn;
  std::string url;
  Attributes attributes;  // those that can be set
  sqs::Tags Tags;
  Instant created;
  Instant modified;
  std::optional<Instant> purged;

 private:
  std::deque<StoredMessage> messages_;          // oldest first
  std::map<std::string, std::string> handles_;  // every one that was given, to its message
};

class State {
 public:
  // By its URL, whose last part is the queue's name, or by its name.
  [[nodiscard]] Queue* find(const std::string& url_or_name);
  [[nodiscard]] Queue* find_arn(const std::string& arn);
  Queue& add(Queue queue);
  void remove(const std::string& name, Instant now);
  // When a queue of that name was deleted, if one was.
  [[nodiscard]] std::optional<Instant> deleted(const std::string& name) const;
  // In the order of their names.
  [[nodiscard]] const std::map<std::string, Queue>& queues() const { return queues_; }

 private:
  std::map<std::string, Queue> queues_;     // by name
  std::map<std::string, Instant> deleted_;  // by name
};

template <typename MakeHandle>
std::vector<Message> Queue::receive(std::int64_t most, Duration hidden, Instant now,
                                    MakeHandle make_handle) {
  std::vector<Message> received;
  for (StoredMessage& stored : messages_) {
    if (static_cast<std::int64_t>(received.size()) == most) {
      break;
    }
    if (stored.visible_from > now) {
      continue;
    }
    Message& message = stored.message;
    if (message.ApproximateReceiveCount++ == 0) {
      message.ApproximateFirstReceiveTimestamp = now;
    }
    message.ReceiptHandle = make_handle();
    handles_[message.ReceiptHandle] = message.MessageId;
    stored.visible_from = now + hidden;
    received.push_back(message);
  }
  return received;
}

}  // namespace greenroom::sqs
