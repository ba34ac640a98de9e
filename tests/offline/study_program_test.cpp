// `tapestry-fit reproduce` as people call it.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tests/core/temporary_folder.h"
#include "tests/processes/child_process.h"

using namespace tapestry;
using tapestry::test::ChildResult;
using tapestry::test::is_one_line;

namespace {

ChildResult in_shell(const std::string& script, const std::filesystem::path& out) {
    return test::run_child({"/bin/sh", "-c", script, TAPESTRY_FIT, out});
}

}  // namespace

TEST_CASE("reproduce refuses what it cannot use with one clear line") {
    const test::TemporaryFolder folder;
    const auto refused = [&](const std::vector<std::string>& arguments, int exit_code,
                             const std::string& says) {
        std::vector<std::string> all = {TAPESTRY_FIT, "reproduce"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const ChildResult result = test::run_child(all);
        CAPTURE(result.err);
        CHECK(result.exit_code == exit_code);
        CHECK(is_one_line(result.err));
        CHECK(result.err.find(says) != std::string::npos);
        CHECK(result.out.empty());
        CHECK(folder.names().empty());
    };
    const std::string missing = folder.path() / "none";
    refused({"shapes", "--out", missing}, 1, missing + ": there is no such folder");
    refused({"shapes", "--out", folder.path(), "--assets", missing}, 1, missing);
    refused({"shapes", "--out", folder.path(), "--threads", "-1"}, 1, "threads must be");
    refused({"shapes"}, 2, "--out is required");
    refused({"circles", "--out", folder.path()}, 2, "circles");
}

TEST_CASE("a full folder is refused before the study runs") {
    // A file-size limit of 0 blocks makes every write fail as a full disk does.
    const test::TemporaryFolder folder;
    const ChildResult result =
        in_shell("trap '' XFSZ; ulimit -f 0; exec \"$0\" reproduce all --out \"$1\"", folder.path());
    CHECK(result.exit_code == 1);
    CHECK(is_one_line(result.err));
    CHECK(result.err.find(folder.path()) != std::string::npos);
    CHECK(folder.names().empty());
}

TEST_CASE("Ctrl-C ends a study with one line and leaves nothing") {
    const test::TemporaryFolder folder;
    const ChildResult result =
        test::run_and_interrupt({TAPESTRY_FIT, "reproduce", "shapes", "--out", folder.path()}, 1000);
    CHECK(result.exit_code == 1);
    CHECK(result.err == "tapestry-fit: cancelled; nothing was written\n");
    CHECK(result.out.empty());
    CHECK(folder.names().empty());
}

TEST_CASE("a study that is killed leaves nothing") {
    const test::TemporaryFolder folder;
    const ChildResult result =
        test::run_and_kill({TAPESTRY_FIT, "reproduce", "shapes", "--out", folder.path()}, 1000);
    CHECK(result.signal == 9);
    CHECK(folder.names().empty());
}
