/// Runs of the viewer and the files that they read and write.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "offline/io/image_file.h"
#include "tests/processes/child_process.h"

namespace tapestry::test {

/// A folder of its own that is gone afterwards.
class Folder {
  public:
    Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();

    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }
    std::vector<std::string> file_names() const;

  private:
    std::filesystem::path path_;
};

/// An environment variable that has another value (or none: nullptr) for a while.
class Variable {
  public:
    Variable(const char* name, const char* value);
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    ~Variable();

  private:
    std::string name_, before_;
    bool had_one_;
};

std::filesystem::path shipped_photo(const std::string& name);
std::filesystem::path shipped_table(const std::string& name);

/// Opaque noise, the same for every run: no two neighbours alike, so that any blur shows.
offline::Picture8 noise_picture(int width, int height);
offline::Picture8 read_or_fail(const std::filesystem::path& path);
void write_or_fail(const std::filesystem::path& path, const offline::Picture8& picture);
std::string bytes_of(const std::filesystem::path& path);
void write_bytes(const std::filesystem::path& path, const std::string& bytes);

/// The viewer's path followed by `arguments`.
std::vector<std::string> viewer_command(const std::vector<std::string>& arguments);
ChildResult run_viewer(const std::vector<std::string>& arguments);
/// A headless job with `more` arguments that must succeed; what it wrote.
offline::Picture8 filter_headless(const std::filesystem::path& photo,
                                  const std::vector<std::string>& more = {});

}  // namespace tapestry::test
