// Where in S3 sources are and artifacts go.
#include "fakes/codebuild/stored_artifacts.h"

#include <catch2/catch.hpp>

using namespace greenroom::codebuild;

TEST_CASE("an artifact's key is its path, its build and its name, without empty parts") {
  struct Row {
    const char* path;
    ArtifactNamespace namespaceType;
    const char* name;
    const char* key;
  };
  // reference 1.8
  for (const Row& row :
       {Row{"MyArtifacts", ArtifactNamespace::NONE, "MyArtifact.zip", "MyArtifacts/MyArtifact.zip"},
        Row{"MyArtifacts", ArtifactNamespace::BUILD_ID, "MyArtifact.zip",
            "MyArtifacts/1-2/MyArtifact.zip"},
        Row{"", ArtifactNamespace::NONE, "/", ""},
        Row{"/MyArtifacts/", ArtifactNamespace::BUILD_ID, "/", "MyArtifacts/1-2"},
        Row{"", ArtifactNamespace::NONE, "", "site"}}) {
    ProjectArtifacts artifacts;
    artifacts.path = row.path;
    artifacts.namespaceType = row.namespaceType;
    artifacts.name = row.name;
    CHECK(artifact_key(artifacts, "site", "1-2") == row.key);
  }
}

TEST_CASE("a source's location is a bucket and a key") {
  CHECK(source_place("b/path/app.zip").bucket == "b");
  CHECK(source_place("b/path/app.zip").key == "path/app.zip");
  CHECK(source_place("b/").key.empty());
  CHECK(source_place("").bucket.empty());
}
