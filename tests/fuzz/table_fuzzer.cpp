/// libFuzzer on the reader of tap tables: whatever the bytes, it returns an error or a table that holds every
/// rule.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "sealed_file.h"
#include "tapestry/table_file.h"

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void decode_and_judge(std::span<const std::byte> bytes) {
    const tapestry::Result<tapestry::TapTable> table = tapestry::decode_table(bytes);
    if (!table) {
        require(!table.error().message.empty());
        return;
    }
    require(static_cast<bool>(tapestry::validate(*table)));
    const tapestry::Result<std::vector<std::byte>> again = tapestry::encode_table(*table);
    require(again && std::ranges::equal(*again, bytes));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::byte> bytes = std::as_bytes(std::span(data, size));
    decode_and_judge(bytes);
    // No mutation guesses a checksum: set it right, so that what lies behind it is reached.
    std::vector<std::byte> sealed(bytes.begin(), bytes.end());
    tapestry::test::seal(sealed);
    decode_and_judge(sealed);
    return 0;
}
