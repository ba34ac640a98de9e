#include <array>

#include "option_fields/option_fields.h"
#include "option_fields/shared_fields.h"

namespace tapestry {
namespace {

constexpr std::array views = {
    FieldChoice{"picture", "Picture", "What the lens sees."},
    FieldChoice{"coc", "CoC", "Circles of confusion: near orange, far blue, in focus grey."},
    FieldChoice{"tiles", "Tiles", "What each tile needs: nothing, focus, layers, both."},
    FieldChoice{"near", "Near", "The near layers alone."},
    FieldChoice{"far", "Far", "The far layers alone."},
    FieldChoice{"coverage", "Cover", "Coverage: near red, in focus green, far blue."},
};

constexpr std::array depth_qualities = {
    FieldChoice{"rendered", "Rendered", "Each pixel has the depth of what it shows."},
    FieldChoice{"estimated", "Estimated",
                "Depth of phones, networks and sensors: its edges are made to follow the picture's."},
};

constexpr std::array defocuses = {
    FieldChoice{"lens", "Lens", "A thin lens, focused at a distance."},
    FieldChoice{"ranges", "Ranges",
                "Sharp between two distances of your own, and blur that grows from there."},
};

OptionField metres_field(const char* name, const char* label, const char* help, float least, float most,
                         float shown_most) {
    return {name, label, help, least, most, least, shown_most, 3.0f, 1.0f, " m", 2};
}

OptionField share_field(const char* name, const char* label, const char* help) {
    return {name, label, help, 0.0f, 1.0f, 0.0f, 1.0f, 1.0f, 100.0f, " %", 0};
}

constexpr float by_lens = 0.0f;
constexpr float by_ranges = 1.0f;

}  // namespace

const BoundFields<DepthOfFieldOptions>& depth_of_field_fields() {
    static const BoundFields<DepthOfFieldOptions> fields = {
        bind<&DepthOfFieldOptions::defocus>(
            {.name = "defocus", .label = "Blur by", .help = "Where blur comes from.", .choices = defocuses}),
        bind_in<&DepthOfFieldOptions::lens, &Lens::focus_distance_m>(only_with(
            "autofocus", 0.0f,
            metres_field("focus_distance_m", "Focus", "Distance of what is sharp, along the view's axis.",
                         0.05f, 1000.0f, 30.0f))),
        bind_in<&DepthOfFieldOptions::lens, &Lens::f_number>(
            only_with("defocus", by_lens,
                      {"f_number", "Aperture, f /",
                       "Focal length over the aperture's width: smaller numbers blur more.", 0.5f, 64.0f,
                       0.7f, 22.0f, 2.5f, 1.0f, "", 1})),
        bind<&DepthOfFieldOptions::tilt_deg>(
            only_with("defocus", by_lens,
                      {"tilt_deg", "Tilt",
                       "Turns the plane of focus about the picture's width: above 0 it comes nearer at the "
                       "bottom, along a table or a floor.",
                       -89.0f, 89.0f, -89.0f, 89.0f, 1.0f, 1.0f, "\xC2\xB0", 1})),
        bind<&DepthOfFieldOptions::swing_deg>(
            only_with("defocus", by_lens,
                      {"swing_deg", "Swing",
                       "Turns the plane of focus about the picture's height: above 0 it comes nearer on the "
                       "right, along a wall.",
                       -89.0f, 89.0f, -89.0f, 89.0f, 1.0f, 1.0f, "\xC2\xB0", 1})),
        bind_in<&DepthOfFieldOptions::autofocus, &Autofocus::on>(
            only_with("defocus", by_lens,
                      {.name = "autofocus",
                       .label = "Autofocus",
                       .help = "Focus on what a place of the picture shows, whatever moves."})),
        bind_in<&DepthOfFieldOptions::autofocus, &Autofocus::x>(only_with(
            "autofocus", 1.0f,
            share_field("autofocus_x", "Place, across", "Where it looks: 0 is the picture's left side."))),
        bind_in<&DepthOfFieldOptions::autofocus, &Autofocus::y>(
            only_with("autofocus", 1.0f,
                      share_field("autofocus_y", "Place, down", "Where it looks: 0 is the picture's top."))),
        bind_in<&DepthOfFieldOptions::autofocus, &Autofocus::smoothing_s>(only_with(
            "autofocus", 1.0f,
            {"autofocus_smoothing_s", "Smoothing", "Time constant by which focus follows; 0 is at once.",
             0.0f, 10.0f, 0.0f, 2.0f, 1.0f, 1.0f, " s", 2})),
        bind_in<&DepthOfFieldOptions::ranges, &FocusRanges::near_start_m>(
            only_with("defocus", by_ranges,
                      metres_field("near_start_m", "Near: full blur to",
                                   "What is nearer has the largest near blur.", 0.0f, 1000.0f, 30.0f))),
        bind_in<&DepthOfFieldOptions::ranges, &FocusRanges::near_end_m>(only_with(
            "defocus", by_ranges,
            metres_field("near_end_m", "Sharp from", "Where the near blur ends.", 0.0f, 1000.0f, 30.0f))),
        bind_in<&DepthOfFieldOptions::ranges, &FocusRanges::far_start_m>(only_with(
            "defocus", by_ranges,
            metres_field("far_start_m", "Sharp to", "Where the far blur begins.", 0.0f, 1000.0f, 60.0f))),
        bind_in<&DepthOfFieldOptions::ranges, &FocusRanges::far_end_m>(
            only_with("defocus", by_ranges,
                      metres_field("far_end_m", "Far: full blur from",
                                   "What is farther has the largest far blur.", 0.0f, 1000.0f, 100.0f))),
        bind<&DepthOfFieldOptions::near_strength>({"near_strength", "Near blur",
                                                   "Multiplies the blur before the focus.", 0.0f, 4.0f, 0.0f,
                                                   2.0f, 1.0f, 100.0f, " %", 0}),
        bind<&DepthOfFieldOptions::far_strength>({"far_strength", "Far blur",
                                                  "Multiplies the blur behind the focus.", 0.0f, 4.0f, 0.0f,
                                                  2.0f, 1.0f, 100.0f, " %", 0}),
        bind<&DepthOfFieldOptions::near_limit>({"near_limit", "Largest near blur",
                                                "Radius, relative to the picture's height.", 0.0f, 0.2f, 0.0f,
                                                0.2f, 1.5f, 100.0f, " %", 1, true}),
        bind<&DepthOfFieldOptions::far_limit>({"far_limit", "Largest far blur",
                                               "Radius, relative to the picture's height.", 0.0f, 0.2f, 0.0f,
                                               0.2f, 1.5f, 100.0f, " %", 1, true}),
        bind<&DepthOfFieldOptions::aspect>(aspect_field()),
        bind<&DepthOfFieldOptions::catseye>({"catseye", "Cat's eye",
                                             "How much the corners cut into the aperture, for tables "
                                             "that can show it.",
                                             0.0f, 1.0f, 0.0f, 1.0f, 1.0f, 100.0f, " %", 0}),
        bind_in<&DepthOfFieldOptions::highlights, &Highlights::on>(
            {.name = "highlights",
             .label = "Exact lights",
             .help = "Small bright lights are drawn as exact pictures of the aperture."}),
        bind_in<&DepthOfFieldOptions::highlights, &Highlights::threshold>(
            only_with("highlights", 1.0f,
                      {"threshold", "Light from", "Linear light above which a light is drawn apart.", 0.05f,
                       100.0f, 0.05f, 20.0f, 3.0f, 1.0f, "", 2})),
        bind<&DepthOfFieldOptions::view>(
            {.name = "view", .label = "View", .help = "What is drawn.", .choices = views}),
    };
    return fields;
}

const BoundFields<DepthOfFieldOptions>& all_depth_of_field_fields() {
    static const BoundFields<DepthOfFieldOptions> fields = [] {
        std::vector<BoundField<DepthOfFieldOptions>> all = depth_of_field_fields().bound();
        all.push_back(bind_in<&DepthOfFieldOptions::lens, &Lens::focal_length_mm>(only_with(
            "defocus", by_lens,
            {"focal_length_mm", "Focal length", "Of the lens; the camera's field of view does not follow it.",
             1.0f, 2000.0f, 10.0f, 200.0f, 2.0f, 1.0f, " mm", 0})));
        all.push_back(bind_in<&DepthOfFieldOptions::lens, &Lens::sensor_height_mm>(
            only_with("defocus", by_lens,
                      {"sensor_height_mm", "Sensor height", "The picture's height on the sensor.", 1.0f,
                       200.0f, 4.0f, 60.0f, 2.0f, 1.0f, " mm", 1})));
        all.push_back(bind<&DepthOfFieldOptions::depth_quality>({.name = "depth_quality",
                                                                 .label = "Depth is",
                                                                 .help = "How depth came about.",
                                                                 .choices = depth_qualities}));
        all.push_back(bind<&DepthOfFieldOptions::steadiness>(
            {"steadiness", "Steadiness",
             "The share of what is blurred that comes from the frame before. Needs the frame's history.",
             0.0f, 0.95f, 0.0f, 0.95f, 1.0f, 100.0f, " %", 0}));
        return BoundFields<DepthOfFieldOptions>(std::move(all));
    }();
    return fields;
}

}  // namespace tapestry
