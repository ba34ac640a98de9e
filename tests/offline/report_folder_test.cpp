#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "offline/report/markdown.h"
#include "offline/report/report_folder.h"
#include "tests/core/temporary_folder.h"

using namespace tapestry;
using namespace tapestry::offline::report;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a folder that cannot take a report is refused before anything runs") {
    const test::TemporaryFolder folder;
    const auto missing = ReportFolder::open(folder.path() / "none");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().message ==
          (folder.path() / "none").string() + ": there is no such folder; create it first");
    std::ofstream(folder.path() / "file") << "text";
    const auto file = ReportFolder::open(folder.path() / "file");
    REQUIRE_FALSE(file);
    CHECK(file.error().message.find("is not a folder") != std::string::npos);
    CHECK(ReportFolder::open(folder.path()));
    CHECK(folder.names() == std::set<std::string>{"file"});
}

TEST_CASE("a report's files replace old ones, all together") {
    const test::TemporaryFolder folder;
    std::ofstream(folder.path() / "a.md") << "old";
    const auto out = ReportFolder::open(folder.path());
    REQUIRE(out);
    const offline::Picture8 picture{1, 1, {10, 20, 30, 255}};
    CHECK(out->write({{"a.md", "new"}, {"p.png", picture}}));
    CHECK(folder.names() == std::set<std::string>{"a.md", "p.png"});
    CHECK(text_of(folder.path() / "a.md") == "new");
    const auto read = offline::read_picture8(folder.path() / "p.png");
    REQUIRE(read);
    CHECK(read->rgba == picture.rgba);
}

TEST_CASE("a report that cannot be written leaves the folder as it was") {
    const test::TemporaryFolder folder;
    std::ofstream(folder.path() / "a.md") << "old";
    const auto out = ReportFolder::open(folder.path());
    REQUIRE(out);
    const auto status = out->write({{"a.md", "new"}, {"no/such/b.md", "text"}});
    REQUIRE_FALSE(status);
    CHECK(status.error().message.starts_with(folder.path().string() + ": cannot write the report: "));
    CHECK(folder.names() == std::set<std::string>{"a.md"});
    CHECK(text_of(folder.path() / "a.md") == "old");
}

TEST_CASE("Markdown tables are padded and keep their columns") {
    Markdown markdown;
    markdown.heading(1, "Title");
    markdown.table({{"name", "dB"}, {{"a|b", "7.5"}, {"\u03c3", "12.25"}}});
    CHECK(markdown.text() ==
          "# Title\n\n"
          "| name |    dB |\n"
          "| ---- | ----: |\n"
          "| a\\|b |   7.5 |\n"
          "| \u03c3    | 12.25 |\n");
    CHECK(fixed(1.26, 1) == "1.3");
    CHECK(decibels(300.0) == "exact");
    CHECK(decibels(59.04) == "59.0");
}
