#include "headless_job.h"

#include <cstdio>

#include "asset_library.h"
#include "photo_session.h"
#include "platform/headless_context.h"
#include "scene_job.h"

namespace tapestry::demo {

Status run_headless_job(const CommandLine& command) {
    if (!command.scene.empty()) return run_scene_job(command);
    const auto assets = AssetLibrary::open(command.assets);
    if (!assets) return assets.error();
    std::filesystem::path table = command.table;
    if (table.empty()) {
        const auto first = assets->first_table();
        if (!first)
            return Error{(assets->folder / "tables").string() + ": no tap tables; name one with --table"};
        table = *first;
    }

    HeadlessOptions context_options;
    context_options.debug = command.debug_gl;
    const auto context = HeadlessContext::create(context_options);
    if (!context) return context.error();
    auto session = PhotoSession::create(HeadlessContext::get_proc_address, command.debug_gl);
    if (!session) return session.error();

    if (auto status = session->open_photo(command.photo); !status) return status;
    if (auto status = session->open_table(table); !status) return status;
    session->options = command.options;
    if (auto status = session->save(command.out); !status) return status;
    std::printf("wrote %s (%d x %d, filtered in %.1f ms by %s)\n", command.out.string().c_str(),
                session->width(), session->height(), session->filter_milliseconds(),
                session->renderer().c_str());
    return {};
}

}  // namespace tapestry::demo
