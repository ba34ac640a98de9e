#include "headless_job.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include "compare/comparison.h"
#include "compare/plate_job.h"
#include "document/asset_library.h"
#include "document/startup_document.h"
#include "jobs/film.h"
#include "jobs/frames_job.h"
#include "jobs/progress_line.h"
#include "kernel_lab/live_fit.h"
#include "offline/io/exr_file.h"
#include "offline/io/photograph.h"
#include "offline/io/picture_format.h"
#include "platform/headless_context.h"
#include "render/document_renderer.h"
#include "render/image_sequence.h"
#include "scene_job.h"
#include "tapestry/fit/export_table.h"

namespace tapestry::demo {
namespace {

/// What the kernel lab's recipe says, fitted here and now.
Result<TapTable> fit_lab_table(const KernelRecipe& recipe) {
    auto fit = fit_recipe(recipe);
    if (!fit) return Error{"the kernel: " + fit.error().message};
    std::printf("fitted %s: %.1f dB in %.1f s\n", fit->table.kernel.c_str(), fit->kernel_psnr, fit->seconds);
    return std::move(fit->table);
}

Result<void> write_lab_table(const Document& document, const std::filesystem::path& out) {
    const auto table = fit_lab_table(document.kernel);
    if (!table) return table.error();
    if (auto status = offline::export_table(*table, out); !status) return status;
    std::printf("wrote %s\n", out.c_str());
    return {};
}

/// A line on stderr that is written over; pictures that are there stay there when the program is stopped.
Result<void> write_sequence(const Document& document, DocumentRenderer& renderer,
                            const std::filesystem::path& out, bool resumes) {
    auto sequence = ImageSequence::begin(document, renderer, out, resumes);
    if (!sequence) return sequence.error();
    ProgressLine line(sequence->total(), "pictures");
    while (!sequence->is_done()) {
        if (auto status = sequence->step(renderer); !status) return status;
        line.show(sequence->done());
    }
    std::printf("wrote %d pictures, %s to %s (%d x %d)\n", sequence->total(), sequence->file(1).c_str(),
                sequence->file(sequence->total()).filename().c_str(), renderer.width(), renderer.height());
    return {};
}

Result<void> write_plate(const Document& document, DocumentRenderer& renderer,
                         const std::filesystem::path& out) {
    auto plate = PlateJob::begin(document, renderer, out);
    if (!plate) return plate.error();
    while (!plate->is_done()) {
        if (auto status = plate->step(renderer); !status) return status;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    std::printf("wrote %s (%d x %d)\n", out.c_str(), plate->width(), plate->height());
    return {};
}

/// What --show asks for instead of the result.
Result<void> write_comparison(const Document& document, DocumentRenderer& renderer,
                              const CommandLine& command) {
    if (offline::is_exr_name(command.out))
        return Error{command.out.string() + ": only the result is written as EXR"};
    auto shown = shown_picture(shown_of(command.right), document, renderer, standard_error_gain);
    if (!shown) return shown.error();
    if (auto status = offline::write_picture(command.out, shown->picture, {}); !status) return status;
    if (shown->numbers)
        std::printf("result against exact: PSNR %.2f dB, FLIP %.4f\n", shown->numbers->psnr,
                    shown->numbers->flip);
    return {};
}

/// Before anything is read that takes long.
Result<void> check_output(const CommandLine& command) {
    if (!command.preset.empty() && offline::table_format_of(command.out)) return {};
    if (command.sequence && is_film_name(command.out)) return {};
    const std::string why = offline::why_unwritable(command.out);
    return why.empty() ? Result<void>() : Error{command.out.string() + ": " + why};
}

}  // namespace

Result<void> run_headless_job(const CommandLine& asked) {
    const auto first = FirstFrame::of(asked);
    if (!first) return first.error();
    const CommandLine& command = first->command();
    if (auto status = check_output(command); !status) return status;
    // The scene alone, through one pinhole or a whole lens.
    const bool wants_effects = !command.effects.empty() || !command.preset.empty();
    if (!command.scene.empty() && !wants_effects) return run_scene_job(command);
    const auto assets = AssetLibrary::open(command.assets);
    if (!assets) return assets.error();
    const auto document = startup_document(command, *assets);
    if (!document) return document.error();
    if (!command.preset.empty() && offline::table_format_of(command.out))
        return write_lab_table(*document, command.out);

    HeadlessOptions context_options;
    context_options.debug = command.debug_gl;
    const auto context = HeadlessContext::create(context_options);
    if (!context) return context.error();
    auto renderer = DocumentRenderer::create(HeadlessContext::get_proc_address, command.debug_gl,
                                             TableShelf(assets->tables));
    if (!renderer) return renderer.error();

    if (command.exact_size) renderer->set_scene_size({command.scene_width, command.scene_height});

    if (uses_lab(*document)) {
        auto table = fit_lab_table(document->kernel);
        if (!table) return table.error();
        renderer->shelf().set_lab_table(std::move(*table));
    }
    renderer->set_largest_side(command.largest_side);
    if (auto status = open_document(*document, *assets, *renderer); !status) return status;
    for (const std::string& remark : renderer->remarks())
        std::fprintf(stderr, "tapestry-viewer: %s\n", remark.c_str());
    if (is_frames_job(asked)) return write_frames(*document, *renderer, asked);
    if (command.sequence) return write_sequence(*document, *renderer, command.out, command.resume);
    if (command.plate) return write_plate(*document, *renderer, command.out);
    auto status = shown_of(command.right) == Shown::result ? renderer->save(*document, command.out)
                                                           : write_comparison(*document, *renderer, command);
    if (!status) return status;
    std::printf("wrote %s (%d x %d, filtered in %.1f ms by %s)\n", command.out.string().c_str(),
                renderer->width(), renderer->height(), renderer->render_milliseconds(),
                renderer->renderer().c_str());
    return {};
}

}  // namespace tapestry::demo
