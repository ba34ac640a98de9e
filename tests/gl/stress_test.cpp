// Frames of sizes, formats, options and tables at random: no error, nothing left behind.
#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "filter_runs.h"
#include "gl_pictures.h"
#include "intercepted_gl.h"
#include "random_tables.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::test {
namespace {

constexpr unsigned usual_frames = 300;  // twice
constexpr std::size_t cap_bytes = std::size_t{8} << 20;

struct StressFixture : GlFixture {
    std::mt19937 random;

    template <class Choice, std::size_t count>
    Choice one_of(const std::array<Choice, count>& choices) {
        return choices[random() % count];
    }

    /// Few, because shaders are compiled for each shape of table.
    std::vector<TapTable> make_tables() {
        std::mt19937 of_tables(test_seed());
        std::vector<TapTable> tables;
        RandomTableShape shape;
        tables.push_back(random_table(shape, of_tables));
        shape.axes = {radius_axis(Beyond::scale)};
        tables.push_back(random_table(shape, of_tables));
        shape.axes = {radius_axis(), angle_axis()};
        shape.layer_taps = {5};
        tables.push_back(random_table(shape, of_tables));
        for (TapTable& table : tables) table.turnable = true;
        return tables;
    }

    /// A texture that lives for one frame.
    class Passing {
      public:
        Passing(const GladGLContext& gl, GLenum format, int width, int height) : gl_(gl) {
            gl_.GenTextures(1, &name_);
            gl_.BindTexture(GL_TEXTURE_2D, name_);
            gl_.TexStorage2D(GL_TEXTURE_2D, 1, format, width, height);
            gl_.BindTexture(GL_TEXTURE_2D, 0);
        }
        Passing(const Passing&) = delete;
        Passing& operator=(const Passing&) = delete;
        ~Passing() { gl_.DeleteTextures(1, &name_); }
        GLuint name() const { return name_; }

      private:
        const GladGLContext& gl_;
        GLuint name_ = 0;
    };

    SparseFilterFrame random_options(std::size_t axes, int width, int height) {
        SparseFilterFrame frame;
        frame.precision = one_of(std::array{WorkPrecision::half, WorkPrecision::single});
        frame.resolution = one_of(std::array{Resolution::full, Resolution::half, Resolution::quarter});
        frame.row0 = one_of(std::array{Row0::top, Row0::bottom});
        frame.parameter[0] = static_cast<float>(random() % 900) * 0.01f;
        frame.parameter[1] = axes > 1 ? static_cast<float>(random() % 360) : 0.0f;
        frame.turn_deg = static_cast<float>(random() % 360);
        frame.tiles = random() % 4 != 0;
        if (random() % 3 == 0) {
            frame.region.x = static_cast<int>(random() % static_cast<unsigned>(width));
            frame.region.y = static_cast<int>(random() % static_cast<unsigned>(height));
            frame.region.width = width - frame.region.x;
            frame.region.height = height - frame.region.y;
        }
        return frame;
    }

    void draw_one(SparseFilter& filter, TiltShift& effect) {
        const int width = 1 + static_cast<int>(random() % 120);
        const int height = 1 + static_cast<int>(random() % 90);
        const std::size_t axes = filter.table().axes.size();
        SparseFilterFrame frame = random_options(axes, width, height);
        const Passing source(
            gl, one_of(std::array<GLenum, 4>{GL_RGBA8, GL_SRGB8_ALPHA8, GL_RGB10_A2, GL_RGBA16F}), width,
            height);
        const Passing target(gl, one_of(std::array<GLenum, 2>{GL_RGBA8, GL_RGBA16F}), width, height);
        const Passing map(gl, axes > 1 ? GL_RG32F : GL_R16F, width, height);
        const Passing turns(gl, GL_R32F, width, height);
        frame.source.texture = source.name();
        frame.target.texture = target.name();
        if (axes > 0 && random() % 2 == 0) frame.parameter_texture = map.name();
        if (random() % 4 == 0) frame.turn_texture = turns.name();
        if (const Result<void> status = filter.apply(frame); !status) FAIL_CHECK(status.error().message);
        const TiltShiftFrame tilt_shift = {frame.source, frame.target, frame.row0, frame.precision,
                                           frame.resolution};
        if (const Result<void> status = effect.apply(tilt_shift, {}); !status)
            FAIL_CHECK(status.error().message);
    }

    void draw_all(Device& made, const std::vector<TapTable>& tables) {
        random.seed(test_seed());
        auto effect = TiltShift::create(made, tables[1]);
        REQUIRE(effect);
        SparseFilter filter = make_filter(made, tables[0]);
        const unsigned frames = test_rounds(usual_frames);
        for (unsigned frame = 0; frame < frames; ++frame) {
            if (random() % 5 == 0) filter = make_filter(made, tables[random() % tables.size()]);
            draw_one(filter, *effect);
            CHECK(made.transient_bytes() <= cap_bytes);
        }
    }
};

}  // namespace

TEST_CASE_FIXTURE(StressFixture, "random frames leave nothing behind") {
    DeviceDescription description;
    description.get_proc_address = find_counted;
    description.max_transient_bytes = cap_bytes - 4096;  // tile lists come on top
    auto made = Device::create(description);
    REQUIRE(made);
    const std::vector<TapTable> tables = make_tables();
    draw_all(*made, tables);
    made->release_transient();
    const std::ptrdiff_t after_half = object_counts().live;
    draw_all(*made, tables);
    made->release_transient();
    CHECK(object_counts().live == after_half);
    CHECK(made->transient_bytes() == 0);
    MESSAGE((2 * test_rounds(usual_frames)) << " frames, seed " << test_seed());
}

}  // namespace tapestry::test
