#include "varying_rival_tables.h"

#include <cstdio>

#include "tapestry/fit/family_grid.h"
#include "tapestry/table_file.h"
#include "varying_effects.h"

namespace tapestry::bench {
namespace {

Result<void> fit_table(const offline::study::VaryingEffect& study, offline::study::Basis basis, bool quick,
                       const std::filesystem::path& file) {
    std::fprintf(stderr, "fitting %s\n", file.c_str());
    const auto field = offline::make_field(study.kernels);
    if (!field) return field.error();
    const auto grid = offline::make_grid(*field, study.knots, 0.0, Beyond::clamp);
    if (!grid) return grid.error();
    offline::study::BasisOptions options;
    options.taps = study.taps;
    options.layers = study.layers;
    options.quick = quick;
    const auto table = fit_varying_basis(*field, *grid, basis, options);
    return table ? write_table(*table, file) : table.error();
}

}  // namespace

std::filesystem::path rival_table_path(const std::filesystem::path& folder, VaryingEffectKind kind,
                                       const std::string& rival) {
    std::string name = effect_of(kind).study->name;
    for (char& letter : name)
        if (letter == ' ') letter = '-';
    return folder / (name + " " + rival + ".tap");
}

Result<void> fit_rival_tables(const std::filesystem::path& folder, bool quick) {
    using offline::study::Basis;
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    for (const VaryingEffectKind kind : varying_kinds)
        for (const auto& [rival, basis] :
             {std::pair("independent", Basis::independent), std::pair("tempered", Basis::tempering)}) {
            const std::filesystem::path file = rival_table_path(folder, kind, rival);
            if (std::filesystem::exists(file)) continue;
            if (Result<void> status = fit_table(*effect_of(kind).study, basis, quick, file); !status)
                return status;
        }
    return {};
}

}  // namespace tapestry::bench
