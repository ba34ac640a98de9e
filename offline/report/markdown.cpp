#include "offline/report/markdown.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tapestry::offline::report {
namespace {

// A bar would end the cell.
std::string cell_text(const std::string& text) {
    std::string result;
    for (const char c : text) result += c == '|' ? std::string("\\|") : std::string(1, c);
    return result;
}

std::size_t letters(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width, bool left) {
    const std::string room(width - std::min(width, letters(text)), ' ');
    return left ? text + room : room + text;
}

}  // namespace

void Markdown::begin_block() {
    if (!text_.empty()) text_ += '\n';
    in_list_ = false;
}

void Markdown::heading(int level, std::string_view text) {
    begin_block();
    text_ += std::string(static_cast<std::size_t>(level), '#') + " " + std::string(text) + "\n";
}

void Markdown::paragraph(std::string_view text) {
    begin_block();
    text_ += std::string(text) + "\n";
}

void Markdown::item(std::string_view text) {
    if (!in_list_) begin_block();
    in_list_ = true;
    text_ += "- " + std::string(text) + "\n";
}

void Markdown::image(std::string_view description, std::string_view file) {
    paragraph("![" + std::string(description) + "](" + std::string(file) + ")");
}

void Markdown::table(const MarkdownTable& table) {
    std::vector<std::size_t> widths;
    for (const std::string& header : table.headers)
        widths.push_back(std::max<std::size_t>(3, letters(header)));
    for (const auto& row : table.rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], letters(cell_text(row[i])));
    const auto add_line = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            text_ += "| " + padded(cell_text(cells[i]), widths[i], i < table.left_columns) + " ";
        text_ += "|\n";
    };
    begin_block();
    add_line(table.headers);
    for (std::size_t i = 0; i < widths.size(); ++i)
        text_ += "| " + std::string(widths[i] - 1, '-') + (i < table.left_columns ? "- " : ": ");
    text_ += "|\n";
    for (const auto& row : table.rows) add_line(row);
}

std::string fixed(double value, int digits) {
    if (std::isnan(value)) return "\u2013";
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string decibels(double psnr) {
    return psnr > exact_db ? "exact" : fixed(psnr, 1);
}

}  // namespace tapestry::offline::report
