#include "offline/report/report_folder.h"

#include <span>
#include <system_error>

#include "engine/core/os.h"
#include "tapestry/atomic_file.h"

namespace tapestry::offline::report {
namespace {

namespace fs = std::filesystem;

// A full report is about this large.
constexpr std::size_t room_bytes = std::size_t{4} << 20;

Error failed(const fs::path& path, const std::string& why) {
    return Error{path.string() + ": " + why};
}

// A folder of our own within another one, gone with this object.
class StagingFolder {
  public:
    explicit StagingFolder(const fs::path& within)
        : path_(within / (".tapestry-report-" + std::to_string(os::process_id()))) {}
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;
    ~StagingFolder() {
        std::error_code code;
        fs::remove_all(path_, code);
    }

    Result<void> create() const {
        std::error_code code;
        fs::create_directory(path_, code);
        if (code) return failed(path_.parent_path(), "cannot create files in it: " + code.message());
        return {};
    }
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

// What went wrong is told of the folder that people named.
Error about(const fs::path& folder, const Error& error) {
    const std::size_t reason = error.message.rfind(": ");
    return failed(folder, "cannot write the report" +
                              (reason == std::string::npos ? "" : error.message.substr(reason)));
}

Result<void> write_file(const fs::path& path, const ReportFile& file) {
    if (const auto* picture = std::get_if<Picture8>(&file.content)) return write_png8(path, *picture);
    return write_file_atomically(path, std::as_bytes(std::span(std::get<std::string>(file.content))));
}

}  // namespace

Result<ReportFolder> ReportFolder::open(const fs::path& folder) {
    std::error_code code;
    const fs::file_status status = fs::status(folder, code);
    if (status.type() == fs::file_type::not_found)
        return failed(folder, "there is no such folder; create it first");
    if (code) return failed(folder, code.message());
    if (!fs::is_directory(status)) return failed(folder, "is not a folder");
    ReportFolder result(folder);
    const StagingFolder staging(folder);
    if (auto created = staging.create(); !created) return created.error();
    const std::string room(room_bytes, ' ');
    if (auto written = write_file(staging.path() / "room", {"room", room}); !written)
        return about(folder, written.error());
    return result;
}

Result<void> ReportFolder::write(const std::vector<ReportFile>& files) const {
    const StagingFolder staging(path_);
    if (auto created = staging.create(); !created) return created;
    for (const ReportFile& file : files)
        if (auto written = write_file(staging.path() / file.name, file); !written)
            return about(path_, written.error());
    for (const ReportFile& file : files) {
        std::error_code code;
        fs::rename(staging.path() / file.name, path_ / file.name, code);
        if (code) return failed(path_ / file.name, "cannot be replaced: " + code.message());
    }
    return {};
}

}  // namespace tapestry::offline::report
