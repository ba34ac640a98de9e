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
    /// What open_table would say, with nothing changed.
    Status check_table(const std::filesystem::path& path) const;

    /// May be changed at any time; the next update filters with them.
    TiltShiftOptions options;

    /// Brings the filtered picture up to date with photograph, table and options, in about as many
    /// milliseconds at most: where the whole photograph takes longer, a smaller copy of it is filtered.
    Status update(double budget_milliseconds);

    /// What to draw; empty without a photograph. The filtered one may be smaller, and is the original until
    /// there is an update.
    PictureTexture& original() { return original_; }
    PictureTexture& filtered();
    bool is_reduced() const { return made_ && made_->level > 0; }

    bool has_photo() const { return static_cast<bool>(original_); }
    bool has_effect() const { return effect_.has_value(); }
    int width() const { return original_.width(); }
    int height() const { return original_.height(); }
    const std::filesystem::path& photo_path() const { return photo_path_; }
    const std::filesystem::path& table_path() const { return table_path_; }
    const TapTable& table() const { return table_; }
    const GladGLContext& gl() const { return *gl_; }
    const std::string& renderer() const { return device_->renderer(); }

    /// Wall-clock milliseconds of the last filtering until the GPU had finished.
    double filter_milliseconds() const { return filter_milliseconds_; }

    /// Filters the whole photograph if need be and hands the picture out / writes it as PNG, whole or not at
    /// all.
    Result<offline::Picture8> filtered_picture();
    Status save(const std::filesystem::path& path);

  private:
    /// What the filtered picture was made with.
    struct Made {
        TiltShiftOptions options;
        int level = 0;  ///< mip level of the photograph
    };

    /// A table and the effect made from it.
    struct Loaded {
        TapTable table;
        TiltShift effect;
    };

    PhotoSession(std::unique_ptr<GladGLContext> gl, Device device);
    Result<Loaded> load(const std::filesystem::path& table_path) const;
    int level_within(double budget_milliseconds) const;
    bool is_made(int level) const;
    Status filter(const PictureTexture& source, PictureTexture& target);
    Status prepare_reduced(int level);

    std::unique_ptr<GladGLContext> gl_;
    std::optional<Device> device_;
    std::optional<TiltShift> effect_;
    TapTable table_;
    std::filesystem::path photo_path_, table_path_;
    Alpha alpha_ = Alpha::opaque;
    PictureTexture original_, filtered_;
    PictureTexture reduced_original_, reduced_filtered_;
    int reduced_level_ = 0;
    std::optional<Made> made_;
    double filter_milliseconds_ = 0.0;
    double milliseconds_per_pixel_;
};

}  // namespace tapestry::demo
