#include "headless_job.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include "compare/comparison.h"
#include "compare/plate_job.h"
#include "document/asset_library.h"
#include "document/startup_document.h"
#include "kernel_lab/live_fit.h"
#include "offline/io/exr_file.h"
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
                            const std::filesystem::path& out) {
    auto sequence = ImageSequence::begin(document, renderer, out);
    if (!sequence) return sequence.error();
    const bool is_watched = isatty(STDERR_FILENO) == 1;
    while (!sequence->is_done()) {
        if (auto status = sequence->step(renderer); !status) return status;
        if (is_watched) std::fprintf(stderr, "\r%d of %d pictures", sequence->done(), sequence->total());
    }
    if (is_watched) std::fputc('\n', stderr);
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

Result<void> write_linear(const Document& document, DocumentRenderer& renderer, const CommandLine& command) {
    if (shown_of(command.right) != Shown::result)
        return Error{command.out.string() + ": only the result is written as EXR"};
    if (auto status = renderer.save(document, command.out); !status) return status;
    std::printf("wrote %s (%d x %d, linear light)\n", command.out.c_str(), renderer.width(),
                renderer.height());
    return {};
}

}  // namespace

Result<void> run_headless_job(const CommandLine& command) {
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
    if (auto status = open_document(*document, *assets, *renderer); !status) return status;
    for (const std::string& remark : renderer->remarks())
        std::fprintf(stderr, "tapestry-viewer: %s: %s\n", renderer->photo_path().c_str(), remark.c_str());
    if (command.sequence) return write_sequence(*document, *renderer, command.out);
    if (command.plate) return write_plate(*document, *renderer, command.out);
    if (offline::is_exr_name(command.out)) return write_linear(*document, *renderer, command);
    auto shown = shown_picture(shown_of(command.right), *document, *renderer, standard_error_gain);
    if (!shown) return shown.error();
    if (auto status = offline::write_png8(command.out, shown->picture); !status) return status;
    if (shown->numbers)
        std::printf("result against exact: PSNR %.2f dB, FLIP %.4f\n", shown->numbers->psnr,
                    shown->numbers->flip);
    std::printf("wrote %s (%d x %d, filtered in %.1f ms by %s)\n", command.out.string().c_str(),
                renderer->width(), renderer->height(), renderer->render_milliseconds(),
                renderer->renderer().c_str());
    return {};
}

}  // namespace tapestry::demo
