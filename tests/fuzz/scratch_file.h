/// Files for readers that take no bytes.
#pragma once

#include <filesystem>
#include <fstream>
#include <span>
#include <string>

#include "engine/core/os.h"

namespace tapestry::fuzz {

/// Of this process alone, in memory where there is such a place; removed in the end.
inline const std::filesystem::path& scratch_folder() {
    struct Folder {
        std::filesystem::path path;
        Folder() {
            std::error_code code;
            const std::filesystem::path memory = "/dev/shm";
            path = (std::filesystem::is_directory(memory, code) ? memory
                                                                : std::filesystem::temp_directory_path()) /
                   ("tapestry-fuzz-" + std::to_string(os::process_id()));
            std::filesystem::create_directories(path);
        }
        ~Folder() {
            std::error_code code;
            std::filesystem::remove_all(path, code);
        }
    };
    static const Folder folder;
    return folder.path;
}

inline std::filesystem::path scratch_file(const char* name, std::span<const std::uint8_t> bytes) {
    const std::filesystem::path path = scratch_folder() / name;
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return path;
}

}  // namespace tapestry::fuzz
