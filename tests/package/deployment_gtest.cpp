// The cloud of a test with GoogleTest: from nothing, and furnished, with a clock the test controls.
#include <greenroom/world.h>
#include <gtest/gtest.h>

#include <string>

using namespace std::chrono_literals;

TEST(Account, KeepsWhatIsPutIntoIt) {
  greenroom::World world;
  ASSERT_TRUE(world.call("s3", "CreateBucket", R"({"Bucket": "my-bucket"})"));
  const greenroom::Answer put =
      world.call("s3", "PutObject", R"({"Bucket": "my-bucket", "Key": "a.txt"})", "hello");
  ASSERT_TRUE(put) << put;
  const greenroom::Answer got =
      world.call("s3", "GetObject", R"({"Bucket": "my-bucket", "Key": "a.txt"})");
  EXPECT_EQ(got.payload, "hello") << got;
  const greenroom::Answer none =
      world.call("s3", "GetObject", R"({"Bucket": "my-bucket", "Key": "b.txt"})");
  EXPECT_EQ(none.code, "NoSuchKey");
}

TEST(Clock, MovesOnlyWhenTold) {
  greenroom::World world;
  EXPECT_EQ(world.now(), 0s);
  world.advance(20min);
  EXPECT_EQ(world.now(), 20min);
}

TEST(Deployment, StopsWhenItIsStopped) {
  greenroom::WorldOptions options;
  options.app_folder = MY_APP;
  greenroom::World world(options);
  ASSERT_TRUE(world.push({"v1.0", "the first version", {}}));
  ASSERT_TRUE(world.run_until("codedeploy.deployment", {{"status", "InProgress"}}, 1h));
  const std::string id = world.trace("codedeploy.deployment").back().field("deploymentId");
  const greenroom::Answer stop =
      world.call("codedeploy", "StopDeployment", R"({"deploymentId": ")" + id + "\"}");
  ASSERT_TRUE(stop) << stop;
  world.run_until_rest();
  const greenroom::Answer deployment =
      world.call("codedeploy", "GetDeployment", R"({"deploymentId": ")" + id + "\"}");
  EXPECT_EQ(deployment.text("deploymentInfo.status"), "Stopped") << deployment;
}
