/// Parts that several reports share.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "offline/report/contact_sheet.h"
#include "offline/report/markdown.h"
#include "offline/report/variants.h"
#include "offline/study/bars.h"

namespace tapestry::offline::report {

/// The bars as a table, and how many hold. quick: they are called indicative.
void add_bars(Markdown& markdown, std::span<const study::Bar> bars, bool quick);

/// A row of a contact sheet: the method, its taps and time, its errors.
SheetEntry sheet_entry(const study::Row& row, const std::string& caption);

/// A sheet whose error colours fit its entries.
ContactSheet fitted_sheet(const std::string& title, const DenseKernel& target,
                          std::vector<SheetEntry> entries);

/// "18.3 / 71.9": kernel and image PSNR.
std::string psnr_pair(const study::Row* row);

/// "4.0 s", "0.21 s", "12 ms"; an en dash for methods that are not fitted.
std::string seconds_text(double seconds);

}  // namespace tapestry::offline::report
