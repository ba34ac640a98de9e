/// A Markdown text, part by part.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "offline/files/readable_text.h"

namespace tapestry::offline::report {

/// Columns are padded, so that the table reads well as text too.
struct MarkdownTable {
    std::vector<std::string> headers;  ///< columns after the first `left_columns` are set to the right
    std::vector<std::vector<std::string>> rows = {};
    std::size_t left_columns = 1;
};

class Markdown {
  public:
    void heading(int level, std::string_view text);
    void paragraph(std::string_view text);
    void item(std::string_view text);
    void image(std::string_view description, std::string_view file);
    void table(const MarkdownTable& table);

    std::string text() const { return readable(text_); }

  private:
    void begin_block();

    std::string text_;
    bool in_list_ = false;
};

/// Digits after the point; an en dash for what is not a number.
std::string fixed(double value, int digits);

/// A PSNR with a digit after the point; "exact" where nothing but rounding is left.
std::string decibels(double psnr);
inline constexpr double exact_db = 200.0;

}  // namespace tapestry::offline::report
