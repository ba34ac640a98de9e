#include "offline/io/exr_file.h"

#include <OpenEXR/ImfChannelList.h>
#include <OpenEXR/ImfCompression.h>
#include <OpenEXR/ImfFrameBuffer.h>
#include <OpenEXR/ImfHeader.h>
#include <OpenEXR/ImfIO.h>
#include <OpenEXR/ImfInputPart.h>
#include <OpenEXR/ImfMultiPartInputFile.h>
#include <OpenEXR/ImfOutputFile.h>
#include <OpenEXR/ImfPartType.h>
#include <OpenEXR/ImfRgba.h>
#include <OpenEXR/ImfRgbaFile.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <exception>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "offline/files/file_bytes.h"
#include "offline/io/exr_channels.h"
#include "offline/io/picture_format.h"
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

/// Where pixels lie: the data's within the window that is shown.
struct Windows {
    Imath::Box2i data, display;
    int width = 0, height = 0;  ///< of the display window
    std::size_t data_width = 0;
    int first_row = 0, last_row = -1;  ///< of the data that are shown

    bool has_data() const { return first_row <= last_row; }
};

std::int64_t side(int from, int to) {
    return std::int64_t{to} - from + 1;
}

Windows windows_of(const Imf::Header& header) {
    Windows windows{header.dataWindow(), header.displayWindow()};
    const auto& data = windows.data;
    const auto& display = windows.display;
    const std::int64_t width = side(display.min.x, display.max.x),
                       height = side(display.min.y, display.max.y);
    const std::int64_t data_width = side(data.min.x, data.max.x);
    if (width <= 0 || height <= 0 || data_width <= 0 || side(data.min.y, data.max.y) <= 0)
        throw std::runtime_error("it has no pixels");
    windows.first_row = std::max(data.min.y, display.min.y);
    windows.last_row = std::min(data.max.y, display.max.y);
    const std::int64_t rows = std::max<std::int64_t>(1, side(windows.first_row, windows.last_row));
    const auto is_too_many = [](std::int64_t a, std::int64_t b) {
        return a > most_pixels || b > most_pixels || a * b > most_pixels;
    };
    if (is_too_many(width, height) || is_too_many(data_width, rows))
        throw std::runtime_error("more than 2^26 pixels");
    windows.width = static_cast<int>(width);
    windows.height = static_cast<int>(height);
    windows.data_width = static_cast<std::size_t>(data_width);
    if (data.max.x < display.min.x || data.min.x > display.max.x) windows.last_row = windows.first_row - 1;
    return windows;
}

/// Calls visit(pixel of the display window, pixel of the rows that were read) for all that are shown.
template <class Visit>
void each_shown(const Windows& windows, Visit visit) {
    for (int y = windows.first_row; y <= windows.last_row; ++y)
        for (int x = std::max(windows.data.min.x, windows.display.min.x);
             x <= std::min(windows.data.max.x, windows.display.max.x); ++x) {
            const auto to = static_cast<std::size_t>(y - windows.display.min.y) *
                                static_cast<std::size_t>(windows.width) +
                            static_cast<std::size_t>(x - windows.display.min.x);
            const auto from = static_cast<std::size_t>(y - windows.first_row) * windows.data_width +
                              static_cast<std::size_t>(x - windows.data.min.x);
            visit(to, from);
        }
}

bool covers(const Imath::Box2i& a, const Imath::Box2i& b) {
    return a.intersects(b.min) && a.intersects(b.max);
}

/// One channel over the display window; `fill` where there are no data, or no such channel.
std::vector<float> read_channel(Imf::InputPart& part, const Windows& windows, const std::string& name,
                                float fill, float outside) {
    std::vector<float> shown(
        static_cast<std::size_t>(windows.width) * static_cast<std::size_t>(windows.height), outside);
    if (!windows.has_data()) return shown;
    const auto rows = static_cast<std::size_t>(windows.last_row - windows.first_row + 1);
    std::vector<float> read(windows.data_width * rows, fill);
    const Imath::Box2i window({windows.data.min.x, windows.first_row},
                              {windows.data.max.x, windows.last_row});
    Imf::FrameBuffer target;
    target.insert(name, Imf::Slice::Make(Imf::FLOAT, read.data(), window, sizeof(float),
                                         windows.data_width * sizeof(float), 1, 1, fill));
    part.setFrameBuffer(target);
    part.readPixels(windows.first_row, windows.last_row);
    each_shown(windows, [&](std::size_t to, std::size_t from) { shown[to] = read[from]; });
    return shown;
}

void put_channel(LinearPicture& picture, int channel, const std::vector<float>& values) {
    for (std::size_t i = 0; i < values.size(); ++i)
        picture.rgba[4 * i + static_cast<std::size_t>(channel)] = values[i];
}

LinearPicture read_colors(Imf::InputPart& part, const ExrColors& colors) {
    const Windows windows = windows_of(part.header());
    LinearPicture picture{windows.width, windows.height, {}};
    picture.rgba.resize(4 * static_cast<std::size_t>(windows.width) *
                        static_cast<std::size_t>(windows.height));
    if (colors.model == ExrColors::Model::grey) {
        const auto grey = read_channel(part, windows, colors.prefix + "Y", 0.0f, 0.0f);
        for (int c = 0; c < 3; ++c) put_channel(picture, c, grey);
    } else {
        constexpr std::array<const char*, 3> names = {"R", "G", "B"};
        for (int c = 0; c < 3; ++c)
            put_channel(
                picture, c,
                read_channel(part, windows, colors.prefix + names[static_cast<std::size_t>(c)], 0.0f, 0.0f));
    }
    put_channel(picture, 3, read_channel(part, windows, colors.prefix + "A", 1.0f, 0.0f));
    return picture;
}

/// By OpenEXR's own conversion, which knows the chroma channels' smaller size.
LinearPicture read_luma_chroma(std::span<const std::uint8_t> bytes, const ExrColors& colors) {
    if (colors.part != 0) throw std::runtime_error("Y, RY and BY are read from a file's first part only");
    MemoryStream stream(bytes, "memory");
    std::string layer = colors.prefix;
    if (!layer.empty()) layer.pop_back();
    Imf::RgbaInputFile file(stream, layer, 1);
    const Windows windows = windows_of(file.header());
    LinearPicture picture{windows.width, windows.height, {}};
    picture.rgba.resize(4 * static_cast<std::size_t>(windows.width) *
                        static_cast<std::size_t>(windows.height));
    if (!windows.has_data()) return picture;
    std::vector<Imf::Rgba> rows(windows.data_width *
                                static_cast<std::size_t>(windows.last_row - windows.first_row + 1));
    const auto origin = std::ptrdiff_t{windows.data.min.x} +
                        std::ptrdiff_t{windows.first_row} * static_cast<std::ptrdiff_t>(windows.data_width);
    file.setFrameBuffer(rows.data() - origin, 1, windows.data_width);
    file.readPixels(windows.first_row, windows.last_row);
    each_shown(windows, [&](std::size_t to, std::size_t from) {
        const Imf::Rgba& pixel = rows[from];
        float* rgba = &picture.rgba[4 * to];
        rgba[0] = pixel.r;
        rgba[1] = pixel.g;
        rgba[2] = pixel.b;
        rgba[3] = pixel.a;
    });
    return picture;
}

/// How many times the sides are to grow for pixels that are `aspect` times as wide as high to be square.
std::pair<double, double> squaring(double aspect) {
    if (!(aspect >= 0.1 && aspect <= 10.0)) return {1.0, 1.0};
    return aspect >= 1.0 ? std::pair(aspect, 1.0) : std::pair(1.0, 1.0 / aspect);
}

/// Linear between pixels' centres along one side.
LinearPicture stretched(const LinearPicture& from, double across, double down) {
    LinearPicture to{static_cast<int>(std::lround(from.width * across)),
                     static_cast<int>(std::lround(from.height * down)),
                     {}};
    if (std::int64_t{to.width} * to.height > most_pixels) throw std::runtime_error("more than 2^26 pixels");
    to.rgba.resize(4 * static_cast<std::size_t>(to.width) * static_cast<std::size_t>(to.height));
    const auto place = [](int at, int size, int from_size) {
        return std::clamp((at + 0.5) * from_size / size - 0.5, 0.0, from_size - 1.0);
    };
    for (int y = 0; y < to.height; ++y)
        for (int x = 0; x < to.width; ++x) {
            const double from_x = place(x, to.width, from.width), from_y = place(y, to.height, from.height);
            const int x0 = static_cast<int>(from_x), y0 = static_cast<int>(from_y);
            const int x1 = std::min(x0 + 1, from.width - 1), y1 = std::min(y0 + 1, from.height - 1);
            const auto share = static_cast<float>(across > 1.0 ? from_x - x0 : from_y - y0);
            const auto at = [&](int px, int py) {
                return &from.rgba[4 * (static_cast<std::size_t>(py) * static_cast<std::size_t>(from.width) +
                                       static_cast<std::size_t>(px))];
            };
            const float* a = at(x0, y0);
            const float* b = across > 1.0 ? at(x1, y0) : at(x0, y1);
            float* out = &to.rgba[4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(to.width) +
                                       static_cast<std::size_t>(x))];
            for (int c = 0; c < 4; ++c) out[c] = a[c] + share * (b[c] - a[c]);
        }
    return to;
}

std::vector<ExrChannelName> channels_of(const Imf::MultiPartInputFile& file) {
    std::vector<ExrChannelName> channels;
    for (int part = 0; part < file.parts(); ++part) {
        const Imf::Header& header = file.header(part);
        // Deep pixels hold lists of samples.
        if (header.hasType() && Imf::isDeepData(header.type())) continue;
        const std::string name = file.parts() > 1 && header.hasName() ? header.name() : "";
        for (auto channel = header.channels().begin(); channel != header.channels().end(); ++channel)
            channels.push_back({part, name, channel.name()});
    }
    if (channels.empty()) throw std::runtime_error("no flat pictures in it: deep data are not read");
    return channels;
}

/// Colours that are the same everywhere are one channel that was written three times.
std::optional<GreyPicture> grey_of_equal_colors(Imf::MultiPartInputFile& file,
                                                const std::vector<ExrChannelName>& channels,
                                                const std::string& layer) {
    const auto colors = choose_exr_picture(channels, layer);
    if (!colors || colors->model != ExrColors::Model::rgb) return std::nullopt;
    Imf::InputPart part(file, colors->part);
    const LinearPicture picture = read_colors(part, *colors);
    GreyPicture grey{picture.width, picture.height, {}};
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
        const float* p = &picture.rgba[i];
        if (std::memcmp(p, p + 1, sizeof(float)) != 0 || std::memcmp(p, p + 2, sizeof(float)) != 0)
            return std::nullopt;
        grey.values.push_back(static_cast<double>(*p));
    }
    return grey;
}

/// Windows are numbers: any file may claim large ones, of which little has to be stored.
void check_size(const Imf::Header& header, std::size_t file_bytes) {
    const Imath::Box2i& box = header.displayWindow();
    const std::int64_t width = side(box.min.x, box.max.x), height = side(box.min.y, box.max.y);
    // Larger sides are for windows_of to refuse.
    if (width > 0 && height > 0 && width <= most_pixels && height <= most_pixels &&
        !is_likely_size(std::min(width * height, most_pixels), file_bytes))
        throw std::runtime_error("too few bytes for so large a picture");
}

/// Runs a reader of an open file, its exceptions turned into our errors.
template <class Value, class Reader>
Result<Value> with_file(std::span<const std::uint8_t> bytes, Reader reader) {
    try {
        MemoryStream stream(bytes, "memory");
        Imf::MultiPartInputFile file(stream, 1);
        for (int part = 0; part < file.parts(); ++part) check_size(file.header(part), bytes.size());
        return reader(file);
    } catch (const std::exception& error) {
        std::string why = error.what();
        std::replace(why.begin(), why.end(), '\n', ' ');
        return Error{"not an EXR file that can be read: " + why};
    }
}

Result<std::vector<std::uint8_t>> bytes_of_file(const std::filesystem::path& path) {
    return read_file_bytes(path, most_bytes);
}

Error about(const std::filesystem::path& path, const Error& error) {
    return Error{path.string() + ": " + error.message};
}

}  // namespace

bool is_exr_name(const std::filesystem::path& path) {
    return format_of_name(path) == PictureFormat::exr;
}

Result<ExrPicture> decode_exr(std::span<const std::uint8_t> bytes, const std::string& layer) {
    return with_file<ExrPicture>(bytes, [&](Imf::MultiPartInputFile& file) -> Result<ExrPicture> {
        const auto colors = choose_exr_picture(channels_of(file), layer);
        if (!colors) throw std::runtime_error(colors.error().message);
        ExrPicture result;
        const Imf::Header& header = file.header(colors->part);
        // What the data do not reach is transparent.
        result.has_alpha = colors->has_alpha || !covers(header.dataWindow(), header.displayWindow());
        if (colors->model == ExrColors::Model::luma_chroma) {
            result.picture = read_luma_chroma(bytes, *colors);
        } else {
            Imf::InputPart part(file, colors->part);
            result.picture = read_colors(part, *colors);
        }
        if (!header.displayWindow().intersects(header.dataWindow()))
            result.remarks.push_back("its data lie outside of the display window, so it is empty");
        const auto [across, down] = squaring(static_cast<double>(header.pixelAspectRatio()));
        if (across > 1.0 || down > 1.0) {
            result.picture = stretched(result.picture, across, down);
            result.remarks.push_back("its pixels are not square: stretched to " +
                                     std::to_string(result.picture.width) + " x " +
                                     std::to_string(result.picture.height));
        }
        return result;
    });
}

Result<GreyPicture> decode_exr_grey(std::span<const std::uint8_t> bytes, const std::string& layer) {
    return with_file<GreyPicture>(bytes, [&](Imf::MultiPartInputFile& file) -> Result<GreyPicture> {
        const auto channels = channels_of(file);
        const auto channel = choose_exr_depth(channels, layer, false);
        if (!channel) {
            if (auto grey = grey_of_equal_colors(file, channels, layer)) return std::move(*grey);
            throw std::runtime_error(channel.error().message);
        }
        Imf::InputPart part(file, channel->part);
        const Windows windows = windows_of(part.header());
        // Nothing is known where there are no data.
        const auto values =
            read_channel(part, windows, channel->name, 0.0f, std::numeric_limits<float>::quiet_NaN());
        return GreyPicture{windows.width, windows.height, std::vector<double>(values.begin(), values.end())};
    });
}

bool has_exr_depth(std::span<const std::uint8_t> bytes) {
    const auto found = with_file<bool>(bytes, [&](Imf::MultiPartInputFile& file) -> Result<bool> {
        return static_cast<bool>(choose_exr_depth(channels_of(file), {}, true));
    });
    return found && *found;
}

Result<Image> read_exr(const std::filesystem::path& path) {
    const auto bytes = bytes_of_file(path);
    if (!bytes) return bytes.error();
    const auto read = decode_exr(*bytes);
    if (!read) return about(path, read.error());
    Image image(read->picture.width, read->picture.height);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        for (int c = 0; c < 4; ++c)
            image.pixels[i][c] = static_cast<double>(read->picture.rgba[4 * i + static_cast<std::size_t>(c)]);
    return image;
}

Result<GreyPicture> read_exr_grey(const std::filesystem::path& path) {
    const auto bytes = bytes_of_file(path);
    if (!bytes) return bytes.error();
    auto read = decode_exr_grey(*bytes);
    if (!read) return about(path, read.error());
    return read;
}

Result<void> write_exr(const std::filesystem::path& path, const Image& image, ExrDepth depth) {
    LinearPicture picture{image.width, image.height, {}};
    picture.rgba.reserve(4 * image.pixels.size());
    // Halves are rounded from the doubles themselves.
    for (const glm::dvec4& pixel : image.pixels)
        for (int c = 0; c < 4; ++c)
            picture.rgba.push_back(
                static_cast<float>(depth == ExrDepth::half ? round_to_half(pixel[c]) : pixel[c]));
    return write_exr(path, picture, depth);
}

Result<void> write_exr(const std::filesystem::path& path, const LinearPicture& picture, ExrDepth depth,
                       const std::vector<ExrChannel>& more) {
    try {
        MemorySink sink;
        Imf::Header header(picture.width, picture.height);
        header.compression() = Imf::ZIP_COMPRESSION;
        const std::size_t pixels =
            static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
        const auto width = static_cast<std::size_t>(picture.width);
        Imf::FrameBuffer source;
        std::array<std::vector<half>, 4> halves;
        constexpr std::array<const char*, 4> names = {"R", "G", "B", "A"};
        for (std::size_t c = 0; c < 4; ++c) {
            if (depth == ExrDepth::half) {
                halves[c].resize(pixels);
                for (std::size_t i = 0; i < pixels; ++i)
                    halves[c][i] =
                        half(static_cast<float>(round_to_half(static_cast<double>(picture.rgba[4 * i + c]))));
                header.channels().insert(names[c], Imf::Channel(Imf::HALF));
                source.insert(names[c], Imf::Slice(Imf::HALF, reinterpret_cast<char*>(halves[c].data()),
                                                   sizeof(half), sizeof(half) * width));
                continue;
            }
            header.channels().insert(names[c], Imf::Channel(Imf::FLOAT));
            // Slices are not const, but a file that is written only reads them.
            auto* first = const_cast<float*>(picture.rgba.data()) + c;
            source.insert(names[c], Imf::Slice(Imf::FLOAT, reinterpret_cast<char*>(first), 4 * sizeof(float),
                                               4 * sizeof(float) * width));
        }
        for (const ExrChannel& channel : more) {
            header.channels().insert(channel.name, Imf::Channel(Imf::FLOAT));
            auto* first = const_cast<float*>(channel.values.data());
            source.insert(channel.name, Imf::Slice(Imf::FLOAT, reinterpret_cast<char*>(first), sizeof(float),
                                                   sizeof(float) * width));
        }
        {
            Imf::OutputFile file(sink, header, 1);
            file.setFrameBuffer(source);
            file.writePixels(picture.height);
        }  // the file's table of offsets is written when it closes
        return write_file_atomically(path, sink.bytes);
    } catch (const std::exception& error) {
        return Error{path.string() + ": " + error.what()};
    }
}

}  // namespace tapestry::offline
