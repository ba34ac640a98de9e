#include "offline/io/exr_channels.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string_view>

namespace tapestry::offline {
namespace {

std::string small(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string prefix_of(const std::string& name) {
    const auto dot = name.rfind('.');
    return dot == std::string::npos ? "" : name.substr(0, dot + 1);
}

/// "a.b.Combined" ends with "Combined" and with "b.Combined".
bool ends_as(const std::string& name, const std::string& end) {
    if (name == end) return true;
    return name.size() > end.size() && name.ends_with(end) && name[name.size() - end.size() - 1] == '.';
}

bool speaks_of_depth(const std::string& name) {
    const std::string lower = small(name);
    return lower.find("depth") != std::string::npos || lower.find("distance") != std::string::npos ||
           ends_as(lower, "z") || ends_as(lower, "mist");
}

/// Numbers that renderers write in three channels, and that are no colours to look at.
bool is_data_layer(const std::string& name) {
    constexpr std::string_view words[] = {"normal", "position", "vector", "motion", "velocity",
                                          "uv",     "crypto",   "depth",  "id",     "worldpoint"};
    const std::string lower = small(name);
    const std::string last = lower.substr(lower.rfind('.') + 1);
    return std::ranges::any_of(words, [&](std::string_view word) {
        return word.size() <= 2 ? last == word : last.find(word) != std::string::npos;
    });
}

bool is_main_picture(const std::string& layer) {
    const std::string lower = small(layer);
    return std::ranges::any_of(std::initializer_list<const char*>{"combined", "beauty", "rgba", "rgb",
                                                                  "color", "composite", "noisy image"},
                               [&](const char* word) { return ends_as(lower, word); });
}

std::string quoted(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + (name.empty() ? std::string("\"\" (without a name)") : name);
    return text;
}

/// Bases of the channels by part and prefix.
using Layers = std::map<std::pair<int, std::string>, std::set<std::string>>;

Layers layers_of(const std::vector<ExrChannelName>& channels) {
    Layers layers;
    for (const ExrChannelName& channel : channels)
        layers[{channel.part, prefix_of(channel.name)}].insert(channel.base());
    return layers;
}

}  // namespace

std::string ExrChannelName::base() const {
    return name.substr(name.rfind('.') + 1);
}

std::string ExrChannelName::layer() const {
    std::string own = prefix_of(name);
    if (!own.empty()) own.pop_back();
    if (part_name.empty() || own == part_name || own.starts_with(part_name + ".")) return own;
    return own.empty() ? part_name : part_name + "." + own;
}

std::vector<ExrColors> exr_pictures(const std::vector<ExrChannelName>& channels) {
    std::vector<ExrColors> pictures;
    const Layers layers = layers_of(channels);
    std::set<std::pair<int, std::string>> seen;
    for (const ExrChannelName& channel : channels) {
        const std::pair key(channel.part, prefix_of(channel.name));
        if (!seen.insert(key).second) continue;
        const std::set<std::string>& bases = layers.at(key);
        ExrColors colors;
        colors.part = channel.part;
        colors.layer = channel.layer();
        colors.prefix = key.second;
        colors.has_alpha = bases.contains("A");
        if (bases.contains("R") || bases.contains("G") || bases.contains("B"))
            colors.model = ExrColors::Model::rgb;
        else if (bases.contains("Y") && bases.contains("RY") && bases.contains("BY"))
            colors.model = ExrColors::Model::luma_chroma;
        else if (bases.contains("Y") && !bases.contains("X"))
            colors.model = ExrColors::Model::grey;
        else
            continue;
        pictures.push_back(colors);
    }
    return pictures;
}

Result<ExrColors> choose_exr_picture(const std::vector<ExrChannelName>& channels, const std::string& layer) {
    std::vector<ExrColors> all = exr_pictures(channels);
    std::vector<std::string> names;
    for (const ExrColors& each : all) names.push_back(each.layer);
    if (all.empty()) return Error{"neither R, G, B nor Y in it"};
    const auto only = [&](auto fits) -> const ExrColors* {
        const auto first = std::ranges::find_if(all, fits);
        if (first == all.end() || std::find_if(first + 1, all.end(), fits) != all.end()) return nullptr;
        return &*first;
    };
    if (!layer.empty()) {
        if (const auto* exact = only([&](const ExrColors& each) { return each.layer == layer; }))
            return *exact;
        if (const auto* end =
                only([&](const ExrColors& each) { return ends_as(small(each.layer), small(layer)); }))
            return *end;
        return Error{"no single layer \"" + layer + "\" in it; its pictures are " + quoted(names)};
    }
    if (all.size() == 1) return all.front();
    // Grey pictures and data are pictures only where there is nothing else.
    if (const auto* plain = only(
            [](const ExrColors& each) { return each.layer.empty() && each.model != ExrColors::Model::grey; }))
        return *plain;
    if (const auto* main = only([](const ExrColors& each) { return is_main_picture(each.layer); }))
        return *main;
    if (const auto* colored = only([](const ExrColors& each) {
            return each.model != ExrColors::Model::grey && !is_data_layer(each.layer);
        }))
        return *colored;
    return Error{"several pictures in it: choose one of them by --layer: " + quoted(names)};
}

Result<ExrChannelName> choose_exr_depth(const std::vector<ExrChannelName>& channels, const std::string& layer,
                                        bool by_name_only) {
    const Layers layers = layers_of(channels);
    const auto siblings = [&](const ExrChannelName& channel) -> const std::set<std::string>& {
        return layers.at({channel.part, prefix_of(channel.name)});
    };
    // A Z beside X and Y is a direction's or a place's.
    const auto is_vector = [&](const ExrChannelName& channel) {
        return siblings(channel).contains("X") || siblings(channel).contains("x");
    };
    const auto full_name = [](const ExrChannelName& channel) {
        const std::string of = channel.layer();
        return of.empty() ? channel.base() : of + "." + channel.base();
    };
    const auto first = [&](auto fits) -> const ExrChannelName* {
        const auto found = std::ranges::find_if(channels, fits);
        return found == channels.end() ? nullptr : &*found;
    };
    constexpr std::string_view bases[] = {"Z", "V", "Y", "R", "z", "depth", "Depth"};
    const auto has_depth_base = [&](const ExrChannelName& channel) {
        return std::ranges::find(bases, channel.base()) != std::end(bases);
    };
    if (!layer.empty()) {
        if (const auto* exact =
                first([&](const ExrChannelName& c) { return full_name(c) == layer || c.name == layer; }))
            return *exact;
        for (const std::string_view base : bases)
            if (const auto* of = first([&](const ExrChannelName& c) {
                    return c.base() == base && ends_as(small(c.layer()), small(layer));
                }))
                return *of;
    } else {
        if (const auto* z = first([&](const ExrChannelName& c) { return c.name == "Z" && !is_vector(c); }))
            return *z;
        if (const auto* in_layer = first([&](const ExrChannelName& c) {
                return speaks_of_depth(c.layer()) && has_depth_base(c) && !is_vector(c);
            }))
            return *in_layer;
        if (const auto* named = first([&](const ExrChannelName& c) {
                return speaks_of_depth(c.base()) && c.base() != "z" && !is_vector(c);
            }))
            return *named;
        // A V beside H or U is a hue's or a place's in a texture.
        const auto is_value = [&](const ExrChannelName& c) {
            return c.base() != "V" || (!siblings(c).contains("H") && !siblings(c).contains("U"));
        };
        for (const char* base : {"Z", "z", "V"})
            if (const auto* any = first([&](const ExrChannelName& c) {
                    return c.base() == base && !is_vector(c) && is_value(c);
                }))
                return *any;
        if (!by_name_only) {
            const auto is_alone = [&](const ExrChannelName& c) {
                const auto& all = siblings(c);
                return !all.contains("G") && !all.contains("B") && !all.contains("RY") && !is_vector(c);
            };
            for (const char* base : {"Y", "R"})
                if (const auto* grey =
                        first([&](const ExrChannelName& c) { return c.name == base && is_alone(c); }))
                    return *grey;
        }
    }
    std::vector<std::string> names;
    for (const ExrChannelName& channel : channels) names.push_back(full_name(channel));
    return Error{(layer.empty() ? "no depth in it (Z, or a layer called depth)"
                                : "no channel or layer \"" + layer + "\" in it") +
                 std::string("; its channels are ") + quoted(names)};
}

}  // namespace tapestry::offline
