/// Hands the files of corpora to their targets, without libFuzzer: CORPUS/TARGET/*. What crashes, hangs or
/// leaves by an exception fails.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string_view>

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

/// What is tried on every target: nothing at all, and JSON that nests deeper than stacks are.
std::vector<std::vector<std::uint8_t>> common_inputs() {
    std::vector<std::vector<std::uint8_t>> inputs(3);
    constexpr std::string_view member = "{\"effects\":";
    for (int i = 0; i < 100'000; ++i) {
        inputs[1].push_back('[');
        inputs[2].insert(inputs[2].end(), member.begin(), member.end());
    }
    for (std::size_t i = 1; i < 3; ++i) {
        std::vector<std::uint8_t> closed = inputs[i];
        closed.insert(closed.end(), 100'000, i == 1 ? ']' : '}');
        inputs.push_back(std::move(closed));
    }
    inputs[4].insert(inputs[4].begin() + 100'000 * static_cast<std::ptrdiff_t>(member.size()), '1');
    // All of them inside of what a preset is.
    constexpr std::string_view start = "{\"tapestry preset\": 1, \"frames\": 5, \"effects\": ";
    std::vector<std::uint8_t> inside(start.begin(), start.end());
    inside.insert(inside.end(), inputs[3].begin(), inputs[3].end());
    inside.push_back('}');
    inputs.push_back(std::move(inside));
    return inputs;
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
    std::fprintf(stderr, "%s: what is tried on all\n", named.name.c_str());
    for (const auto& bytes : common_inputs()) named.target(bytes);
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
