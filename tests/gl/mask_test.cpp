// One polarity of masks in all effects: 1 where they work, 0 where the source's bits stay, and NaN counts as
// 0.
#include <doctest/doctest.h>

#include <limits>

#include "effect_subjects.h"
#include "filter_runs.h"
#include "pictures.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

constexpr int masked_width = EffectFixture::width;
constexpr int masked_height = EffectFixture::height;

struct MaskFixture : EffectFixture {
    /// 0, NaN, a half and 1, in columns; numbers outside of [0, 1] count as its ends.
    static ParameterMap columns() {
        ParameterMap mask(masked_width, masked_height);
        constexpr double numbers[] = {0.0, std::numeric_limits<double>::quiet_NaN(), -3.0, 0.5, 1.0, 7.0};
        for (int y = 0; y < masked_height; ++y)
            for (int x = 0; x < masked_width; ++x)
                mask.at(x, y).x = numbers[std::min(x * 6 / masked_width, 5)];
        return mask;
    }

    /// `apply` takes a frame.
    template <class Apply>
    void check(const std::string& name, EffectFrame frame, const Apply& apply) {
        INFO(name);
        const auto drawn = [&] {
            device.release_transient();  // textures of the same sizes each time, for the same bits
            if (Result<void> status = apply(frame); !status) FAIL(status.error().message);
            return download(*this, frame.target.texture, masked_width, masked_height, frame.row0);
        };
        const Image original = download(*this, frame.source.texture, masked_width, masked_height, frame.row0);
        frame.mask_texture = 0;
        const Image everywhere = drawn();
        frame.mask_texture = upload(*this, GL_R32F, columns(), frame.row0);
        const Image masked = drawn();
        int kept = 0, changed = 0, worked = 0;
        for (int y = 0; y < masked_height; ++y)
            for (int x = 0; x < masked_width; ++x) {
                const int column = std::min(x * 6 / masked_width, 5);
                if (column < 3) CHECK(masked.at(x, y) == original.at(x, y));
                if (column < 3) ++kept;
                if (column == 4 && masked.at(x, y) != original.at(x, y)) ++changed;
                if (column == 5 && x >= masked_width - 4) worked += masked.at(x, y) == everywhere.at(x, y);
            }
        CHECK(kept > 0);
        CHECK(changed > masked_height);
        // Far from what is masked it changes nothing.
        CHECK(worked == 4 * masked_height);
    }
};

}  // namespace

TEST_CASE_FIXTURE(MaskFixture, "masks mean the same in every effect") {
    for (const Subject& subject : every_effect(*this))
        check(subject.name, float_frame(Row0::bottom),
              [&](const EffectFrame& frame) { return subject.apply(frame, 1.0f); });

    SparseFilter filter = make_filter(device, table_of({size_axis("radius_px")}, random));
    check("filter", float_frame(Row0::top), [&](const EffectFrame& frame) {
        SparseFilterFrame filtered;
        filtered.source = frame.source;
        filtered.target = frame.target;
        filtered.row0 = frame.row0;
        filtered.precision = frame.precision;
        filtered.parameter[0] = 4.0f;
        filtered.mask_texture = frame.mask_texture;
        return filter.apply(filtered);
    });

    auto disks = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_8x3_flat.tap");
    REQUIRE(disks);
    auto effect = DepthOfField::create(device, {.bokeh = *disks});
    REQUIRE(effect);
    const GLuint depth =
        upload(*this, GL_R32F, ParameterMap(masked_width, masked_height, glm::dvec2(500.0)), Row0::top);
    EffectFrame opaque = float_frame(Row0::top);
    opaque.source.alpha = opaque.target.alpha = Alpha::opaque;
    Image picture = source;
    for (glm::dvec4& pixel : picture.pixels) pixel.a = 1.0;
    opaque.source.texture = upload(*this, GL_RGBA32F, picture, Row0::top);
    check("depth of field", opaque, [&](const EffectFrame& frame) {
        DepthOfFieldFrame seen;
        seen.source = frame.source;
        seen.target = frame.target;
        seen.row0 = frame.row0;
        seen.mask_texture = frame.mask_texture;
        seen.depth_texture = depth;
        seen.depth.kind = DepthKind::metres;
        DepthOfFieldOptions options;
        options.far_limit = 0.05f;
        options.lens.focus_distance_m = 1.0f;
        return effect->apply(seen, options);
    });
}

}  // namespace tapestry::test
