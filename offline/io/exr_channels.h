/// Which channels of an EXR are a picture, and which are a depth, by their names.
#pragma once

#include <string>
#include <vector>

#include "tapestry/result.h"

namespace tapestry::offline {

/// A channel as the file has it, "ViewLayer.Combined.R", and its part.
struct ExrChannelName {
    int part = 0;
    std::string part_name;  ///< empty in files of one part
    std::string name;

    std::string base() const;   ///< "R"
    std::string layer() const;  ///< "ViewLayer.Combined", with the part's name before it where it adds one
};

/// Channels of one layer that are colours.
struct ExrColors {
    enum class Model { rgb, grey, luma_chroma };
    int part = 0;
    std::string layer;   ///< for people
    std::string prefix;  ///< of its channels' names: "ViewLayer.Combined."
    Model model = Model::rgb;
    bool has_alpha = false;
};

/// In the order of the file.
std::vector<ExrColors> exr_pictures(const std::vector<ExrChannelName>& channels);

/// Error: none, or several, with their names.
Result<ExrColors> choose_exr_picture(const std::vector<ExrChannelName>& channels, const std::string& layer);

/// by_name_only: not Y and R of files that hold nothing else. Error: none; its channels' names.
Result<ExrChannelName> choose_exr_depth(const std::vector<ExrChannelName>& channels, const std::string& layer,
                                        bool by_name_only);

}  // namespace tapestry::offline
