#include "scene/gltf_materials.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "offline/io/photograph.h"

namespace tapestry::demo {
namespace {

/// As large as any GPU takes, 16384 on a side, 1 GiB.
constexpr std::int64_t most_pixels = std::int64_t{1} << 28;
constexpr std::int64_t most_pixels_of_all = std::int64_t{1} << 30;
constexpr int most_side = 16384;

/// Profiles and orientation are left alone, as glTF 2.0 has it in 3.8.2.
Result<offline::Picture8> decode_picture(std::span<const std::uint8_t> bytes) {
    auto decoded = offline::decode_samples(bytes, most_pixels);
    if (!decoded) return decoded.error();
    return offline::as_bytes(std::move(*decoded));
}

class MaterialReader {
  public:
    MaterialReader(GltfAccessors& accessors, bool with_pictures, std::vector<std::string>& remarks)
        : accessors_(accessors), with_pictures_(with_pictures), remarks_(remarks) {}

    GltfMaterials read() {
        const Json& json = accessors_.file().json;
        const Json& materials = list_in(json, "materials");
        for (std::size_t i = 0; i < materials.size(); ++i) {
            name_ = described("material", i, element(json, "materials", i));
            result_.materials.push_back(read_material(element(json, "materials", i)));
        }
        result_.materials.emplace_back();
        if (blended_ > 0)
            remarks_.push_back("alpha blending is taken as a mask at 0.5 (" + std::to_string(blended_) +
                               (blended_ == 1 ? " material)" : " materials)"));
        return std::move(result_);
    }

  private:
    SceneMaterial read_material(const Json& from) {
        SceneMaterial to;
        read_base(from, to);
        double strength = 1.0;
        if (const Json* more = extension(from, "KHR_materials_emissive_strength"))
            strength = number_in(*more, "emissiveStrength", 1.0);
        to.emission = glm::vec3(strength * vec3_in(from, "emissiveFactor", glm::dvec3(0.0)));
        to.emission_map = texture_in(from, "emissiveTexture");
        to.normal_map = texture_in(from, "normalTexture");
        to.normal_scale = static_cast<float>(number_in(object_in(from, "normalTexture"), "scale", 1.0));
        to.occlusion_map = texture_in(from, "occlusionTexture");
        to.occlusion_strength = static_cast<float>(
            std::clamp(number_in(object_in(from, "occlusionTexture"), "strength", 1.0), 0.0, 1.0));
        const std::string alpha = text_in(from, "alphaMode", "OPAQUE");
        if (alpha == "MASK") to.alpha_cutoff = static_cast<float>(number_in(from, "alphaCutoff", 0.5));
        if (alpha == "BLEND") {
            to.alpha_cutoff = 0.5f;
            ++blended_;
        }
        to.double_sided = flag_in(from, "doubleSided");
        to.is_unlit = extension(from, "KHR_materials_unlit") != nullptr;
        return to;
    }

    void read_base(const Json& from, SceneMaterial& to) {
        const Json& pbr = object_in(from, "pbrMetallicRoughness");
        const char *color = "baseColorFactor", *map = "baseColorTexture";
        const Json* base = &pbr;
        // What shines like plastic is, but for its reflections' colour.
        if (const Json* glossy = extension(from, "KHR_materials_pbrSpecularGlossiness");
            glossy && pbr.empty()) {
            base = glossy;
            color = "diffuseFactor";
            map = "diffuseTexture";
            to.metallic = 0.0f;
            to.roughness = static_cast<float>(1.0 - number_in(*glossy, "glossinessFactor", 1.0));
        } else {
            to.metallic = static_cast<float>(number_in(pbr, "metallicFactor", 1.0));
            to.roughness = static_cast<float>(number_in(pbr, "roughnessFactor", 1.0));
            to.roughness_map = texture_in(pbr, "metallicRoughnessTexture");
        }
        if (const std::vector<double> factor = numbers_in(*base, color, 4); !factor.empty())
            to.base_color = glm::vec4(glm::dvec4(factor[0], factor[1], factor[2], factor[3]));
        to.base_color_map = texture_in(*base, map);
    }

    MaybeTexture texture_in(const Json& material, const char* name) {
        if (!member(material, name)) return std::nullopt;
        const Json& info = object_in(material, name);
        const auto index = index_in(info, "index");
        if (!index) throw GltfError(name_ + ": its " + name + " says not which");
        const Json& texture = element(accessors_.file().json, "textures", *index);
        SceneTexture result;
        std::size_t uv_set = size_in(info, "texCoord");
        if (const Json* transform = extension(info, "KHR_texture_transform")) {
            uv_set = size_in(*transform, "texCoord", uv_set);
            take_transform(*transform, result);
        }
        if (uv_set > 1) {
            remarks_.push_back(name_ + ": its " + name + " is left out, for it uses TEXCOORD_" +
                               std::to_string(uv_set) + "; the first two sets are read");
            return std::nullopt;
        }
        result.uses_second_uv = uv_set == 1;
        if (const auto sampler = index_in(texture, "sampler"))
            take_sampler(element(accessors_.file().json, "samplers", *sampler), result);
        const auto source = index_in(texture, "source");
        if (!source) {
            if (with_pictures_)
                remarks_.push_back(name_ + ": its " + name +
                                   " is left out, for its picture is in no format of "
                                   "plain glTF");
            return std::nullopt;
        }
        const auto picture = picture_of(*source);
        if (!picture) return std::nullopt;
        result.picture = *picture;
        return result;
    }

    /// The extension's formula: translation * rotation * scale, rotations going against the clock.
    static void take_transform(const Json& transform, SceneTexture& texture) {
        const auto pair = [&](const char* name, double otherwise) {
            const std::vector<double> v = numbers_in(transform, name, 2);
            return v.empty() ? glm::dvec2(otherwise) : glm::dvec2(v[0], v[1]);
        };
        const glm::dvec2 scale = pair("scale", 1.0);
        const double angle = number_in(transform, "rotation", 0.0);
        const double c = std::cos(angle), s = std::sin(angle);
        texture.uv_scale = glm::mat2(glm::dmat2(glm::dvec2(c, -s) * scale.x, glm::dvec2(s, c) * scale.y));
        texture.uv_offset = glm::vec2(pair("offset", 0.0));
    }

    static void take_sampler(const Json& sampler, SceneTexture& texture) {
        const auto wrap = [&](const char* name) {
            const std::size_t mode = size_in(sampler, name, 10497);
            if (mode == 33071) return TextureWrap::clamp;
            return mode == 33648 ? TextureWrap::mirror : TextureWrap::repeat;
        };
        texture.wrap_s = wrap("wrapS");
        texture.wrap_t = wrap("wrapT");
        texture.is_smooth = size_in(sampler, "magFilter", 9729) != 9728;
    }

    std::optional<std::size_t> picture_of(std::size_t image) {
        const Json& json = element(accessors_.file().json, "images", image);
        if (!with_pictures_) return std::nullopt;
        const auto known = pictures_.find(image);
        if (known != pictures_.end()) return known->second;
        auto picture = read_picture(json);
        std::optional<std::size_t>& at = pictures_[image];
        if (!picture) {
            remarks_.push_back(described("image", image, json) + " is left out: " + picture.error().message);
            return at;
        }
        at = result_.pictures.size();
        result_.pictures.push_back(std::move(*picture));
        return at;
    }

    Result<offline::Picture8> read_picture(const Json& image) {
        const auto view = index_in(image, "bufferView");
        auto picture = [&]() -> Result<offline::Picture8> {
            if (view) return decode_picture(accessors_.view(*view));
            try {
                return decode_picture(read_gltf_uri(accessors_.file(), text_in(image, "uri")));
            } catch (const GltfError& error) {
                return Error{error.what()};
            }
        }();
        if (!picture) return picture;
        pixels_ += std::int64_t{picture->width} * picture->height;
        if (picture->width > most_side || picture->height > most_side)
            return Error{"it has more than " + std::to_string(most_side) + " pixels on a side"};
        if (pixels_ > most_pixels_of_all) throw GltfError("more pictures than fit into 4 GiB");
        return picture;
    }

    GltfAccessors& accessors_;
    const bool with_pictures_;
    std::vector<std::string>& remarks_;
    GltfMaterials result_;
    std::string name_;                                            ///< of the material that is read
    std::map<std::size_t, std::optional<std::size_t>> pictures_;  ///< by image
    std::int64_t pixels_ = 0;
    int blended_ = 0;
};

}  // namespace

GltfMaterials read_gltf_materials(GltfAccessors& accessors, bool with_pictures,
                                  std::vector<std::string>& remarks) {
    return MaterialReader(accessors, with_pictures, remarks).read();
}

}  // namespace tapestry::demo
