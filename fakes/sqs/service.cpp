// Messages: sent, received, hidden, deleted.
#include "fakes/sqs/service.h"

#include "fakes/sqs/attributes.h"
#include "fakes/sqs/sites.h"

namespace greenroom::sqs {

Result<SendMessageResult> Sqs::SendMessage(Context cx, SendMessageRequest request) {
  const Result<Queue*> queue = find(cx, request.QueueUrl);
  if (!queue) {
    return queue.failure();
  }
  const Attributes& attributes = queue.value()->attributes;
  if (const Status good = validate_message(request, attributes); !good) {
    return good.failure();
  }
  Message message;
  message.MessageId = ids_.uuid("sqs.message");
  message.Body = std::move(request.MessageBody);
  message.MD5OfBody = digests_.md5_hex(message.Body);
  message.MessageAttributes = std::move(request.MessageAttributes);
  if (!message.MessageAttributes.empty()) {
    message.MD5OfMessageAttributes = digests_.md5_hex(bytes_of(message.MessageAttributes));
  }
  SendMessageResult result{message.MessageId, message.MD5OfBody, message.MD5OfMessageAttributes};
  const Duration delay =
      seconds(request.DelaySeconds.value_or(number_of(attributes, "DelaySeconds")));
  queue.value()->put(std::move(message), delay, cx.now());
  trace(cx, *queue.value(), result.MessageId, "sent");
  tell_receivers();
  return result;
}

Result<std::vector<Message>> Sqs::ReceiveMessage(Context cx, const ReceiveMessageRequest& request) {
  const Result<Queue*> queue = find(cx, request.QueueUrl);
  if (!queue) {
    return queue.failure();
  }
  const std::int64_t wait = request.WaitTimeSeconds.value_or(
      number_of(queue.value()->attributes, "ReceiveMessageWaitTimeSeconds"));
  const std::int64_t hidden =
      request.VisibilityTimeout.value_or(number_of(queue.value()->attributes, "VisibilityTimeout"));
  for (const Status& good :
       {validate_range("MaxNumberOfMessages", request.MaxNumberOfMessages, 1, k_received_max),
        validate_range("VisibilityTimeout", hidden, 0, k_visibility_seconds_max),
        validate_range("WaitTimeSeconds", wait, 0, k_wait_seconds_max)}) {
    if (!good) {
      return good.failure();
    }
  }
  std::vector<Message> received =
      queue.value()->receive(request.MaxNumberOfMessages, seconds(hidden), cx.now(),
                             [&] { return "AQEB" + ids_.alphanumeric("sqs.receipt", 60); });
  if (received.empty() && wait > 0 && receivers_ != nullptr) {
    receivers_->nothing_yet(seconds(wait), queue.value()->next_visible(cx.now()));
  }
  for (const Message& message : received) {
    trace(cx, *queue.value(), message.MessageId, "received");
  }
  return received;
}

Status Sqs::DeleteMessage(Context cx, const std::string& url, const std::string& receipt_handle) {
  const Result<Queue*> queue = find(cx, url);
  if (!queue) {
    return queue.failure();
  }
  const Result<std::string> id = queue.value()->id_of(receipt_handle);
  if (!id) {
    return id.failure();
  }
  if (!id.value().empty()) {
    trace(cx, *queue.value(), id.value(), "deleted");
    if (!cx.fault(site::deletion_forgotten)) {
      queue.value()->remove(id.value());
    }
  }
  return success();
}

Status Sqs::ChangeMessageVisibility(Context cx, const std::string& url,
                                    const std::string& receipt_handle,
                                    std::int64_t seconds_hidden) {
  const Result<Queue*> queue = find(cx, url);
  if (!queue) {
    return queue.failure();
  }
  if (const Status good =
          validate_range("VisibilityTimeout", seconds_hidden, 0, k_visibility_seconds_max);
      !good) {
    return good;
  }
  const Result<std::string> id = queue.value()->id_of(receipt_handle);
  if (!id) {
    return id.failure();
  }
  const Status hidden = queue.value()->hide(id.value(), seconds(seconds_hidden), cx.now());
  tell_receivers();  // it may be there earlier than it was going to be
  return hidden;
}

Result<SendMessageResult> Sqs::put(Context cx, const std::string& queue_arn, std::string body,
                                   MessageAttributes attributes) {
  const Queue* queue = state_.find_arn(queue_arn);
  return queue == nullptr
             ? Result<SendMessageResult>(no_such_queue())
             : SendMessage(cx, {queue->name, std::move(body), {}, std::move(attributes)});
}

void Sqs::tell_receivers() const {
  if (receivers_ != nullptr) {
    receivers_->something_new();
  }
}

Result<Queue*> Sqs::find(Context cx, const std::string& url) {
  Queue* queue = state_.find(url);
  if (queue == nullptr) {
    return no_such_queue();
  }
  queue->forget_old(cx.now());
  return queue;
}

void Sqs::trace(Context cx, const Queue& queue, const std::string& message_id, const char* change) {
  cx.as("sqs").trace("sqs.message",
                     {{"QueueName", queue.name}, {"MessageId", message_id}, {"change", change}});
}

}  // namespace greenroom::sqs
