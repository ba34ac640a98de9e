#include "fitted_field.h"

#include <charconv>
#include <cmath>

namespace tapestry {
namespace {

/// Reads from the front of a text. After the first thing that is not there nothing else is.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool is_done() const { return is_good_ && rest_.empty(); }

    /// True where this comes next, which is passed then.
    bool takes(std::string_view expected) {
        if (!is_good_ || !rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }
    void expect(std::string_view expected) { is_good_ = takes(expected) && is_good_; }

    /// Names have no escapes.
    std::string_view quoted() {
        expect("\"");
        const std::size_t end = is_good_ ? rest_.find_first_of("\"\\") : std::string_view::npos;
        if (end == std::string_view::npos) {
            is_good_ = false;
            return {};
        }
        const std::string_view name = rest_.substr(0, end);
        rest_.remove_prefix(end);
        expect("\"");
        return name;
    }

    double number() {
        double value = 0.0;
        if (!is_good_) return value;
        const auto [end, code] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        is_good_ = code == std::errc() && std::isfinite(value);
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return value;
    }

  private:
    std::string_view rest_;
    bool is_good_ = true;
};

}  // namespace

std::optional<FittedField> read_fitted_field(std::string_view text) {
    FittedField field;
    Scanner scanner(text);
    scanner.expect("{\"kernel\":");
    field.kernel = scanner.quoted();
    if (scanner.takes(",\"numbers\":{")) {
        do {
            NamedNumber number;
            number.name = scanner.quoted();
            scanner.expect(":");
            number.value = scanner.number();
            field.numbers.push_back(number);
        } while (scanner.takes(","));
        scanner.expect("}");
    }
    scanner.expect(",\"axes\":[");
    do {
        FittedAxis axis;
        scanner.expect("[");
        axis.name = scanner.quoted();
        scanner.expect(",");
        axis.from = scanner.number();
        scanner.expect(",");
        axis.to = scanner.number();
        scanner.expect("]");
        field.axes.push_back(axis);
    } while (scanner.takes(","));
    scanner.expect("]");
    if (scanner.takes(",\"turn_deg\":")) field.turn_deg = scanner.number();
    scanner.takes(",\"at_any_turn\":true");
    scanner.expect("}");
    return scanner.is_done() ? std::optional(std::move(field)) : std::nullopt;
}

}  // namespace tapestry
