// The structs of shaders/shared/layout.h lie in memory as the linked programs say.
#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gl/device_state.h"
#include "gl/program_variant.h"
#include "gl_fixture.h"
#include "gl_pictures.h"
#include "shared/dof.h"
#include "shared/layout.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/table_file.h"
#include "tapestry/tap_table.h"

namespace tapestry::test {
namespace {

struct Member {
    std::string name;
    std::size_t offset;
};

#define MEMBER(block, member)                            \
    Member {                                             \
        "pass." #member, offsetof(layout::block, member) \
    }

const std::vector<Member> ingest_members = {
    MEMBER(IngestPass, area.first),  MEMBER(IngestPass, area.end),  MEMBER(IngestPass, picture.first),
    MEMBER(IngestPass, picture.end), MEMBER(IngestPass, tile_kind), MEMBER(IngestPass, tile_capacity),
    MEMBER(IngestPass, margin),      MEMBER(IngestPass, unused)};

const std::vector<Member> read_tiles_members = {
    MEMBER(ReadTilesPass, area.first), MEMBER(ReadTilesPass, area.end), MEMBER(ReadTilesPass, tiles),
    MEMBER(ReadTilesPass, origin),     MEMBER(ReadTilesPass, reach_px), MEMBER(ReadTilesPass, tile_capacity),
    MEMBER(ReadTilesPass, unused0),    MEMBER(ReadTilesPass, unused1)};

const std::vector<Member> copy_members = {MEMBER(CopyPass, area.first),  MEMBER(CopyPass, area.end),
                                          MEMBER(CopyPass, tile_kind),   MEMBER(CopyPass, tile_capacity),
                                          MEMBER(CopyPass, grade),       MEMBER(CopyPass, origin),
                                          MEMBER(CopyPass, mask_origin), MEMBER(CopyPass, end),
                                          MEMBER(CopyPass, unused0),     MEMBER(CopyPass, unused1)};

const std::vector<Member> filter_members = {MEMBER(FilterPass, area.first),
                                            MEMBER(FilterPass, area.end),
                                            MEMBER(FilterPass, offset_factor),
                                            MEMBER(FilterPass, size),
                                            MEMBER(FilterPass, parameter),
                                            MEMBER(FilterPass, turn),
                                            MEMBER(FilterPass, copied_up_to),
                                            MEMBER(FilterPass, layer),
                                            MEMBER(FilterPass, identity_marks),
                                            MEMBER(FilterPass, axes[0].first_knot),
                                            MEMBER(FilterPass, axes[0].knot_count),
                                            MEMBER(FilterPass, axes[0].flags),
                                            MEMBER(FilterPass, axes[0].period),
                                            MEMBER(FilterPass, axes[1].first_knot),
                                            MEMBER(FilterPass, axes[1].knot_count),
                                            MEMBER(FilterPass, axes[1].flags),
                                            MEMBER(FilterPass, axes[1].period),
                                            MEMBER(FilterPass, offset_scale),
                                            MEMBER(FilterPass, turn_step),
                                            MEMBER(FilterPass, tile_kind),
                                            MEMBER(FilterPass, tile_capacity),
                                            MEMBER(FilterPass, grade),
                                            MEMBER(FilterPass, origin),
                                            MEMBER(FilterPass, mask_origin),
                                            MEMBER(FilterPass, margin),
                                            MEMBER(FilterPass, has_edge),
                                            MEMBER(FilterPass, parameter_area.first),
                                            MEMBER(FilterPass, parameter_area.end),
                                            MEMBER(FilterPass, turn_area.first),
                                            MEMBER(FilterPass, turn_area.end)};

const std::vector<Member> tilt_shift_members = {
    MEMBER(TiltShiftPass, area.first),      MEMBER(TiltShiftPass, area.end),
    MEMBER(TiltShiftPass, picture.size),    MEMBER(TiltShiftPass, picture.row0_top),
    MEMBER(TiltShiftPass, picture.unused0), MEMBER(TiltShiftPass, center_px),
    MEMBER(TiltShiftPass, normal),          MEMBER(TiltShiftPass, half_width_px),
    MEMBER(TiltShiftPass, half_length_px),  MEMBER(TiltShiftPass, falloff_px),
    MEMBER(TiltShiftPass, max_radius_px),   MEMBER(TiltShiftPass, falloff),
    MEMBER(TiltShiftPass, shape),           MEMBER(TiltShiftPass, unused0),
    MEMBER(TiltShiftPass, unused1)};

const std::vector<Member> rotational_members = {
    MEMBER(RotationalBokehPass, area.first),      MEMBER(RotationalBokehPass, area.end),
    MEMBER(RotationalBokehPass, picture.size),    MEMBER(RotationalBokehPass, picture.row0_top),
    MEMBER(RotationalBokehPass, picture.unused0), MEMBER(RotationalBokehPass, center_px),
    MEMBER(RotationalBokehPass, radius_px),       MEMBER(RotationalBokehPass, distance_px),
    MEMBER(RotationalBokehPass, growth),          MEMBER(RotationalBokehPass, unused0),
    MEMBER(RotationalBokehPass, unused1),         MEMBER(RotationalBokehPass, unused2)};

const std::vector<Member> radial_members = {
    MEMBER(RadialMotionPass, area.first),      MEMBER(RadialMotionPass, area.end),
    MEMBER(RadialMotionPass, picture.size),    MEMBER(RadialMotionPass, picture.row0_top),
    MEMBER(RadialMotionPass, picture.unused0), MEMBER(RadialMotionPass, center_px),
    MEMBER(RadialMotionPass, share),           MEMBER(RadialMotionPass, most_px),
    MEMBER(RadialMotionPass, motion),          MEMBER(RadialMotionPass, unused0),
    MEMBER(RadialMotionPass, unused1),         MEMBER(RadialMotionPass, unused2)};

const std::vector<Member> directional_members = {
    MEMBER(DirectionalMotionPass, area.first),      MEMBER(DirectionalMotionPass, area.end),
    MEMBER(DirectionalMotionPass, picture.size),    MEMBER(DirectionalMotionPass, picture.row0_top),
    MEMBER(DirectionalMotionPass, picture.unused0), MEMBER(DirectionalMotionPass, added_px),
    MEMBER(DirectionalMotionPass, frames),          MEMBER(DirectionalMotionPass, most_px),
    MEMBER(DirectionalMotionPass, origin),          MEMBER(DirectionalMotionPass, unused0),
    MEMBER(DirectionalMotionPass, unused1)};

const std::vector<Member> field_members = {
    MEMBER(FieldPass, area.first),      MEMBER(FieldPass, area.end),
    MEMBER(FieldPass, picture.size),    MEMBER(FieldPass, picture.row0_top),
    MEMBER(FieldPass, picture.unused0), MEMBER(FieldPass, center_px),
    MEMBER(FieldPass, distance_px),     MEMBER(FieldPass, growth),
    MEMBER(FieldPass, factor),          MEMBER(FieldPass, most),
    MEMBER(FieldPass, constant),        MEMBER(FieldPass, turn_deg),
    MEMBER(FieldPass, order),           MEMBER(FieldPass, unused0),
    MEMBER(FieldPass, unused1),         MEMBER(FieldPass, unused2)};

const std::vector<Member> focal_plane_members = {
    MEMBER(FocalPlanePass, area.first),      MEMBER(FocalPlanePass, area.end),
    MEMBER(FocalPlanePass, picture.size),    MEMBER(FocalPlanePass, picture.row0_top),
    MEMBER(FocalPlanePass, picture.unused0), MEMBER(FocalPlanePass, depth_line),
    MEMBER(FocalPlanePass, inverse_planes),  MEMBER(FocalPlanePass, slope),
    MEMBER(FocalPlanePass, inverse_focus),   MEMBER(FocalPlanePass, ray_of_px),
    MEMBER(FocalPlanePass, radius_m_px),     MEMBER(FocalPlanePass, most_px),
    MEMBER(FocalPlanePass, is_distance),     MEMBER(FocalPlanePass, unused0),
    MEMBER(FocalPlanePass, origin),          MEMBER(FocalPlanePass, unused1),
    MEMBER(FocalPlanePass, unused2)};

const std::vector<Member> fill_members = {MEMBER(MapFillPass, area.first), MEMBER(MapFillPass, area.end),
                                          MEMBER(MapFillPass, spacing), MEMBER(MapFillPass, reach),
                                          MEMBER(MapFillPass, is_last)};

const std::vector<Member> mask_members = {MEMBER(MapMaskPass, area.first), MEMBER(MapMaskPass, area.end),
                                          MEMBER(MapMaskPass, mask_origin), MEMBER(MapMaskPass, unused0),
                                          MEMBER(MapMaskPass, unused1)};

const std::vector<Member> view_members = {MEMBER(MapViewPass, area.first), MEMBER(MapViewPass, area.end),
                                          MEMBER(MapViewPass, parameter),  MEMBER(MapViewPass, largest),
                                          MEMBER(MapViewPass, hue_period), MEMBER(MapViewPass, origin),
                                          MEMBER(MapViewPass, unused0),    MEMBER(MapViewPass, unused1)};

const std::vector<Member> reduce_members = {MEMBER(ReducePass, area.first), MEMBER(ReducePass, area.end),
                                            MEMBER(ReducePass, size),       MEMBER(ReducePass, last),
                                            MEMBER(ReducePass, margin),     MEMBER(ReducePass, unused0),
                                            MEMBER(ReducePass, unused1),    MEMBER(ReducePass, unused2)};

std::vector<Member> with_resolution(std::vector<Member> members, std::size_t offset) {
    const std::vector<Member> inside = {MEMBER(TapestryResolution, least),
                                        MEMBER(TapestryResolution, last),
                                        MEMBER(TapestryResolution, most),
                                        MEMBER(TapestryResolution, size_share),
                                        MEMBER(TapestryResolution, variance_px2),
                                        MEMBER(TapestryResolution, constant_share),
                                        MEMBER(TapestryResolution, lost_variance_px2),
                                        MEMBER(TapestryResolution, factor),
                                        MEMBER(TapestryResolution, periodic),
                                        MEMBER(TapestryResolution, step),
                                        MEMBER(TapestryResolution, unused0),
                                        MEMBER(TapestryResolution, unused1)};
    for (const Member& member : inside)
        members.push_back({"pass.resolution." + member.name.substr(5), offset + member.offset});
    return members;
}

const std::vector<Member> reduce_parameters_members = with_resolution(
    {MEMBER(ReduceParametersPass, area.first), MEMBER(ReduceParametersPass, area.end),
     MEMBER(ReduceParametersPass, parameter_area.first), MEMBER(ReduceParametersPass, parameter_area.end),
     MEMBER(ReduceParametersPass, parameter_scale), MEMBER(ReduceParametersPass, unused0),
     MEMBER(ReduceParametersPass, unused1)},
    offsetof(layout::ReduceParametersPass, resolution));

const std::vector<Member> enlarge_members = with_resolution(
    {MEMBER(EnlargePass, area.first), MEMBER(EnlargePass, area.end), MEMBER(EnlargePass, reduced_size),
     MEMBER(EnlargePass, parameter), MEMBER(EnlargePass, parameter_area.first),
     MEMBER(EnlargePass, parameter_area.end), MEMBER(EnlargePass, grade), MEMBER(EnlargePass, origin),
     MEMBER(EnlargePass, mask_origin), MEMBER(EnlargePass, margin), MEMBER(EnlargePass, unused0)},
    offsetof(layout::EnlargePass, resolution));

const std::vector<Member> dof_coc_members = {
    MEMBER(DofCocPass, area.first),     MEMBER(DofCocPass, area.end),       MEMBER(DofCocPass, origin),
    MEMBER(DofCocPass, depth_kind),     MEMBER(DofCocPass, defocus),        MEMBER(DofCocPass, ranges),
    MEMBER(DofCocPass, depth_line),     MEMBER(DofCocPass, inverse_planes), MEMBER(DofCocPass, lens_px),
    MEMBER(DofCocPass, focal_length_m), MEMBER(DofCocPass, inverse_focus),  MEMBER(DofCocPass, autofocus),
    MEMBER(DofCocPass, strength),       MEMBER(DofCocPass, limit_px),       MEMBER(DofCocPass, height_px),
    MEMBER(DofCocPass, threshold),      MEMBER(DofCocPass, focus_px),       MEMBER(DofCocPass, is_masked),
    MEMBER(DofCocPass, picture_end),    MEMBER(DofCocPass, bright_cell_px), MEMBER(DofCocPass, follow_share),
    MEMBER(DofCocPass, focus_pixel),    MEMBER(DofCocPass, unused0),        MEMBER(DofCocPass, unused1)};

const std::vector<Member> dof_members = {MEMBER(DofPass, area.first),
                                         MEMBER(DofPass, area.end),
                                         MEMBER(DofPass, size),
                                         MEMBER(DofPass, origin),
                                         MEMBER(DofPass, offset_sign),
                                         MEMBER(DofPass, focus_px),
                                         MEMBER(DofPass, near_split_px),
                                         MEMBER(DofPass, threshold),
                                         MEMBER(DofPass, limit_px),
                                         MEMBER(DofPass, step),
                                         MEMBER(DofPass, slice),
                                         MEMBER(DofPass, view),
                                         MEMBER(DofPass, tile_kind),
                                         MEMBER(DofPass, tile_capacity),
                                         MEMBER(DofPass, is_coarsest),
                                         MEMBER(DofPass, aperture_area),
                                         MEMBER(DofPass, catseye),
                                         MEMBER(DofPass, far_split_px),
                                         MEMBER(DofPass, near_focus_px),
                                         MEMBER(DofPass, aspect),
                                         MEMBER(DofPass, bright_cell_px),
                                         MEMBER(DofPass, aperture_variance),
                                         MEMBER(DofPass, aperture_reach),
                                         MEMBER(DofPass, light_level),
                                         MEMBER(DofPass, light_cells),
                                         MEMBER(DofPass, slice_steps),
                                         MEMBER(DofPass, light_levels),
                                         MEMBER(DofPass, most_near_split_px),
                                         MEMBER(DofPass, most_far_split_px),
                                         MEMBER(DofPass, unused0),
                                         MEMBER(DofPass, read_size),
                                         MEMBER(DofPass, unused1),
                                         MEMBER(DofPass, unused2)};

#undef MEMBER

GLint resource(const GladGLContext& gl, GLuint program, GLenum interface, GLuint index, GLenum property) {
    GLint value = -1;
    gl.GetProgramResourceiv(program, interface, index, 1, &property, 1, nullptr, &value);
    return value;
}

struct BlockFixture : GlFixture {
    /// With everything that a file may be compiled for.
    GLuint program(std::string_view file, bool in_uniforms = false) {
        const layout::TapestryConversion conversion = {};
        GpuTable::Shape shape = {24, 17, 24 * 17, 18, true, in_uniforms};
        PassDefines defines =
            defines_of({.last_layer = true, .two_axes = true, .conversion = &conversion, .table = &shape});
        defines.with_target(GL_RGBA16F).with_if(file == "filter_tile.comp", "TAPESTRY_TILED");
        // Every name that one of them has.
        constexpr std::array<ShaderBinding, 9> bindings = {{{"source"},
                                                            {"original"},
                                                            {"parameters"},
                                                            {"turns"},
                                                            {"velocities"},
                                                            {"depths"},
                                                            {"filled"},
                                                            {"target", GL_RGBA16F},
                                                            {"target_turns", GL_R32F}}};
        const auto found = device.state()->shaders.program(file, defines.list(), bindings);
        if (!found) FAIL(found.error().message);
        return (*found)->program.name();
    }

    void check_block(std::string_view file, const std::vector<Member>& members, std::size_t size) {
        check_block(file, program(file), members, size);
    }

    void check_block(std::string_view file, GLuint name, const std::vector<Member>& members,
                     std::size_t size) {
        INFO(std::string(file));
        const GLuint block = gl.GetProgramResourceIndex(name, GL_UNIFORM_BLOCK, "PassBlock");
        REQUIRE(block != GL_INVALID_INDEX);
        CHECK(resource(gl, name, GL_UNIFORM_BLOCK, block, GL_BUFFER_BINDING) == TAPESTRY_UNIFORM_PASS);
        CHECK(resource(gl, name, GL_UNIFORM_BLOCK, block, GL_BUFFER_DATA_SIZE) == static_cast<GLint>(size));
        // std140 keeps every member active: as many as we list, so none is forgotten here.
        CHECK(resource(gl, name, GL_UNIFORM_BLOCK, block, GL_NUM_ACTIVE_VARIABLES) ==
              static_cast<GLint>(members.size()));
        for (const Member& member : members) {
            INFO(member.name);
            const GLuint index = gl.GetProgramResourceIndex(name, GL_UNIFORM, member.name.c_str());
            REQUIRE(index != GL_INVALID_INDEX);
            CHECK(resource(gl, name, GL_UNIFORM, index, GL_OFFSET) == static_cast<GLint>(member.offset));
        }
    }

    /// With all of its passes.
    void draw_depth_of_field() {
        auto table = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_8x3_flat.tap");
        REQUIRE(table);
        auto effect = DepthOfField::create(device, {.bokeh = *table});
        REQUIRE(effect);
        constexpr int width = 64, height = 360;
        DepthOfFieldFrame frame;
        frame.source = {make_texture(*this, GL_RGBA16F, width, height)};
        frame.target = {make_texture(*this, GL_RGBA8, width, height)};
        frame.depth_texture = make_texture(*this, GL_R32F, width, height);
        frame.depth.kind = DepthKind::metres;
        frame.layer.color = frame.hidden.color = frame.source;
        frame.layer.depth_texture = frame.hidden.depth_texture = frame.depth_texture;
        DepthOfFieldOptions options;
        options.autofocus.on = true;
        options.near_limit = options.far_limit = 0.2f;
        for (const DepthOfFieldView view : {DepthOfFieldView::picture, DepthOfFieldView::coverage}) {
            options.view = view;
            if (Result<void> status = effect->apply(frame, options); !status) FAIL(status.error().message);
        }
    }

    void check_uniform_array(GLuint name, const char* block, const char* member, GLint binding,
                             std::size_t offset) {
        const GLuint index = gl.GetProgramResourceIndex(name, GL_UNIFORM_BLOCK, block);
        REQUIRE(index != GL_INVALID_INDEX);
        CHECK(resource(gl, name, GL_UNIFORM_BLOCK, index, GL_BUFFER_BINDING) == binding);
        const GLuint variable = gl.GetProgramResourceIndex(name, GL_UNIFORM, member);
        REQUIRE(variable != GL_INVALID_INDEX);
        CHECK(resource(gl, name, GL_UNIFORM, variable, GL_OFFSET) == static_cast<GLint>(offset));
        CHECK(resource(gl, name, GL_UNIFORM, variable, GL_ARRAY_STRIDE) == sizeof(glm::vec4));
    }

    void check_storage(GLuint name, const char* block, const char* member, GLint binding, GLint stride,
                       GLint offset = 0) {
        const GLuint index = gl.GetProgramResourceIndex(name, GL_SHADER_STORAGE_BLOCK, block);
        REQUIRE(index != GL_INVALID_INDEX);
        CHECK(resource(gl, name, GL_SHADER_STORAGE_BLOCK, index, GL_BUFFER_BINDING) == binding);
        const GLuint variable = gl.GetProgramResourceIndex(name, GL_BUFFER_VARIABLE, member);
        REQUIRE(variable != GL_INVALID_INDEX);
        CHECK(resource(gl, name, GL_BUFFER_VARIABLE, variable, GL_OFFSET) == offset);
        CHECK(resource(gl, name, GL_BUFFER_VARIABLE, variable, GL_ARRAY_STRIDE) == stride);
    }
};

}  // namespace

TEST_CASE_FIXTURE(BlockFixture, "uniform blocks are laid out as in C++") {
    check_block("filter_ingest.comp", ingest_members, sizeof(layout::IngestPass));
    check_block("filter_copy.comp", copy_members, sizeof(layout::CopyPass));
    check_block("tiles_read.comp", read_tiles_members, sizeof(layout::ReadTilesPass));
    check_block("filter_uniform.comp", filter_members, sizeof(layout::FilterPass));
    check_block("filter_varying.comp", filter_members, sizeof(layout::FilterPass));
    check_block("filter_tile.comp", filter_members, sizeof(layout::FilterPass));
    check_block("taps_blend.comp", filter_members, sizeof(layout::FilterPass));
    check_block("tiles_classify.comp", filter_members, sizeof(layout::FilterPass));
    check_block("resolution_reduce.comp", reduce_members, sizeof(layout::ReducePass));
    check_block("resolution_parameters.comp", reduce_parameters_members,
                sizeof(layout::ReduceParametersPass));
    check_block("resolution_enlarge.comp", enlarge_members, sizeof(layout::EnlargePass));
    check_block("map_tilt_shift.comp", tilt_shift_members, sizeof(layout::TiltShiftPass));
    check_block("map_rotational_bokeh.comp", rotational_members, sizeof(layout::RotationalBokehPass));
    check_block("map_radial_motion.comp", radial_members, sizeof(layout::RadialMotionPass));
    check_block("map_directional_motion.comp", directional_members, sizeof(layout::DirectionalMotionPass));
    check_block("map_field.comp", field_members, sizeof(layout::FieldPass));
    check_block("map_focal_plane.comp", focal_plane_members, sizeof(layout::FocalPlanePass));
    check_block("map_fill.comp", fill_members, sizeof(layout::MapFillPass));
    check_block("map_mask.comp", mask_members, sizeof(layout::MapMaskPass));
    check_block("map_view.comp", view_members, sizeof(layout::MapViewPass));
}

TEST_CASE_FIXTURE(BlockFixture, "depth of field's uniform blocks are laid out as in C++") {
    draw_depth_of_field();
    const std::set<std::string_view> first = {"dof_coc.comp", "dof_bright.comp", "dof_hidden.comp",
                                              "dof_autofocus.comp"};
    std::set<std::string> checked;
    device.state()->shaders.for_each([&](std::string_view file, const ComputeProgram& program) {
        if (!file.starts_with("dof_")) return;
        if (first.contains(file))
            check_block(file, program.program.name(), dof_coc_members, sizeof(layout::DofCocPass));
        else
            check_block(file, program.program.name(), dof_members, sizeof(layout::DofPass));
        checked.emplace(file);
    });
    for (const ShaderFile& file : embedded_shaders())
        if (file.name.starts_with("dof_")) CHECK_MESSAGE(checked.contains(std::string(file.name)), file.name);
}

TEST_CASE_FIXTURE(BlockFixture, "storage blocks are laid out as in the table") {
    for (const char* const file : {"filter_tile.comp", "filter_varying.comp", "taps_blend.comp"}) {
        INFO(std::string(file));
        check_storage(program(file), "TapRecords", "tap_records[0]", TAPESTRY_STORAGE_TAPS, sizeof(Tap));
        check_storage(program(file), "Knots", "knots[0]", TAPESTRY_STORAGE_KNOTS, sizeof(glm::vec4));
    }
    const GLuint classify = program("tiles_classify.comp");
    check_storage(classify, "Tiles", "tiles[0]", TAPESTRY_STORAGE_TILES, sizeof(GLuint),
                  TAPESTRY_TILE_LISTS * sizeof(layout::TapestryTileList) + sizeof(GLuint));
}

TEST_CASE_FIXTURE(BlockFixture, "a layer's records and blended taps are uniform blocks too") {
    for (const char* const file : {"filter_tile.comp", "filter_varying.comp"}) {
        INFO(std::string(file));
        const GLuint name = program(file, true);
        check_uniform_array(name, "TapRecords", "tap_records[0]", TAPESTRY_UNIFORM_TAPS, 0);
        check_uniform_array(name, "Knots", "knots[0]", TAPESTRY_UNIFORM_KNOTS, 0);
    }
    check_uniform_array(program("filter_uniform.comp"), "BlendedLayer", "BlendedLayer.taps[0]",
                        TAPESTRY_UNIFORM_TAPS, offsetof(layout::TapestryBlendedLayer, taps));
}

TEST_CASE_FIXTURE(BlockFixture, "every pass has the workgroup of the shared header") {
    for (const char* const file :
         {"filter_ingest.comp", "filter_copy.comp", "filter_tile.comp", "filter_varying.comp",
          "taps_blend.comp", "tiles_classify.comp", "tiles_read.comp", "resolution_reduce.comp",
          "resolution_parameters.comp", "resolution_enlarge.comp", "map_tilt_shift.comp",
          "map_rotational_bokeh.comp", "map_radial_motion.comp", "map_directional_motion.comp",
          "map_field.comp", "map_view.comp"}) {
        std::array<GLint, 3> size = {};
        gl.GetProgramiv(program(file), GL_COMPUTE_WORK_GROUP_SIZE, size.data());
        CHECK(size == std::array<GLint, 3>{TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y, 1});
    }
    std::array<GLint, 3> size = {};
    gl.GetProgramiv(program("filter_uniform.comp"), GL_COMPUTE_WORK_GROUP_SIZE, size.data());
    CHECK(size == std::array<GLint, 3>{TAPESTRY_GROUP_X, TAPESTRY_GROUP_HALF_Y, 1});
}

}  // namespace tapestry::test
