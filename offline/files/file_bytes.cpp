#include "offline/files/file_bytes.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "engine/core/os.h"

namespace tapestry::offline {
namespace {

constexpr std::size_t block = std::size_t{1} << 20;

}  // namespace

Result<std::vector<std::uint8_t>> read_file_bytes(const std::filesystem::path& path, std::size_t max_bytes) {
    const auto failed = [&](const std::string& why) { return Error{path.string() + ": " + why}; };
    std::error_code code;
    const auto status = std::filesystem::status(path, code);
    if (std::filesystem::is_directory(status)) return failed("is a folder, not a file");
    // A pipe may never say anything, and a device never stop.
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
        return failed("is a device or a pipe, not a file");
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(os::open_to_read(path), std::fclose);
    if (!file) return failed(std::strerror(errno));
    std::vector<std::uint8_t> bytes;
    while (true) {
        const std::size_t before = bytes.size();
        bytes.resize(before + std::min(block, max_bytes + 1 - before));
        const std::size_t read = std::fread(bytes.data() + before, 1, bytes.size() - before, file.get());
        bytes.resize(before + read);
        if (bytes.size() > max_bytes) return failed("is too large");
        if (std::ferror(file.get())) return failed(std::strerror(errno));
        if (std::feof(file.get())) return bytes;
    }
}

}  // namespace tapestry::offline
