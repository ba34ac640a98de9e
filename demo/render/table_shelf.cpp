#include "render/table_shelf.h"

#include <algorithm>

#include "document/document.h"
#include "tapestry/table_file.h"

namespace tapestry::demo {

namespace fs = std::filesystem;

TableShelf::TableShelf(const std::vector<fs::path>& shipped) {
    for (const fs::path& path : shipped) {
        names_.push_back(path.stem().string());
        paths_[names_.back()] = path;
    }
}

Result<std::shared_ptr<const TapTable>> TableShelf::find(const std::string& name) {
    if (name == lab_bokeh) {
        if (!lab_) return Error{"the kernel lab has fitted nothing yet"};
        return lab_;
    }
    if (const auto known = read_.find(name); known != read_.end()) return known->second;
    const auto shipped = paths_.find(name);
    const fs::path path = shipped == paths_.end() ? fs::path(name) : shipped->second;
    if (shipped == paths_.end() && !path.has_parent_path() && path.extension() != ".tap") {
        return Error{"no table '" + name + "' ships with Tapestry"};
    }
    auto table = read_table(path);
    if (!table) return table.error();
    auto shared = std::make_shared<const TapTable>(std::move(*table));
    read_[name] = shared;
    return shared;
}

Result<std::string> TableShelf::open(const fs::path& path) {
    std::error_code error;
    const auto is_it = [&](const auto& shipped) { return fs::equivalent(shipped.second, path, error); };
    if (const auto shipped = std::find_if(paths_.begin(), paths_.end(), is_it); shipped != paths_.end()) {
        return shipped->first;
    }
    const std::string name = fs::absolute(path, error).string();
    // Read anew: the file may have changed.
    auto table = read_table(path);
    if (!table) return table.error();
    read_[name] = std::make_shared<const TapTable>(std::move(*table));
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
    return name;
}

void TableShelf::set_lab_table(TapTable table) {
    lab_ = std::make_shared<const TapTable>(std::move(table));
    ++lab_revision_;
}

}  // namespace tapestry::demo
