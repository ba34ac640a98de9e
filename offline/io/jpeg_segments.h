/// The segments before a JPEG's picture, and where the picture ends: ITU-T T.81, annex B.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace tapestry::offline {

/// Calls visit(marker, data) for every segment up to the first scan; stops where the file makes no sense.
inline void each_jpeg_segment(
    std::span<const std::uint8_t> file,
    const std::function<void(std::uint8_t marker, std::span<const std::uint8_t> data)>& visit) {
    std::size_t at = 2;
    while (at + 4 <= file.size() && file[at] == 0xff) {
        const std::uint8_t marker = file[at + 1];
        if (marker == 0xff) {  // a fill byte
            ++at;
            continue;
        }
        if (marker == 0xda || marker == 0xd9) return;
        const std::size_t length = std::size_t{file[at + 2]} << 8 | file[at + 3];
        if (length < 2 || at + 2 + length > file.size()) return;
        visit(marker, file.subspan(at + 4, length - 2));
        at += 2 + length;
    }
}

}  // namespace tapestry::offline
