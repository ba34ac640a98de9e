/// One photograph under tilt-shift: what the window shows and what a headless job writes.
///
/// Filters only when something has changed, and only as finely as asked. Opening a bad photograph or table
/// says why and keeps the last good one. Needs its OpenGL context current for every call and for its
/// destruction.
#pragma once

#include <glad/gl.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "picture_texture.h"
#include "tapestry/device.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::demo {

class PhotoSession {
  public:
    /// Error: no OpenGL 4.3 in the current context.
    static Result<PhotoSession> create(void* (*get_proc_address)(const char*), bool log_gl);

    Status open_photo(const std::filesystem::path& path);
    Status open_table(const std::filesystem::path& path);

    /// May be changed at any time; the next update filters with them.
    TiltShiftOptions options;

    enum class Quality {
        full,
        draft,  ///< a smaller copy of the photograph where the whole takes long: for pictures that change as
                ///< one drags
    };
    /// Brings the filtered picture up to date with photograph, table and options.
    Status update(Quality quality);

    /// What to draw. Both may be of reduced size while the quality is draft; empty without a photograph.
    PictureTexture& original() { return original_; }
    PictureTexture& filtered();

    bool has_photo() const { return static_cast<bool>(original_); }
    bool has_effect() const { return effect_.has_value(); }
    int width() const { return original_.width(); }
    int height() const { return original_.height(); }
    const std::filesystem::path& photo_path() const { return photo_path_; }
    const std::filesystem::path& table_path() const { return table_path_; }
    const TapTable& table() const { return table_; }
    const GladGLContext& gl() const { return *gl_; }
    const std::string& renderer() const { return device_->renderer(); }

    /// Wall-clock milliseconds of the last filtering until the GPU had finished, and the width it ran at.
    double filter_milliseconds() const { return filter_milliseconds_; }
    int filtered_width() const;

    /// Filters at full quality if need be and hands the picture out / writes it as PNG, whole or not at all.
    Result<offline::Picture8> filtered_picture();
    Status save(const std::filesystem::path& path);

  private:
    /// What the filtered textures were made with.
    struct Made {
        TiltShiftOptions options;
        bool valid = false;
        bool holds(const TiltShiftOptions& wanted) const;
    };

    PhotoSession(std::unique_ptr<GladGLContext> gl, Device device);
    void forget_results();
    int draft_level() const;
    Status filter(const PictureTexture& source, PictureTexture& target);
    Status make_draft_textures();

    std::unique_ptr<GladGLContext> gl_;
    std::optional<Device> device_;
    std::optional<TiltShift> effect_;
    TapTable table_;
    std::filesystem::path photo_path_, table_path_;
    Alpha alpha_ = Alpha::opaque;
    PictureTexture original_, filtered_;
    PictureTexture draft_original_, draft_filtered_;
    Made full_made_, draft_made_;
    double filter_milliseconds_ = 0.0;
    double full_milliseconds_ = 0.0;
};

}  // namespace tapestry::demo
