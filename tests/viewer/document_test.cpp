#include <doctest/doctest.h>

#include "document/document.h"
#include "document/history.h"

namespace tapestry::test {
namespace {

using namespace demo;

Document document_with(std::initializer_list<const char*> kinds) {
    Document document;
    for (const char* kind : kinds) document.effects.push_back(new_effect(*find_effect_kind(kind)));
    return document;
}

TEST_CASE("every effect's standard values are within their ranges, and texts give values back") {
    for (const EffectKind& kind : effect_kinds()) {
        CAPTURE(kind.name);
        CHECK(find_effect_kind(kind.name) == &kind);
        for (const OptionField& field : kind.fields) {
            CAPTURE(field.name);
            CHECK(check_field(field, field.standard));
            CHECK(field.slider_min < field.slider_max);
            const auto parsed = parse_field(field, field_text(field, field.standard));
            REQUIRE(parsed);
            CHECK(*parsed == field.standard);
            CHECK(*field.label);
            CHECK(*field.help);
        }
    }
}

TEST_CASE("an option is set on the first effect that has it, or on the one that is named") {
    Document document = document_with({"tilt-shift", "tilt-shift"});
    REQUIRE(set_option(document.effects, "max_radius=0.1"));
    CHECK(document.effects[0].values[0] == 0.1f);
    CHECK(document.effects[1] == new_effect(*find_effect_kind("tilt-shift")));
    REQUIRE(set_option(document.effects, "tilt-shift.falloff=quadratic"));
    CHECK(document.effects[0].values[3] == 2.0f);
    const Document before = document;
    for (const char* wrong : {"max_radius=9", "max_radius=", "max_radius", "sepia.max_radius=0.1",
                              "nothing=1", "falloff=cubic", "tilt-shift.=1"}) {
        CAPTURE(wrong);
        CHECK_FALSE(set_option(document.effects, wrong));
        CHECK(document == before);
    }
}

TEST_CASE("undo and redo step through what was noted; a change after undoing forgets the rest") {
    Document document = document_with({"tilt-shift"});
    History history(document);
    CHECK_FALSE(history.can_undo());
    std::vector<Document> seen = {document};
    for (int i = 1; i <= 5; ++i) {
        document.effects[0].values[0] = 0.01f * static_cast<float>(i);
        history.note(document);
        history.note(document);
        seen.push_back(document);
    }
    for (int i = 4; i >= 2; --i) CHECK(history.undo() == seen[static_cast<std::size_t>(i)]);
    CHECK(history.redo() == seen[3]);
    document = seen[3];
    document.effects[0].on = false;
    history.note(document);
    CHECK_FALSE(history.can_redo());
    CHECK(history.undo() == seen[3]);
    CHECK(history.redo() == document);
    for (int i = 0; i < 1000; ++i) {
        document.effects[0].values[0] = 0.0001f * static_cast<float>(i);
        history.note(document);
    }
    int steps = 0;
    while (history.can_undo()) {
        (void)history.undo();
        ++steps;
    }
    CHECK(steps > 100);
}

}  // namespace
}  // namespace tapestry::test
