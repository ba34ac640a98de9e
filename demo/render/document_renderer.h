/// A document as a picture: what the window shows and what a headless job writes.
///
/// Renders only when something has changed, and only as finely as asked. A bad photograph or table says why
/// and keeps the last good picture. Needs its OpenGL context current for every call and for its destruction.
#pragma once

#include <glad/gl.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "document/document.h"
#include "offline/io/exr_file.h"
#include "offline/io/photograph.h"
#include "render/develop_pass.h"
#include "render/frame_timings.h"
#include "render/photo_input.h"
#include "render/picture_texture.h"
#include "render/preview_levels.h"
#include "render/scene_input.h"
#include "render/table_shelf.h"
#include "tapestry/device.h"

namespace tapestry::demo {

class DocumentRenderer {
  public:
    /// Error: no OpenGL 4.3 in the current context.
    static Result<DocumentRenderer> create(ProcLookup lookup, bool log_gl, TableShelf shelf);

    /// A photograph with the depth that is chosen for it, or a scene by its .scene.json.
    /// layer: of an EXR; see PhotographOptions.
    Result<void> open_picture(const std::filesystem::path& path, const DepthChoice& depth,
                              const std::string& layer = {});
    /// A photograph that is in memory already, under a name, with numbers for its depth where those are.
    Result<void> open_frame(const std::filesystem::path& name, offline::Photograph photograph,
                            const DepthChoice& depth, std::optional<DepthNumbers> numbers,
                            const std::string& layer);
    /// Photographs that are opened from now on are reduced to this many pixels a side; 0: never.
    void set_largest_side(int pixels) { largest_side_ = pixels; }
    /// What there is to say of the picture that is open, for people, a sentence each.
    const std::vector<std::string>& remarks() const { return remarks_; }
    /// Of the scenes that are opened from now on. [64, 16384]
    void set_scene_size(PictureSize size) { scene_size_ = size; }
    /// It is open already; how its depth is read may differ.
    bool has_opened(const std::filesystem::path& path, const DepthChoice& depth,
                    const std::string& layer = {}) const;

    /// Why an effect does not take a table; done when it does.
    Result<void> check_bokeh(const EffectKind& kind, const std::string& bokeh);
    /// An effect with the bokeh that it usually has, else the first on the shelf that it takes.
    EffectEntry shelved_effect(const EffectKind& kind);

    /// Brings the result up to date with photograph and effects, in about as many milliseconds at most: where
    /// the whole photograph takes longer, a smaller copy of it is filtered. Error: the first effect that
    /// cannot be applied; the picture stays what it was.
    Result<void> update(const Document& document, double budget_milliseconds);

    /// What to draw; empty without a photograph. The result may be smaller, and is the original until there
    /// is an update.
    PictureTexture& original();
    PictureTexture& result();
    /// The picture is still changing by itself (autofocus that follows): update() has more to do.
    bool is_settling() const { return settles_until_.has_value(); }
    bool is_reduced() const { return made_ && made_->level > 0; }
    /// Counts results: a new one is another picture.
    std::uint64_t revision() const { return revision_; }

    bool has_photo() const { return static_cast<bool>(original_); }
    /// A scene that moves by itself.
    bool is_animated() const { return scene_ && scene_->is_animated(); }
    /// Null for photographs.
    SceneInput* scene() { return scene_ ? &*scene_ : nullptr; }
    const SceneInput* scene() const { return scene_ ? &*scene_ : nullptr; }
    /// Linear light of any strength, which has an exposure.
    bool is_linear() const { return scene_ || photo_; }
    bool has_depth() const { return scene_ || (photo_ && photo_->has_depth()); }
    /// There is depth, and an update since it was opened.
    bool can_tell_distance() const { return has_depth() && made_; }
    /// Along the view, of what is at a place of the picture, [0, 1] from its top left corner. Waits for the
    /// GPU. Precondition: can_tell_distance().
    double distance_m(double x, double y) const;
    /// For effects' CPU sides; refers to this renderer. Precondition of distances: as distance_m.
    PictureFacts facts() const;
    /// What the picture was taken with, as it was drawn last: the scene's own, or a standard one.
    Lens lens() const {
        if (!scene_) return {};
        return made_ ? scene_->camera_at(made_->camera).lens : scene_->camera().lens;
    }
    /// What effects with a lens get: linear light, RGBA16F, and how far away it is. Precondition:
    /// has_depth(), and an update.
    GLuint linear_color() const { return scene_ ? scene_->color_texture() : photo_->color_texture(); }
    PictureDepth depth() const { return scene_ ? scene_->depth() : photo_->depth(); }
    int width() const { return original_.width(); }
    int height() const { return original_.height(); }
    const std::filesystem::path& photo_path() const { return photo_path_; }
    /// For people: a scene's title, a photograph's file.
    std::string picture_title() const {
        return scene_ ? scene_->scene().title : photo_path_.filename().string();
    }
    TableShelf& shelf() { return shelf_; }
    const TableShelf& shelf() const { return shelf_; }
    const GladGLContext& gl() const { return *gl_; }
    Device& device() { return *device_; }
    const std::string& renderer() const { return device_->renderer(); }

    /// Linear light, row 0 at the bottom, as it is shown. Precondition: is_linear().
    Result<void> develop(GLuint source, const PictureTexture& target, float exposure_stops);

    /// Wall-clock milliseconds of the last rendering until the GPU had finished.
    double render_milliseconds() const { return render_milliseconds_; }
    const FrameTimings& timings() const { return timings_; }
    /// Of the last filter of the last rendering that varied over the picture.
    const TileCounts& tile_counts() const { return tile_counts_; }
    /// GPU memory of the pictures here and of the effects' transient textures.
    std::size_t picture_bytes() const;

    /// Renders the whole picture if need be and hands it out: as it is shown / as linear light with its
    /// exposure, premultiplied, row 0 on top / as a file, whole or not at all: EXR of linear light, with
    /// distances (Z, metres) and circles of confusion (CoC, pixels) where there is depth, or what else its
    /// name says, in the photograph's own profile, and of 16 bits where that was.
    Result<offline::Picture8> result_picture(const Document& document);
    Result<offline::LinearPicture> linear_picture(const Document& document);
    Result<void> save(const Document& document, const std::filesystem::path& path);

  private:
    /// What the result was made with.
    struct Made {
        ViewCamera camera;
        float scene_time_s = 0.0f;
        DepthChoice depth;
        float exposure_stops = 0.0f;
        std::vector<EffectEntry> effects;
        std::uint64_t lab_revision = 0;
        int level = 0;  ///< mip level of the photograph
    };

    /// An effect with the table that it was made from.
    struct Runner {
        std::shared_ptr<const TapTable> table;
        std::unique_ptr<EffectRunner> effect;
    };

    DocumentRenderer(std::unique_ptr<GladGLContext> gl, Device device, TableShelf shelf);
    Result<EffectRunner*> runner(const EffectEntry& entry);
    bool is_made(const Made& wanted) const;
    void settle(const Document& document);
    Result<void> open_photo(const std::filesystem::path& path, const DepthChoice& depth,
                            const std::string& layer);
    Result<void> open_plain_photo(const std::filesystem::path& path, const offline::Photograph& photograph);
    Result<void> open_linear_photo(const std::filesystem::path& path, const offline::Photograph& photograph,
                                   const DepthChoice& depth, std::optional<DepthNumbers> numbers);
    std::vector<offline::ExrChannel> depth_channels(const Document& document) const;
    Result<void> open_scene(const std::filesystem::path& path);
    void take_picture(PictureTexture original, PictureTexture result, const std::filesystem::path& path);
    std::vector<EffectEntry> effects_to_run(const Document& document) const;
    Result<bool> prepare_reduced(int level);
    Result<void> prepare_steps(int width, int height, std::size_t steps);
    Result<void> run_effects(const std::vector<EffectEntry>& effects, EffectInput input, int width,
                             int height, const PictureTexture* last);
    Result<void> render_photo(const Made& wanted);
    Result<void> render_linear(const Made& wanted);
    Result<EffectInput> linear_input(const Made& wanted);

    std::unique_ptr<GladGLContext> gl_;
    std::optional<Device> device_;
    TableShelf shelf_;
    std::map<std::pair<std::string, std::string>, Runner> runners_;  ///< by kind and bokeh
    /// Likewise: the tables that were found to be taken. Undo asks for all of a stack.
    std::map<std::pair<std::string, std::string>, std::shared_ptr<const TapTable>> taken_;
    std::optional<SceneInput> scene_;
    std::optional<PhotoInput> photo_;  ///< instead of a scene
    PictureSize scene_size_ = {960, 540};
    std::optional<DevelopPass> develop_;
    GLuint linear_original_ = 0;
    GLuint linear_result_ = 0;  ///< what was developed last
    std::filesystem::path photo_path_;
    std::string layer_;
    int largest_side_ = 0;
    offline::PictureOrigin origin_;  ///< of the photograph: what results keep of it
    std::vector<std::string> remarks_;
    Alpha alpha_ = Alpha::opaque;  ///< straight where it is filtered as it is, premultiplied in linear light
    PictureTexture original_, result_;
    PictureTexture reduced_original_, reduced_result_;
    PictureTexture steps_[2];  ///< between the effects of a stack, linear light
    int reduced_level_ = 0;
    std::optional<Made> made_;
    std::optional<std::chrono::steady_clock::time_point> settles_until_;
    std::uint64_t revision_ = 0;
    double render_milliseconds_ = 0.0;
    FrameTimings timings_;
    TileCounts tile_counts_;
    PreviewLevels levels_;
};

}  // namespace tapestry::demo
