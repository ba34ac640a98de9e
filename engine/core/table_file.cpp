#include "tapestry/table_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <system_error>
#include <type_traits>

#include "error_of.h"
#include "fnv1a.h"
#include "os.h"
#include "tapestry/atomic_file.h"

namespace tapestry {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are stored as this machine has them");

constexpr std::array<char, 8> magic = {'T', 'A', 'P', 'E', 'S', 'T', 'R', 'Y'};
constexpr std::uint32_t version = 2;
constexpr std::uint32_t flag_signed = 1;
constexpr std::uint32_t flag_turnable = 2;
constexpr std::size_t payload_alignment = 16;

/// The first bytes of the file.
struct Header {
    std::array<char, 8> magic;
    std::uint32_t version;
    std::uint32_t flags;
    std::uint32_t layers;
    std::uint32_t reads;  // taps of all layers
    std::uint32_t axes;
    std::uint32_t metadata_pairs;
    std::uint64_t body_bytes;
    std::uint64_t checksum;
};
static_assert(sizeof(Header) == 48 && std::is_trivially_copyable_v<Header>);

/// More than the largest valid table takes: its payload, and its texts at their longest.
constexpr std::uintmax_t max_file_bytes =
    limits::max_records * sizeof(Tap) + (2 * limits::max_metadata_pairs + 16) * (limits::max_text_bytes + 4);

std::uint64_t checksum_of(Header header, std::span<const std::byte> body) {
    header.checksum = 0;
    return fnv1a(fnv1a(fnv_start, std::as_bytes(std::span(&header, 1))), body);
}

/// Zero bytes that bring `position` up to a multiple of the payload's alignment.
std::size_t padding_after(std::size_t position) {
    return (payload_alignment - position % payload_alignment) % payload_alignment;
}

/// Appends values to a file in memory.
class Writer {
  public:
    template <class T>
    void values(std::span<const T> items) {
        static_assert(std::is_trivially_copyable_v<T>);
        const auto raw = std::as_bytes(items);
        bytes_.insert(bytes_.end(), raw.begin(), raw.end());
    }
    template <class T>
    void value(const T& item) {
        values(std::span<const T>(&item, 1));
    }
    void text(const std::string& item) {
        value(static_cast<std::uint32_t>(item.size()));
        values(std::span<const char>(item));
    }
    void pad() { bytes_.resize(bytes_.size() + padding_after(bytes_.size())); }

    std::vector<std::byte> take() && { return std::move(bytes_); }

  private:
    std::vector<std::byte> bytes_;
};

void write_axis(Writer& writer, const Axis& axis) {
    writer.text(axis.name);
    writer.text(axis.unit);
    writer.value(static_cast<std::uint32_t>(axis.knots.size()));
    writer.value(axis.period);
    writer.value(static_cast<std::uint32_t>(axis.beyond));
    writer.values(std::span<const float>(axis.knots));
}

Header header_of(const TapTable& table) {
    Header header = {};
    header.magic = magic;
    header.version = version;
    header.flags = (table.is_signed ? flag_signed : 0u) | (table.turnable ? flag_turnable : 0u);
    header.layers = static_cast<std::uint32_t>(table.layers());
    header.reads = static_cast<std::uint32_t>(table.first_tap(table.layers()));
    header.axes = static_cast<std::uint32_t>(table.axes.size());
    header.metadata_pairs = static_cast<std::uint32_t>(table.metadata.size());
    return header;
}

/// Takes values off the front of a file. After the first value that is not there, `failed` stays true and
/// everything reads as empty.
class Reader {
  public:
    explicit Reader(std::span<const std::byte> bytes) : rest_(bytes), size_(bytes.size()) {}

    bool failed() const { return failed_; }
    std::size_t position() const { return size_ - rest_.size(); }
    std::size_t remaining() const { return rest_.size(); }

    template <class T>
    T value() {
        T item = {};
        copy_to(std::span<T>(&item, 1));
        return item;
    }
    /// Allocates only once it is known that the bytes are there.
    template <class T>
    std::vector<T> values(std::size_t count) {
        if (failed_ || count > rest_.size() / sizeof(T)) {
            failed_ = true;
            return {};
        }
        std::vector<T> items(count);
        copy_to(std::span<T>(items));
        return items;
    }
    std::string text() {
        const std::vector<char> characters = values<char>(value<std::uint32_t>());
        return {characters.begin(), characters.end()};
    }

  private:
    template <class T>
    void copy_to(std::span<T> items) {
        static_assert(std::is_trivially_copyable_v<T>);
        if (failed_ || items.size_bytes() > rest_.size()) {
            failed_ = true;
            return;
        }
        if (items.empty()) return;
        std::memcpy(items.data(), rest_.data(), items.size_bytes());
        rest_ = rest_.subspan(items.size_bytes());
    }

    std::span<const std::byte> rest_;
    std::size_t size_;
    bool failed_ = false;
};

Error ends_inside(const char* part) {
    return error_of("the file ends inside the ", part);
}

/// Whether the file starts as one does, as far as it goes.
bool starts_with_magic(std::span<const std::byte> bytes) {
    return std::memcmp(bytes.data(), magic.data(), std::min(bytes.size(), magic.size())) == 0;
}

/// Magic, version, sizes and checksum: whether the file is whole, before anything in it is believed.
Result<void> check_envelope(std::span<const std::byte> bytes, const Header& header) {
    if (!bytes.empty() && !starts_with_magic(bytes))
        return error_of("not a tap table: the first bytes are not TAPESTRY");
    if (bytes.size() < sizeof(Header))
        return error_of("truncated: ", bytes.size(), " bytes, but the header alone takes ", sizeof(Header));
    if (header.version != version)
        return error_of("unknown version ", header.version, ": this reader knows version ", version);
    const std::span<const std::byte> body = bytes.subspan(sizeof(Header));
    if (header.body_bytes > body.size())
        return error_of("truncated: the header announces ", header.body_bytes,
                        " bytes after it, but there are ", body.size());
    if (header.body_bytes < body.size())
        return error_of("trailing bytes: the header announces ", header.body_bytes,
                        " bytes after it, but there are ", body.size());
    if (checksum_of(header, body) != header.checksum) return error_of("wrong checksum: the file is damaged");
    return {};
}

Result<void> within(const char* what, std::size_t count, std::size_t least, std::size_t most) {
    if (count >= least && count <= most) return {};
    return error_of(what, ": ", count, ", but it must be ", least, " to ", most);
}

/// The header's counts, before anything is sized by them.
Result<void> check_counts(const Header& header) {
    if ((header.flags & ~(flag_signed | flag_turnable)) != 0) return error_of("unknown flags ", header.flags);
    if (Result<void> status = within("layers", header.layers, 1, limits::max_layers); !status) return status;
    if (Result<void> status = within("reads", header.reads, header.layers, header.layers * limits::max_taps);
        !status)
        return status;
    if (Result<void> status = within("axes", header.axes, 0, 2); !status) return status;
    return within("metadata pairs", header.metadata_pairs, 0, limits::max_metadata_pairs);
}

Result<std::string> read_text(Reader& reader, const char* what) {
    std::string text = reader.text();
    if (reader.failed()) return ends_inside(what);
    return text;
}

Result<Axis> read_axis(Reader& reader) {
    Axis axis;
    axis.name = reader.text();
    axis.unit = reader.text();
    const auto knots = reader.value<std::uint32_t>();
    axis.period = reader.value<float>();
    axis.beyond = Beyond{reader.value<std::uint32_t>()};
    if (reader.failed()) return ends_inside("axes");
    if (knots < 2 || knots > limits::max_knots)
        return error_of("axis '", axis.name, "': knots: ", knots, ", but it must be 2 to ",
                        limits::max_knots);
    axis.knots = reader.values<float>(knots);
    if (reader.failed()) return ends_inside("axes");
    return axis;
}

Result<void> read_padding(Reader& reader) {
    for (std::size_t left = padding_after(reader.position()); left > 0; --left)
        if (reader.value<std::uint8_t>() != 0) return error_of("the padding before the payload is not zero");
    if (reader.failed()) return ends_inside("padding before the payload");
    return {};
}

Result<void> read_payload(Reader& reader, TapTable& table) {
    // The counts were checked against their limits, so this is at most 2^32 and cannot overflow.
    const std::uint64_t records = std::uint64_t{table.first_tap(table.layers())} * table.entry_count();
    if (records > limits::max_records)
        return error_of("payload: ", records, " taps, but at most ", limits::max_records, " are allowed");
    if (records * sizeof(Tap) != reader.remaining())
        return error_of("payload: ", reader.remaining(), " bytes, but the counts ask for ",
                        records * sizeof(Tap));
    table.payload = reader.values<Tap>(records);
    return {};
}

Result<void> read_layers(Reader& reader, const Header& header, TapTable& table) {
    table.layer_taps = reader.values<std::uint32_t>(header.layers);
    if (reader.failed()) return ends_inside("layers");
    for (const std::uint32_t taps : table.layer_taps)
        if (Result<void> status = within("taps", taps, 1, limits::max_taps); !status) return status;
    const std::size_t reads = table.first_tap(table.layers());
    if (reads == header.reads) return {};
    return error_of("reads: ", header.reads, ", but the layers have ", reads);
}

Result<void> read_descriptions(Reader& reader, const Header& header, TapTable& table) {
    if (Result<void> status = read_layers(reader, header, table); !status) return status;
    Result<std::string> kernel = read_text(reader, "kernel name");
    if (!kernel) return kernel.error();
    table.kernel = std::move(*kernel);
    for (std::uint32_t index = 0; index < header.axes; ++index) {
        Result<Axis> axis = read_axis(reader);
        if (!axis) return axis.error();
        table.axes.push_back(std::move(*axis));
    }
    for (std::uint32_t index = 0; index < header.metadata_pairs; ++index) {
        Result<std::string> key = read_text(reader, "metadata");
        if (!key) return key.error();
        Result<std::string> value = read_text(reader, "metadata");
        if (!value) return value.error();
        table.metadata.emplace_back(std::move(*key), std::move(*value));
    }
    return {};
}

Error with_path(const std::filesystem::path& path, const Error& error) {
    return error_of(path.string(), ": ", error.message);
}

Error system_reason(int reason) {
    return Error{std::generic_category().message(reason)};
}

/// The size of a file that a table could be in.
Result<std::size_t> readable_size(const std::filesystem::path& path) {
    std::error_code code;
    const std::filesystem::file_status status = std::filesystem::status(path, code);
    if (code) return Error{code.message()};
    // Reading a pipe or a device might never end.
    if (!std::filesystem::is_regular_file(status)) return error_of("not a regular file");
    const std::uintmax_t size = std::filesystem::file_size(path, code);
    if (code) return Error{code.message()};
    if (size > max_file_bytes) return error_of("not a tap table: ", size, " bytes is more than any takes");
    return static_cast<std::size_t>(size);
}

Result<std::vector<std::byte>> read_bytes(const std::filesystem::path& path) {
    const Result<std::size_t> size = readable_size(path);
    if (!size) return size.error();
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(os::open_to_read(path), std::fclose);
    if (!file) return system_reason(errno);
    std::vector<std::byte> bytes(*size);
    errno = 0;
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
    if (std::ferror(file.get())) return system_reason(errno);
    return bytes;
}

}  // namespace

Result<std::vector<std::byte>> encode_table(const TapTable& table) {
    if (Result<void> status = validate(table); !status) return status.error();
    Header header = header_of(table);
    Writer writer;
    writer.value(header);
    writer.values(std::span<const std::uint32_t>(table.layer_taps));
    writer.text(table.kernel);
    for (const Axis& axis : table.axes) write_axis(writer, axis);
    for (const auto& [key, value] : table.metadata) {
        writer.text(key);
        writer.text(value);
    }
    writer.pad();
    writer.values(std::span<const Tap>(table.payload));

    std::vector<std::byte> bytes = std::move(writer).take();
    header.body_bytes = bytes.size() - sizeof(Header);
    header.checksum = checksum_of(header, std::span(bytes).subspan(sizeof(Header)));
    std::memcpy(bytes.data(), &header, sizeof(Header));
    return bytes;
}

Result<TapTable> decode_table(std::span<const std::byte> bytes) {
    Header header = {};
    if (!bytes.empty()) std::memcpy(&header, bytes.data(), std::min(bytes.size(), sizeof(Header)));
    if (Result<void> status = check_envelope(bytes, header); !status) return status.error();
    if (Result<void> status = check_counts(header); !status) return status.error();

    TapTable table;
    table.is_signed = (header.flags & flag_signed) != 0;
    table.turnable = (header.flags & flag_turnable) != 0;
    Reader reader(bytes);
    reader.value<Header>();
    if (Result<void> status = read_descriptions(reader, header, table); !status) return status.error();
    if (Result<void> status = read_padding(reader); !status) return status.error();
    if (Result<void> status = read_payload(reader, table); !status) return status.error();
    if (Result<void> status = validate(table); !status) return status.error();
    return table;
}

Result<TapTable> read_table(const std::filesystem::path& path) {
    const Result<std::vector<std::byte>> bytes = read_bytes(path);
    if (!bytes) return with_path(path, bytes.error());
    Result<TapTable> table = decode_table(*bytes);
    if (!table) return with_path(path, table.error());
    return table;
}

Result<void> write_table(const TapTable& table, const std::filesystem::path& path) {
    const Result<std::vector<std::byte>> bytes = encode_table(table);
    if (!bytes) return with_path(path, bytes.error());
    return write_file_atomically(path, *bytes);
}

}  // namespace tapestry
