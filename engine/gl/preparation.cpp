#include "gl/preparation.h"

#include <algorithm>

#include "core/error_of.h"

namespace tapestry {
namespace {

// GL_KHR_parallel_shader_compile
constexpr GLenum max_compiler_threads = 0x91B0;
constexpr GLuint as_many_as_it_likes = ~GLuint{0};

/// All of the driver's compiler threads, and what the host had set of them at the end.
class CompilerThreads {
  public:
    explicit CompilerThreads(const DeviceState& device) : set_(device.traits.set_compiler_threads) {
        if (!set_) return;
        GLint before = 0;
        device.gl.GetIntegerv(max_compiler_threads, &before);
        before_ = static_cast<GLuint>(before);
        set_(as_many_as_it_likes);
    }
    CompilerThreads(const CompilerThreads&) = delete;
    CompilerThreads& operator=(const CompilerThreads&) = delete;
    ~CompilerThreads() {
        if (set_) set_(before_);
    }

  private:
    void(GLAD_API_PTR* set_)(GLuint) = nullptr;
    GLuint before_ = 0;
};

/// Steps, of which the host hears.
class Steps {
  public:
    Steps(const PrepareProgress& progress, std::size_t total)
        : progress_(progress), total_(static_cast<int>(total)) {}

    Result<void> step() {
        ++done_;
        if (!progress_ || progress_(done_, total_)) return {};
        return error_of("prepare: stopped by the host after ", done_, " of ", total_, " steps");
    }

  private:
    const PrepareProgress& progress_;
    int total_ = 0;
    int done_ = 0;
};

struct Plan {
    std::vector<ShaderLibrary::Handle> programs;
    std::vector<int> frames;  ///< that have programs which none before them has
};

Result<Plan> plan(DeviceState& device, int frames, const DrawFrame& draw) {
    Preparation preparation;
    Plan plan;
    Result<void> status;
    device.preparation = &preparation;
    for (int frame = 0; frame < frames && status; ++frame) {
        const std::size_t before = preparation.programs().size();
        status = draw(frame);
        if (preparation.programs().size() > before) plan.frames.push_back(frame);
    }
    device.preparation = nullptr;
    if (!status) return status.error();
    plan.programs = preparation.programs();
    return plan;
}

}  // namespace

void Preparation::add(ShaderLibrary::Handle program) {
    if (std::ranges::find(programs_, program) == programs_.end()) programs_.push_back(program);
}

Result<void> prepare_frames(DeviceState& device, int frames, const DrawFrame& draw,
                            const PrepareProgress& progress) {
    if (device.preparation) return error_of("prepare: within another preparation");
    const Result<Plan> planned = plan(device, frames, draw);
    if (!planned) return planned.error();
    Steps steps(progress, 2 * planned->programs.size() + planned->frames.size());
    const CompilerThreads threads(device);
    for (const ShaderLibrary::Handle program : planned->programs) {
        device.shaders.start(program);
        if (Result<void> status = steps.step(); !status) return status;
    }
    for (const ShaderLibrary::Handle program : planned->programs) {
        if (const auto made = device.shaders.finish(program); !made) return made.error();
        if (Result<void> status = steps.step(); !status) return status;
    }
    for (const int frame : planned->frames) {
        if (Result<void> status = draw(frame); !status) return status;
        if (Result<void> status = steps.step(); !status) return status;
    }
    return {};
}

}  // namespace tapestry
