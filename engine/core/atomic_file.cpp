#include "tapestry/atomic_file.h"

#include <atomic>
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "error_of.h"
#include "os.h"

namespace tapestry {
namespace {

namespace fs = std::filesystem;

/// An open file descriptor.
class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) os::close(fd_);
    }

    bool is_open() const { return fd_ >= 0; }
    int get() const { return fd_; }

    bool close() { return os::close(std::exchange(fd_, -1)); }

  private:
    int fd_;
};

/// Removes the file unless it was released.
class Temporary {
  public:
    explicit Temporary(fs::path path) : path_(std::move(path)) {}
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary() {
        std::error_code code;
        if (!path_.empty()) fs::remove(path_, code);
    }

    void release() { path_.clear(); }

  private:
    fs::path path_;
};

Error system_error(const fs::path& path, std::string_view action,
                   const std::error_code& reason = {errno, std::generic_category()}) {
    return error_of(path.string(), ": cannot ", action, ": ", reason.message());
}

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// A name that no other writer uses. It does not grow with the target's, which may already be as long as
/// names get.
fs::path temporary_beside(const fs::path& path) {
    static std::atomic<unsigned> counter = 0;
    return folder_of(path) /
           (".tapestry-" + std::to_string(os::process_id()) + "-" + std::to_string(counter++) + ".tmp");
}

/// Creates the temporary, passing over names that a killed process of the same id left behind.
std::pair<Descriptor, fs::path> create_temporary(const fs::path& path) {
    for (;;) {
        fs::path name = temporary_beside(path);
        const int fd = os::create_file(name);
        if (fd >= 0 || (errno != EEXIST && errno != EINTR)) return {Descriptor(fd), std::move(name)};
    }
}

bool write_all(int fd, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const std::ptrdiff_t written = os::write_some(fd, bytes);
        if (written >= 0)
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            return false;
    }
    return true;
}

}  // namespace

Result<void> write_file_atomically(const fs::path& path, std::span<const std::byte> bytes) {
    std::error_code code;
    if (fs::exists(path, code) && !fs::is_regular_file(path, code))
        return error_of(path.string(), ": is not a regular file");
    auto [file, name] = create_temporary(path);
    if (!file.is_open()) return system_error(path, "create a file beside it");
    Temporary temporary(name);

    if (!write_all(file.get(), bytes)) return system_error(path, "write");
    if (!os::flush(file.get())) return system_error(path, "flush to disk");
    if (!file.close()) return system_error(path, "close");
    fs::rename(name, path, code);
    if (code) return system_error(path, "replace", code);
    temporary.release();
    os::flush_folder(folder_of(path));  // the rename itself
    return {};
}

}  // namespace tapestry
