#include "scene/scene_file.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "offline/files/file_bytes.h"
#include "scene/gltf_model.h"
#include "scene/model_scene.h"

namespace tapestry::demo {
namespace {

using nlohmann::json;

constexpr std::size_t most_bytes = std::size_t{1} << 24;
constexpr std::string_view suffix = ".scene.json";
constexpr double most = 1e6;

Result<json> read_json(const std::filesystem::path& path) {
    const auto bytes = offline::read_file_bytes(path, most_bytes);
    if (!bytes) return bytes.error();
    json parsed = json::parse(bytes->begin(), bytes->end(), nullptr, false);
    if (!parsed.is_object()) return Error{path.string() + ": not a JSON object"};
    return parsed;
}

/// Takes values out of a JSON object; the first thing that is wrong is remembered.
class Fields {
  public:
    Fields(const json& object, std::string where) : object_(object), where_(std::move(where)) {}

    Fields section(const char* name) {
        static const json nothing = json::object();
        const auto found = object_.find(name);
        if (found == object_.end()) return Fields(nothing, where_ + name + ".");
        if (!found->is_object()) complain(name, "is not an object");
        return Fields(found->is_object() ? *found : nothing, where_ + name + ".");
    }

    std::string text(const char* name) {
        const auto found = object_.find(name);
        if (found != object_.end() && found->is_string()) return found->get<std::string>();
        complain(name, "is not there or not a text");
        return {};
    }

    /// Left alone when it is not in the file.
    template <class Number>
    void number(const char* name, Number& value, double least, double largest) {
        const auto found = object_.find(name);
        if (found == object_.end()) return;
        if (!found->is_number()) return complain(name, "is not a number");
        const double read = found->get<double>();
        if (!(read >= least && read <= largest)) return complain(name, "is out of range");
        value = static_cast<Number>(read);
    }

    void vector(const char* name, glm::dvec3& value) {
        const auto found = object_.find(name);
        if (found == object_.end()) return;
        if (!found->is_array() || found->size() != 3) return complain(name, "is not three numbers");
        for (int c = 0; c < 3; ++c) {
            if (!(*found)[c].is_number()) return complain(name, "is not three numbers");
            if (!(std::abs((*found)[c].get<double>()) <= most)) return complain(name, "is out of range");
            value[c] = (*found)[c].get<double>();
        }
    }

    const std::string& complaint() const { return complaint_; }

  private:
    void complain(const char* name, const char* what) {
        if (complaint_.empty()) complaint_ = where_ + name + " " + what;
    }

    const json& object_;
    std::string where_, complaint_;
};

std::string read_camera(Fields fields, LensCamera& camera) {
    fields.vector("eye_m", camera.pose.eye_m);
    fields.vector("target_m", camera.pose.target_m);
    fields.number("near_m", camera.planes.near_m, 1e-4, most);
    fields.number("far_m", camera.planes.far_m, 1e-3, most);
    if (!fields.complaint().empty()) return fields.complaint();
    if (camera.planes.far_m <= camera.planes.near_m) return "camera.far_m is not beyond camera.near_m";
    if (camera.pose.eye_m == camera.pose.target_m) return "camera.target_m is where camera.eye_m is";
    return {};
}

std::string read_lens(Fields fields, Lens& lens) {
    fields.number("focus_distance_m", lens.focus_distance_m, 1e-3, most);
    fields.number("f_number", lens.f_number, 0.1, 1024.0);
    fields.number("focal_length_mm", lens.focal_length_mm, 1.0, 2000.0);
    fields.number("sensor_height_mm", lens.sensor_height_mm, 1.0, 200.0);
    if (!fields.complaint().empty()) return fields.complaint();
    if (lens.focus_distance_m <= 1.01e-3f * lens.focal_length_mm)
        return "lens.focus_distance_m is nearer than the lens can focus";
    return {};
}

std::string read_look(Fields fields, SceneLook& look) {
    fields.number("exposure", look.exposure, 1e-6, most);
    fields.number("panorama_strength", look.panorama_strength, 0.0, most);
    fields.number("panorama_brightest", look.panorama_brightest, 1e-3, most);
    fields.number("panorama_turn_deg", look.panorama_turn_deg, -360.0, 360.0);
    fields.number("background_level", look.background_level, 0.0, 5.0);
    fields.number("background_strength", look.background_strength, 0.0, most);
    return fields.complaint();
}

}  // namespace

bool is_scene_name(const std::filesystem::path& path) {
    return path.filename().string().ends_with(suffix) || is_model_name(path);
}

std::vector<SceneEntry> list_scenes(const std::filesystem::path& folder) {
    std::vector<SceneEntry> entries;
    std::error_code code;
    for (const auto& item : std::filesystem::directory_iterator(folder, code)) {
        const std::string file = item.path().filename().string();
        if (!file.ends_with(suffix)) continue;
        SceneEntry entry{file.substr(0, file.size() - suffix.size()), {}, item.path()};
        const auto description = read_json(item.path());
        entry.title = description ? Fields(*description, "").text("title") : entry.name;
        entries.push_back(std::move(entry));
    }
    std::sort(entries.begin(), entries.end(),
              [](const SceneEntry& a, const SceneEntry& b) { return a.name < b.name; });
    return entries;
}

Result<Scene> read_scene(const std::filesystem::path& path) {
    if (is_model_name(path)) return read_model_scene(path);
    const auto description = read_json(path);
    if (!description) return description.error();
    Scene scene;
    scene.name = path.filename().string();
    if (scene.name.ends_with(suffix)) scene.name.resize(scene.name.size() - suffix.size());
    Fields fields(*description, "");
    scene.title = fields.text("title");
    scene.about = fields.text("about");
    const std::string model_file = fields.text("model"), panorama_file = fields.text("panorama");
    std::string wrong = fields.complaint();
    if (wrong.empty()) wrong = read_camera(fields.section("camera"), scene.camera);
    if (wrong.empty()) wrong = read_lens(fields.section("lens"), scene.camera.lens);
    if (wrong.empty()) wrong = read_look(fields.section("look"), scene.look);
    if (wrong.empty()) wrong = fields.complaint();
    if (!wrong.empty()) return Error{path.string() + ": " + wrong};

    auto model = read_gltf(path.parent_path() / model_file);
    if (!model) return model.error();
    scene.model = std::move(*model);
    auto panorama = read_panorama(path.parent_path() / panorama_file, scene.look.panorama_strength,
                                  scene.look.panorama_brightest);
    if (!panorama) return panorama.error();
    scene.panorama = std::move(*panorama);
    return scene;
}

Result<LensCamera> read_scene_camera(const std::filesystem::path& path) {
    if (is_model_name(path)) {
        const auto scene = read_model_scene(path, ModelParts::without_pictures);
        if (!scene) return scene.error();
        return scene->camera;
    }
    const auto description = read_json(path);
    if (!description) return description.error();
    LensCamera camera;
    Fields fields(*description, "");
    std::string wrong = read_camera(fields.section("camera"), camera);
    if (wrong.empty()) wrong = read_lens(fields.section("lens"), camera.lens);
    if (wrong.empty()) wrong = fields.complaint();
    if (!wrong.empty()) return Error{path.string() + ": " + wrong};
    return camera;
}

}  // namespace tapestry::demo
