#include "offline/io/exr_file.h"

#include <OpenEXR/ImfChannelList.h>
#include <OpenEXR/ImfCompression.h>
#include <OpenEXR/ImfFrameBuffer.h>
#include <OpenEXR/ImfHeader.h>
#include <OpenEXR/ImfIO.h>
#include <OpenEXR/ImfInputFile.h>
#include <OpenEXR/ImfOutputFile.h>
#include <OpenEXR/ImfRgba.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstring>
#include <exception>
#include <span>
#include <utility>
#include <vector>

#include "offline/files/file_bytes.h"
#include "tapestry/atomic_file.h"
#include "tapestry/half.h"

namespace tapestry::offline {
namespace {

// OpenEXR 2 has a type of its own for positions, and half in another folder, which ImfRgba.h includes.
using Position = decltype(std::declval<Imf::IStream&>().tellg());

constexpr std::int64_t most_pixels = std::int64_t{1} << 26;
constexpr std::size_t most_bytes = std::size_t{1} << 31;

/// A file that was read whole by us, so that errors of the system have our words.
class MemoryStream : public Imf::IStream {
  public:
    MemoryStream(std::span<const std::uint8_t> bytes, const std::string& name)
        : Imf::IStream(name.c_str()), bytes_(bytes) {}

    bool read(char to[], int count) override {
        if (count < 0 || bytes_.size() - at_ < static_cast<std::size_t>(count))
            throw std::runtime_error("it ends early");
        std::memcpy(to, bytes_.data() + at_, static_cast<std::size_t>(count));
        at_ += static_cast<std::size_t>(count);
        return at_ < bytes_.size();
    }
    Position tellg() override { return at_; }
    void seekg(Position position) override {
        if (position > bytes_.size()) throw std::runtime_error("it ends early");
        at_ = static_cast<std::size_t>(position);
    }

  private:
    std::span<const std::uint8_t> bytes_;
    std::size_t at_ = 0;
};

class MemorySink : public Imf::OStream {
  public:
    MemorySink() : Imf::OStream("memory") {}

    void write(const char from[], int count) override {
        const auto size = static_cast<std::size_t>(std::max(0, count));
        bytes.resize(std::max(bytes.size(), at_ + size));
        std::memcpy(bytes.data() + at_, from, size);
        at_ += size;
    }
    Position tellp() override { return at_; }
    void seekp(Position position) override { at_ = static_cast<std::size_t>(position); }

    std::vector<std::byte> bytes;

  private:
    std::size_t at_ = 0;
};

struct Planes {
    int width = 0, height = 0;
    std::array<std::vector<float>, 4> values;
};

/// Reads so many of the named channels; a name that is not in the file fills with `fill`.
Planes read_planes(Imf::InputFile& file, std::span<const std::string> names, float fill) {
    const Imath::Box2i window = file.header().dataWindow();
    const std::int64_t width = std::int64_t{window.max.x} - window.min.x + 1;
    const std::int64_t height = std::int64_t{window.max.y} - window.min.y + 1;
    if (width <= 0 || height <= 0 || width > most_pixels || height > most_pixels ||
        width * height > most_pixels)
        throw std::runtime_error("more than 2^26 pixels");
    Planes planes;
    planes.width = static_cast<int>(width);
    planes.height = static_cast<int>(height);
    Imf::FrameBuffer target;
    for (std::size_t c = 0; c < names.size(); ++c) {
        planes.values[c].assign(static_cast<std::size_t>(width * height), fill);
        target.insert(names[c],
                      Imf::Slice::Make(Imf::FLOAT, planes.values[c].data(), window, sizeof(float),
                                       static_cast<std::size_t>(width) * sizeof(float), 1, 1, fill));
    }
    file.setFrameBuffer(target);
    file.readPixels(window.min.y, window.max.y);
    return planes;
}

std::vector<std::string> colour_channels(const Imf::ChannelList& channels) {
    if (channels.findChannel("R")) return {"R", "G", "B", "A"};
    if (channels.findChannel("Y")) return {"Y", "Y", "Y", "A"};
    throw std::runtime_error("neither R, G, B nor Y in it");
}

Image image_of(const Planes& planes) {
    Image image(planes.width, planes.height);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        for (int c = 0; c < 4; ++c) image.pixels[i][c] = static_cast<double>(planes.values[c][i]);
    return image;
}

/// Runs a reader of an open file, its exceptions turned into our errors.
template <class Value, class Reader>
Result<Value> with_file(const std::filesystem::path& path, Reader reader) {
    auto bytes = read_file_bytes(path, most_bytes);
    if (!bytes) return bytes.error();
    try {
        MemoryStream stream(*bytes, path.string());
        Imf::InputFile file(stream, 1);
        return reader(file);
    } catch (const std::exception& error) {
        std::string why = error.what();
        std::replace(why.begin(), why.end(), '\n', ' ');
        return Error{path.string() + ": not an EXR file that can be read: " + why};
    }
}

}  // namespace

bool is_exr_name(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return extension == ".exr";
}

Result<Image> read_exr(const std::filesystem::path& path) {
    return with_file<Image>(path, [](Imf::InputFile& file) {
        auto names = colour_channels(file.header().channels());
        if (names[0] == names[1]) {
            Planes grey = read_planes(file, std::array<std::string, 1>{names[0]}, 0.0f);
            grey.values[1] = grey.values[2] = grey.values[0];
            grey.values[3].assign(grey.values[0].size(), 1.0f);
            return image_of(grey);
        }
        // Files without A are filled with 1; a missing G or B is too rare to tell apart.
        return image_of(read_planes(file, names, 1.0f));
    });
}

Result<GreyPicture> read_exr_grey(const std::filesystem::path& path) {
    return with_file<GreyPicture>(path, [](Imf::InputFile& file) {
        for (const char* name : {"Z", "depth.Z", "depth", "Y", "R"}) {
            if (!file.header().channels().findChannel(name)) continue;
            const Planes planes = read_planes(file, std::array<std::string, 1>{name}, 0.0f);
            return GreyPicture{planes.width, planes.height,
                               std::vector<double>(planes.values[0].begin(), planes.values[0].end())};
        }
        throw std::runtime_error("none of Z, depth.Z, depth, Y and R in it");
    });
}

Result<void> write_exr(const std::filesystem::path& path, const Image& image, ExrDepth depth) {
    try {
        MemorySink sink;
        Imf::Header header(image.width, image.height);
        const auto type = depth == ExrDepth::half ? Imf::HALF : Imf::FLOAT;
        std::array<std::vector<char>, 4> planes;
        const std::size_t size = depth == ExrDepth::half ? sizeof(half) : sizeof(float);
        Imf::FrameBuffer source;
        constexpr std::array<const char*, 4> names = {"R", "G", "B", "A"};
        for (std::size_t c = 0; c < 4; ++c) {
            planes[c].resize(size * image.pixels.size());
            for (std::size_t i = 0; i < image.pixels.size(); ++i) {
                const double value = image.pixels[i][static_cast<int>(c)];
                const half small(static_cast<float>(round_to_half(value)));
                const auto wide = static_cast<float>(value);
                std::memcpy(planes[c].data() + size * i,
                            depth == ExrDepth::half ? static_cast<const void*>(&small)
                                                    : static_cast<const void*>(&wide),
                            size);
            }
            header.channels().insert(names[c], Imf::Channel(type));
            source.insert(names[c], Imf::Slice(type, planes[c].data(), size,
                                               size * static_cast<std::size_t>(image.width)));
        }
        header.compression() = Imf::ZIP_COMPRESSION;
        {
            Imf::OutputFile file(sink, header, 1);
            file.setFrameBuffer(source);
            file.writePixels(image.height);
        }  // the file's table of offsets is written when it closes
        return write_file_atomically(path, sink.bytes);
    } catch (const std::exception& error) {
        return Error{path.string() + ": " + error.what()};
    }
}

}  // namespace tapestry::offline
