// Pictures as hosts have them beside plain textures: layers of arrays, several samples a pixel,
// GL_SRGB8_ALPHA8 targets; and textures that the host's own allocator makes.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>

#include "dof_subject.h"
#include "effect_subjects.h"
#include "gl_state.h"
#include "intercepted_gl.h"
#include "multisample_depth.h"
#include "pictures.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

struct HostImageFixture : EffectFixture {
    static constexpr int layers = 3;

    /// Three layers of a format; `middle` is the second, the others are 0.5.
    GLuint array_of(GLenum format, GLuint middle) {
        GLuint array = 0;
        gl.GenTextures(1, &array);
        own(array);
        gl.BindTexture(GL_TEXTURE_2D_ARRAY, array);
        gl.TexStorage3D(GL_TEXTURE_2D_ARRAY, 1, format, width, height, layers);
        gl.BindTexture(GL_TEXTURE_2D_ARRAY, 0);
        const GLuint other = upload(*this, format, Image(width, height, glm::dvec4(0.5)), Row0::top);
        for (int layer = 0; layer < layers; ++layer)
            gl.CopyImageSubData(layer == 1 ? middle : other, GL_TEXTURE_2D, 0, 0, 0, 0, array,
                                GL_TEXTURE_2D_ARRAY, 0, 0, 0, layer, width, height, 1);
        return array;
    }

    /// A layer as a texture of its own.
    GLuint copy_of(GLenum format, GLuint array, int layer) {
        const GLuint texture = make_texture(*this, format, width, height);
        gl.CopyImageSubData(array, GL_TEXTURE_2D_ARRAY, 0, 0, 0, layer, texture, GL_TEXTURE_2D, 0, 0, 0, 0,
                            width, height, 1);
        return texture;
    }

    GLuint mutable_texture(GLenum format) {
        GLuint texture = 0;
        gl.GenTextures(1, &texture);
        own(texture);
        gl.BindTexture(GL_TEXTURE_2D, texture);
        gl.TexImage2D(GL_TEXTURE_2D, 0, static_cast<GLint>(format), width, height, 0, GL_RGBA,
                      GL_UNSIGNED_BYTE, nullptr);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
        gl.BindTexture(GL_TEXTURE_2D, 0);
        return texture;
    }

    /// That the driver has, and does not round up.
    std::vector<GLint> sample_counts() const {
        GLint count = 0;
        gl.GetInternalformativ(GL_TEXTURE_2D_MULTISAMPLE, GL_R32F, GL_NUM_SAMPLE_COUNTS, 1, &count);
        std::vector<GLint> counts(static_cast<std::size_t>(count));
        gl.GetInternalformativ(GL_TEXTURE_2D_MULTISAMPLE, GL_R32F, GL_SAMPLES, count, counts.data());
        std::erase_if(counts, [](GLint samples) { return samples < 2; });
        REQUIRE_FALSE(counts.empty());
        return counts;
    }

    ParameterMap random_mask() { return random_map(random, width, height, -0.5, 1.5); }

    DepthOfFieldFrame depth_frame() {
        const ParameterMap coc = random_map(random, width, height, -6.0, 6.0);
        return coc_frame(*this, GL_RGBA16F, source, coc);
    }
};

}  // namespace

TEST_CASE_FIXTURE(HostImageFixture, "every effect reads and writes layers of arrays as it does textures") {
    for (const Subject& subject : every_effect(*this))
        for (const bool described : {false, true}) {
            INFO(subject.name, ", described: ", described);
            EffectFrame frame = float_frame(Row0::top);
            frame.mask_texture = upload(*this, GL_R32F, random_mask(), Row0::top);
            device.release_transient();
            REQUIRE(subject.apply(frame, 1.0f));
            const Image expected = download(*this, frame.target.texture, width, height, Row0::top);

            const GLuint mask = array_of(GL_R32F, frame.mask_texture.texture);
            const GLuint pictures = array_of(GL_RGBA32F, frame.source.texture);
            frame.source.texture = frame.target.texture = pictures;
            frame.source.layer = 1;
            frame.target.layer = 2;
            frame.mask_texture.texture = mask;
            frame.mask_texture.layer = 1;
            if (described) {
                for (TextureView* view : {&frame.source, &frame.target}) {
                    view->width = width;
                    view->height = height;
                    view->format = GL_RGBA32F;
                }
                frame.mask_texture.format = GL_R32F;
            }
            device.release_transient();
            const std::vector<StateEntry> before = snapshot(gl);
            REQUIRE(subject.apply(frame, 1.0f));
            CHECK(snapshot(gl) == before);
            const auto layer = [&](int index) {
                return download(*this, copy_of(GL_RGBA32F, pictures, index), width, height, Row0::top);
            };
            CHECK(largest_difference(layer(2), expected) == 0.0);
            CHECK(largest_difference(layer(1), source) == 0.0);
            CHECK(largest_difference(layer(0), Image(width, height, glm::dvec4(0.5))) == 0.0);
        }
}

TEST_CASE_FIXTURE(HostImageFixture, "depth of field reads and writes layers of arrays, depth buffers too") {
    DepthOfField effect = make_depth_of_field(*this);
    DepthOfFieldFrame frame = depth_frame();
    frame.depth = {.near_m = 0.5f, .far_m = 20.0f};
    std::vector<float> depth;
    for (const glm::dvec2& number : random_map(random, width, height, 0.8, 1.0).values)
        depth.push_back(static_cast<float>(number.x));
    GLuint depths = 0;
    gl.GenTextures(1, &depths);
    own(depths);
    gl.BindTexture(GL_TEXTURE_2D_ARRAY, depths);
    gl.TexStorage3D(GL_TEXTURE_2D_ARRAY, 1, GL_DEPTH_COMPONENT32F, width, height, 2);
    gl.BindTexture(GL_TEXTURE_2D_ARRAY, 0);
    frame.depth_texture = make_texture(*this, GL_DEPTH_COMPONENT32F, width, height);
    gl.BindTexture(GL_TEXTURE_2D, frame.depth_texture.texture);
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_DEPTH_COMPONENT, GL_FLOAT, depth.data());
    gl.BindTexture(GL_TEXTURE_2D, 0);
    const Image expected = draw_frame(*this, effect, frame, {}, width, height);
    CHECK(largest_difference(expected, rounded_to_half(source)) > 0.0);
    gl.CopyImageSubData(frame.depth_texture.texture, GL_TEXTURE_2D, 0, 0, 0, 0, depths, GL_TEXTURE_2D_ARRAY,
                        0, 0, 0, 1, width, height, 1);
    const GLuint pictures = array_of(GL_RGBA16F, frame.source.texture);
    frame.source.texture = frame.target.texture = pictures;
    frame.source.layer = 1;
    frame.target.layer = 0;
    frame.depth_texture.texture = depths;
    frame.depth_texture.layer = 1;
    device.release_transient();
    REQUIRE(effect.apply(frame, {}));
    const Image drawn = download(*this, copy_of(GL_RGBA16F, pictures, 0), width, height, Row0::top);
    CHECK(largest_difference(drawn, expected) == 0.0);
}

TEST_CASE_FIXTURE(HostImageFixture,
                  "GL_SRGB8_ALPHA8 targets get the bytes that plain ones get of encoded numbers") {
    const GLuint from = upload(*this, GL_RGBA32F, source, Row0::bottom);
    const std::vector<Subject> subjects = every_effect(*this);
    for (const Subject& subject : {subjects.front(), subjects.back()})
        for (const Region region : {Region{}, Region{7, 5, 64, 40}}) {
            INFO(subject.name, ", region of ", region.width);
            EffectFrame frame;
            frame.source = {from, Encoding::linear, Alpha::premultiplied};
            frame.region = region;
            const auto drawn_to = [&](const TextureView& target) {
                frame.target = target;
                device.release_transient();
                if (Result<void> status = subject.apply(frame, 1.0f); !status) FAIL(status.error().message);
                const bool is_layer = target.layer >= 0;
                return download_bytes(
                    *this, is_layer ? copy_of(GL_RGBA8, target.texture, target.layer) : target.texture, width,
                    height);
            };
            const Image gray(width, height, glm::dvec4(0.25));
            const auto view = [&](GLuint texture, Encoding encoding) {
                return TextureView{texture, encoding, Alpha::premultiplied};
            };
            const auto expected = drawn_to(view(upload(*this, GL_RGBA8, gray, Row0::top), Encoding::srgb));
            const GLuint same = upload(*this, GL_RGBA8, gray, Row0::top);
            const auto filled = [&](GLuint texture) {
                gl.CopyImageSubData(same, GL_TEXTURE_2D, 0, 0, 0, 0, texture, GL_TEXTURE_2D, 0, 0, 0, 0,
                                    width, height, 1);
                return texture;
            };
            CHECK(drawn_to(view(filled(make_texture(*this, GL_SRGB8_ALPHA8, width, height)),
                                Encoding::linear)) == expected);
            CHECK(drawn_to(view(filled(mutable_texture(GL_SRGB8_ALPHA8)), Encoding::linear)) == expected);
            TextureView layer = view(array_of(GL_SRGB8_ALPHA8, same), Encoding::linear);
            layer.layer = 1;
            CHECK(drawn_to(layer) == expected);
        }
}

TEST_CASE_FIXTURE(HostImageFixture,
                  "what is in focus keeps its bytes from GL_SRGB8_ALPHA8 to GL_SRGB8_ALPHA8") {
    std::vector<std::uint8_t> bytes(std::size_t{4} * width * height);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = i % 4 == 3 ? 255 : static_cast<std::uint8_t>(i / 4 * 7 + i % 4 * 85);
    DepthOfField effect = make_depth_of_field(*this);
    DepthOfFieldFrame frame;
    frame.source = {upload_bytes(*this, GL_SRGB8_ALPHA8, width, height, bytes)};
    frame.target = {make_texture(*this, GL_SRGB8_ALPHA8, width, height)};
    frame.depth.kind = DepthKind::signed_coc;
    frame.depth_texture = upload_coc(*this, ParameterMap(width, height, glm::dvec2(0.0)));
    REQUIRE(effect.apply(frame, {}));
    CHECK(download_bytes(*this, frame.target.texture, width, height) == bytes);
}

TEST_CASE_FIXTURE(HostImageFixture, "of several depths a pixel the middle one counts, of two the nearer") {
    DepthOfField effect = make_depth_of_field(*this);
    for (const int samples : sample_counts())
        for (const bool reversed : {false, true}) {
            INFO(samples, " samples, reversed: ", reversed);
            DepthOfFieldFrame frame = depth_frame();
            frame.depth = {.near_m = 0.5f, .far_m = 20.0f, .reversed = reversed};
            std::vector<ParameterMap> stored;
            for (int sample = 0; sample < samples; ++sample)
                stored.push_back(random_map(random, width, height, 0.0, 1.0));
            ParameterMap middle(width, height);
            for (std::size_t i = 0; i < middle.values.size(); ++i) {
                // Few numbers, so that some are equal; as far from 1 as hosts have them.
                std::vector<double> numbers;
                for (ParameterMap& map : stored) {
                    double& number = map.values[i].x;
                    number = std::floor(5.0 * number) / 5.0;
                    number = reversed ? 0.2 * number : 1.0 - 0.2 * number;
                    numbers.push_back(number);
                }
                std::ranges::sort(numbers);
                if (reversed) std::ranges::reverse(numbers);
                middle.values[i].x = numbers[(numbers.size() - 1) / 2];
            }
            frame.depth_texture = upload(*this, GL_R32F, middle, Row0::top);
            device.release_transient();
            const Image expected = draw_frame(*this, effect, frame, {}, width, height);
            for (const GLenum format : {GL_R32F, GL_DEPTH_COMPONENT32F})
                for (const int layer : {-1, 1}) {
                    INFO("format ", format, ", layer ", layer);
                    frame.depth_texture = own(multisample_depth(gl, format, stored, layer));
                    frame.depth_texture.samples = samples;
                    frame.depth_texture.layer = layer;
                    device.release_transient();
                    const std::vector<StateEntry> before = snapshot(gl);
                    const Image drawn = draw_frame(*this, effect, frame, {}, width, height);
                    CHECK(snapshot(gl) == before);
                    CHECK(largest_difference(drawn, expected) == 0.0);
                }
        }
}

TEST_CASE_FIXTURE(HostImageFixture, "images that are not what the host says are errors") {
    DepthOfField effect = make_depth_of_field(*this);
    DepthOfFieldFrame frame = depth_frame();
    const GLuint pictures = array_of(GL_RGBA16F, frame.source.texture);
    SUBCASE("a texture that is no array") {
        frame.source.layer = 0;
        CHECK(fails_with(effect.apply(frame, {}), "is not a GL_TEXTURE_2D_ARRAY"));
    }
    SUBCASE("an array that is said to be a texture") {
        frame.source.texture = pictures;
        CHECK(fails_with(effect.apply(frame, {}), "is not a GL_TEXTURE_2D"));
    }
    SUBCASE("a layer that is not there") {
        frame.source.texture = pictures;
        frame.source.layer = 3;
        CHECK(fails_with(effect.apply(frame, {}), "has no layer 3, but 3"));
    }
    SUBCASE("a layer below 0") {
        frame.source.layer = -2;
        CHECK(fails_with(effect.apply(frame, {}), "source: there is no layer below 0"));
    }
    SUBCASE("a mutable array") {
        GLuint array = 0;
        gl.GenTextures(1, &array);
        own(array);
        gl.BindTexture(GL_TEXTURE_2D_ARRAY, array);
        gl.TexImage3D(GL_TEXTURE_2D_ARRAY, 0, GL_RGBA16F, width, height, 2, 0, GL_RGBA, GL_FLOAT, nullptr);
        gl.BindTexture(GL_TEXTURE_2D_ARRAY, 0);
        frame.source.texture = array;
        frame.source.layer = 0;
        CHECK(fails_with(effect.apply(frame, {}), "only layers of immutable arrays"));
    }
    SUBCASE("the layer that is read") {
        frame.source.texture = frame.target.texture = pictures;
        frame.source.layer = frame.target.layer = 1;
        CHECK(fails_with(effect.apply(frame, {}), "is the source too"));
    }
    SUBCASE("a described layer without a format") {
        frame.depth_texture.layer = 1;
        frame.source.width = frame.target.width = width;
        frame.source.height = frame.target.height = height;
        frame.source.format = frame.target.format = GL_RGBA16F;
        CHECK(fails_with(effect.apply(frame, {}), "depth texture: of a layer of an array the format"));
    }
    SUBCASE("a texture of one sample") {
        frame.depth_texture.samples = 4;
        CHECK(fails_with(effect.apply(frame, {}), "depth texture: texture "));
    }
    SUBCASE("more samples than there are") {
        frame.depth_texture =
            own(multisample_depth(gl, GL_R32F, {2, ParameterMap(width, height, glm::dvec2(0.0))}, -1));
        frame.depth_texture.samples = 32;
        CHECK(fails_with(effect.apply(frame, {}), " samples a pixel, not 32"));
    }
    SUBCASE("no sample") {
        frame.depth_texture.samples = 0;
        CHECK(
            fails_with(effect.apply(frame, {}), "depth texture: 0 samples a pixel are not within 1 and 32"));
    }
    SUBCASE("a mask of several samples") {
        frame.mask_texture = frame.depth_texture;
        frame.mask_texture.samples = 2;
        CHECK(
            fails_with(effect.apply(frame, {}), "mask texture: only depth may have several samples a pixel"));
    }
    SUBCASE("numbers that are encoded twice") {
        frame.target = {make_texture(*this, GL_SRGB8_ALPHA8, width, height), Encoding::srgb};
        CHECK(fails_with(effect.apply(frame, {}), "target: GL_SRGB8_ALPHA8 encodes by itself"));
    }
    for (const std::string& complaint : take_complaints()) {
        INFO(complaint);
        CHECK(complaint.find("glBindTexture(target mismatch)") != complaint.npos);
    }
}

namespace {

/// A host's allocator that keeps account.
struct Accounts {
    struct Entry {
        GLenum format;
        int width, height;
    };
    const GladGLContext& gl;
    std::map<GLuint, Entry> live = {};
    int made = 0;
    int most = 1 << 20;  ///< after so many there is no memory

    TextureAllocator allocator() {
        return {[this](std::uint32_t format, int width, int height) -> std::uint32_t {
                    if (made == most) return 0;
                    GLuint name = 0;
                    gl.GenTextures(1, &name);
                    gl.BindTexture(GL_TEXTURE_2D, name);
                    gl.TexStorage2D(GL_TEXTURE_2D, 1, format, width, height);
                    live[name] = {format, width, height};
                    ++made;
                    return name;
                },
                [this](std::uint32_t name) {
                    CHECK(live.erase(name) == 1);
                    gl.DeleteTextures(1, &name);
                }};
    }

    std::size_t bytes() const {
        std::size_t sum = 0;
        for (const auto& [name, entry] : live) {
            const std::size_t texel = entry.format == GL_R32F || entry.format == GL_RGBA8 ? 4
                                      : entry.format == GL_R16F                           ? 2
                                      : entry.format == GL_RGBA16F                        ? 8
                                                                                          : 16;
            sum += texel * static_cast<std::size_t>(entry.width) * static_cast<std::size_t>(entry.height);
        }
        return sum;
    }
};

}  // namespace

TEST_CASE_FIXTURE(HostImageFixture, "textures come from the host's allocator, and go back there") {
    Accounts accounts{gl};
    DepthOfFieldFrame frame = depth_frame();
    DepthOfFieldOptions options;
    options.steadiness = 0.5f;
    {
        auto made =
            Device::create({.get_proc_address = get_proc_address, .texture_allocator = accounts.allocator()});
        REQUIRE(made);
        auto table = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_16x3_flat.tap");
        REQUIRE(table);
        auto effect = DepthOfField::create(*made, {.bokeh = *table});
        REQUIRE(effect);
        auto history = DepthOfFieldHistory::create(*made);
        REQUIRE(history);
        const std::size_t before = accounts.bytes();
        REQUIRE(effect->apply(frame, options));
        CHECK(accounts.bytes() > before);
        CHECK(accounts.bytes() - before <= made->transient_bytes());
        const int first_frame = accounts.made;
        frame.history = &*history;
        REQUIRE(effect->apply(frame, options));
        CHECK(accounts.made >= first_frame + 2);  // the history's pictures
        const Image drawn = download(*this, frame.target.texture, width, height, Row0::top);
        CHECK(largest_difference(drawn, rounded_to_half(source)) > 0.0);
        made->release_transient();
        CHECK(accounts.live.size() == 6);  // the history's
        accounts.most = accounts.made + 3;
        CHECK(fails_with(effect->apply(frame, options), "the host's allocator has no texture of"));
        accounts.most = 1 << 20;
        CHECK(effect->apply(frame, options));
    }
    CHECK(accounts.live.empty());
    gl.BindTexture(GL_TEXTURE_2D, 0);
    CHECK(fails_with(Device::create({.get_proc_address = get_proc_address,
                                     .texture_allocator = {.create = accounts.allocator().create}}),
                     "texture_allocator has only one of its two functions"));
}

TEST_CASE("effects with the same aperture share what it needs") {
    const GladGLContext& gl = current_gl();
    auto device = Device::create({.get_proc_address = find_counted});
    REQUIRE(device);
    const std::ptrdiff_t without = object_counts().live;
    auto disk = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_16x3_flat.tap");
    auto heart = read_table(TAPESTRY_ASSETS "/tables/heart_0-24_16x3_flat.tap");
    REQUIRE(disk);
    REQUIRE(heart);
    {
        auto first = DepthOfField::create(*device, {.bokeh = *disk});
        REQUIRE(first);
        const std::ptrdiff_t made = object_counts().made;
        auto second = DepthOfField::create(*device, {.bokeh = *disk});
        REQUIRE(second);
        CHECK(object_counts().made == made);
        auto other = DepthOfField::create(*device, {.bokeh = *heart});
        REQUIRE(other);
        CHECK(object_counts().made > made);
        ApertureMask square{8, std::vector<float>(64, 1.0f)};
        const std::ptrdiff_t before = object_counts().made;
        auto masked = DepthOfField::create(*device, {.bokeh = *disk, .aperture = square});
        REQUIRE(masked);
        CHECK(object_counts().made > before);
    }
    CHECK(object_counts().live == without);
    CHECK(gl.GetError() == GL_NO_ERROR);
}

}  // namespace tapestry::test
