#include "tapestry/fit/kernel_field.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <filesystem>
#include <memory>

#include "offline/files/json_text.h"
#include "offline/kernels/kernel_grid.h"
#include "tapestry/fit/make_kernel.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {
namespace {

constexpr const char* metadata_key = "kernel_field";
constexpr const char* morph_axis = "morph";

using KernelMaker = std::function<Result<DenseKernel>(const KernelSettings&)>;

// What a field is made from: the family, how its kernels are made, and its settings in full.
struct Source {
    const KernelFamily* family = nullptr;
    KernelMaker make;
    KernelSettings settings;
    std::vector<std::string> remarks = {};
};

Result<Source> mask_source(const FieldSpec& spec, const MaskReader& reader) {
    auto mask = read_mask(spec.mask, reader, spec.settings, spec.reading);
    if (!mask) return mask.error();
    return Source{&mask_family(), std::move(mask->make), std::move(mask->settings), std::move(mask->remarks)};
}

Result<Source> registered_source(const std::string& name, const KernelSettings& given) {
    auto family = find_family(name);
    if (!family) return family.error();
    auto settings = completed(**family, given);
    if (!settings) return settings.error();
    return Source{*family, (*family)->make, std::move(*settings)};
}

Result<Source> source_of(const FieldSpec& spec, const MaskReader& reader) {
    if (spec.kernel.empty() == spec.mask.empty())
        return Error{"name a kernel (`tapestry-fit kernels` lists them) or give a mask, not both"};
    if (spec.reading.centred && spec.mask.empty())
        return Error{spec.kernel + " cannot be centred; that is for masks"};
    if (spec.mask.empty() && (spec.reading.threshold || spec.reading.invert))
        return Error{spec.kernel + " has no threshold and is not inverted; that is for masks"};
    return spec.mask.empty() ? registered_source(spec.kernel, spec.settings) : mask_source(spec, reader);
}

const KernelParameter* parameter_of(const KernelFamily& family, const std::string& axis) {
    const auto found = std::find_if(family.numbers.begin(), family.numbers.end(),
                                    [&](const KernelParameter& p) { return p.axis == axis; });
    return found == family.numbers.end() ? nullptr : &*found;
}

std::string axes_of(const KernelFamily& family) {
    std::string names;
    for (const KernelParameter& parameter : family.numbers)
        if (!parameter.whole) names += ", " + parameter.axis;
    return names.substr(2) + ", " + morph_axis;
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

// A kernel's parameter that runs along an axis.
struct Run {
    FieldAxis axis;
    std::string parameter;  // empty: the morph
};

class FieldMaker {
  public:
    FieldMaker(const FieldSpec& spec, const MaskReader& reader) : spec_(spec), reader_(reader) {}

    Result<KernelField> make() {
        if (spec_.axes.empty() || spec_.axes.size() > 2)
            return Error{"a family has 1 or 2 axes, not " + std::to_string(spec_.axes.size())};
        auto source = source_of(spec_, reader_);
        if (!source) return source.error();
        source_ = std::move(*source);
        for (const AxisRange& range : spec_.axes)
            if (auto status = add_axis(range); !status) return status.error();
        if (auto status = add_morph(); !status) return status.error();
        if (runs_.size() == 2 && runs_[0].axis.range.name == runs_[1].axis.range.name)
            return Error{"axis " + runs_[0].axis.range.name + " is given twice"};
        if (auto status = check_turn(); !status) return status.error();
        return field();
    }

  private:
    Result<void> add_axis(const AxisRange& range) {
        const Error refused{"axis " + range.name + "=" + number(range.from) + ":" + number(range.to) + ": "};
        if (!std::isfinite(range.from) || !std::isfinite(range.to) || range.from >= range.to)
            return Error{refused.message + "FROM must be below TO"};
        if (range.name == morph_axis) {
            if (range.from < 0.0 || range.to > 1.0)
                return Error{refused.message + "a morph runs between 0 and 1"};
            runs_.push_back({{range, "", 0.0, false, true}, ""});
            return {};
        }
        const KernelParameter* parameter = parameter_of(*source_.family, range.name);
        if (!parameter || parameter->whole)
            return Error{source_.family->name + " has no axis " + range.name + "; it has " +
                         axes_of(*source_.family)};
        if (spec_.settings.numbers.contains(parameter->name))
            return Error{"the " + parameter->name + " is given, but it runs along axis " + range.name};
        const bool is_size = parameter == &source_.family->size();
        FieldAxis axis{range, parameter->unit, 0.0, is_size, !is_size && parameter->unit != "deg"};
        // The identity, at size 0, is no kernel.
        const bool from_identity = is_size && range.from == 0.0;
        for (const double end : {range.from, range.to})
            if (!(from_identity && end == range.from))
                if (auto status = check_range(*source_.family, parameter->name, end); !status) return status;
        if (parameter->unit == "deg")
            if (auto status = set_period(axis, refused.message); !status) return status;
        runs_.push_back({axis, parameter->name});
        return {};
    }

    Result<void> set_period(FieldAxis& axis, const std::string& refused) const {
        const double period = source_.family->period_deg(source_.settings);
        const double span = axis.range.to - axis.range.from;
        if (period == 0.0) return Error{refused + source_.family->name + " is the same at any angle"};
        if (span > period)
            return Error{refused + source_.family->name + " repeats after " + number(period) + " deg"};
        if (span == period) axis.period = period;
        return {};
    }

    Result<void> add_morph() {
        const bool has_axis = std::any_of(runs_.begin(), runs_.end(),
                                          [](const Run& run) { return run.axis.range.name == morph_axis; });
        if (has_axis == spec_.morph_to.empty())
            return Error{has_axis ? "axis morph wants the kernel that it ends in"
                                  : "a kernel to morph to wants an axis morph"};
        if (!has_axis) return {};
        // What both kernels know (their size, mostly) is shared.
        KernelSettings given;
        auto family = find_family(spec_.morph_to);
        if (!family) return family.error();
        for (const auto& [name, value] : source_.settings.numbers)
            if ((*family)->number(name)) given.numbers[name] = value;
        for (const Run& run : runs_)
            if (!run.parameter.empty() && !(*family)->number(run.parameter))
                return Error{"axis " + run.axis.range.name + ": " + spec_.morph_to + " has no such axis"};
        auto source = registered_source(spec_.morph_to, given);
        if (!source) return source.error();
        morph_ = std::move(*source);
        return {};
    }

    Result<void> check_turn() const {
        if (!std::isfinite(spec_.turn_deg) || std::abs(spec_.turn_deg) > 360.0)
            return Error{"a family turns by at most 360 deg"};
        if (spec_.turn_deg == 0.0 && !spec_.at_any_turn) return {};
        if (!turning_parameter(*source_.family)) return Error{source_.family->name + " cannot be turned"};
        for (const Run& run : runs_)
            if (run.axis.unit == "deg") return Error{"a family with an axis of angles does not turn besides"};
        if (morph_.family) return Error{"a morph does not turn"};
        if (runs_.size() > 1 && spec_.at_any_turn) return Error{"a family for any turn has one axis"};
        if (runs_.size() > 1 && spec_.at_any_turn) return Error{"a family for any turn has one axis"};
        if (spec_.turn_deg != 0.0 && spec_.at_any_turn)
            return Error{"a family that turns along its axis is not for any turn"};
        return {};
    }

    static const KernelParameter* turning_parameter(const KernelFamily& family) {
        return parameter_of(family, axis_names::angle);
    }

    Result<KernelField> field() const {
        KernelField result;
        result.spec = spec_;
        result.remarks = source_.remarks;
        result.name = spec_.mask.empty()
                          ? spec_.kernel
                          : "mask " + readable(std::filesystem::path(spec_.mask).filename().string());
        if (morph_.family) result.name += " to " + spec_.morph_to;
        for (const Run& run : runs_) result.axes.push_back(run.axis);
        result.at = [source = source_, morph = morph_, runs = runs_, turn = turn()](glm::dvec2 p) {
            return kernel_at(source, morph, runs, turn ? turn(p.x) : 0.0, p);
        };
        if (spec_.at_any_turn)
            result.turned_at = [source = source_, morph = morph_, runs = runs_](glm::dvec2 p,
                                                                                double turn_deg) {
                return kernel_at(source, morph, runs, turn_deg, p);
            };
        result.similarity = [runs = runs_, turn = turn()](glm::dvec2 p) {
            Similarity similarity;
            for (std::size_t a = 0; a < runs.size(); ++a) {
                if (runs[a].axis.is_size) similarity.size = p[static_cast<int>(a)];
                if (runs[a].axis.unit == "deg") similarity.turn_deg = p[static_cast<int>(a)];
            }
            if (turn) similarity.turn_deg = turn(p.x);
            return similarity;
        };
        return result;
    }

    // Degrees at a place on the first axis; empty: the family does not turn.
    std::function<double(double)> turn() const {
        if (spec_.turn_deg == 0.0) return {};
        return [range = runs_[0].axis.range, by = spec_.turn_deg](double p) {
            return by * (p - range.from) / (range.to - range.from);
        };
    }

    static Result<DenseKernel> kernel_at(const Source& source, const Source& morph,
                                         const std::vector<Run>& runs, double turn_deg, glm::dvec2 p) {
        const auto set = [&](KernelSettings settings, const KernelFamily& family) {
            for (std::size_t a = 0; a < runs.size(); ++a)
                if (!runs[a].parameter.empty()) settings.numbers[runs[a].parameter] = p[static_cast<int>(a)];
            if (turn_deg != 0.0) settings.numbers[turning_parameter(family)->name] += turn_deg;
            return settings;
        };
        for (std::size_t a = 0; a < runs.size(); ++a)
            if (!runs[a].parameter.empty())
                if (auto status = check_range(*source.family, runs[a].parameter, p[static_cast<int>(a)]);
                    !status)
                    return status.error();
        auto kernel = source.make(set(source.settings, *source.family));
        if (!kernel || !morph.family) return kernel;
        auto other = morph.make(set(morph.settings, *morph.family));
        if (!other) return other;
        const auto axis =
            std::find_if(runs.begin(), runs.end(), [](const Run& r) { return r.parameter.empty(); });
        return mixed(*kernel, *other, p[static_cast<int>(axis - runs.begin())]);
    }

    // A cross-fade: what any two kernels, shapes or not, have in common.
    static DenseKernel mixed(const DenseKernel& a, const DenseKernel& b, double share_of_b) {
        DenseKernel result = empty_kernel(std::max(a.width, b.width) / 2);
        const auto add = [&](const DenseKernel& kernel, double share) {
            const int shift = (result.width - kernel.width) / 2;
            for (int y = 0; y < kernel.height; ++y)
                for (int x = 0; x < kernel.width; ++x)
                    result.values[static_cast<std::size_t>(y + shift) * result.width + x + shift] +=
                        share * kernel.at(x, y);
        };
        add(a, 1.0 - share_of_b);
        add(b, share_of_b);
        return result;
    }

    const FieldSpec& spec_;
    const MaskReader& reader_;
    Source source_, morph_;
    std::vector<Run> runs_;
};

}  // namespace

Result<KernelField> make_field(const FieldSpec& spec, const MaskReader& reader) {
    return FieldMaker(spec, reader).make();
}

std::vector<std::pair<std::string, std::string>> to_metadata(const FieldSpec& spec) {
    using Json = nlohmann::ordered_json;
    Json json;
    if (!spec.kernel.empty()) json["kernel"] = spec.kernel;
    if (!spec.mask.empty()) {
        json["mask"] = name_to_json<Json>(spec.mask);
        json["centred"] = spec.reading.centred;
        if (spec.reading.threshold) json["threshold"] = *spec.reading.threshold;
        if (spec.reading.invert) json["invert"] = true;
        if (spec.reading.is_signed) json["signed"] = true;
    }
    for (const auto& [name, value] : spec.settings.numbers) json["numbers"][name] = value;
    for (const auto& [name, value] : spec.settings.words) json["words"][name] = name_to_json<Json>(value);
    for (const AxisRange& axis : spec.axes) json["axes"].push_back({axis.name, axis.from, axis.to});
    if (spec.turn_deg != 0.0) json["turn_deg"] = spec.turn_deg;
    if (spec.at_any_turn) json["at_any_turn"] = true;
    if (!spec.morph_to.empty()) json["morph_to"] = spec.morph_to;
    return {{metadata_key, json_text(json)}};
}

Result<FieldSpec> spec_from_metadata(const std::vector<std::pair<std::string, std::string>>& metadata) {
    const auto found = std::find_if(metadata.begin(), metadata.end(),
                                    [](const auto& pair) { return pair.first == metadata_key; });
    if (found == metadata.end()) return Error{"the table does not say which kernels it was fitted to"};
    try {
        const auto json = nlohmann::json::parse(found->second);
        FieldSpec spec;
        spec.kernel = json.value("kernel", "");
        if (json.contains("mask")) spec.mask = name_from_json(json["mask"]).value();
        spec.reading.centred = json.value("centred", false);
        if (json.contains("threshold")) spec.reading.threshold = json["threshold"].get<double>();
        spec.reading.invert = json.value("invert", false);
        spec.reading.is_signed = json.value("signed", false);
        if (json.contains("numbers"))
            for (const auto& [name, value] : json["numbers"].items()) spec.settings.numbers[name] = value;
        if (json.contains("words"))
            for (const auto& [name, value] : json["words"].items())
                spec.settings.words[name] = name_from_json(value).value();
        for (const auto& axis : json.at("axes"))
            spec.axes.push_back({axis.at(0).get<std::string>(), axis.at(1), axis.at(2)});
        spec.turn_deg = json.value("turn_deg", 0.0);
        spec.at_any_turn = json.value("at_any_turn", false);
        spec.morph_to = json.value("morph_to", "");
        return spec;
    } catch (const std::exception&) {
        return Error{"the table's words about its kernels cannot be read"};
    }
}

}  // namespace tapestry::offline
