/// Tap tables by the names that documents give them, read once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry::demo {

class TableShelf {
  public:
    /// `shipped`: table files, known by their names without folder and extension.
    explicit TableShelf(const std::vector<std::filesystem::path>& shipped);

    /// A shipped table's name, a path, or lab_bokeh. Error: no such table; the reader's, which names the
    /// file; the lab has none yet.
    Result<std::shared_ptr<const TapTable>> find(const std::string& name);

    /// Shipped names in order, then the paths that were opened besides.
    const std::vector<std::string>& names() const { return names_; }
    /// Reads a file and lists it. What documents call it.
    Result<std::string> open(const std::filesystem::path& path);

    void set_lab_table(TapTable table);
    bool has_lab_table() const { return lab_ != nullptr; }
    /// Counts the lab's tables.
    std::uint64_t lab_revision() const { return lab_revision_; }

  private:
    std::vector<std::string> names_;
    std::map<std::string, std::filesystem::path> paths_;
    std::map<std::string, std::shared_ptr<const TapTable>> read_;
    std::shared_ptr<const TapTable> lab_;
    std::uint64_t lab_revision_ = 0;
};

}  // namespace tapestry::demo
