/// Sequences of pictures in, sequences of pictures out.
#pragma once

#include "command_line.h"
#include "document/document.h"
#include "render/document_renderer.h"
#include "tapestry/result.h"

namespace tapestry::demo {

/// What --sequence means is pictures that lie in numbered files or a film, or options that are animated over
/// one picture; else it is a camera's path.
bool is_frames_job(const CommandLine& command);

/// What a sequence's document is begun from.
class FirstFrame {
  public:
    /// The command with the first of numbered files for photograph and depth, or files of a film's first
    /// pictures; as it is where it asks for no sequence. Error: no such files, or no ffmpeg.
    static Result<FirstFrame> of(const CommandLine& command);

    FirstFrame(FirstFrame&&) noexcept;
    FirstFrame& operator=(FirstFrame&&) = delete;
    ~FirstFrame();

    const CommandLine& command() const { return command_; }

  private:
    explicit FirstFrame(CommandLine command) : command_(std::move(command)) {}
    Result<void> take_from_film(std::filesystem::path& path, const char* name);

    CommandLine command_;
    std::filesystem::path folder_;  ///< of films' pictures, removed in the end; empty: there are none
};

/// Renders every frame into a file of its number, or a film; depths by their own numbers. Progress with the
/// time left on stderr. Files that are there already are left with --resume. Error: the first frame that
/// cannot be read or written; those before it are there.
Result<void> write_frames(const Document& document, DocumentRenderer& renderer, const CommandLine& command);

}  // namespace tapestry::demo
