/// Hands the files of corpora to their targets, without libFuzzer: CORPUS/TARGET/*. What crashes, hangs or
/// leaves by an exception fails.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "fuzz_target.h"
#include "offline/files/file_bytes.h"

namespace fs = std::filesystem;
using tapestry::fuzz::NamedTarget;

namespace {

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(folder, code)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// False: there is nothing of it.
bool replay(const NamedTarget& named, const fs::path& folder) {
    const auto started = std::chrono::steady_clock::now();
    const std::vector<fs::path> files = files_in(folder);
    for (const fs::path& file : files) {
        const auto bytes = tapestry::offline::read_file_bytes(file, std::size_t{1} << 24);
        if (!bytes) {
            std::fprintf(stderr, "tapestry-fuzz-replay: %s\n", bytes.error().message.c_str());
            return false;
        }
        // Which one it was, where it does not come back.
        std::fprintf(stderr, "%s\n", file.string().c_str());
        named.target(*bytes);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    std::printf("%s: %zu files, %.2f s\n", named.name.c_str(), files.size(), took.count());
    return !files.empty();
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::fprintf(stderr, "usage: tapestry-fuzz-replay CORPUS\n");
        return 2;
    }
    bool is_whole = true;
    for (const NamedTarget& named : tapestry::fuzz::targets())
        if (!replay(named, fs::path(arguments[1]) / named.name)) {
            std::fprintf(stderr, "tapestry-fuzz-replay: no corpus of %s\n", named.name.c_str());
            is_whole = false;
        }
    return is_whole ? 0 : 1;
}
