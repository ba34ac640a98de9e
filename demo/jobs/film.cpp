#include "jobs/film.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <csignal>
#include <utility>

extern char** environ;

namespace tapestry::demo {
namespace {

constexpr std::int64_t most_pixels = std::int64_t{1} << 27;

/// Names that begin with a dash are no options.
std::string as_argument(const std::filesystem::path& path) {
    const std::string name = path.string();
    return name.starts_with('-') ? "./" + name : name;
}

/// A number of a PPM's header, and the blank behind it.
bool read_number(std::FILE* stream, int& number) {
    int letter = std::fgetc(stream);
    while (std::isspace(letter)) letter = std::fgetc(stream);
    number = 0;
    for (; std::isdigit(letter); letter = std::fgetc(stream)) {
        if (number > 1000000) return false;
        number = 10 * number + (letter - '0');
    }
    return std::isspace(letter) != 0;
}

}  // namespace

bool is_film_name(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::array<const char*, 6> known = {".y4m", ".mp4", ".mov", ".mkv", ".webm", ".avi"};
    return std::ranges::find(known, extension) != known.end();
}

Result<PipedProgram> PipedProgram::start(const std::vector<std::string>& command, Direction direction) {
    const bool reads = direction == Direction::from_program;
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return Error{"no pipe could be made"};
    const int ours = reads ? ends[0] : ends[1], theirs = reads ? ends[1] : ends[0];
    std::vector<char*> arguments;
    for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, theirs, reads ? STDOUT_FILENO : STDIN_FILENO);
    if (reads) posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    pid_t process = 0;
    const int error = posix_spawnp(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(theirs);
    if (error != 0) {
        close(ours);
        return Error{command[0] + " is not there: install the package " + command[0]};
    }
    // A program that ends early is an error to read, rather than an end of ours.
    std::signal(SIGPIPE, SIG_IGN);
    PipedProgram program;
    program.process_ = process;
    program.name_ = command[0];
    program.stream_ = fdopen(ours, reads ? "rb" : "wb");
    return program;
}

PipedProgram::PipedProgram(PipedProgram&& other) noexcept
    : stream_(std::exchange(other.stream_, nullptr)),
      process_(std::exchange(other.process_, 0)),
      name_(std::move(other.name_)) {}

PipedProgram& PipedProgram::operator=(PipedProgram&& other) noexcept {
    std::swap(stream_, other.stream_);
    std::swap(process_, other.process_);
    std::swap(name_, other.name_);
    return *this;
}

PipedProgram::~PipedProgram() {
    (void)finish();
}

Result<void> PipedProgram::finish() {
    bool is_good = true;
    if (stream_) is_good = std::fclose(std::exchange(stream_, nullptr)) == 0;
    if (process_ == 0) return {};
    int status = 0;
    waitpid(std::exchange(process_, 0), &status, 0);
    if (!is_good || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return Error{name_ + " failed"};
    return {};
}

Result<FilmReader> FilmReader::open(const std::filesystem::path& path, bool first_alone) {
    std::vector<std::string> command = {"ffmpeg", "-v", "error", "-nostdin", "-i", as_argument(path)};
    if (first_alone) command.insert(command.end(), {"-frames:v", "1"});
    command.insert(command.end(), {"-f", "image2pipe", "-c:v", "ppm", "-"});
    auto program = PipedProgram::start(command, PipedProgram::Direction::from_program);
    if (!program) return Error{path.string() + ": " + program.error().message};
    return FilmReader(std::move(*program), path.string());
}

Result<std::optional<offline::Picture8>> FilmReader::next() {
    std::FILE* stream = program_.stream();
    const int first = stream ? std::fgetc(stream) : EOF;
    if (first == EOF) {
        if (auto status = program_.finish(); !status) return Error{name_ + ": " + status.error().message};
        return std::optional<offline::Picture8>();
    }
    int width = 0, height = 0, white = 0;
    const bool has_header = first == 'P' && std::fgetc(stream) == '6' && read_number(stream, width) &&
                            read_number(stream, height) && read_number(stream, white);
    if (!has_header || white != 255 || width < 1 || height < 1 || std::int64_t{width} * height > most_pixels)
        return Error{name_ + ": ffmpeg sends something that is no picture of 8 bits"};
    std::vector<std::uint8_t> rgb(3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    if (std::fread(rgb.data(), 1, rgb.size(), stream) != rgb.size())
        return Error{name_ + ": ends within a picture"};
    offline::Picture8 picture{width, height, {}};
    picture.rgba.reserve(rgb.size() / 3 * 4);
    for (std::size_t i = 0; i < rgb.size(); i += 3) {
        picture.rgba.insert(picture.rgba.end(), {rgb[i], rgb[i + 1], rgb[i + 2], 255});
    }
    return std::optional(std::move(picture));
}

Result<FilmWriter> FilmWriter::create(const std::filesystem::path& path, int width, int height, double fps) {
    if (width % 2 != 0 || height % 2 != 0)
        return Error{path.string() + ": films have even sides, and these pictures have " +
                     std::to_string(width) + " x " + std::to_string(height) + ": write numbered files"};
    std::vector<std::string> command = {"ffmpeg",
                                        "-v",
                                        "error",
                                        "-nostdin",
                                        "-y",
                                        "-f",
                                        "rawvideo",
                                        "-pix_fmt",
                                        "rgb24",
                                        "-s",
                                        std::to_string(width) + "x" + std::to_string(height),
                                        "-r",
                                        std::to_string(fps),
                                        "-i",
                                        "-"};
    const std::string extension = path.extension().string();
    if (extension == ".y4m")
        command.insert(command.end(), {"-pix_fmt", "yuv444p"});
    else if (extension == ".webm")
        command.insert(command.end(), {"-pix_fmt", "yuv420p", "-crf", "18", "-b:v", "0"});
    else
        command.insert(command.end(), {"-pix_fmt", "yuv420p", "-crf", "14"});
    command.push_back(as_argument(path));
    auto program = PipedProgram::start(command, PipedProgram::Direction::to_program);
    if (!program) return Error{path.string() + ": " + program.error().message};
    return FilmWriter(std::move(*program), path.string(), width, height);
}

Result<void> FilmWriter::add(const offline::Picture8& picture) {
    if (picture.width != width_ || picture.height != height_)
        return Error{name_ + ": all pictures of a film have one size"};
    std::vector<std::uint8_t> rgb;
    rgb.reserve(picture.rgba.size() / 4 * 3);
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4)
        rgb.insert(rgb.end(), {picture.rgba[i], picture.rgba[i + 1], picture.rgba[i + 2]});
    if (std::fwrite(rgb.data(), 1, rgb.size(), program_.stream()) != rgb.size())
        return Error{name_ + ": ffmpeg has ended early"};
    return {};
}

Result<void> FilmWriter::finish() {
    if (auto status = program_.finish(); !status) return Error{name_ + ": " + status.error().message};
    return {};
}

}  // namespace tapestry::demo
