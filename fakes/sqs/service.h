// SQS: standard queues. Operations are immediate; whoever waits for a message asks again (ports.h).
//
// AWS: docs.aws.amazon.com/AWSSimpleQueueService. No message's text is written to the trace.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/aws/policies.h"
#include "fakes/sqs/ports.h"
#include "fakes/sqs/state.h"
#include "fakes/sqs/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::sqs {

// Every operation on a queue: QueueDoesNotExist.
class Sqs {
 public:
  Sqs(aws::Ids& ids, aws::Account account, const Digests& digests)
      : ids_(ids), account_(std::move(account)), digests_(digests) {}

  // Without them a ReceiveMessage that would wait ends at once.
  void connect(Receivers& receivers) { receivers_ = &receivers; }
  // Who understands queues' policies. Without it they are kept as they come.
  void connect(const aws::PolicyReader& policies) { policies_ = &policies; }

  // The queue's URL. InvalidParameterValue, InvalidAttributeName, InvalidAttributeValue,
  // QueueNameExists (with other attributes), QueueDeletedRecently.
  Result<std::string> CreateQueue(Context cx, const std::string& name,
                                  const Attributes& attributes = {}, Tags tags = {});
  Result<std::string> GetQueueUrl(const std::string& name);
  // URLs, in the order of names.
  [[nodiscard]] std::vector<std::string> ListQueues(const std::string& name_prefix) const;
  // All that a queue has.
  Result<Attributes> GetQueueAttributes(Context cx, const std::string& url);
  Status SetQueueAttributes(Context cx, const std::string& url, const Attributes& attributes);
  Status TagQueue(const std::string& url, const Tags& tags);
  Status UntagQueue(const std::string& url, const std::vector<std::string>& keys);
  Result<Tags> ListQueueTags(const std::string& url);
  // PurgeQueueInProgress: within 60 s of another.
  Status PurgeQueue(Context cx, const std::string& url);
  Status DeleteQueue(Context cx, const std::string& url);

  // MissingParameter, InvalidParameterValue, InvalidMessageContents.
  Result<SendMessageResult> SendMessage(Context cx, SendMessageRequest request);
  Result<std::vector<Message>> ReceiveMessage(Context cx, const ReceiveMessageRequest& request);
  // ReceiptHandleIsInvalid. A handle that is not the newest deletes nothing, with success.
  Status DeleteMessage(Context cx, const std::string& url, const std::string& receipt_handle);
  // MessageNotInflight, ReceiptHandleIsInvalid, InvalidParameterValue.
  Status ChangeMessageVisibility(Context cx, const std::string& url,
                                 const std::string& receipt_handle, std::int64_t seconds_hidden);

  // For topics and event rules: a message for the queue with this ARN, with the queue's own delay.
  Result<SendMessageResult> put(Context cx, const std::string& queue_arn, std::string body,
                                MessageAttributes attributes = {});

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const std::string& account_id() const { return account_.id; }
  // arn:aws:sqs:<region>:<account>:<name>
  [[nodiscard]] std::string queue_arn(const std::string& name) const;

 private:
  // InvalidAttributeName, InvalidAttributeValue: also of a policy that nobody understands.
  [[nodiscard]] Status check(const Attributes& attributes) const;
  Result<Queue*> find(Context cx, const std::string& url);
  void tell_receivers() const;
  void trace(Context cx, const Queue& queue, const std::string& message_id, const char* change);

  aws::Ids& ids_;
  aws::Account account_;
  const Digests& digests_;
  Receivers* receivers_ = nullptr;
  State state_;
  const aws::PolicyReader* policies_ = nullptr;
};

}  // namespace greenroom::sqs
