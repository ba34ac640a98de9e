#include "document/preset_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <span>

#include "document/asset_library.h"
#include "effects/known_effects.h"
#include "offline/files/json_text.h"
#include "scene/scene_file.h"
#include "tapestry/atomic_file.h"

namespace tapestry::demo {
namespace {

namespace fs = std::filesystem;

// Numbers of type float, so that they are printed in the fewest digits that give the float back.
using Json = nlohmann::basic_json<nlohmann::ordered_map, std::vector, std::string, bool, std::int64_t,
                                  std::uint64_t, float>;

constexpr const char* version_key = "tapestry preset";
constexpr int version = 1;
constexpr std::array spectrum_names = {"flat", "photo", "mix"};

std::string short_text(float value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", static_cast<double>(value));
    return text;
}

Json value_to_json(const OptionField& field, float value) {
    switch (field.form) {
        case FieldForm::choice:
            return field_text(field, value);
        case FieldForm::toggle:
            return value != 0.0f;
        default:
            return value;
    }
}

Json effect_to_json(const EffectEntry& effect) {
    const EffectKind* kind = find_effect_kind(effect.kind);
    Json options = Json::object();
    for (std::size_t i = 0; i < kind->fields.size(); ++i)
        options[kind->fields[i].name] = value_to_json(kind->fields[i], effect.values[i]);
    return {{"effect", effect.kind},
            {"on", effect.on},
            {"bokeh", offline::name_to_json<Json>(effect.bokeh)},
            {"options", std::move(options)}};
}

Json kernel_to_json(const KernelRecipe& recipe) {
    Json json = {{"kernel", recipe.kernel}};
    for (const auto& [name, value] : recipe.numbers) json["numbers"][name] = static_cast<float>(value);
    if (recipe.kernel == "glyph") json["glyph"] = recipe.glyph;
    json["taps"] = recipe.taps;
    json["layers"] = recipe.layers;
    json["negative weights"] = recipe.allow_negative;
    json["error spectrum"] = spectrum_names[static_cast<std::size_t>(recipe.spectrum)];
    json["effort"] = efforts[static_cast<std::size_t>(recipe.effort)].name;
    json["seed"] = recipe.seed;
    json["family"] = recipe.is_family;
    if (!recipe.mask.is_empty()) json["mask"] = recipe.mask.rows();
    return json;
}

void pose_to_json(const ViewCamera& camera, Json& json) {
    if (!camera.is_set) return;
    json["eye_m"] = camera.eye_m;
    json["target_m"] = camera.target_m;
    if (camera.focal_length_mm > 0.0f) json["focal_length_mm"] = camera.focal_length_mm;
}

Json camera_to_json(const Document& document) {
    Json json = {{"exposure_stops", document.exposure_stops}};
    pose_to_json(document.camera, json);
    return json;
}

Json depth_to_json(const DepthChoice& depth) {
    Json json = {{"file", offline::name_to_json<Json>(depth.file)},
                 {"kind", depth_kind_names[static_cast<std::size_t>(depth.kind)]},
                 {"near_m", depth.near_m},
                 {"far_m", depth.far_m},
                 {"metres_per_unit", depth.metres_per_unit}};
    if (!depth.layer.empty()) json["layer"] = offline::name_to_json<Json>(depth.layer);
    if (depth.flipped) json["flipped"] = true;
    return json;
}

Json path_to_json(const CameraPath& path) {
    Json keys = Json::array();
    for (const CameraKey& key : path.keys) {
        Json json = Json::object();
        pose_to_json(key.camera, json);
        json["focus_distance_m"] = key.focus_distance_m;
        json["f_number"] = key.f_number;
        keys.push_back(std::move(json));
    }
    return {{"frames", path.frames}, {"keys", std::move(keys)}};
}

/// Reads an object's members one by one and says which it did not ask for. The first problem is kept; what
/// is read after it does not count.
class Reader {
  public:
    Reader(const Json& json, std::string where, std::optional<Error>& problem)
        : json_(json), where_(std::move(where)), problem_(problem) {
        if (!json_.is_object()) fail("is not an object");
    }

    ~Reader() {
        if (problem_ || !json_.is_object()) return;
        for (const auto& [name, value] : json_.items()) {
            if (!known_.contains(name)) fail("has no '" + name + "'");
        }
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    const Json* find(const char* name) {
        known_.insert(name);
        if (problem_ || !json_.is_object()) return nullptr;
        const auto found = json_.find(name);
        return found == json_.end() ? nullptr : &*found;
    }

    void text(const char* name, std::string& into) {
        const Json* json = find(name);
        if (!json) return;
        if (!json->is_string()) return fail(std::string(name) + ": is not a text");
        into = json->get<std::string>();
        if (into.size() > 4096) fail(std::string(name) + ": is too long");
    }

    /// Of a file, which may be any bytes.
    void name(const char* key, std::string& into) {
        const Json* json = find(key);
        if (!json) return;
        const auto name = offline::name_from_json(*json);
        if (!name) return fail(std::string(key) + ": is not a name");
        into = *name;
        if (into.size() > 4096) fail(std::string(key) + ": is too long");
    }

    void flag(const char* name, bool& into) {
        const Json* json = find(name);
        if (!json) return;
        if (!json->is_boolean()) return fail(std::string(name) + ": is neither true nor false");
        into = json->get<bool>();
    }

    void whole(const char* name, int& into, int least, int most) {
        const Json* json = find(name);
        if (!json) return;
        if (!json->is_number_integer() || json->get<std::int64_t>() < least ||
            json->get<std::int64_t>() > most)
            return fail(std::string(name) + ": is not a whole number from " + std::to_string(least) + " to " +
                        std::to_string(most));
        into = static_cast<int>(json->get<std::int64_t>());
    }

    void number(const char* name, float& into, float least, float most) {
        const Json* json = find(name);
        if (!json) return;
        if (!json->is_number() || !(json->get<float>() >= least && json->get<float>() <= most))
            return fail(std::string(name) + ": is not a number from " + short_text(least) + " to " +
                        short_text(most));
        into = json->get<float>();
    }

    /// The index of a text among names.
    template <class Names, class Name>
    void one_of(const char* key, const Names& names, Name name_of, int& into) {
        std::string chosen;
        text(key, chosen);
        if (problem_ || chosen.empty()) return;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (chosen == name_of(names[i])) {
                into = static_cast<int>(i);
                return;
            }
        }
        fail(std::string(key) + ": '" + chosen + "' is unknown");
    }

    void fail(const std::string& why) {
        if (!problem_) problem_ = Error{where_ + " " + why};
    }

  private:
    const Json& json_;
    const std::string where_;
    std::optional<Error>& problem_;
    std::set<std::string> known_;
};

class PresetParser {
  public:
    Result<Document> parse(const Json& json) {
        {
            Reader reader(json, "the preset", problem_);
            int found = 0;
            reader.whole(version_key, found, version, version);
            if (found != version) reader.fail(std::string("does not say \"") + version_key + "\": 1");
            reader.name("picture", document_.picture);
            reader.name("layer", document_.layer);
            if (const Json* depth = reader.find("depth")) read_depth(*depth);
            if (const Json* camera = reader.find("camera")) read_camera(*camera);
            if (const Json* path = reader.find("path")) read_path(*path);
            if (const Json* animation = reader.find("animation")) read_animation(*animation);
            if (const Json* effects = reader.find("effects")) read_effects(*effects, reader);
            if (const Json* kernel = reader.find("kernel")) read_kernel(*kernel);
        }
        if (problem_) return *problem_;
        return std::move(document_);
    }

  private:
    void read_depth(const Json& json) {
        DepthChoice& depth = document_.depth;
        Reader reader(json, "the depth", problem_);
        reader.name("file", depth.file);
        reader.name("layer", depth.layer);
        reader.flag("flipped", depth.flipped);
        int kind = static_cast<int>(depth.kind);
        reader.one_of(
            "kind", std::span(depth_kind_names), [](const char* name) { return name; }, kind);
        depth.kind = static_cast<DepthPictureKind>(kind);
        reader.number("near_m", depth.near_m, 0.01f, 1e3f);
        reader.number("far_m", depth.far_m, 0.01f, 1e4f);
        reader.number("metres_per_unit", depth.metres_per_unit, 1e-4f, 1e4f);
        if (!(depth.far_m > depth.near_m)) reader.fail("far_m: is not beyond near_m");
    }

    void read_animation(const Json& json) {
        Reader reader(json, "the animation", problem_);
        reader.number("time_s", document_.scene_time_s, 0.0f, 1e6f);
        reader.flag("plays", document_.scene_plays);
    }

    void read_camera(const Json& json) {
        Reader reader(json, "the camera", problem_);
        reader.number("exposure_stops", document_.exposure_stops, -6.0f, 6.0f);
        read_pose(reader, document_.camera);
    }

    static void read_pose(Reader& reader, ViewCamera& camera) {
        const Json* eye = reader.find("eye_m");
        const Json* target = reader.find("target_m");
        if (!eye && !target) return;
        camera.is_set = true;
        if (!eye || !target || !read_point(*eye, camera.eye_m) || !read_point(*target, camera.target_m))
            reader.fail("eye_m and target_m: are not three numbers each");
        reader.number("focal_length_mm", camera.focal_length_mm, shortest_focal_mm, longest_focal_mm);
    }

    void read_path(const Json& json) {
        Reader reader(json, "the path", problem_);
        reader.whole("frames", document_.path.frames, 2, 10000);
        const Json* keys = reader.find("keys");
        if (!keys) return;
        if (!keys->is_array() || keys->size() > CameraPath::most_keys)
            return reader.fail("keys: is not a list of at most " + std::to_string(CameraPath::most_keys));
        for (const Json& each : *keys) {
            Reader key_reader(each, "key " + std::to_string(document_.path.keys.size() + 1), problem_);
            CameraKey key;
            read_pose(key_reader, key.camera);
            key_reader.number("focus_distance_m", key.focus_distance_m, 0.05f, 1000.0f);
            key_reader.number("f_number", key.f_number, 0.5f, 64.0f);
            document_.path.keys.push_back(key);
        }
    }

    static bool read_point(const Json& json, std::array<float, 3>& into) {
        if (!json.is_array() || json.size() != into.size()) return false;
        for (std::size_t i = 0; i < into.size(); ++i) {
            if (!json[i].is_number() || !(std::abs(json[i].get<float>()) <= 1e5f)) return false;
            into[i] = json[i].get<float>();
        }
        return true;
    }

    void read_effects(const Json& json, Reader& reader) {
        if (!json.is_array() || json.size() > max_effects)
            return reader.fail("effects: is not a list of at most " + std::to_string(max_effects));
        for (const Json& each : json) read_effect(each);
    }

    void read_effect(const Json& json) {
        const std::string where = "effect " + std::to_string(document_.effects.size() + 1);
        Reader reader(json, where, problem_);
        std::string name;
        reader.text("effect", name);
        const EffectKind* kind = find_effect_kind(name);
        if (!kind) return reader.fail("is '" + name + "', which is unknown");
        EffectEntry entry = new_effect(*kind);
        reader.flag("on", entry.on);
        reader.name("bokeh", entry.bokeh);
        if (const Json* options = reader.find("options")) {
            Reader values(*options, where + " (" + name + ")", problem_);
            for (std::size_t i = 0; i < kind->fields.size(); ++i) {
                const OptionField& field = kind->fields[i];
                const Json* former = field.former_name ? values.find(field.former_name) : nullptr;
                const Json* value = values.find(field.name);
                if (value || former) read_value(field, value ? *value : *former, entry.values[i], values);
            }
            if (name == tilted_focus_name) read_former_tilt(values, entry);
        }
        document_.effects.push_back(std::move(entry));
    }

    /// Of scenes that ship or are named by a path; else a standard one.
    Lens picture_lens() const {
        const auto assets = AssetLibrary::open({});
        const auto path = assets ? picture_path(document_.picture, *assets) : fs::path(document_.picture);
        const auto camera = read_scene_camera(path);
        return camera ? camera->lens : Lens();
    }

    /// Tilted focus had the blur at infinity for an aperture, and one limit for near and far.
    void read_former_tilt(Reader& reader, EffectEntry& entry) const {
        float radius = -1.0f;
        reader.number("radius_at_infinity", radius, 0.0f, 0.25f);
        if (radius >= 0.0f) {
            Lens lens = picture_lens();
            if (document_.camera.focal_length_mm > 0.0f)
                lens.focal_length_mm = document_.camera.focal_length_mm;
            lens.focus_distance_m = focus_distance_of(entry.values);
            lens.f_number = 1.0f;
            const double f_number = coc_at_infinity(lens) / std::max(double{radius}, 1e-6);
            f_number_of(entry.values) = static_cast<float>(std::clamp(f_number, 0.5, 64.0));
        }
        float limit = -1.0f;
        reader.number("max_radius", limit, 0.0f, 0.25f);
        if (limit >= 0.0f) store_limits(std::min(limit, 0.2f), entry.values);
    }

    static void read_value(const OptionField& field, const Json& json, float& into, Reader& reader) {
        Result<float> value = Error{std::string(field.name) + ": is not what it should be"};
        if (field.form == FieldForm::choice && json.is_string()) {
            value = parse_field(field, json.get<std::string>());
        } else if (field.form == FieldForm::toggle && json.is_boolean()) {
            value = json.get<bool>() ? 1.0f : 0.0f;
        } else if (field.form == FieldForm::number && json.is_number()) {
            value = json.get<float>();
            if (auto status = check_field(field, *value); !status) value = status.error();
        }
        if (!value) return reader.fail(value.error().message);
        into = *value;
    }

    void read_kernel(const Json& json) {
        KernelRecipe& recipe = document_.kernel;
        Reader reader(json, "the kernel", problem_);
        reader.text("kernel", recipe.kernel);
        if (const Json* numbers = reader.find("numbers")) read_numbers(*numbers, reader);
        reader.text("glyph", recipe.glyph);
        reader.whole("taps", recipe.taps, 1, 64);
        reader.whole("layers", recipe.layers, 1, 8);
        reader.flag("negative weights", recipe.allow_negative);
        int spectrum = static_cast<int>(recipe.spectrum);
        reader.one_of(
            "error spectrum", spectrum_names, [](const char* name) { return name; }, spectrum);
        recipe.spectrum = static_cast<offline::ErrorSpectrum>(spectrum);
        reader.one_of(
            "effort", efforts, [](const Effort& effort) { return effort.name; }, recipe.effort);
        reader.whole("seed", recipe.seed, 0, 1'000'000'000);
        reader.flag("family", recipe.is_family);
        if (const Json* mask = reader.find("mask")) read_mask(*mask, reader);
        if (problem_) return;
        // An empty mask is a lab that nobody has painted in yet.
        if (recipe.kernel == painted_kernel && recipe.mask.is_empty()) return;
        if (const auto target = recipe_target(recipe); !target) reader.fail(target.error().message);
    }

    void read_numbers(const Json& json, Reader& reader) {
        if (!json.is_object() || json.size() > 64) return reader.fail("numbers: is not an object");
        for (const auto& [name, value] : json.items()) {
            if (!value.is_number() || !std::isfinite(value.get<float>()))
                return reader.fail(name + ": is not a number");
            document_.kernel.numbers[name] = value.get<float>();
        }
    }

    void read_mask(const Json& json, Reader& reader) {
        std::vector<std::string> rows;
        const bool is_list = json.is_array() && json.size() == PaintedMask::side;
        for (std::size_t i = 0; is_list && i < json.size(); ++i)
            if (json[i].is_string()) rows.push_back(json[i].get<std::string>());
        const auto mask = PaintedMask::from_rows(rows);
        if (!mask) return reader.fail("mask: is not 65 rows of 65 hexadecimal digits");
        document_.kernel.mask = *mask;
    }

    Document document_;
    std::optional<Error> problem_;
};

std::string relative_name(const std::string& name, const fs::path& folder) {
    if (name.empty() || !fs::path(name).is_absolute()) return name;
    const fs::path inside = fs::path(name).lexically_relative(folder);
    return inside.empty() || *inside.begin() == ".." ? name : inside.generic_string();
}

std::string found_name(const std::string& name, const fs::path& folder) {
    if (name.empty() || fs::path(name).is_absolute() || name == lab_bokeh) return name;
    std::error_code error;
    const fs::path beside = folder / name;
    return fs::is_regular_file(beside, error) ? beside.string() : name;
}

}  // namespace

std::string preset_text(const Document& document) {
    Json effects = Json::array();
    for (const EffectEntry& effect : document.effects) effects.push_back(effect_to_json(effect));
    Json json = {{version_key, version}, {"picture", offline::name_to_json<Json>(document.picture)}};
    if (!document.layer.empty()) json["layer"] = offline::name_to_json<Json>(document.layer);
    if (!document.depth.file.empty()) json["depth"] = depth_to_json(document.depth);
    json["camera"] = camera_to_json(document);
    if (!document.path.keys.empty()) json["path"] = path_to_json(document.path);
    if (document.scene_time_s != 0.0f || !document.scene_plays)
        json["animation"] = {{"time_s", document.scene_time_s}, {"plays", document.scene_plays}};
    json["effects"] = std::move(effects);
    json["kernel"] = kernel_to_json(document.kernel);
    return offline::json_text(json, 2) + "\n";
}

Result<Document> parse_preset(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return Error{"is not JSON, or is cut short"};
    return PresetParser().parse(json);
}

Result<Document> read_preset(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return Error{path.string() + ": no such preset"};
    if (fs::file_size(path, error) > (1u << 20) || error)
        return Error{path.string() + ": too large for a preset"};
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file && !file.eof()) return Error{path.string() + ": cannot be read"};
    auto document = parse_preset(text);
    if (!document) return Error{path.string() + ": " + document.error().message};
    const fs::path folder = fs::absolute(path, error).parent_path();
    document->picture = found_name(document->picture, folder);
    document->depth.file = found_name(document->depth.file, folder);
    for (EffectEntry& effect : document->effects) effect.bokeh = found_name(effect.bokeh, folder);
    return document;
}

Result<void> write_preset(const fs::path& path, const Document& document) {
    std::error_code error;
    const fs::path folder = fs::absolute(path, error).parent_path();
    Document written = document;
    written.picture = relative_name(written.picture, folder);
    written.depth.file = relative_name(written.depth.file, folder);
    for (EffectEntry& effect : written.effects) effect.bokeh = relative_name(effect.bokeh, folder);
    const std::string text = preset_text(written);
    return write_file_atomically(path, std::as_bytes(std::span(text)));
}

}  // namespace tapestry::demo
