/// The reader of tap tables: whatever the bytes, it returns an error or a table that holds every rule.
#include <algorithm>

#include "fuzz_target.h"
#include "sealed_file.h"
#include "tapestry/fit/kernel_field.h"
#include "tapestry/fit/table_json.h"
#include "tapestry/table_file.h"

using tapestry::fuzz::require;

namespace {

void decode_and_judge(std::span<const std::byte> bytes) {
    const tapestry::Result<tapestry::TapTable> table = tapestry::decode_table(bytes);
    if (!table) return require(!table.error().message.empty(), "an error says why");
    require(static_cast<bool>(tapestry::validate(*table)), "a table that was read is valid");
    const auto again = tapestry::encode_table(*table);
    require(again && std::ranges::equal(*again, bytes), "a table is written as it was read");
    require(!tapestry::offline::table_to_json(*table).empty(), "a table can be written as JSON");
    (void)tapestry::offline::spec_from_metadata(table->metadata);
}

}  // namespace

TAPESTRY_FUZZ_TARGET(table) {
    const std::span<const std::byte> file = std::as_bytes(bytes);
    decode_and_judge(file);
    // No mutation guesses a checksum: set it right, so that what lies behind it is reached.
    std::vector<std::byte> sealed(file.begin(), file.end());
    tapestry::test::seal(sealed);
    decode_and_judge(sealed);
}
