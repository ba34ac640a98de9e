#include "offline/report/method_style.h"

#include "offline/report/plot_axis.h"

namespace tapestry::offline::report {

using study::Method;

std::string method_name(Method method) {
    switch (method) {
        case Method::ours:
            return "ours";
        case Method::ours_signed:
            return "ours, signed";
        case Method::ours_one_run:
            return "ours, one run";
        case Method::published:
            return "published recipe";
        case Method::published_raw:
            return "published recipe, raw";
        case Method::tempering:
            return "parallel tempering";
        case Method::low_rank:
            return "low-rank";
        case Method::separable_gaussian:
            return "separable Gaussian";
        case Method::kawase:
            return "Kawase";
        case Method::dual_filter:
            return "dual filter";
    }
    return "";
}

std::string start_name(StartKind start) {
    switch (start) {
        case StartKind::sparse_sampling:
            return "sparse sampling";
        case StartKind::increasing_radial:
            return "radial";
        case StartKind::random:
            return "random";
        case StartKind::scattered:
            return "scattered";
    }
    return "";
}

std::string variant_name(const study::Row& row) {
    const study::Settings& settings = row.settings;
    std::string name = method_name(row.method);
    if (settings.rank > 0) name.append(" ").append(std::to_string(settings.rank));
    if (settings.start) name.append(", ").append(start_name(*settings.start));
    if (settings.steps > 0)
        name.append(", ").append(tick_label(static_cast<double>(settings.steps))).append(" steps");
    if (settings.against_tempering)
        name += ", 1/100 of tempering's time";
    else if (settings.budget_seconds > 0.0)
        name.append(", ").append(tick_label(settings.budget_seconds)).append(" s");
    return name;
}

std::string size_name(const study::Row& row) {
    if (row.settings.taps == 0) return "";
    return std::to_string(row.settings.taps) + "x" + std::to_string(row.settings.layers);
}

Series method_series(Method method, std::string name) {
    const auto series = [&](Colour colour, Marker marker, Dash dash = Dash::solid) {
        return Series{.name = std::move(name), .colour = colour, .dash = dash, .marker = marker};
    };
    switch (method) {
        case Method::ours:
            return series(palette::blue, Marker::circle);
        case Method::ours_signed:
            return series(palette::sky, Marker::circle);
        case Method::ours_one_run:
            return series(palette::blue, Marker::none);
        case Method::published:
            return series(palette::vermillion, Marker::square);
        case Method::published_raw:
            return series(palette::vermillion, Marker::square, Dash::dotted);
        case Method::tempering:
            return series(palette::green, Marker::triangle);
        case Method::low_rank:
            return series(palette::ink, Marker::diamond);
        case Method::separable_gaussian:
            return series(palette::grey, Marker::cross);
        case Method::kawase:
            return series(palette::orange, Marker::triangle);
        case Method::dual_filter:
            return series(palette::purple, Marker::diamond);
    }
    return {};
}

Dash start_dash(StartKind start) {
    return start == StartKind::sparse_sampling     ? Dash::solid
           : start == StartKind::increasing_radial ? Dash::dashed
                                                   : Dash::dotted;
}

}  // namespace tapestry::offline::report
