/// The folder that a report is written to: all of a report's files, or none.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "offline/io/image_file.h"
#include "tapestry/result.h"

namespace tapestry::offline::report {

struct ReportFile {
    std::string name;                             ///< in the folder
    std::variant<std::string, Picture8> content;  ///< text, or a picture that becomes a PNG
};

class ReportFolder {
  public:
    /// Tries it out before hours of work go into a report. Error, with the path: no such folder, not a
    /// folder, or one that cannot be written to or has no room for a report.
    static Result<ReportFolder> open(const std::filesystem::path& folder);

    /// Writes all files beside each other in a folder of their own, and moves them into place once they are
    /// whole. On any error the folder is as it was.
    Result<void> write(const std::vector<ReportFile>& files) const;

    const std::filesystem::path& path() const { return path_; }

  private:
    explicit ReportFolder(std::filesystem::path path) : path_(std::move(path)) {}

    std::filesystem::path path_;
};

}  // namespace tapestry::offline::report
