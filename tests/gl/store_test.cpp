// What shaders hand to imageStore is a number of the image's format already: drivers may round as they like
// there.
#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <random>

#include "altered_shaders.h"
#include "effect_subjects.h"
#include "gl/shader_library.h"
#include "gl_pictures.h"
#include "pictures.h"
#include "random_tables.h"
#include "shared/layout.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/half.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

constexpr const char* probe = R"glsl(#include "include/store.glsl"
layout(local_size_x = 128) in;
layout(std430, binding = 0) readonly buffer Given { float given[]; };
layout(std430, binding = 1) writeonly buffer Stored { vec4 stored[]; };
void main() {
    stored[gl_GlobalInvocationID.x] = storable(vec4(given[gl_GlobalInvocationID.x]));
}
)glsl";

/// A float of 5 bits of exponent, biased by 15, and so many of fraction, as a number. No sign.
double decode(std::uint32_t bits, int fraction_bits) {
    const std::uint32_t fraction = bits & ((1u << fraction_bits) - 1u);
    const int exponent = static_cast<int>(bits >> fraction_bits);
    const double share = std::ldexp(double(fraction), -fraction_bits);
    return exponent == 0 ? std::ldexp(share, -14) : std::ldexp(1.0 + share, exponent - 15);
}

/// Every finite number of such a format, the middle to the next, and the floats beside both.
std::vector<float> neighbourhoods(int fraction_bits) {
    std::vector<float> values;
    for (std::uint32_t bits = 0; bits < 31u << fraction_bits; ++bits) {
        const double low = decode(bits, fraction_bits);
        for (const double number : {low, 0.5 * (low + decode(bits + 1, fraction_bits))}) {
            const auto value = static_cast<float>(number);
            REQUIRE(double{value} == number);
            values.insert(values.end(),
                          {std::nextafterf(value, -INFINITY), value, std::nextafterf(value, INFINITY)});
        }
    }
    return values;
}

/// What has no neighbours in the format: clamped, or nothing of it left; and any finite bits.
std::vector<float> all_kinds(std::mt19937& random, int fraction_bits) {
    std::vector<float> values = neighbourhoods(fraction_bits);
    for (const float value : {0.0f, 1e-45f, 1e-40f, 65504.0f, 65519.996f, 65520.0f, 1e6f, 3e38f, INFINITY})
        values.push_back(value);
    for (int i = 0; i < 100000; ++i) {
        const float value = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
        if (std::isfinite(value)) values.push_back(std::abs(value));
    }
    const std::size_t count = values.size();
    for (std::size_t i = 0; i < count; ++i) values.push_back(-values[i]);
    values.resize((values.size() + 127) / 128 * 128);
    return values;
}

/// The nearest number of a format without a sign, by its definition.
double rounded(double value, int fraction_bits) {
    const double most = decode((31u << fraction_bits) - 1u, fraction_bits);
    const double bounded = std::clamp(value, 0.0, most);
    const int exponent = bounded > 0.0 ? std::max(std::ilogb(bounded), -14) : -14;
    const double spacing = std::ldexp(1.0, exponent - fraction_bits);
    return std::nearbyint(bounded / spacing) * spacing;
}

struct StoreFixture : GlFixture {
    std::mt19937 random{test_seed()};

    GLuint buffer(GLuint binding, std::size_t bytes, const void* data) {
        GLuint name = 0;
        gl.GenBuffers(1, &name);
        gl.BindBufferBase(GL_SHADER_STORAGE_BUFFER, binding, name);
        gl.BufferData(GL_SHADER_STORAGE_BUFFER, static_cast<GLsizeiptr>(bytes), data, GL_STATIC_DRAW);
        return name;
    }

    /// What `storable` makes of them. `on`: the driver's functions, or altered ones.
    std::vector<glm::vec4> stored(const GladGLContext& on, int format, const std::vector<float>& given) {
        std::vector<ShaderFile> files(embedded_shaders().begin(), embedded_shaders().end());
        files.push_back({"probe.comp", probe});
        ShaderLibrary library(on, files, {});
        const ShaderDefine defines[] = {{"TAPESTRY_RGBA8", TAPESTRY_RGBA8},
                                        {"TAPESTRY_RGBA16F", TAPESTRY_RGBA16F},
                                        {"TAPESTRY_RGBA32F", TAPESTRY_RGBA32F},
                                        {"TAPESTRY_RGB10_A2", TAPESTRY_RGB10_A2},
                                        {"TAPESTRY_R11F_G11F_B10F", TAPESTRY_R11F_G11F_B10F},
                                        {"TAPESTRY_TARGET_FORMAT", format}};
        const auto program = library.program("probe.comp", defines);
        if (!program) FAIL(program.error().message);
        std::vector<glm::vec4> result(given.size());
        const GLuint buffers[] = {buffer(0, given.size() * sizeof(float), given.data()),
                                  buffer(1, given.size() * sizeof(glm::vec4), nullptr)};
        gl.UseProgram((*program)->program.name());
        gl.DispatchCompute(static_cast<GLuint>(given.size() / 128), 1, 1);
        gl.MemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
        const auto* const read = static_cast<const glm::vec4*>(
            gl.MapBufferRange(GL_SHADER_STORAGE_BUFFER, 0,
                              static_cast<GLsizeiptr>(result.size() * sizeof(glm::vec4)), GL_MAP_READ_BIT));
        std::copy_n(read, result.size(), result.data());
        gl.UnmapBuffer(GL_SHADER_STORAGE_BUFFER);
        gl.UseProgram(0);
        gl.DeleteBuffers(2, buffers);
        return result;
    }

    GladGLContext altered() const {
        GladGLContext other = gl;
        other.ShaderSource = reinterpret_cast<PFNGLSHADERSOURCEPROC>(find_wrongly_rounding("glShaderSource"));
        return other;
    }

    void check_halves(const GladGLContext& on) {
        INFO("seed " << test_seed());
        const std::vector<float> given = all_kinds(random, 10);
        const std::vector<glm::vec4> got = stored(on, TAPESTRY_RGBA16F, given);
        int wrong = 0;
        for (std::size_t i = 0; i < given.size(); ++i) {
            const auto expected = static_cast<float>(round_to_half(given[i]));
            for (int channel = 0; channel < 4; ++channel)
                wrong +=
                    std::bit_cast<std::uint32_t>(got[i][channel]) != std::bit_cast<std::uint32_t>(expected);
        }
        CHECK(wrong == 0);
    }

    static Device device_of(ProcLookup find) {
        DeviceDescription description;
        description.get_proc_address = find;
        auto made = Device::create(description);
        if (!made) FAIL(made.error().message);
        return std::move(*made);
    }
};

}  // namespace

TEST_CASE_FIXTURE(StoreFixture, "stores round to the nearest half, around every half") {
    check_halves(gl);
}

TEST_CASE_FIXTURE(StoreFixture, "stores round to the nearest half where packHalf2x16 truncates") {
    check_halves(altered());
}

TEST_CASE_FIXTURE(StoreFixture, "stores round to the nearest float of 11 and 10 bits, around every one") {
    for (const int fraction_bits : {6, 5}) {
        const std::vector<float> given = all_kinds(random, fraction_bits);
        const std::vector<glm::vec4> got = stored(altered(), TAPESTRY_R11F_G11F_B10F, given);
        int wrong = 0;
        for (std::size_t i = 0; i < given.size(); ++i)
            wrong += got[i][fraction_bits == 6 ? 0 : 2] != float(rounded(given[i], fraction_bits));
        CHECK(wrong == 0);
    }
}

TEST_CASE_FIXTURE(StoreFixture, "stores of 8 and 10 bits come out right, be they rounded or truncated") {
    std::vector<float> given;
    for (int i = 0; i < 128 * 512; ++i) given.push_back(static_cast<float>(i) / (128 * 512 - 1));
    for (const auto& [format, steps] : {std::pair{TAPESTRY_RGBA8, 255.0f}, {TAPESTRY_RGB10_A2, 1023.0f}}) {
        const std::vector<glm::vec4> got = stored(gl, format, given);
        int wrong = 0;
        for (std::size_t i = 0; i < given.size(); ++i) {
            const float times = got[i].x * steps;
            wrong += std::floor(times) != std::nearbyint(times);
            // A little more than a half: storable stands a little above the step, and where a middle falls is
            // a matter of the float's last bit.
            wrong += std::abs(times - given[i] * steps) > 0.5f + 1.0f / 64.0f + 1e-3f;
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE_FIXTURE(StoreFixture, "depth of field has the same bits however stores of halves round") {
    constexpr int width = 96, height = 64;
    Image source = value_noise(random, width, height, 5, 1.0);
    ParameterMap coc = random_map(random, width / 16, height / 16, -0.1, 0.1), spread(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            spread.at(x, y) = coc.at(x / 16, y / 16);
            source.at(x, y).a = 1.0;
            if (x % 13 < 2 && y % 11 == 0) source.at(x, y) *= glm::dvec4(40.0, 60.0, 30.0, 1.0);
        }
    const auto table = read_table(TAPESTRY_ASSETS "/tables/heart_0-24_12x3_flat.tap");
    REQUIRE(table);
    DepthOfFieldFrame frame;
    frame.source = {upload(*this, GL_RGBA16F, source, Row0::top), Encoding::linear, Alpha::opaque};
    frame.depth_texture = upload(*this, GL_R32F, spread, Row0::top);
    frame.depth.kind = DepthKind::signed_coc;
    const auto drawn = [&](const Device& on) {
        auto effect = DepthOfField::create(on, {*table, {}});
        REQUIRE(effect);
        frame.target = {make_texture(*this, GL_RGBA16F, width, height), Encoding::linear, Alpha::opaque};
        DepthOfFieldOptions options;
        options.near_limit = options.far_limit = 0.15f;
        if (Result<void> status = effect->apply(frame, options); !status) FAIL(status.error().message);
        return download_halves(*this, frame.target.texture, width, height);
    };
    const auto rounded = drawn(device);
    const int stores = altered_stores();
    CHECK(drawn(device_of(find_wrongly_rounding)) == rounded);
    CHECK(altered_stores() >= stores + 30);  // of some twenty passes
}

TEST_CASE_FIXTURE(StoreFixture, "a blur has the same bits however stores of halves round") {
    RandomTableShape shape;
    shape.axes = {radius_axis()};
    const TapTable table = random_table(shape, random);
    constexpr int width = 70, height = 50;
    SparseFilterFrame frame;
    frame.source = {upload(*this, GL_RGBA32F, value_noise(random, width, height, 3, 40.0), Row0::top)};
    frame.parameter_texture =
        upload(*this, GL_R32F, random_map(random, width, height, 0.0, table.axes[0].knots.back()), Row0::top);
    for (const Resolution resolution : {Resolution::full, Resolution::half, Resolution::quarter}) {
        frame.resolution = resolution;
        const auto filtered = [&](const Device& on) {
            auto filter = SparseFilter::create(on, table);
            REQUIRE(filter);
            frame.target = {make_texture(*this, GL_RGBA16F, width, height)};
            if (Result<void> status = filter->apply(frame); !status) FAIL(status.error().message);
            return download_halves(*this, frame.target.texture, width, height);
        };
        // On devices that have drawn nothing: textures of other sizes would read with other last bits.
        const auto rounded = filtered(device_of(get_proc_address));
        const int stores = altered_stores();
        CHECK(filtered(device_of(find_wrongly_rounding)) == rounded);
        CHECK(altered_stores() > stores);
    }
}

}  // namespace tapestry::test
