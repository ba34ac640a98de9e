#include "scene/gltf_animation.h"

#include <algorithm>
#include <cmath>

namespace tapestry::demo {
namespace {

class AnimationReader {
  public:
    AnimationReader(GltfAccessors& accessors, SceneRig& rig, std::vector<std::string>& remarks)
        : accessors_(accessors), rig_(rig), remarks_(remarks) {}

    double read() {
        const Json& json = accessors_.file().json;
        const Json& animations = list_in(json, "animations");
        if (animations.empty()) return 0.0;
        const Json& animation = element(json, "animations", 0);
        name_ = described("animation", 0, animation);
        if (animations.size() > 1)
            remarks_.push_back("of " + std::to_string(animations.size()) +
                               " animations one is played: " + name_);
        for (const Json& channel : list_in(animation, "channels")) {
            try {
                read_channel(animation, channel);
            } catch (const GltfError& error) {
                throw GltfError(name_ + ": " + error.what());
            }
        }
        say_whether_camera_moves();
        return rig_.channels.empty() ? 0.0 : duration_s_;
    }

  private:
    std::size_t targets_of(const RigNode& node) const {
        std::size_t targets = 0;
        if (node.mesh)
            for (const MeshPart& part : rig_.meshes[*node.mesh].parts)
                targets = std::max(targets, part.targets.size());
        return targets;
    }

    void read_channel(const Json& animation, const Json& json) {
        const Json& target = object_in(json, "target");
        const auto node = index_in(target, "node");
        const std::string path = text_in(target, "path");
        if (!node) return;  // as glTF wants it; an extension's, which is said
        if (*node >= rig_.nodes.size()) throw GltfError("it moves a node that is not there");
        RigChannel channel;
        channel.node = *node;
        std::size_t width = path == "rotation" ? 4 : 3;
        if (path == "translation")
            channel.moves = RigChannel::Moves::translation;
        else if (path == "rotation")
            channel.moves = RigChannel::Moves::rotation;
        else if (path == "scale")
            channel.moves = RigChannel::Moves::scale;
        else if (path == "weights") {
            channel.moves = RigChannel::Moves::weights;
            width = targets_of(rig_.nodes[*node]);
            if (width == 0) return remarks_.push_back(name_ + ": weights of no morph targets are left out");
        } else {
            return remarks_.push_back(name_ + ": what moves '" + path.substr(0, 40) + "' is left out");
        }
        channel.frames = read_frames(animation, json, channel.moves, width);
        if (channel.frames.times.empty()) return;
        // Matrices are what nodes have that nothing moves.
        if (channel.moves != RigChannel::Moves::weights) rig_.nodes[*node].matrix.reset();
        duration_s_ = std::max(duration_s_, static_cast<double>(channel.frames.times.back()));
        rig_.channels.push_back(std::move(channel));
    }

    Keyframes read_frames(const Json& animation, const Json& channel, RigChannel::Moves moves,
                          std::size_t width) {
        const auto index = index_in(channel, "sampler");
        if (!index) throw GltfError("a channel without a sampler");
        const Json& sampler = element(animation, "samplers", *index);
        const auto input = index_in(sampler, "input"), output = index_in(sampler, "output");
        if (!input || !output) throw GltfError("a sampler without numbers");
        Keyframes frames;
        frames.width = width;
        frames.is_rotation = moves == RigChannel::Moves::rotation;
        const std::string interpolation = text_in(sampler, "interpolation", "LINEAR");
        if (interpolation == "STEP")
            frames.interpolation = Interpolation::step;
        else if (interpolation == "CUBICSPLINE")
            frames.interpolation = Interpolation::cubic;
        else if (interpolation != "LINEAR")
            throw GltfError("the interpolation '" + interpolation.substr(0, 40) + "' is none of glTF's");
        frames.times = accessors_.floats(*input, 1);
        frames.values = accessors_.floats(*output, moves == RigChannel::Moves::weights ? 1 : width);
        for (std::size_t i = 0; i < frames.times.size(); ++i)
            if (!std::isfinite(frames.times[i]) || frames.times[i] < 0.0f || frames.times[i] > 1e6f ||
                (i > 0 && frames.times[i] < frames.times[i - 1]))
                throw GltfError("times that do not ascend");
        for (const float value : frames.values)
            if (!std::isfinite(value)) throw GltfError("values that are not finite");
        const std::size_t each = (frames.interpolation == Interpolation::cubic ? 3 : 1) * width;
        if (frames.values.size() < each * frames.times.size()) throw GltfError("fewer values than times");
        return frames;
    }

    void say_whether_camera_moves() {
        std::vector<bool> moves(rig_.nodes.size(), false);
        for (const RigChannel& channel : rig_.channels) moves[channel.node] = true;
        for (const std::size_t i : rig_.order) {
            const RigNode& node = rig_.nodes[i];
            if (node.parent && moves[*node.parent]) moves[i] = true;
            if (moves[i] && node.is_shown && node.camera)
                return remarks_.push_back("its camera moves, and is used as it begins");
        }
    }

    GltfAccessors& accessors_;
    SceneRig& rig_;
    std::vector<std::string>& remarks_;
    std::string name_;
    double duration_s_ = 0.0;
};

}  // namespace

double read_gltf_animation(GltfAccessors& accessors, SceneRig& rig, std::vector<std::string>& remarks) {
    return AnimationReader(accessors, rig, remarks).read();
}

}  // namespace tapestry::demo
