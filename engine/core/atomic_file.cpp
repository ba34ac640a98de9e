#include "tapestry/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "error_of.h"

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
        if (fd_ >= 0) ::close(fd_);
    }

    bool is_open() const { return fd_ >= 0; }
    int get() const { return fd_; }

    /// Network file systems report a full disk as late as here.
    bool close() { return ::close(std::exchange(fd_, -1)) == 0; }

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
        if (!path_.empty()) ::unlink(path_.c_str());
    }

    void release() { path_.clear(); }

  private:
    fs::path path_;
};

Error system_error(const fs::path& path, std::string_view action) {
    const int reason = errno;
    return error_of(path.string(), ": cannot ", action, ": ", std::generic_category().message(reason));
}

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// A name that no other writer uses. It does not grow with the target's, which may already be as long as
/// names get.
fs::path temporary_beside(const fs::path& path) {
    static std::atomic<unsigned> counter = 0;
    return folder_of(path) /
           (".tapestry-" + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".tmp");
}

/// Creates the temporary, passing over names that a killed process of the same id left behind.
std::pair<Descriptor, fs::path> create_temporary(const fs::path& path) {
    for (;;) {
        fs::path name = temporary_beside(path);
        const int fd = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || (errno != EEXIST && errno != EINTR)) return {Descriptor(fd), std::move(name)};
    }
}

bool write_all(int fd, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written >= 0)
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            return false;
    }
    return true;
}

/// Makes the rename itself last. Some file systems cannot; the file is whole either way, so that is no error.
void flush_folder(const fs::path& folder) {
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.is_open()) ::fsync(descriptor.get());
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
    if (::fsync(file.get()) != 0) return system_error(path, "flush to disk");
    if (!file.close()) return system_error(path, "close");
    if (std::rename(name.c_str(), path.c_str()) != 0) return system_error(path, "replace");
    temporary.release();
    flush_folder(folder_of(path));
    return {};
}

}  // namespace tapestry
