/// Names of files with a running number in them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tapestry::demo {

class NumberedFiles {
  public:
    /// "shots/a-%04d.png" or "shots/a-####.png": a number of at least so many digits in the file's name.
    /// None: there is no such place in it, or several.
    static std::optional<NumberedFiles> parse(const std::filesystem::path& pattern);

    /// NAME-0001.png and so on, of NAME.png.
    static NumberedFiles after(const std::filesystem::path& path);

    std::filesystem::path file(int number) const;
    /// The numbers of those that are there, in order.
    std::vector<int> existing() const;

  private:
    std::filesystem::path folder_;
    std::string before_, after_;
    int digits_ = 1;
};

}  // namespace tapestry::demo
