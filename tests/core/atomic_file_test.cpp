#include "tapestry/atomic_file.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>

#include "temporary_folder.h"

// Windows has no limits on files, no pipes in folders and other words for errors, and may refuse to replace
// what another writer replaces.
#ifdef _WIN32
constexpr bool refuses_at_once = true;
#else
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
constexpr bool refuses_at_once = false;
#endif

namespace fs = std::filesystem;
using tapestry::Result;
using tapestry::write_file_atomically;
using tapestry::test::TemporaryFolder;
using Names = std::set<std::string>;

namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

std::string contents(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool mentions(const Result<void>& status, std::string_view text) {
    return !status && status.error().message.find(text) != std::string::npos;
}

#ifndef _WIN32

/// Files of this process end at `bytes`, as on a full disk.
class FileSizeLimit {
  public:
    explicit FileSizeLimit(rlim_t bytes) {
        handler_ = ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit limit = before_;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        ::signal(SIGXFSZ, handler_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

  private:
    rlimit before_ = {};
    void (*handler_)(int) = nullptr;
};

#endif

}  // namespace

TEST_CASE("a new file holds the bytes and nothing lies beside it") {
    const TemporaryFolder folder;
    REQUIRE(write_file_atomically(folder.path() / "new", bytes_of(std::string_view("a\0b", 3))));
    CHECK(contents(folder.path() / "new") == std::string("a\0b", 3));
    REQUIRE(write_file_atomically(folder.path() / "empty", {}));
    CHECK(contents(folder.path() / "empty").empty());
    CHECK(folder.names() == Names{"new", "empty"});
}

TEST_CASE("an existing file is replaced") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "file";
    REQUIRE(write_file_atomically(path, bytes_of("a longer text than the next")));
    REQUIRE(write_file_atomically(path, bytes_of("short")));
    CHECK(contents(path) == "short");
    CHECK(folder.names() == Names{"file"});
}

TEST_CASE("a missing folder is an error with the path and the reason") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "missing" / "file";
    const Result<void> status = write_file_atomically(path, bytes_of("x"));
    CHECK(mentions(status, path.string() + ": cannot create"));
    CHECK(mentions(status, "No such file or directory"));
    CHECK(folder.names().empty());
}

TEST_CASE("of two writers one wins with its whole file") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "file";
    const std::string one(10000, '1');
    const std::string two(20000, '2');
    const auto write_often = [&](const std::string& text) {
        bool all_written = true;
        for (int i = 0; i < 20; ++i)
            all_written &= static_cast<bool>(write_file_atomically(path, bytes_of(text)));
        return all_written;
    };
    bool one_written = false;
    std::thread other([&] { one_written = write_often(one); });
    const bool two_written = write_often(two);
    other.join();
    CHECK((one_written || refuses_at_once));
    CHECK((two_written || refuses_at_once));
    const std::string result = contents(path);
    CHECK((result == one || result == two));
    CHECK(folder.names() == Names{"file"});
}

#ifndef _WIN32

TEST_CASE("a name as long as names get is written too") {
    const TemporaryFolder folder;
    const std::string name(255, 'n');
    REQUIRE(write_file_atomically(folder.path() / name, bytes_of("x")));
    CHECK(folder.names() == Names{name});
}

TEST_CASE("a file in the place of a folder is an error") {
    const TemporaryFolder folder;
    REQUIRE(write_file_atomically(folder.path() / "file", bytes_of("kept")));
    CHECK(
        mentions(write_file_atomically(folder.path() / "file" / "inside", bytes_of("x")), "Not a directory"));
    CHECK(contents(folder.path() / "file") == "kept");
}

TEST_CASE("folders, pipes and devices are not replaced") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path() / "target");
    const Result<void> status = write_file_atomically(folder.path() / "target", bytes_of("x"));
    CHECK(mentions(status, "target: is not a regular file"));
    CHECK(fs::is_directory(folder.path() / "target"));
    REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
    CHECK(mentions(write_file_atomically(folder.path() / "pipe", bytes_of("x")),
                   "pipe: is not a regular file"));
    fs::create_symlink("/dev/null", folder.path() / "null");
    CHECK(mentions(write_file_atomically(folder.path() / "null", bytes_of("x")),
                   "null: is not a regular file"));
    CHECK(folder.names() == Names{"target", "pipe", "null"});
}

TEST_CASE("a rename that fails takes the temporary away") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / std::string(256, 'n');
    CHECK(mentions(write_file_atomically(path, bytes_of("x")), "cannot replace: File name too long"));
    CHECK(folder.names().empty());
    CHECK(mentions(write_file_atomically("", bytes_of("x")), "cannot replace: No such file or directory"));
}

TEST_CASE("a disk that is full midway leaves the existing file, and the temporary goes") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "file";
    REQUIRE(write_file_atomically(path, bytes_of("kept")));
    const std::string large(1u << 20, 'x');
    const Result<void> status = [&] {
        const FileSizeLimit limit(1u << 16);
        return write_file_atomically(path, bytes_of(large));
    }();
    CHECK(mentions(status, "file: cannot write: File too large"));
    CHECK(contents(path) == "kept");
    CHECK(folder.names() == Names{"file"});
}

#endif
