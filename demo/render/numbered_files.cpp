#include "render/numbered_files.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace tapestry::demo {

namespace fs = std::filesystem;

std::optional<NumberedFiles> NumberedFiles::parse(const fs::path& pattern) {
    NumberedFiles files;
    files.folder_ = pattern.parent_path();
    const std::string name = pattern.filename().string();
    std::size_t from = name.find('#'), end = from;
    if (from != std::string::npos) {
        end = name.find_first_not_of('#', from);
        if (end == std::string::npos) end = name.size();
        files.digits_ = static_cast<int>(end - from);
    } else {
        from = name.find('%');
        if (from == std::string::npos) return std::nullopt;
        end = from + 1;
        const bool is_padded = end < name.size() && name[end] == '0';
        int digits = 1;
        if (is_padded) {
            const auto read = std::from_chars(name.data() + end, name.data() + name.size(), digits);
            end = static_cast<std::size_t>(read.ptr - name.data());
        }
        if (end >= name.size() || name[end] != 'd') return std::nullopt;
        ++end;
        files.digits_ = digits;
    }
    if (files.digits_ < 1 || files.digits_ > 9) return std::nullopt;
    files.before_ = name.substr(0, from);
    files.after_ = name.substr(end);
    if (files.after_.find_first_of("#%") != std::string::npos) return std::nullopt;
    return files;
}

NumberedFiles NumberedFiles::after(const fs::path& path) {
    NumberedFiles files;
    files.folder_ = path.parent_path();
    files.before_ = path.stem().string() + "-";
    files.after_ = path.extension().string();
    files.digits_ = 4;
    return files;
}

fs::path NumberedFiles::file(int number) const {
    char digits[16];
    std::snprintf(digits, sizeof digits, "%0*d", digits_, number);
    return folder_ / (before_ + digits + after_);
}

std::vector<int> NumberedFiles::existing() const {
    std::vector<int> numbers;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_.empty() ? fs::path(".") : folder_, error)) {
        const std::string name = entry.path().filename().string();
        if (name.size() <= before_.size() + after_.size() || !name.starts_with(before_) ||
            !name.ends_with(after_))
            continue;
        int number = 0;
        const char* const end = name.data() + name.size() - after_.size();
        const auto read = std::from_chars(name.data() + before_.size(), end, number);
        if (read.ec != std::errc() || read.ptr != end || number < 0) continue;
        // "7" is not how "0007" is written.
        if (file(number).filename() == name) numbers.push_back(number);
    }
    std::ranges::sort(numbers);
    return numbers;
}

}  // namespace tapestry::demo
