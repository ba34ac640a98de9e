/// The pictures along a document's camera path, each a file.
#pragma once

#include <filesystem>

#include "render/document_renderer.h"
#include "render/numbered_files.h"

namespace tapestry::demo {

/// The key that a document is at now: its camera, and the lens of its first depth of field.
CameraKey key_of(const Document& document);
/// The document as the key has it.
Document document_at(const Document& document, const CameraKey& key);

class ImageSequence {
  public:
    static constexpr double frames_a_second = 24.0;

    /// `path` names the first picture NAME-0001.png, and so on; .exr is linear light. resumes: files that are
    /// there already are left as they are. Scenes that play go on
    /// from picture to picture, and need no keys. Error: fewer than two keys, or a picture that no camera
    /// moves in.
    static Result<ImageSequence> begin(const Document& document, const DocumentRenderer& renderer,
                                       std::filesystem::path path, bool resumes = false);

    /// Draws and writes the next picture, whole or not at all. Error: as DocumentRenderer::save; nothing more
    /// is to be done then.
    Result<void> step(DocumentRenderer& renderer);

    bool is_done() const { return done_ >= total_; }
    int done() const { return done_; }
    int total() const { return total_; }
    /// Of picture i, from 1 on.
    std::filesystem::path file(int i) const { return files_.file(i); }

  private:
    ImageSequence(Document document, NumberedFiles files, bool resumes)
        : document_(std::move(document)),
          files_(std::move(files)),
          total_(document_.path.frames),
          resumes_(resumes) {}

    Document document_;
    NumberedFiles files_;
    int done_ = 0, total_;
    bool resumes_;
};

}  // namespace tapestry::demo
