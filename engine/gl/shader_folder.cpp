#include "gl/shader_folder.h"

#include <fstream>
#include <iterator>
#include <system_error>

#include "core/error_of.h"

namespace tapestry {
namespace {

bool is_shader(const std::filesystem::path& path) {
    const std::filesystem::path extension = path.extension();
    return extension == ".comp" || extension == ".glsl" || extension == ".h";
}

}  // namespace

Result<ShaderTexts> read_shader_folder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::recursive_directory_iterator file(folder, error);
    ShaderTexts texts;
    for (; !error && file != std::filesystem::recursive_directory_iterator(); file.increment(error)) {
        if (!is_shader(file->path()) || !file->is_regular_file(error)) continue;
        std::ifstream stream(file->path(), std::ios::binary);
        std::string text(std::istreambuf_iterator<char>(stream), {});
        if (!stream) return error_of("shader_dir: ", file->path().string(), " cannot be read");
        texts.emplace(file->path().lexically_relative(folder).generic_string(), std::move(text));
    }
    if (error) return error_of("shader_dir: ", folder.string(), ": ", error.message());
    return texts;
}

}  // namespace tapestry
