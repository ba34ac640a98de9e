/// Films in and out by the program ffmpeg, where it is installed.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "offline/io/image_file.h"
#include "tapestry/result.h"

namespace tapestry::demo {

/// By the extension: .y4m, .mp4, .mov, .mkv, .webm and .avi.
bool is_film_name(const std::filesystem::path& path);

/// A program at the other end of a pipe. Ends with its owner.
class PipedProgram {
  public:
    enum class Direction { from_program, to_program };

    /// The program is looked for as shells do. Error: it is not there.
    static Result<PipedProgram> start(const std::vector<std::string>& command, Direction direction);

    PipedProgram(PipedProgram&&) noexcept;
    PipedProgram& operator=(PipedProgram&&) noexcept;
    ~PipedProgram();

    std::FILE* stream() const { return stream_; }
    /// Closes the pipe and waits. Error: that it failed; it has said why itself.
    Result<void> finish();

  private:
    PipedProgram() = default;
    std::FILE* stream_ = nullptr;
    int process_ = 0;
    std::string name_;
};

class FilmReader {
  public:
    /// All of its pictures, or the first alone. Error: no ffmpeg, with what to install.
    static Result<FilmReader> open(const std::filesystem::path& path, bool first_alone = false);

    /// The next picture; none at the end. Error: what ffmpeg does not understand.
    Result<std::optional<offline::Picture8>> next();

  private:
    explicit FilmReader(PipedProgram program, std::string name)
        : program_(std::move(program)), name_(std::move(name)) {}
    PipedProgram program_;
    std::string name_;
};

class FilmWriter {
  public:
    /// Of pictures of one size, even in both ways. Error: as FilmReader::open.
    static Result<FilmWriter> create(const std::filesystem::path& path, int width, int height, double fps);

    /// Error: another size, or ffmpeg has ended.
    Result<void> add(const offline::Picture8& picture);
    /// Error: the film could not be written.
    Result<void> finish();

  private:
    FilmWriter(PipedProgram program, std::string name, int width, int height)
        : program_(std::move(program)), name_(std::move(name)), width_(width), height_(height) {}
    PipedProgram program_;
    std::string name_;
    int width_, height_;
};

}  // namespace tapestry::demo
