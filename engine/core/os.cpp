#include "os.h"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <process.h>
#include <sys/stat.h>

#include <algorithm>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace tapestry::os {

namespace fs = std::filesystem;

#ifdef _WIN32

int process_id() {
    return ::_getpid();
}
bool is_terminal(std::FILE* file) {
    return ::_isatty(::_fileno(file)) != 0;
}
std::FILE* open_to_read(const fs::path& path) {
    return ::_wfopen(path.c_str(), L"rb");
}
int create_file(const fs::path& path) {
    return ::_wopen(path.c_str(), _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY | _O_NOINHERIT,
                    _S_IREAD | _S_IWRITE);
}
std::ptrdiff_t write_some(int descriptor, std::span<const std::byte> bytes) {
    constexpr std::size_t most = std::size_t{1} << 30;  // sizes are 32 bits here
    return ::_write(descriptor, bytes.data(), static_cast<unsigned>(std::min(bytes.size(), most)));
}
bool flush(int descriptor) {
    return ::_commit(descriptor) == 0;
}
bool close(int descriptor) {
    return ::_close(descriptor) == 0;
}
void flush_folder(const fs::path&) {}  // NTFS keeps a journal of names

#else

int process_id() {
    return ::getpid();
}
bool is_terminal(std::FILE* file) {
    return ::isatty(::fileno(file)) != 0;
}
std::FILE* open_to_read(const fs::path& path) {
    return std::fopen(path.c_str(), "rb");
}
int create_file(const fs::path& path) {
    return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
}
std::ptrdiff_t write_some(int descriptor, std::span<const std::byte> bytes) {
    return ::write(descriptor, bytes.data(), bytes.size());
}
bool flush(int descriptor) {
    return ::fsync(descriptor) == 0;
}
bool close(int descriptor) {
    return ::close(descriptor) == 0;
}
void flush_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    flush(descriptor);
    close(descriptor);
}

#endif

}  // namespace tapestry::os
