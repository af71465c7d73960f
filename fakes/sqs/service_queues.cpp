// Queues: made, described, emptied, deleted.
#include <utility>

#include "fakes/sqs/attributes.h"
#include "fakes/sqs/service.h"

namespace greenroom::sqs {
namespace {

void trace_queue(Context cx, const Queue& queue, const char* change) {
  cx.as("sqs").trace("sqs.queue", {{"QueueName", queue.name}, {"change", change}});
}

std::string counted(std::int64_t number) {
  return std::to_string(number);
}

}  // namespace

// The text after AWS's is UNVERIFIED. An empty policy takes away what is there.
Status Sqs::check(const Attributes& attributes) const {
  if (const Status good = validate_attributes(attributes); !good) {
    return good;
  }
  const auto policy = attributes.find("Policy");
  const bool is_told = policy != attributes.end() && !policy->second.empty();
  const Status good =
      policies_ == nullptr || !is_told ? success() : policies_->check(policy->second);
  return good ? success()
              : Status(Failure{
                    "InvalidAttributeValue",
                    "Invalid value for the parameter Policy. Reason: " + good.failure().message});
}

Result<std::string> Sqs::CreateQueue(Context cx, const std::string& name,
                                     const Attributes& attributes, Tags tags) {
  for (const Status& good : {validate_queue_name(name), check(attributes)}) {
    if (!good) {
      return good.failure();
    }
  }
  if (const Queue* known = state_.find(name)) {
    for (const auto& [attribute, value] : attributes) {
      const auto found = known->attributes.find(attribute);
      if (found == known->attributes.end() || found->second != value) {
        return Failure{"QueueNameExists",
                       "A queue already exists with the same name and a different value for "
                       "attribute " +
                           attribute};
      }
    }
    return known->url;
  }
  const std::optional<Instant> deleted = state_.deleted(name);
  if (deleted && cx.now() - *deleted < k_name_free_after) {
    return Failure{"QueueDeletedRecently",
                   "You must wait 60 seconds after deleting a queue before you can create another "
                   "with the same name."};
  }
  Attributes all = attributes;
  all.merge(default_attributes());
  const std::string url =
      "https://sqs." + account_.region + ".amazonaws.com/" + account_.id + "/" + name;
  Queue& queue = state_.add(Queue(name, queue_arn(name), url, std::move(all), cx.now()));
  queue.Tags = std::move(tags);
  trace_queue(cx, queue, "created");
  return queue.url;
}

Result<std::string> Sqs::GetQueueUrl(const std::string& name) {
  const Queue* queue = state_.find(name);
  return queue == nullptr || queue->name != name ? Result<std::string>(no_such_queue())
                                                 : Result<std::string>(queue->url);
}

std::vector<std::string> Sqs::ListQueues(const std::string& name_prefix) const {
  std::vector<std::string> urls;
  for (const auto& [name, queue] : state_.queues()) {
    if (name.starts_with(name_prefix)) {
      urls.push_back(queue.url);
    }
  }
  return urls;
}

Result<Attributes> Sqs::GetQueueAttributes(Context cx, const std::string& url) {
  const Result<Queue*> found = find(cx, url);
  if (!found) {
    return found.failure();
  }
  const Queue& queue = *found.value();
  const QueueCounts counts = queue.counts(cx.now());
  Attributes all = queue.attributes;
  all["QueueArn"] = queue.arn;
  all["CreatedTimestamp"] = counted(unix_seconds(cx.epoch(), queue.created));
  all["LastModifiedTimestamp"] = counted(unix_seconds(cx.epoch(), queue.modified));
  all["ApproximateNumberOfMessages"] = counted(counts.visible);
  all["ApproximateNumberOfMessagesNotVisible"] = counted(counts.hidden);
  all["ApproximateNumberOfMessagesDelayed"] = counted(counts.delayed);
  return all;
}

Status Sqs::SetQueueAttributes(Context cx, const std::string& url, const Attributes& attributes) {
  const Result<Queue*> queue = find(cx, url);
  if (!queue) {
    return queue.failure();
  }
  if (const Status good = check(attributes); !good) {
    return good;
  }
  for (const auto& [name, value] : attributes) {
    queue.value()->attributes[name] = value;
  }
  if (queue.value()->attributes["Policy"].empty()) {  // that is how a policy is taken away
    queue.value()->attributes.erase("Policy");
  }
  queue.value()->modified = cx.now();
  return success();
}

Status Sqs::TagQueue(const std::string& url, const Tags& tags) {
  Queue* queue = state_.find(url);
  if (queue == nullptr) {
    return no_such_queue();
  }
  for (const auto& [key, value] : tags) {
    queue->Tags[key] = value;
  }
  return success();
}

Status Sqs::UntagQueue(const std::string& url, const std::vector<std::string>& keys) {
  Queue* queue = state_.find(url);
  if (queue == nullptr) {
    return no_such_queue();
  }
  for (const std::string& key : keys) {
    queue->Tags.erase(key);
  }
  return success();
}

Result<Tags> Sqs::ListQueueTags(const std::string& url) {
  const Queue* queue = state_.find(url);
  return queue == nullptr ? Result<Tags>(no_such_queue()) : Result<Tags>(queue->Tags);
}

Status Sqs::PurgeQueue(Context cx, const std::string& url) {
  const Result<Queue*> queue = find(cx, url);
  if (!queue) {
    return queue.failure();
  }
  std::optional<Instant>& purged = queue.value()->purged;
  if (purged && cx.now() - *purged < k_purges_apart) {
    return Failure{"PurgeQueueInProgress", "Only one PurgeQueue operation on " +
                                               queue.value()->name +
                                               " is allowed every 60 seconds."};
  }
  purged = cx.now();
  queue.value()->clear();
  trace_queue(cx, *queue.value(), "purged");
  return success();
}

Status Sqs::DeleteQueue(Context cx, const std::string& url) {
  const Result<Queue*> queue = find(cx, url);
  if (!queue) {
    return queue.failure();
  }
  trace_queue(cx, *queue.value(), "deleted");
  const std::string name = queue.value()->name;
  state_.remove(name, cx.now());
  return success();
}

std::string Sqs::queue_arn(const std::string& name) const {
  return "arn:aws:sqs:" + account_.region + ":" + account_.id + ":" + name;
}

}  // namespace greenroom::sqs
