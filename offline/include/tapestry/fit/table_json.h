/// The JSON form of a tap table, for people and for engines that do not read the binary file.
#pragma once

#include <string>

#include "tapestry/export.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

/// {"format": "tapestry-table", "version": 1, "kernel", "layers", "taps", "axes": [{"name", "unit", "knots",
/// "period", "beyond"}], "signed", "turnable", "entries": [{"at": [...], "layers": [[[dx, dy, w], ...],
/// ...]}]}. Entries are row-major over the axes, layers in the order in which they are applied; out(x) = sum
/// w in(x + (dx, dy)), x right, y down, pixels. Numbers are the table's floats, in the fewest digits that
/// give them back.
TAPESTRY_FIT_EXPORT std::string table_to_json(const TapTable& table);

}  // namespace tapestry::offline
