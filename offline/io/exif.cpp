#include "offline/io/exif.h"

#include <libexif/exif-data.h>

#include <cstdlib>
#include <cstring>
#include <memory>

namespace tapestry::offline {
namespace {

struct Unref {
    void operator()(ExifData* data) const { exif_data_unref(data); }
};
using Block = std::unique_ptr<ExifData, Unref>;

/// libexif's blocks begin with these letters, as JPEG's do.
constexpr std::uint8_t introduction[] = {'E', 'x', 'i', 'f', 0, 0};
constexpr std::size_t largest_block = 65527;  // that a segment of a JPEG holds

Block parse(std::span<const std::uint8_t> block) {
    std::vector<std::uint8_t> bytes(std::begin(introduction), std::end(introduction));
    bytes.insert(bytes.end(), block.begin(), block.end());
    Block data(exif_data_new());
    if (!data) return data;
    // As it is: libexif's repairs would add tags that the camera did not write.
    exif_data_unset_option(data.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
    exif_data_load_data(data.get(), bytes.data(), static_cast<unsigned int>(bytes.size()));
    return data;
}

std::vector<std::uint8_t> save(ExifData* data) {
    unsigned char* bytes = nullptr;
    unsigned int size = 0;
    exif_data_save_data(data, &bytes, &size);
    const std::unique_ptr<unsigned char, decltype(&std::free)> owner(bytes, &std::free);
    if (!bytes || size <= sizeof introduction || size > largest_block) return {};
    return {bytes + sizeof introduction, bytes + size};
}

constexpr std::size_t time_length = 19;

void add_time(ExifContent* content, ExifTag tag, const std::string& time) {
    if (time.size() != time_length) return;
    ExifMem* memory = exif_mem_new_default();
    ExifEntry* entry = exif_entry_new_mem(memory);
    entry->tag = tag;
    entry->format = EXIF_FORMAT_ASCII;
    entry->components = time_length + 1;
    entry->size = time_length + 1;
    entry->data = static_cast<unsigned char*>(exif_mem_alloc(memory, entry->size));
    if (entry->data) {
        std::memcpy(entry->data, time.c_str(), entry->size);
        exif_content_add_entry(content, entry);
    }
    exif_entry_unref(entry);
    exif_mem_unref(memory);
}

std::string time_in(ExifContent* content, ExifTag tag) {
    const ExifEntry* entry = exif_content_get_entry(content, tag);
    if (!entry || entry->format != EXIF_FORMAT_ASCII || entry->size < time_length) return {};
    return {reinterpret_cast<const char*>(entry->data), time_length};
}

}  // namespace

int exif_orientation(std::span<const std::uint8_t> block) {
    if (block.empty()) return 1;
    const Block data = parse(block);
    if (!data) return 1;
    const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (!entry || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) return 1;
    const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

std::vector<std::uint8_t> exif_for_result(std::span<const std::uint8_t> block) {
    if (block.empty()) return {};
    const Block data = parse(block);
    if (!data) return {};
    if (ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
        entry && entry->format == EXIF_FORMAT_SHORT && entry->size >= 2)
        exif_set_short(entry->data, exif_data_get_byte_order(data.get()), 1);
    if (ExifEntry* note = exif_content_get_entry(data->ifd[EXIF_IFD_EXIF], EXIF_TAG_MAKER_NOTE))
        exif_content_remove_entry(data->ifd[EXIF_IFD_EXIF], note);
    ExifContent* const small = data->ifd[EXIF_IFD_1];
    while (small->count > 0) exif_content_remove_entry(small, small->entries[0]);
    std::free(data->data);
    data->data = nullptr;
    data->size = 0;
    return save(data.get());
}

std::vector<std::uint8_t> exif_of_times(const ExifTimes& times) {
    if (times.changed.empty() && times.taken.empty()) return {};
    const Block data(exif_data_new());
    exif_data_set_byte_order(data.get(), EXIF_BYTE_ORDER_INTEL);
    add_time(data->ifd[EXIF_IFD_0], EXIF_TAG_DATE_TIME, times.changed);
    add_time(data->ifd[EXIF_IFD_EXIF], EXIF_TAG_DATE_TIME_ORIGINAL, times.taken);
    return save(data.get());
}

ExifTimes exif_times(std::span<const std::uint8_t> block) {
    if (block.empty()) return {};
    const Block data = parse(block);
    if (!data) return {};
    return {time_in(data->ifd[EXIF_IFD_0], EXIF_TAG_DATE_TIME),
            time_in(data->ifd[EXIF_IFD_EXIF], EXIF_TAG_DATE_TIME_ORIGINAL)};
}

}  // namespace tapestry::offline
